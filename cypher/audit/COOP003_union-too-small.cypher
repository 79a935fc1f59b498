// about: active unions with fewer active member cooperatives than the profile wants
// params: as_of, union_least, silent
// returns: id of each failing node, in order
MATCH (u:Cooperative {kind: 'union'})-[s:SEATED_IN]->()
WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
WITH DISTINCT u
OPTIONAL MATCH (u)-[:SEATED_IN]->(:Village)-[:PART_OF]->(around:Area)
OPTIONAL MATCH (u)-[:SEATED_IN]->(itself:Area {level: 'town'})
WITH u, min(coalesce(around.id, itself.id)) AS town
WHERE NOT coalesce(town, '') IN $silent
OPTIONAL MATCH (k:Cooperative)-[m:MEMBER_OF]->(u)
WHERE (m.since IS NULL OR m.since <= $as_of) AND (m.until IS NULL OR m.until > $as_of)
WITH u, k
OPTIONAL MATCH (k)-[s:SEATED_IN]->()
WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
WITH u, k, count(s) AS seats
WITH u, sum(CASE WHEN seats > 0 THEN 1 ELSE 0 END) AS members
WHERE members < $union_least
RETURN u.id AS id
ORDER BY id

// about: party organisations of villages and communities without a reserve
// params: as_of, silent
// returns: id of each failing node, in order
MATCH (o:PartyOrganization)
WHERE o.kind IN ['village', 'community']
OPTIONAL MATCH (o)-[:SEATED_IN]->(v:Village)
OPTIONAL MATCH (v)-[:PART_OF]->(town:Area)
WITH o, v, coalesce(town.id, '') AS town
WHERE NOT town IN $silent
OPTIONAL MATCH (:Person)-[r:RESERVE_FOR]->(v)
WHERE (r.since IS NULL OR r.since <= $as_of) AND (r.until IS NULL OR r.until > $as_of)
WITH o, count(r) AS reserves
WHERE reserves = 0
RETURN o.id AS id
ORDER BY id

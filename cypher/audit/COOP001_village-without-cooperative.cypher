// about: party organisations of villages that lead no active cooperative
// params: as_of, silent
// returns: id of each failing node, in order
MATCH (o:PartyOrganization {kind: 'village'})
OPTIONAL MATCH (o)-[:SEATED_IN]->(:Village)-[:PART_OF]->(town:Area)
WITH o, coalesce(town.id, '') AS town
WHERE NOT town IN $silent
OPTIONAL MATCH (o)-[l:LEADS]->(k:Cooperative {kind: 'cooperative'})
WHERE (l.since IS NULL OR l.since <= $as_of) AND (l.until IS NULL OR l.until > $as_of)
OPTIONAL MATCH (k)-[s:SEATED_IN]->()
WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
WITH o, count(s) AS cooperatives
WHERE cooperatives = 0
RETURN o.id AS id
ORDER BY id

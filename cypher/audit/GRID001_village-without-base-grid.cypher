// about: party organisations of villages that no base grid is part of
// params: as_of, silent
// returns: id of each failing node, in order
MATCH (o:PartyOrganization {kind: 'village'})
OPTIONAL MATCH (o)-[:SEATED_IN]->(v:Village)
OPTIONAL MATCH (v)-[:PART_OF]->(town:Area)
WITH o, v, coalesce(town.id, '') AS town
WHERE NOT town IN $silent
OPTIONAL MATCH (g:Grid {level: 'base'})-[p:PART_OF]->(v)
WHERE (p.since IS NULL OR p.since <= $as_of) AND (p.until IS NULL OR p.until > $as_of)
WITH o, count(g) AS grids
WHERE grids = 0
RETURN o.id AS id
ORDER BY id

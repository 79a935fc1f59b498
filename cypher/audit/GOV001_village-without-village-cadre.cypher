// about: party organisations of villages for which no village cadre answers
// params: as_of, silent
// returns: id of each failing node, in order
MATCH (o:PartyOrganization {kind: 'village'})
OPTIONAL MATCH (o)-[:SEATED_IN]->(v:Village)
OPTIONAL MATCH (v)-[:PART_OF]->(town:Area)
WITH o, v, coalesce(town.id, '') AS town
WHERE NOT town IN $silent
OPTIONAL MATCH (:Person)-[h:HOLDS {role: 'village_cadre'}]->(v)
WHERE (h.since IS NULL OR h.since <= $as_of) AND (h.until IS NULL OR h.until > $as_of)
WITH o, count(h) AS cadres
WHERE cadres = 0
RETURN o.id AS id
ORDER BY id

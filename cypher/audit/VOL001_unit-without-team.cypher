// about: party organisations of villages and communities without an active volunteer team
// params: as_of, silent
// returns: id of each failing node, in order
MATCH (o:PartyOrganization)
WHERE o.kind IN ['village', 'community']
OPTIONAL MATCH (o)-[:SEATED_IN]->(v:Village)
OPTIONAL MATCH (v)-[:PART_OF]->(town:Area)
WITH o, v, coalesce(town.id, '') AS town
WHERE NOT town IN $silent
OPTIONAL MATCH (:VolunteerTeam)-[s:SEATED_IN]->(v)
WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
WITH o, count(s) AS teams
WHERE teams = 0
RETURN o.id AS id
ORDER BY id

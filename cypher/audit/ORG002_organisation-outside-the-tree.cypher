// about: party organisations without exactly one superior, or in a circle of superiors
// params: as_of, silent
// returns: id of each failing node, in order
MATCH (o:PartyOrganization)
WHERE o.kind IS NULL OR o.kind <> 'county_committee'
OPTIONAL MATCH (o)-[s:SEATED_IN]->()
WITH o, count(s) AS seats, sum(CASE WHEN (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of) THEN 1 ELSE 0 END) AS standing
WHERE o.kind <> 'joint_committee' OR standing > 0
OPTIONAL MATCH (o)-[:SEATED_IN]->(:Village)-[:PART_OF]->(around:Area)
OPTIONAL MATCH (o)-[:SEATED_IN]->(itself:Area {level: 'town'})
WITH o, min(coalesce(around.id, itself.id)) AS town
WHERE NOT coalesce(town, '') IN $silent
OPTIONAL MATCH (o)-[u:UNDER]->(:PartyOrganization)
WHERE (u.since IS NULL OR u.since <= $as_of) AND (u.until IS NULL OR u.until > $as_of)
WITH o, count(u) AS above
WHERE above <> 1 OR EXISTS { MATCH (o)-[:UNDER*1..8]->(x:PartyOrganization) WHERE x.id = o.id }
RETURN o.id AS id
ORDER BY id

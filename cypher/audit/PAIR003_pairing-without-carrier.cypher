// about: co-building pairings that use no carrier
// params: as_of, silent
// returns: id of each failing node, in order
MATCH (p:Pairing {mechanism: 'co_building'})-[b:BENEFITS]->(o:PartyOrganization)
WHERE (b.since IS NULL OR b.since <= $as_of) AND (b.until IS NULL OR b.until > $as_of)
  AND (coalesce(o.kind, '') <> 'joint_committee' OR EXISTS {
    MATCH (o)-[s:SEATED_IN]->(:Area)
    WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
  })
OPTIONAL MATCH (o)-[:SEATED_IN]->(:Village)-[:PART_OF]->(around:Area)
OPTIONAL MATCH (o)-[:SEATED_IN]->(itself:Area {level: 'town'})
WITH p, min(coalesce(around.id, itself.id)) AS town
WHERE NOT coalesce(town, '') IN $silent
  AND NOT EXISTS {
    MATCH (p)-[u:USES]->(:Project)
    WHERE (u.since IS NULL OR u.since <= $as_of) AND (u.until IS NULL OR u.until > $as_of)
  }
RETURN p.id AS id
ORDER BY id

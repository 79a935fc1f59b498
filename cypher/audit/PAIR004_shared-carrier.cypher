// about: carriers that two or more active co-building pairings use
// params: as_of
// returns: id of each failing node, in order
MATCH (p:Pairing {mechanism: 'co_building'})-[b:BENEFITS]->(o:PartyOrganization)
WHERE (b.since IS NULL OR b.since <= $as_of) AND (b.until IS NULL OR b.until > $as_of)
  AND (coalesce(o.kind, '') <> 'joint_committee' OR EXISTS {
    MATCH (o)-[s:SEATED_IN]->(:Area)
    WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
  })
WITH DISTINCT p
MATCH (p)-[u:USES]->(k:Project)
WHERE (u.since IS NULL OR u.since <= $as_of) AND (u.until IS NULL OR u.until > $as_of)
WITH k, count(DISTINCT p.id) AS pairings
WHERE pairings > 1
RETURN k.id AS id
ORDER BY id

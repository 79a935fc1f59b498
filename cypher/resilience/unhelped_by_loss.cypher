// about: whom the loss of each helper alone would leave without help
// params: as_of
// returns: id of each helper and of each organisation that nobody else helps, in order
MATCH (p:Pairing)-[b:BENEFITS]->(o:PartyOrganization)
WHERE (b.since IS NULL OR b.since <= $as_of) AND (b.until IS NULL OR b.until > $as_of)
  AND (coalesce(o.kind, '') <> 'joint_committee' OR EXISTS {
    MATCH (o)-[s:SEATED_IN]->(:Area)
    WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
  })
WITH o, p
MATCH (h)-[r:PROVIDES]->(p)
WHERE (r.since IS NULL OR r.since <= $as_of) AND (r.until IS NULL OR r.until > $as_of)
  AND h.id <> o.id
  AND (coalesce(h.kind, '') <> 'joint_committee' OR EXISTS {
    MATCH (h)-[s:SEATED_IN]->(:Area)
    WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
  })
WITH o, count(DISTINCT h.id) AS helpers, min(h.id) AS helper
WHERE helpers = 1
RETURN helper AS lost, o.id AS unhelped
ORDER BY lost, unhelped

// about: the same two under several mechanisms, whichever of them helps
// params: as_of
// returns: ids of the two, the smaller first, and how many mechanisms join them, in order
MATCH (h)-[r:PROVIDES]->(p:Pairing)
WHERE (r.since IS NULL OR r.since <= $as_of) AND (r.until IS NULL OR r.until > $as_of)
  AND (coalesce(h.kind, '') <> 'joint_committee' OR EXISTS {
    MATCH (h)-[s:SEATED_IN]->(:Area)
    WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
  })
WITH h, p
MATCH (p)-[b:BENEFITS]->(o:PartyOrganization)
WHERE (b.since IS NULL OR b.since <= $as_of) AND (b.until IS NULL OR b.until > $as_of)
  AND o.id <> h.id
  AND (coalesce(o.kind, '') <> 'joint_committee' OR EXISTS {
    MATCH (o)-[s:SEATED_IN]->(:Area)
    WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
  })
WITH p.mechanism AS mechanism,
  CASE WHEN h.id < o.id THEN h.id ELSE o.id END AS one,
  CASE WHEN h.id < o.id THEN o.id ELSE h.id END AS other
WITH one, other, count(DISTINCT mechanism) AS mechanisms
WHERE mechanisms > 1
RETURN one AS one, other AS other, mechanisms AS mechanisms
ORDER BY one, other

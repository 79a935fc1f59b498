// about: strong-helps-weak pairings of which a provider is in the need set
// params: as_of
// returns: id of each failing node, in order
MATCH (h:PartyOrganization)-[r:PROVIDES]->(p:Pairing {mode: 'strong_weak'})
WHERE (r.since IS NULL OR r.since <= $as_of) AND (r.until IS NULL OR r.until > $as_of)
  AND EXISTS {
    MATCH (d:Designation)-[c:CONCERNS]->(h)
    WHERE d.kind IN ['weak_lax', 'economically_weak']
      AND (c.since IS NULL OR c.since <= $as_of) AND (c.until IS NULL OR c.until > $as_of)
  }
WITH DISTINCT p
MATCH (p)-[b:BENEFITS]->(o:PartyOrganization)
WHERE (b.since IS NULL OR b.since <= $as_of) AND (b.until IS NULL OR b.until > $as_of)
  AND (coalesce(o.kind, '') <> 'joint_committee' OR EXISTS {
    MATCH (o)-[s:SEATED_IN]->(:Area)
    WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
  })
RETURN DISTINCT p.id AS id
ORDER BY id

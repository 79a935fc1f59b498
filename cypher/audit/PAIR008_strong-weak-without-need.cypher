// about: strong-helps-weak pairings that benefit no organisation of the need set
// params: as_of
// returns: id of each failing node, in order
MATCH (p:Pairing {mode: 'strong_weak'})-[b:BENEFITS]->(o:PartyOrganization)
WHERE (b.since IS NULL OR b.since <= $as_of) AND (b.until IS NULL OR b.until > $as_of)
  AND (coalesce(o.kind, '') <> 'joint_committee' OR EXISTS {
    MATCH (o)-[s:SEATED_IN]->(:Area)
    WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
  })
OPTIONAL MATCH (d:Designation)-[c:CONCERNS]->(o)
WHERE d.kind IN ['weak_lax', 'economically_weak']
  AND (c.since IS NULL OR c.since <= $as_of) AND (c.until IS NULL OR c.until > $as_of)
WITH p, count(d) AS needs
WHERE needs = 0
RETURN p.id AS id
ORDER BY id

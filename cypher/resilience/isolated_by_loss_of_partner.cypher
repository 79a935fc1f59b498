// about: weak branches in no joint committee all of whose pairings fall with one other party
// params: as_of
// returns: id of each party lost and of each branch that becomes isolated, in order
MATCH (d:Designation)-[c:CONCERNS]->(n:PartyOrganization)
WHERE d.kind IN ['weak_lax', 'economically_weak']
  AND (c.since IS NULL OR c.since <= $as_of) AND (c.until IS NULL OR c.until > $as_of)
WITH DISTINCT n
OPTIONAL MATCH (n)-[m:MEMBER_OF]->(j:PartyOrganization {kind: 'joint_committee'})
WHERE (m.since IS NULL OR m.since <= $as_of) AND (m.until IS NULL OR m.until > $as_of)
WITH n, j
OPTIONAL MATCH (j)-[s:SEATED_IN]->(:Area)
WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
WITH n, count(s) AS committees
WHERE committees = 0
MATCH (n)-[t:PROVIDES|BENEFITS]-(p:Pairing)
WHERE (t.since IS NULL OR t.since <= $as_of) AND (t.until IS NULL OR t.until > $as_of)
WITH DISTINCT n, p
MATCH (p)-[b:BENEFITS]->(o:PartyOrganization)
WHERE (b.since IS NULL OR b.since <= $as_of) AND (b.until IS NULL OR b.until > $as_of)
  AND (coalesce(o.kind, '') <> 'joint_committee' OR EXISTS {
    MATCH (o)-[s:SEATED_IN]->(:Area)
    WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
  })
WITH n, count(DISTINCT p.id) AS total
MATCH (n)-[t:PROVIDES|BENEFITS]-(p:Pairing)
WHERE (t.since IS NULL OR t.since <= $as_of) AND (t.until IS NULL OR t.until > $as_of)
WITH DISTINCT n, total, p
MATCH (p)-[b:BENEFITS]->(o:PartyOrganization)
WHERE (b.since IS NULL OR b.since <= $as_of) AND (b.until IS NULL OR b.until > $as_of)
  AND (coalesce(o.kind, '') <> 'joint_committee' OR EXISTS {
    MATCH (o)-[s:SEATED_IN]->(:Area)
    WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
  })
WITH DISTINCT n, total, p
MATCH (x)-[t:PROVIDES|BENEFITS]-(p)
WHERE (t.since IS NULL OR t.since <= $as_of) AND (t.until IS NULL OR t.until > $as_of)
  AND x.id <> n.id
  AND (coalesce(x.kind, '') <> 'joint_committee' OR EXISTS {
    MATCH (x)-[s:SEATED_IN]->(:Area)
    WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
  })
WITH DISTINCT n, total, p, x
OPTIONAL MATCH (h)-[r:PROVIDES]->(p)
WHERE (r.since IS NULL OR r.since <= $as_of) AND (r.until IS NULL OR r.until > $as_of)
  AND (coalesce(h.kind, '') <> 'joint_committee' OR EXISTS {
    MATCH (h)-[s:SEATED_IN]->(:Area)
    WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
  })
WITH n, total, p, x, count(DISTINCT h.id) AS before,
  count(DISTINCT CASE WHEN h.id <> x.id THEN h.id END) AS providers,
  min(CASE WHEN h.id <> x.id THEN h.id END) AS helper
OPTIONAL MATCH (p)-[b:BENEFITS]->(o:PartyOrganization)
WHERE (b.since IS NULL OR b.since <= $as_of) AND (b.until IS NULL OR b.until > $as_of)
  AND o.id <> x.id
  AND (coalesce(o.kind, '') <> 'joint_committee' OR EXISTS {
    MATCH (o)-[s:SEATED_IN]->(:Area)
    WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
  })
WITH n, total, p, x, before, providers, helper,
  count(DISTINCT o.id) AS benefiting, min(o.id) AS helped
WHERE benefiting = 0 OR (providers = 0 AND before > 0)
  OR (providers = 1 AND benefiting = 1 AND helper = helped)
WITH n, total, x, count(DISTINCT p.id) AS falling
WHERE falling = total
RETURN x.id AS lost, n.id AS isolated
ORDER BY lost, isolated

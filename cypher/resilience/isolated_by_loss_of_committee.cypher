// about: weak branches in one joint committee, all of whose pairings, if any, fall with it
// params: as_of
// returns: id of each committee lost and of each branch that becomes isolated, in order
MATCH (d:Designation)-[c:CONCERNS]->(n:PartyOrganization)
WHERE d.kind IN ['weak_lax', 'economically_weak']
  AND (c.since IS NULL OR c.since <= $as_of) AND (c.until IS NULL OR c.until > $as_of)
WITH DISTINCT n
MATCH (n)-[m:MEMBER_OF]->(j:PartyOrganization {kind: 'joint_committee'})
WHERE (m.since IS NULL OR m.since <= $as_of) AND (m.until IS NULL OR m.until > $as_of)
WITH n, count(DISTINCT j.id) AS committees, min(j.id) AS lost
WHERE committees = 1
MATCH (x:PartyOrganization)
WHERE x.id = lost
WITH n, x
OPTIONAL MATCH (n)-[t:PROVIDES|BENEFITS]-(p:Pairing)
WHERE (t.since IS NULL OR t.since <= $as_of) AND (t.until IS NULL OR t.until > $as_of)
WITH DISTINCT n, x, p
OPTIONAL MATCH (h)-[r:PROVIDES]->(p)
WHERE (r.since IS NULL OR r.since <= $as_of) AND (r.until IS NULL OR r.until > $as_of)
WITH n, x, p, count(DISTINCT h.id) AS before,
  count(DISTINCT CASE WHEN h.id <> x.id THEN h.id END) AS providers,
  min(CASE WHEN h.id <> x.id THEN h.id END) AS helper
OPTIONAL MATCH (p)-[b:BENEFITS]->(o:PartyOrganization)
WHERE (b.since IS NULL OR b.since <= $as_of) AND (b.until IS NULL OR b.until > $as_of)
  AND o.id <> x.id
WITH n, x, p, before, providers, helper,
  count(DISTINCT o.id) AS benefiting, min(o.id) AS helped
WITH n, x, sum(CASE WHEN p IS NULL OR benefiting = 0 OR (providers = 0 AND before > 0)
  OR (providers = 1 AND benefiting = 1 AND helper = helped)
  THEN 0 ELSE 1 END) AS standing
WHERE standing = 0
RETURN x.id AS lost, n.id AS isolated
ORDER BY lost, isolated

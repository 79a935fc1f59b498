// about: weak branches in no pairing and in one joint committee, which alone holds them
// params: as_of
// returns: id of each committee lost and of each branch that becomes isolated, in order
MATCH (d:Designation)-[c:CONCERNS]->(n:PartyOrganization)
WHERE d.kind IN ['weak_lax', 'economically_weak']
  AND (c.since IS NULL OR c.since <= $as_of) AND (c.until IS NULL OR c.until > $as_of)
WITH DISTINCT n
WHERE NOT EXISTS {
    MATCH (:Pairing)-[b:BENEFITS]->(n)
    WHERE (b.since IS NULL OR b.since <= $as_of) AND (b.until IS NULL OR b.until > $as_of)
  }
OPTIONAL MATCH (n)-[r:PROVIDES]->(p:Pairing)
WHERE (r.since IS NULL OR r.since <= $as_of) AND (r.until IS NULL OR r.until > $as_of)
WITH n, p
OPTIONAL MATCH (p)-[b:BENEFITS]->(x:PartyOrganization)
WHERE (b.since IS NULL OR b.since <= $as_of) AND (b.until IS NULL OR b.until > $as_of)
  AND (coalesce(x.kind, '') <> 'joint_committee' OR EXISTS {
    MATCH (x)-[s:SEATED_IN]->(:Area)
    WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
  })
WITH n, count(x) AS helped
WHERE helped = 0
MATCH (n)-[m:MEMBER_OF]->(j:PartyOrganization {kind: 'joint_committee'})
WHERE (m.since IS NULL OR m.since <= $as_of) AND (m.until IS NULL OR m.until > $as_of)
WITH n, j
MATCH (j)-[s:SEATED_IN]->(:Area)
WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
WITH n, count(DISTINCT j.id) AS committees, min(j.id) AS lost
WHERE committees = 1
RETURN lost AS lost, n.id AS isolated
ORDER BY lost, isolated

// about: active joint committees all of whose members are in the need set
// params: as_of
// returns: id of each failing node, in order
MATCH (o:PartyOrganization {kind: 'joint_committee'})-[s:SEATED_IN]->()
WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
WITH DISTINCT o
MATCH (m:PartyOrganization)-[r:MEMBER_OF]->(o)
WHERE (r.since IS NULL OR r.since <= $as_of) AND (r.until IS NULL OR r.until > $as_of)
WITH DISTINCT o, m
OPTIONAL MATCH (d:Designation)-[c:CONCERNS]->(m)
WHERE d.kind IN ['weak_lax', 'economically_weak']
  AND (c.since IS NULL OR c.since <= $as_of) AND (c.until IS NULL OR c.until > $as_of)
WITH o, m, count(d) AS needs
WITH o, min(needs) AS least
WHERE least > 0
RETURN o.id AS id
ORDER BY id

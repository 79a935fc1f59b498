// about: villages whose party organisation is a member of two or more active joint committees
// params: as_of
// returns: id of each failing node, in order
MATCH (o:PartyOrganization {kind: 'village'})-[m:MEMBER_OF]->(j:PartyOrganization {kind: 'joint_committee'})
WHERE (m.since IS NULL OR m.since <= $as_of) AND (m.until IS NULL OR m.until > $as_of)
WITH o, j
MATCH (j)-[s:SEATED_IN]->(:Area)
WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
WITH o, count(DISTINCT j.id) AS committees
WHERE committees >= 2
RETURN o.id AS id
ORDER BY id

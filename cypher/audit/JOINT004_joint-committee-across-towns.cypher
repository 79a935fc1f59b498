// about: active joint committees with members in two or more towns
// params: as_of
// returns: id of each failing node, in order
MATCH (o:PartyOrganization {kind: 'joint_committee'})-[s:SEATED_IN]->()
WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
WITH DISTINCT o
MATCH (m:PartyOrganization)-[r:MEMBER_OF]->(o)
WHERE (r.since IS NULL OR r.since <= $as_of) AND (r.until IS NULL OR r.until > $as_of)
WITH DISTINCT o, m
MATCH (m)-[:SEATED_IN]->(:Village)-[:PART_OF]->(town:Area)
WITH o, count(DISTINCT town.id) AS towns
WHERE towns > 1
RETURN o.id AS id
ORDER BY id

// about: active joint committees with too few members or party members
// params: as_of, committee_villages, committee_members
// returns: id of each failing node, in order
MATCH (o:PartyOrganization {kind: 'joint_committee'})-[s:SEATED_IN]->()
WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
WITH DISTINCT o
OPTIONAL MATCH (m:PartyOrganization)-[r:MEMBER_OF]->(o)
WHERE (r.since IS NULL OR r.since <= $as_of) AND (r.until IS NULL OR r.until > $as_of)
WITH DISTINCT o, m
WITH o, count(m) AS villages,
  sum(coalesce(m.members_full + coalesce(m.members_probationary, 0), 0)) AS party,
  sum(CASE WHEN m.id IS NULL OR m.members_full IS NOT NULL THEN 0 ELSE 1 END) AS blank
WHERE villages < $committee_villages OR (party < $committee_members AND blank = 0)
RETURN o.id AS id
ORDER BY id

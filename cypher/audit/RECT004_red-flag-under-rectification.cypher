// about: red-flag organisations that are also weak and lax
// params: as_of
// returns: id of each failing node, in order
MATCH (:Designation {kind: 'red_flag'})-[c:CONCERNS]->(o:PartyOrganization)
WHERE (c.since IS NULL OR c.since <= $as_of) AND (c.until IS NULL OR c.until > $as_of)
WITH DISTINCT o
MATCH (:Designation {kind: 'weak_lax'})-[c:CONCERNS]->(o)
WHERE (c.since IS NULL OR c.since <= $as_of) AND (c.until IS NULL OR c.until > $as_of)
RETURN DISTINCT o.id AS id
ORDER BY id

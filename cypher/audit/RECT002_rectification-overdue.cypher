// about: weak and lax organisations whose due date has passed
// params: as_of
// returns: id of each failing node, in order
MATCH (d:Designation {kind: 'weak_lax'})-[c:CONCERNS]->(o:PartyOrganization)
WHERE (c.since IS NULL OR c.since <= $as_of) AND (c.until IS NULL OR c.until > $as_of)
  AND d.due_on < $as_of
RETURN DISTINCT o.id AS id
ORDER BY id

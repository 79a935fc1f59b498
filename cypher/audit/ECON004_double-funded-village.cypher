// about: organisations that two or more funded projects benefit
// params: as_of
// returns: id of each failing node, in order
MATCH (k:Project {kind: 'funded'})-[b:BENEFITS]->(o:PartyOrganization)
WHERE (b.since IS NULL OR b.since <= $as_of) AND (b.until IS NULL OR b.until > $as_of)
WITH o, count(DISTINCT k.id) AS projects
WHERE projects > 1
RETURN o.id AS id
ORDER BY id

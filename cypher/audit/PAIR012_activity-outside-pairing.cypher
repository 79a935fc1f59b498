// about: activities held before their pairing began or after it ended
// params: as_of
// returns: id of each failing node, in order
MATCH (p:Pairing)-[b:BENEFITS]->(:PartyOrganization)
WHERE b.since IS NULL OR b.since <= $as_of
WITH p, min(b.since) AS since, max(b.until) AS until
MATCH (a:Activity)-[c:CONCERNS]->(p)
WHERE c.since <= $as_of AND (c.since < since OR c.since >= until)
RETURN DISTINCT a.id AS id
ORDER BY id

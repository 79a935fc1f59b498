// about: weak and lax organisations listed twice or more within some years
// params: as_of, relapse_start
// returns: id of each failing node, in order
MATCH (:Designation {kind: 'weak_lax'})-[c:CONCERNS]->(o:PartyOrganization)
WHERE (c.since IS NULL OR c.since <= $as_of) AND (c.until IS NULL OR c.until > $as_of)
WITH DISTINCT o
MATCH (d:Designation {kind: 'weak_lax'})-[c:CONCERNS]->(o)
WHERE c.since > $relapse_start AND c.since <= $as_of
WITH o, count(DISTINCT d.id) AS listed
WHERE listed > 1
RETURN o.id AS id
ORDER BY id

// about: micro-grids whose households are not the sum of those that their centres link
// params: as_of
// returns: id of each failing node, in order
MATCH (g:Grid {level: 'micro'})
WHERE g.households IS NOT NULL
OPTIONAL MATCH (c:Grid {level: 'centre'})-[p:PART_OF]->(g)
WHERE (p.since IS NULL OR p.since <= $as_of) AND (p.until IS NULL OR p.until > $as_of)
WITH g, count(c) AS centres, count(c.households) AS told, sum(coalesce(c.households, 0)) AS linked
WHERE centres = told AND linked <> g.households
RETURN g.id AS id
ORDER BY id

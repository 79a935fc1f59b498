// about: micro-grids with fewer or more households than the profile allows
// params: micro_least, micro_most
// returns: id of each failing node, in order
MATCH (g:Grid {level: 'micro'})
WHERE $micro_least IS NOT NULL AND $micro_most IS NOT NULL
  AND (g.households < $micro_least OR g.households > $micro_most)
RETURN g.id AS id
ORDER BY id

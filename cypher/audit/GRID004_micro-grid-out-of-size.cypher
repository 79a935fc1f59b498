// about: micro-grids with fewer or more households than the profile allows
// params: micro_least, micro_most
// returns: id of each failing node, in order
MATCH (g:Grid {level: 'micro'})
WHERE $micro_least > 0 AND $micro_most > 0
  AND (g.households < $micro_least OR g.households > $micro_most)
RETURN g.id AS id
ORDER BY id

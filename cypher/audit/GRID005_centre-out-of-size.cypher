// about: centre households that link fewer or more households than the profile allows
// params: centre_least, centre_most
// returns: id of each failing node, in order
MATCH (g:Grid {level: 'centre'})
WHERE $centre_least > 0 AND $centre_most > 0
  AND (g.households < $centre_least OR g.households > $centre_most)
RETURN g.id AS id
ORDER BY id

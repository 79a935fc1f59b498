// about: micro-grids that no party organisation covers
// params: as_of, silent
// returns: id of each failing node, in order
MATCH (g:Grid {level: 'micro'})
OPTIONAL MATCH (g)-[:PART_OF]->(:Grid)-[:PART_OF]->(:Village)-[:PART_OF]->(town:Area)
WITH g, coalesce(town.id, '') AS town
WHERE NOT town IN $silent
  AND NOT EXISTS {
    MATCH (:PartyOrganization)-[c:COVERS]->(g)
    WHERE (c.since IS NULL OR c.since <= $as_of) AND (c.until IS NULL OR c.until > $as_of)
  }
RETURN g.id AS id
ORDER BY id

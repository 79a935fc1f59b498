// about: all relationships of a type between two labels
// params: 
// returns: a row per relationship
MATCH (a:<start>)-[r:<type>]->(b:<end>)
RETURN a.id AS start, b.id AS `end`<columns>
ORDER BY start, `end`

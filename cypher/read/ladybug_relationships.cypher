// about: all relationships of a type between two labels, their ends by number: far faster than ids
// params: 
// returns: a row per relationship; an end is its number in the order of ladybug_nodes
MATCH (a:<start>)-[r:<type>]->(b:<end>)
RETURN offset(id(a)) AS start, offset(id(b)) AS `end`<columns>
ORDER BY start, `end`

// about: all relationships of a type between two labels, their ends by offset: far faster than ids
// params: 
// returns: a row per relationship with the offsets of ladybug_nodes, in any order
MATCH (a:<start>)-[r:<type>]->(b:<end>)
RETURN offset(id(a)) AS start, offset(id(b)) AS `end`<columns>

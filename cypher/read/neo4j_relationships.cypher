// about: all relationships of a type between two labels as one list
// params: 
// returns: one row with a list of lists
MATCH (a:<start>)-[r:<type>]->(b:<end>)
RETURN collect([<columns>]) AS rows
ORDER BY size(rows)

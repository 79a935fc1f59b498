// about: a page of the relationships of a type between two labels as one list
// params: start, most
// returns: one row with a list of lists
MATCH (a:<start>)-[r:<type>]->(b:<end>)
WITH a, r, b SKIP $start LIMIT $most
RETURN collect([<columns>]) AS rows
ORDER BY size(rows)

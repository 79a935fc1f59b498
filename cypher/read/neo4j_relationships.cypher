// about: a page of the relationships of a type between two labels, a list per column
// params: start, most
// returns: one row with the columns that are asked for
MATCH (:<start>)-[r:<type>]->(:<end>)
WITH r SKIP $start LIMIT $most
WITH collect(r) AS page
RETURN <columns>
ORDER BY size(page)

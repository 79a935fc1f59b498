// about: removes a batch of relationships of a type between two labels
// params: rows
// returns: nothing
UNWIND $rows AS row
MATCH (a:<start> {id: row[0]})-[r:<type>]->(b:<end> {id: row[1]})
USING INDEX a:<start>(id)
USING INDEX b:<end>(id)
WHERE <same>
DELETE r

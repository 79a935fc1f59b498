// about: a batch of nodes of a label whose facts changed
// params: rows
// returns: nothing
UNWIND $rows AS row
MATCH (n:<label> {id: row[0]})
USING INDEX n:<label>(id)
SET <properties>

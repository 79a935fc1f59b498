// about: removes a batch of nodes of a label with their relationships
// params: rows
// returns: nothing
UNWIND $rows AS row
MATCH (n:<label> {id: row[0]})
USING INDEX n:<label>(id)
DETACH DELETE n

// about: picks a batch of nodes of a label that are to be removed
// params: rows
// returns: nothing
UNWIND $rows AS row
MATCH (n:<label> {id: row[0]})
USING INDEX n:<label>(id)
SET n:OrgGraphGone

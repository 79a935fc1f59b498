// about: a batch of nodes of a label
// params: rows
// returns: nothing
UNWIND $rows AS row
CREATE (n:<label> {<properties>})

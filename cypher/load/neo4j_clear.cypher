// about: removes all nodes of a label with their relationships
// params: 
// returns: nothing
MATCH (n:<label>)
DETACH DELETE n

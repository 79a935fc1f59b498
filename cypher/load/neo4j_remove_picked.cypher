// about: removes the picked nodes with their relationships
// params: 
// returns: nothing
MATCH (n:OrgGraphGone)
DETACH DELETE n

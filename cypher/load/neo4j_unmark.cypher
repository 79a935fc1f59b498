// about: removes the mark of the store, after all that it marks
// params: 
// returns: nothing
MATCH (m:OrgGraph)
DELETE m

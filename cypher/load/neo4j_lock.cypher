// about: lets one load at a time go on
// params: 
// returns: nothing
MERGE (m:OrgGraph {key: 1})
SET m.loading = true
REMOVE m.loading

// about: marks the store as ours; complete only when everything is written
// params: mark
// returns: nothing
MERGE (m:OrgGraph {key: 1})
SET m = $mark, m.key = 1

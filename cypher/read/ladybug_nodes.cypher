// about: all nodes of a label, in the order in which they are kept
// params: 
// returns: a row per node
MATCH (n:<label>)
RETURN <columns>
ORDER BY offset(id(n))

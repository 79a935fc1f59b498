// about: all nodes of a label
// params: 
// returns: a row per node
MATCH (n:<label>)
RETURN <columns>
ORDER BY id

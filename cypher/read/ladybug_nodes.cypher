// about: all nodes of a label
// params: 
// returns: a row per node with the engine's offset of it, in any order: sorting costs more there
MATCH (n:<label>)
RETURN offset(id(n)) AS offset<columns>

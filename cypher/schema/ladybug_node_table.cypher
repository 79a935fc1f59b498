// about: the table of a label
// params: 
// returns: nothing
CREATE NODE TABLE <label>(id STRING PRIMARY KEY, name STRING<columns>)

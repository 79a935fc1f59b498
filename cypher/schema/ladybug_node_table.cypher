// about: the table of a label; relationships are copied by number, far faster than by id
// params: 
// returns: nothing
CREATE NODE TABLE <label>(number INT64 PRIMARY KEY, id STRING, name STRING<columns>)

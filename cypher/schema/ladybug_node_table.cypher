// about: the table of a label; relationships are copied by row, far faster than by id
// params: 
// returns: nothing
CREATE NODE TABLE <label>(_row INT64 PRIMARY KEY, id STRING, name STRING<columns>)

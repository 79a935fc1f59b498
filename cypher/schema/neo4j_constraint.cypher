// about: ids are unique within a label
// params: 
// returns: nothing
CREATE CONSTRAINT orggraph_<label> IF NOT EXISTS FOR (n:<label>) REQUIRE n.<key> IS UNIQUE

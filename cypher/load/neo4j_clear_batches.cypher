// about: removes all nodes of a label with their relationships, a batch at a time
// params: batch
// returns: nothing
MATCH (n:<label>)
CALL (n) {
  DETACH DELETE n
} IN TRANSACTIONS OF $batch ROWS

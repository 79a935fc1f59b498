// about: how many nodes the database holds, by their labels
// params: 
// returns: a row per set of labels
MATCH (n)
RETURN labels(n) AS labels, count(n) AS count
ORDER BY labels

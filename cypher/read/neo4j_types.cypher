// about: how many relationships the database holds, by their type
// params: 
// returns: a row per type
MATCH ()-[r]->()
RETURN type(r) AS type, count(r) AS count
ORDER BY type

// about: whether the names of persons were kept when the store was loaded
// params: 
// returns: a row for each county whose persons bear their names
MATCH (a:Area)
WHERE a.names_kept = true
RETURN a.id AS county
ORDER BY county

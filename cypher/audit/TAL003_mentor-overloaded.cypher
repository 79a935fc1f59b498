// about: mentors of more reserves than the profile allows
// params: as_of, max_reserves
// returns: id of each failing node, in order
MATCH (h:Person)-[m:MENTORS]->(r:Person)
WHERE (m.since IS NULL OR m.since <= $as_of) AND (m.until IS NULL OR m.until > $as_of)
WITH h, count(DISTINCT r.id) AS reserves
WHERE reserves > $max_reserves
RETURN h.id AS id
ORDER BY id

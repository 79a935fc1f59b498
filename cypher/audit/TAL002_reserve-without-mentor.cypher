// about: reserves whom nobody mentors
// params: as_of, silent
// returns: id of each failing node, in order
MATCH (h:Person)-[r:RESERVE_FOR]->(:Village)
WHERE (r.since IS NULL OR r.since <= $as_of) AND (r.until IS NULL OR r.until > $as_of)
  AND NOT '' IN $silent
WITH DISTINCT h
WHERE NOT EXISTS {
  MATCH (:Person)-[m:MENTORS]->(h)
  WHERE (m.since IS NULL OR m.since <= $as_of) AND (m.until IS NULL OR m.until > $as_of)
}
RETURN h.id AS id
ORDER BY id

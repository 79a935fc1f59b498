// about: persons with more distinct posts than one may hold
// params: as_of, max_posts
// returns: id of each failing node, in order
MATCH (h:Person)-[r:HOLDS]->(target)
WHERE NOT r.role IN ['county_leader', 'town_leader']
  AND (r.since IS NULL OR r.since <= $as_of) AND (r.until IS NULL OR r.until > $as_of)
WITH DISTINCT h, r.role AS role, target.id AS target
WITH h, count(*) AS posts
WHERE posts > $max_posts
RETURN h.id AS id
ORDER BY id

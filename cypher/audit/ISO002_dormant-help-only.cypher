// about: organisations of the need set all of whose pairings but the four duties are dormant
// params: as_of, recent_start, silent
// returns: id of each failing node, in order
MATCH (d:Designation)-[c:CONCERNS]->(o:PartyOrganization)
WHERE d.kind IN ['weak_lax', 'economically_weak']
  AND (c.since IS NULL OR c.since <= $as_of) AND (c.until IS NULL OR c.until > $as_of)
WITH DISTINCT o
OPTIONAL MATCH (o)-[:SEATED_IN]->(:Village)-[:PART_OF]->(town:Area)
WITH o, coalesce(town.id, '') AS town
WHERE NOT town IN $silent
MATCH (p:Pairing)-[b:BENEFITS]->(o)
WHERE p.mechanism <> 'four_duties'
  AND (b.since IS NULL OR b.since <= $as_of) AND (b.until IS NULL OR b.until > $as_of)
WITH o, p, b.since AS since
OPTIONAL MATCH (:Activity)-[c:CONCERNS]->(p)
WHERE c.since >= $recent_start AND c.since <= $as_of
WITH o, p, since, count(c) AS held
WITH o, sum(CASE WHEN held = 0 AND (since IS NULL OR since <= $recent_start) THEN 0 ELSE 1 END) AS awake
WHERE awake = 0
RETURN o.id AS id
ORDER BY id

// about: organisations of the need set with exactly one distinct provider over their active pairings
// params: as_of, silent
// returns: id of each failing node, in order
MATCH (d:Designation)-[c:CONCERNS]->(o:PartyOrganization)
WHERE d.kind IN ['weak_lax', 'economically_weak']
  AND (c.since IS NULL OR c.since <= $as_of) AND (c.until IS NULL OR c.until > $as_of)
WITH DISTINCT o
OPTIONAL MATCH (o)-[:SEATED_IN]->(:Village)-[:PART_OF]->(town:Area)
WITH o, coalesce(town.id, '') AS town
WHERE NOT town IN $silent
MATCH (p:Pairing)-[b:BENEFITS]->(o)
WHERE (b.since IS NULL OR b.since <= $as_of) AND (b.until IS NULL OR b.until > $as_of)
WITH o, p
MATCH (h)-[r:PROVIDES]->(p)
WHERE (r.since IS NULL OR r.since <= $as_of) AND (r.until IS NULL OR r.until > $as_of)
  AND h.id <> o.id
  AND (coalesce(h.kind, '') <> 'joint_committee' OR EXISTS {
    MATCH (h)-[s:SEATED_IN]->(:Area)
    WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
  })
WITH o, count(DISTINCT h.id) AS helpers
WHERE helpers = 1
RETURN o.id AS id
ORDER BY id

// about: weak and lax organisations that lack one of the four duties
// params: as_of, silent
// returns: id of each failing node, in order
MATCH (:Designation {kind: 'weak_lax'})-[c:CONCERNS]->(o:PartyOrganization)
WHERE (c.since IS NULL OR c.since <= $as_of) AND (c.until IS NULL OR c.until > $as_of)
WITH DISTINCT o
OPTIONAL MATCH (o)-[:SEATED_IN]->(:Village)-[:PART_OF]->(town:Area)
WITH o, coalesce(town.id, '') AS town
WHERE NOT town IN $silent
OPTIONAL MATCH (:Pairing {mechanism: 'four_duties'})-[b:BENEFITS]->(o)
WHERE (b.since IS NULL OR b.since <= $as_of) AND (b.until IS NULL OR b.until > $as_of)
WITH o, count(b) AS units
OPTIONAL MATCH (d:Designation {kind: 'weak_lax'})-[c:CONCERNS]->(o)
WHERE (c.since IS NULL OR c.since <= $as_of) AND (c.until IS NULL OR c.until > $as_of)
WITH o, units, d
OPTIONAL MATCH (:Person)-[h:HOLDS]->(d)
WHERE h.role IN ['county_leader', 'town_leader', 'first_secretary']
  AND (h.since IS NULL OR h.since <= $as_of) AND (h.until IS NULL OR h.until > $as_of)
WITH o, units, d, count(DISTINCT h.role) AS roles
WITH o, units, min(roles) AS least
WHERE units = 0 OR least < 3
RETURN o.id AS id
ORDER BY id

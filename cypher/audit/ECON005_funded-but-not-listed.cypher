// about: organisations that a funded project benefits and that are not economically weak
// params: as_of, silent
// returns: id of each failing node, in order
MATCH (:Project {kind: 'funded'})-[b:BENEFITS]->(o:PartyOrganization)
WHERE (b.since IS NULL OR b.since <= $as_of) AND (b.until IS NULL OR b.until > $as_of)
WITH DISTINCT o
OPTIONAL MATCH (o)-[:SEATED_IN]->(:Village)-[:PART_OF]->(town:Area)
WITH o, coalesce(town.id, '') AS town
WHERE NOT town IN $silent
  AND NOT EXISTS {
    MATCH (:Designation {kind: 'economically_weak'})-[c:CONCERNS]->(o)
    WHERE (c.since IS NULL OR c.since <= $as_of) AND (c.until IS NULL OR c.until > $as_of)
  }
RETURN o.id AS id
ORDER BY id

// about: villages whose party organisation takes part in no active co-building pairing
// params: as_of, silent
// returns: id of each failing node, in order
MATCH (o:PartyOrganization {kind: 'village'})
OPTIONAL MATCH (o)-[:SEATED_IN]->(:Village)-[:PART_OF]->(town:Area)
WITH o, coalesce(town.id, '') AS town
WHERE NOT town IN $silent
  AND NOT EXISTS {
    MATCH (o)-[r:PROVIDES]->(:Pairing {mechanism: 'co_building'})
    WHERE (r.since IS NULL OR r.since <= $as_of) AND (r.until IS NULL OR r.until > $as_of)
  }
  AND NOT EXISTS {
    MATCH (:Pairing {mechanism: 'co_building'})-[b:BENEFITS]->(o)
    WHERE (b.since IS NULL OR b.since <= $as_of) AND (b.until IS NULL OR b.until > $as_of)
  }
RETURN o.id AS id
ORDER BY id

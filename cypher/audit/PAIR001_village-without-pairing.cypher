// about: villages whose party organisation takes part in no active co-building pairing
// params: as_of, silent
// returns: id of each failing node, in order
MATCH (o:PartyOrganization {kind: 'village'})
OPTIONAL MATCH (o)-[:SEATED_IN]->(:Village)-[:PART_OF]->(town:Area)
WITH o, coalesce(town.id, '') AS town
WHERE NOT town IN $silent
  AND NOT EXISTS {
    MATCH (:Pairing {mechanism: 'co_building'})-[b:BENEFITS]->(o)
    WHERE (b.since IS NULL OR b.since <= $as_of) AND (b.until IS NULL OR b.until > $as_of)
  }
OPTIONAL MATCH (o)-[r:PROVIDES]->(p:Pairing {mechanism: 'co_building'})
WHERE (r.since IS NULL OR r.since <= $as_of) AND (r.until IS NULL OR r.until > $as_of)
WITH o, p
OPTIONAL MATCH (p)-[b:BENEFITS]->(x:PartyOrganization)
WHERE (b.since IS NULL OR b.since <= $as_of) AND (b.until IS NULL OR b.until > $as_of)
  AND (coalesce(x.kind, '') <> 'joint_committee' OR EXISTS {
    MATCH (x)-[s:SEATED_IN]->(:Area)
    WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
  })
WITH o, count(x) AS helped
WHERE helped = 0
RETURN o.id AS id
ORDER BY id

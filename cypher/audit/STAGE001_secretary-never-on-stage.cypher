// about: party organisations of villages and communities that took part in no contest of the year
// params: as_of, year_start, silent
// returns: id of each failing node, in order
MATCH (o:PartyOrganization)
WHERE o.kind IN ['village', 'community']
OPTIONAL MATCH (o)-[:SEATED_IN]->(:Village)-[:PART_OF]->(town:Area)
WITH o, coalesce(town.id, '') AS town
WHERE NOT town IN $silent
  AND NOT EXISTS {
    MATCH (o)-[t:TOOK_PART]->(:Activity {kind: 'contest'})
    WHERE t.since > $year_start AND t.since <= $as_of AND (t.until IS NULL OR t.until > $as_of)
  }
RETURN o.id AS id
ORDER BY id

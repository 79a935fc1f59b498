// about: active cooperatives that no party organisation leads
// params: as_of, silent
// returns: id of each failing node, in order
MATCH (k:Cooperative {kind: 'cooperative'})-[s:SEATED_IN]->()
WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
WITH DISTINCT k
OPTIONAL MATCH (k)-[:SEATED_IN]->(:Village)-[:PART_OF]->(around:Area)
OPTIONAL MATCH (k)-[:SEATED_IN]->(itself:Area {level: 'town'})
WITH k, min(coalesce(around.id, itself.id)) AS town
WHERE NOT coalesce(town, '') IN $silent
  AND NOT EXISTS {
    MATCH (:PartyOrganization)-[l:LEADS]->(k)
    WHERE (l.since IS NULL OR l.since <= $as_of) AND (l.until IS NULL OR l.until > $as_of)
  }
RETURN k.id AS id
ORDER BY id

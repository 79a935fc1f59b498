// about: active joint committees without an active secretary
// params: as_of, silent
// returns: id of each failing node, in order
MATCH (o:PartyOrganization {kind: 'joint_committee'})-[s:SEATED_IN]->()
WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
WITH DISTINCT o
OPTIONAL MATCH (o)-[:SEATED_IN]->(:Village)-[:PART_OF]->(around:Area)
OPTIONAL MATCH (o)-[:SEATED_IN]->(itself:Area {level: 'town'})
WITH o, min(coalesce(around.id, itself.id)) AS town
WHERE NOT coalesce(town, '') IN $silent
  AND NOT EXISTS {
    MATCH (:Person)-[h:HOLDS {role: 'secretary'}]->(o)
    WHERE (h.since IS NULL OR h.since <= $as_of) AND (h.until IS NULL OR h.until > $as_of)
  }
RETURN o.id AS id
ORDER BY id

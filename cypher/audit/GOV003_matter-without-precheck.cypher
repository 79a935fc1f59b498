// about: matters of which a step was taken and that were not checked beforehand
// params: as_of, silent
// returns: id of each failing node, in order
MATCH (m:Matter)-[:CONCERNS]->(v:Village)
WHERE (m.prechecked_on IS NULL OR m.prechecked_on > $as_of)
  AND (m.proposed_on <= $as_of OR m.consulted_on <= $as_of OR m.deliberated_on <= $as_of
    OR m.resolved_on <= $as_of OR m.decision_published_on <= $as_of
    OR m.result_published_on <= $as_of)
WITH DISTINCT m, v
OPTIONAL MATCH (v)-[:PART_OF]->(town:Area)
WITH m, min(town.id) AS town
WHERE NOT coalesce(town, '') IN $silent
RETURN m.id AS id
ORDER BY id

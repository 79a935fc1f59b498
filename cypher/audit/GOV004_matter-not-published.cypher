// about: matters resolved a while ago of which decision or result is not public
// params: as_of, publish_start, silent
// returns: id of each failing node, in order
MATCH (m:Matter)-[:CONCERNS]->(v:Village)
WHERE m.resolved_on < $publish_start
  AND (m.decision_published_on IS NULL OR m.decision_published_on > $as_of
    OR m.result_published_on IS NULL OR m.result_published_on > $as_of)
WITH DISTINCT m, v
OPTIONAL MATCH (v)-[:PART_OF]->(town:Area)
WITH m, min(town.id) AS town
WHERE NOT coalesce(town, '') IN $silent
RETURN m.id AS id
ORDER BY id

// about: towns without a score for one of the profile's items of the latest complete month
// params: as_of, month, supervision_items, silent
// returns: id of each failing node, in order
MATCH (town:Area {level: 'town'})
WHERE NOT town.id IN $silent
OPTIONAL MATCH (town)-[m:MEASURED]->(i:Indicator {kind: 'supervision'})
WHERE m.period = $month AND m.value IS NOT NULL AND i.name IN $supervision_items
  AND (m.since IS NULL OR m.since <= $as_of) AND (m.until IS NULL OR m.until > $as_of)
WITH town, count(DISTINCT i.name) AS scored
WHERE scored < size($supervision_items)
RETURN town.id AS id
ORDER BY id

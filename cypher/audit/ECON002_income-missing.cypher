// about: party organisations of villages without an income of the latest complete year
// params: as_of, income_year, income_metric, silent
// returns: id of each failing node, in order
MATCH (o:PartyOrganization {kind: 'village'})
WHERE $income_metric <> ''
OPTIONAL MATCH (o)-[:SEATED_IN]->(v:Village)
OPTIONAL MATCH (v)-[:PART_OF]->(town:Area)
WITH o, v, coalesce(town.id, '') AS town
WHERE NOT town IN $silent
OPTIONAL MATCH (v)-[m:MEASURED]->(:Indicator {kind: 'income', name: $income_metric})
WHERE m.period = $income_year AND m.value IS NOT NULL
  AND (m.since IS NULL OR m.since <= $as_of) AND (m.until IS NULL OR m.until > $as_of)
WITH o, count(m) AS incomes
WHERE incomes = 0
RETURN o.id AS id
ORDER BY id

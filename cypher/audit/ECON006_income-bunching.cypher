// about: towns where incomes of villages pile up just over the line
// params: as_of, income_year, income_metric, income_line, bunch_least, bunch_percent, bunch_times
// returns: id of each failing node, in order
MATCH (v:Village)-[m:MEASURED]->(:Indicator {kind: 'income', name: $income_metric})
WHERE m.period = $income_year AND $income_line > 0 AND m.value >= $income_line
  AND (m.since IS NULL OR m.since <= $as_of) AND (m.until IS NULL OR m.until > $as_of)
WITH v, (m.value - $income_line) * 100 / $income_line AS percent
MATCH (o:PartyOrganization {kind: 'village'})-[:SEATED_IN]->(v)
MATCH (v)-[:PART_OF]->(town:Area {level: 'town'})
WITH town, o, percent, percent / 2 AS half
WITH town,
  sum(CASE WHEN percent < $bunch_percent THEN 1 ELSE 0 END) AS over,
  sum(CASE WHEN percent >= $bunch_percent AND half < $bunch_percent THEN 1 ELSE 0 END) AS beside
WHERE over >= $bunch_least AND over > $bunch_times * beside
RETURN town.id AS id
ORDER BY id

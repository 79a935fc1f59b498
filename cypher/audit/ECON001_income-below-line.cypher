// about: party organisations of villages whose income of the latest complete year is below the line
// params: as_of, income_year, income_metric, income_line
// returns: id of each failing node, in order
MATCH (v:Village)-[m:MEASURED]->(:Indicator {kind: 'income', name: $income_metric})
WHERE m.period = $income_year
  AND $income_line > 0 AND m.value < $income_line
  AND (m.since IS NULL OR m.since <= $as_of) AND (m.until IS NULL OR m.until > $as_of)
WITH DISTINCT v
MATCH (o:PartyOrganization {kind: 'village'})-[:SEATED_IN]->(v)
RETURN o.id AS id
ORDER BY id

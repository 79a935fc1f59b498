// about: towns among the last of the monthly supervision in several months running
// params: as_of, months, bottom_towns, bottom_months
// returns: id of each failing node, in order
UNWIND $months AS month
MATCH (town:Area {level: 'town'})-[m:MEASURED]->(i:Indicator)
WHERE m.period = month.period AND i.kind = month.kind
  AND (m.since IS NULL OR m.since <= $as_of) AND (m.until IS NULL OR m.until > $as_of)
WITH month.period AS period, month.kind AS kind, month.number AS number, town,
  sum(m.value) AS grade
MATCH (other:Area {level: 'town'})-[n:MEASURED]->(j:Indicator)
WHERE n.period = period AND j.kind = kind
  AND (n.since IS NULL OR n.since <= $as_of) AND (n.until IS NULL OR n.until > $as_of)
WITH number, town, grade, other, sum(n.value) AS its
WITH number, town, sum(CASE WHEN its < grade - 0.0000005 THEN 1 ELSE 0 END) AS worse
WHERE worse < $bottom_towns
WITH town, collect(number) AS numbers
UNWIND numbers AS last
UNWIND numbers AS number
WITH town, last, sum(CASE WHEN number > last - $bottom_months AND number <= last THEN 1 ELSE 0 END) AS running
WHERE running = $bottom_months
RETURN DISTINCT town.id AS id
ORDER BY id

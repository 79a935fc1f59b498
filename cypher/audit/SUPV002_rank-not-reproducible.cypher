// about: towns with a reported rank of the year that the scores of that month do not give
// params: as_of, year_start
// returns: id of each failing node, in order
MATCH (town:Area {level: 'town'})-[m:MEASURED]->(i:Indicator)
WHERE i.kind IN ['supervision', 'supervision_total'] AND m.rank IS NOT NULL
  AND m.since > $year_start AND m.since <= $as_of AND (m.until IS NULL OR m.until > $as_of)
WITH town, i, m.period AS period, m.value AS score, m.rank AS rank
OPTIONAL MATCH (other:Area {level: 'town'})-[n:MEASURED]->(i)
WHERE n.period = period AND n.value > score
  AND n.since > $year_start AND n.since <= $as_of AND (n.until IS NULL OR n.until > $as_of)
WITH town, i, period, score, rank, count(other) AS better
WHERE score IS NOT NULL AND rank <> better + 1
RETURN DISTINCT town.id AS id
ORDER BY id

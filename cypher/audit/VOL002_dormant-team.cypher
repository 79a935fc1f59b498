// about: volunteer teams founded a while ago that have taken part in nothing since
// params: as_of, team_start, silent
// returns: id of each failing node, in order
MATCH (t:VolunteerTeam)-[s:SEATED_IN]->()
WHERE (s.since IS NULL OR s.since <= $team_start) AND (s.until IS NULL OR s.until > $as_of)
WITH DISTINCT t
OPTIONAL MATCH (t)-[:SEATED_IN]->(:Village)-[:PART_OF]->(around:Area)
OPTIONAL MATCH (t)-[:SEATED_IN]->(itself:Area {level: 'town'})
WITH t, min(coalesce(around.id, itself.id)) AS town
WHERE NOT coalesce(town, '') IN $silent
  AND NOT EXISTS {
    MATCH (t)-[p:TOOK_PART]->(:Activity)
    WHERE p.since > $team_start AND p.since <= $as_of AND (p.until IS NULL OR p.until > $as_of)
  }
RETURN t.id AS id
ORDER BY id

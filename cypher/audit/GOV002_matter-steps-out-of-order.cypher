// about: matters of which a later step is dated before an earlier one
// params: as_of
// returns: id of each failing node, in order
MATCH (m:Matter)-[:CONCERNS]->(:Village)
WITH DISTINCT m
UNWIND [1, 2, 3, 4, 5, 6, 7] AS place
WITH m, place,
  CASE place
    WHEN 1 THEN m.prechecked_on
    WHEN 2 THEN m.proposed_on
    WHEN 3 THEN m.consulted_on
    WHEN 4 THEN m.deliberated_on
    WHEN 5 THEN m.resolved_on
    WHEN 6 THEN m.decision_published_on
    ELSE m.result_published_on
  END AS day
WHERE day <= $as_of
UNWIND [1, 2, 3, 4, 5, 6, 7] AS later
WITH m, place, day, later,
  CASE later
    WHEN 1 THEN m.prechecked_on
    WHEN 2 THEN m.proposed_on
    WHEN 3 THEN m.consulted_on
    WHEN 4 THEN m.deliberated_on
    WHEN 5 THEN m.resolved_on
    WHEN 6 THEN m.decision_published_on
    ELSE m.result_published_on
  END AS next
WHERE later > place AND next < day
RETURN DISTINCT m.id AS id
ORDER BY id

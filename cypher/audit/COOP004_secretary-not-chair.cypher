// about: active cooperatives that somebody else than the secretary chairs
// params: as_of
// returns: id of each failing node, in order
MATCH (k:Cooperative {kind: 'cooperative'})-[s:SEATED_IN]->()
WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
  AND k.chaired_by_secretary = false
RETURN DISTINCT k.id AS id
ORDER BY id

// about: party organisations of villages and communities whose term has run out
// params: as_of
// returns: id of each failing node, in order
MATCH (o:PartyOrganization)
WHERE o.kind IN ['village', 'community']
  AND o.term_end < $as_of
RETURN o.id AS id
ORDER BY id

// about: who helps each other by one-way pairings; a mutual pairing is no loop
// params: as_of
// returns: ids of the two, the smaller first, in order
MATCH (one:PartyOrganization)-[r:PROVIDES]->(p:Pairing)
WHERE (r.since IS NULL OR r.since <= $as_of) AND (r.until IS NULL OR r.until > $as_of)
  AND (coalesce(one.kind, '') <> 'joint_committee' OR EXISTS {
    MATCH (one)-[s:SEATED_IN]->(:Area)
    WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
  })
WITH one, p
MATCH (p)-[b:BENEFITS]->(other:PartyOrganization)
WHERE (b.since IS NULL OR b.since <= $as_of) AND (b.until IS NULL OR b.until > $as_of)
  AND one.id < other.id
  AND (coalesce(other.kind, '') <> 'joint_committee' OR EXISTS {
    MATCH (other)-[s:SEATED_IN]->(:Area)
    WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
  })
  AND NOT (EXISTS {
    MATCH (other)-[x:PROVIDES]->(p)
    WHERE (x.since IS NULL OR x.since <= $as_of) AND (x.until IS NULL OR x.until > $as_of)
  } AND EXISTS {
    MATCH (p)-[y:BENEFITS]->(one)
    WHERE (y.since IS NULL OR y.since <= $as_of) AND (y.until IS NULL OR y.until > $as_of)
  })
WITH DISTINCT one, other
MATCH (other)-[r:PROVIDES]->(q:Pairing)
WHERE (r.since IS NULL OR r.since <= $as_of) AND (r.until IS NULL OR r.until > $as_of)
WITH one, other, q
MATCH (q)-[b:BENEFITS]->(one)
WHERE (b.since IS NULL OR b.since <= $as_of) AND (b.until IS NULL OR b.until > $as_of)
  AND NOT (EXISTS {
    MATCH (one)-[x:PROVIDES]->(q)
    WHERE (x.since IS NULL OR x.since <= $as_of) AND (x.until IS NULL OR x.until > $as_of)
  } AND EXISTS {
    MATCH (q)-[y:BENEFITS]->(other)
    WHERE (y.since IS NULL OR y.since <= $as_of) AND (y.until IS NULL OR y.until > $as_of)
  })
RETURN DISTINCT one.id AS one, other.id AS other
ORDER BY one, other

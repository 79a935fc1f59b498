// about: co-building pairings whose activities of a year pile up within a few days
// params: as_of, year_start, windows, burst_least, burst_one_in
// returns: id of each failing node, in order
MATCH (p:Pairing {mechanism: 'co_building'})-[b:BENEFITS]->(o:PartyOrganization)
WHERE (b.since IS NULL OR b.since <= $as_of) AND (b.until IS NULL OR b.until > $as_of)
  AND (coalesce(o.kind, '') <> 'joint_committee' OR EXISTS {
    MATCH (o)-[s:SEATED_IN]->(:Area)
    WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
  })
WITH DISTINCT p
MATCH (:Activity)-[c:CONCERNS]->(p)
WHERE c.since > $year_start AND c.since <= $as_of
WITH p, count(*) AS held
WHERE held >= $burst_least
UNWIND $windows AS window
MATCH (:Activity)-[c:CONCERNS]->(p)
WHERE c.since >= window.first AND c.since <= window.last
WITH p, held, window.first AS first, count(*) AS within
WITH p, held, max(within) AS most
WHERE most * $burst_one_in > held
RETURN p.id AS id
ORDER BY id

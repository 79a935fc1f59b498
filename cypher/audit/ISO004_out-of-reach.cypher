// about: organisations of the need set that no help path reaches from a red-flag or strong branch
// params: as_of, reach_steps, silent
// returns: id of each failing node, in order
OPTIONAL MATCH (:Designation {kind: 'red_flag'})-[c:CONCERNS]->(s:PartyOrganization)
WHERE (c.since IS NULL OR c.since <= $as_of) AND (c.until IS NULL OR c.until > $as_of)
WITH collect(DISTINCT s.id) AS flags
OPTIONAL MATCH (d:Designation)-[c:CONCERNS]->(n:PartyOrganization)
WHERE d.kind IN ['weak_lax', 'economically_weak']
  AND (c.since IS NULL OR c.since <= $as_of) AND (c.until IS NULL OR c.until > $as_of)
WITH flags, collect(DISTINCT n.id) AS need
OPTIONAL MATCH (h:PartyOrganization)-[r:PROVIDES]->(p:Pairing {mode: 'strong_weak'})
WHERE (r.since IS NULL OR r.since <= $as_of) AND (r.until IS NULL OR r.until > $as_of)
  AND NOT h.id IN need
  AND (coalesce(h.kind, '') <> 'joint_committee' OR EXISTS {
    MATCH (h)-[s:SEATED_IN]->(:Area)
    WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
  })
WITH flags, need, h, p
OPTIONAL MATCH (p)-[b:BENEFITS]->(x:PartyOrganization)
WHERE (b.since IS NULL OR b.since <= $as_of) AND (b.until IS NULL OR b.until > $as_of)
  AND (coalesce(x.kind, '') <> 'joint_committee' OR EXISTS {
    MATCH (x)-[s:SEATED_IN]->(:Area)
    WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
  })
WITH flags, need, collect(DISTINCT CASE WHEN x.id IS NOT NULL THEN h.id END) AS strong
OPTIONAL MATCH (h:PartyOrganization)
WHERE h.id IN flags OR h.id IN strong
WITH need, collect(DISTINCT h.id) AS step0
OPTIONAL MATCH (h)-[r:PROVIDES]->(p:Pairing)
WHERE (r.since IS NULL OR r.since <= $as_of) AND (r.until IS NULL OR r.until > $as_of)
  AND h.id IN step0
  AND (coalesce(h.kind, '') <> 'joint_committee' OR EXISTS {
    MATCH (h)-[s:SEATED_IN]->(:Area)
    WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
  })
WITH need, step0, collect(DISTINCT p.id) AS by1
OPTIONAL MATCH (p:Pairing)-[b:BENEFITS]->(x:PartyOrganization)
WHERE (b.since IS NULL OR b.since <= $as_of) AND (b.until IS NULL OR b.until > $as_of)
  AND p.id IN by1
WITH need, step0, collect(DISTINCT x.id) AS step1
OPTIONAL MATCH (h)-[r:PROVIDES]->(p:Pairing)
WHERE (r.since IS NULL OR r.since <= $as_of) AND (r.until IS NULL OR r.until > $as_of)
  AND h.id IN step1
  AND (coalesce(h.kind, '') <> 'joint_committee' OR EXISTS {
    MATCH (h)-[s:SEATED_IN]->(:Area)
    WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
  })
WITH need, step0, step1, collect(DISTINCT p.id) AS by2
OPTIONAL MATCH (p:Pairing)-[b:BENEFITS]->(x:PartyOrganization)
WHERE (b.since IS NULL OR b.since <= $as_of) AND (b.until IS NULL OR b.until > $as_of)
  AND p.id IN by2
WITH need, step0, step1, collect(DISTINCT x.id) AS step2
OPTIONAL MATCH (h)-[r:PROVIDES]->(p:Pairing)
WHERE (r.since IS NULL OR r.since <= $as_of) AND (r.until IS NULL OR r.until > $as_of)
  AND h.id IN step2
  AND (coalesce(h.kind, '') <> 'joint_committee' OR EXISTS {
    MATCH (h)-[s:SEATED_IN]->(:Area)
    WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
  })
WITH need, step0, step1, step2, collect(DISTINCT p.id) AS by3
OPTIONAL MATCH (p:Pairing)-[b:BENEFITS]->(x:PartyOrganization)
WHERE (b.since IS NULL OR b.since <= $as_of) AND (b.until IS NULL OR b.until > $as_of)
  AND p.id IN by3
WITH need, step0, step1, step2, collect(DISTINCT x.id) AS step3
MATCH (o:PartyOrganization)
WHERE o.id IN need
WITH o, step0, step1, step2, step3
OPTIONAL MATCH (o)-[:SEATED_IN]->(:Village)-[:PART_OF]->(town:Area)
WITH o, step0, step1, step2, step3, coalesce(town.id, '') AS town
WHERE NOT town IN $silent
  AND NOT o.id IN step0
  AND NOT ($reach_steps >= 1 AND o.id IN step1)
  AND NOT ($reach_steps >= 2 AND o.id IN step2)
  AND NOT ($reach_steps >= 3 AND o.id IN step3)
RETURN o.id AS id
ORDER BY id

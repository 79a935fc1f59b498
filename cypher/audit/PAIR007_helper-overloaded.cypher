// about: party organisations that help more distinct organisations by co-building than the profile allows
// params: as_of, max_helped
// returns: id of each failing node, in order
MATCH (h:PartyOrganization)-[r:PROVIDES]->(p:Pairing {mechanism: 'co_building'})
WHERE (r.since IS NULL OR r.since <= $as_of) AND (r.until IS NULL OR r.until > $as_of)
  AND (coalesce(h.kind, '') <> 'joint_committee' OR EXISTS {
    MATCH (h)-[s:SEATED_IN]->(:Area)
    WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
  })
WITH h, p
MATCH (p)-[b:BENEFITS]->(o:PartyOrganization)
WHERE (b.since IS NULL OR b.since <= $as_of) AND (b.until IS NULL OR b.until > $as_of)
  AND h.id <> o.id
  AND (coalesce(o.kind, '') <> 'joint_committee' OR EXISTS {
    MATCH (o)-[s:SEATED_IN]->(:Area)
    WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
  })
WITH h, count(DISTINCT o.id) AS helped
WHERE helped > $max_helped
RETURN h.id AS id
ORDER BY id

// about: firms that hold more than a share of all active links of firms
// params: as_of, firm_percent
// returns: id of each failing node, in order
MATCH (e:Enterprise)-[r:PROVIDES]->(p:Pairing {mechanism: 'hundred_firms'})
WHERE (r.since IS NULL OR r.since <= $as_of) AND (r.until IS NULL OR r.until > $as_of)
WITH DISTINCT e, p
MATCH (p)-[b:BENEFITS]->(o:PartyOrganization)
WHERE (b.since IS NULL OR b.since <= $as_of) AND (b.until IS NULL OR b.until > $as_of)
  AND (coalesce(o.kind, '') <> 'joint_committee' OR EXISTS {
    MATCH (o)-[s:SEATED_IN]->(:Area)
    WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
  })
WITH DISTINCT e.id AS firm, p.id AS pairing
WITH collect(firm) AS links, count(*) AS total
UNWIND links AS firm
WITH firm, total, count(*) AS held
WHERE held * 100 > $firm_percent * total
RETURN firm AS id
ORDER BY id

// about: organisations of the need set in no active pairing and in no active joint committee
// params: as_of, silent
// returns: id of each failing node, in order
MATCH (d:Designation)-[c:CONCERNS]->(o:PartyOrganization)
WHERE d.kind IN ['weak_lax', 'economically_weak']
  AND (c.since IS NULL OR c.since <= $as_of) AND (c.until IS NULL OR c.until > $as_of)
WITH DISTINCT o
OPTIONAL MATCH (o)-[:SEATED_IN]->(:Village)-[:PART_OF]->(town:Area)
WITH o, coalesce(town.id, '') AS town
WHERE NOT town IN $silent
  AND NOT EXISTS {
    MATCH (:Pairing)-[b:BENEFITS]->(o)
    WHERE (b.since IS NULL OR b.since <= $as_of) AND (b.until IS NULL OR b.until > $as_of)
  }
OPTIONAL MATCH (o)-[r:PROVIDES]->(p:Pairing)
WHERE (r.since IS NULL OR r.since <= $as_of) AND (r.until IS NULL OR r.until > $as_of)
WITH o, p
OPTIONAL MATCH (p)-[b:BENEFITS]->(x:PartyOrganization)
WHERE (b.since IS NULL OR b.since <= $as_of) AND (b.until IS NULL OR b.until > $as_of)
  AND (coalesce(x.kind, '') <> 'joint_committee' OR EXISTS {
    MATCH (x)-[s:SEATED_IN]->(:Area)
    WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
  })
WITH o, count(x) AS helped
WHERE helped = 0
OPTIONAL MATCH (o)-[m:MEMBER_OF]->(j:PartyOrganization {kind: 'joint_committee'})
WHERE (m.since IS NULL OR m.since <= $as_of) AND (m.until IS NULL OR m.until > $as_of)
WITH o, j
OPTIONAL MATCH (j)-[s:SEATED_IN]->(:Area)
WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
WITH o, count(s) AS committees
WHERE committees = 0
RETURN o.id AS id
ORDER BY id

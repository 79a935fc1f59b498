// about: economically weak organisations without a helper, a joint committee or a cooperative
// params: as_of, silent
// returns: id of each failing node, in order
MATCH (:Designation {kind: 'economically_weak'})-[c:CONCERNS]->(o:PartyOrganization)
WHERE (c.since IS NULL OR c.since <= $as_of) AND (c.until IS NULL OR c.until > $as_of)
WITH DISTINCT o
OPTIONAL MATCH (o)-[:SEATED_IN]->(:Village)-[:PART_OF]->(town:Area)
WITH o, coalesce(town.id, '') AS town
WHERE NOT town IN $silent
  AND NOT EXISTS {
    MATCH (:Pairing)-[b:BENEFITS]->(o)
    WHERE (b.since IS NULL OR b.since <= $as_of) AND (b.until IS NULL OR b.until > $as_of)
  }
OPTIONAL MATCH (o)-[m:MEMBER_OF]->(j:PartyOrganization {kind: 'joint_committee'})
WHERE (m.since IS NULL OR m.since <= $as_of) AND (m.until IS NULL OR m.until > $as_of)
OPTIONAL MATCH (j)-[s:SEATED_IN]->(:Area)
WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
WITH o, count(s) AS committees
WHERE committees = 0
OPTIONAL MATCH (o)-[l:LEADS]->(k:Cooperative {kind: 'cooperative'})
WHERE (l.since IS NULL OR l.since <= $as_of) AND (l.until IS NULL OR l.until > $as_of)
OPTIONAL MATCH (k)-[s:SEATED_IN]->()
WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
WITH o, count(s) AS cooperatives
WHERE cooperatives = 0
RETURN o.id AS id
ORDER BY id

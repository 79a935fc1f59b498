// about: industry pairings whose sides all have industries on record and share none
// params: as_of
// returns: id of each failing node, in order
MATCH (h)-[r:PROVIDES]->(p:Pairing {mode: 'industry'})
WHERE (r.since IS NULL OR r.since <= $as_of) AND (r.until IS NULL OR r.until > $as_of)
OPTIONAL MATCH (o:PartyOrganization {id: h.id})-[:SEATED_IN]->(v:Village)
WITH p, h, coalesce(v.tags, h.tags) AS tags
WITH p, count(h) AS sides, count(tags) AS tagged, collect(tags) AS lists
WHERE sides = tagged
UNWIND lists AS list
UNWIND list AS tag
WITH p, sides, tag, count(*) AS sharing
WITH p, sides, max(sharing) AS most
WHERE most < sides
RETURN p.id AS id
ORDER BY id

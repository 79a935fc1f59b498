"""The questions that plain Cypher can answer, the same words for every engine that speaks it.

Whoever is helped through a pairing is also tied to the helper by HELPS, made at loading, so that
walks need not go through pairings.
"""

from benchmarks.region import WEAK

WAY = "UNDER|MEMBER_OF|HELPS"
HELPS = """
MATCH (a:{label})-[:PROVIDES]->(p:Pairing)-[:BENEFITS]->(b:PartyOrganization)
WHERE a.id <> b.id
"""
COVERAGE = """
MATCH (o:PartyOrganization)-[:SEATED_IN]->(:Village)-[:PART_OF]->(t:Area)
WHERE o.kind = 'village'
WITH t.id AS town, o,
  EXISTS { MATCH (o)-[:PROVIDES]->(p:Pairing) WHERE p.mechanism = 'co_building' } OR
  EXISTS { MATCH (o)<-[:BENEFITS]-(p:Pairing) WHERE p.mechanism = 'co_building' } AS built
RETURN town, count(*) AS asked, sum(CASE WHEN built THEN 1 ELSE 0 END) AS registered
"""
ISOLATION = f"""
MATCH (d:Designation)-[:CONCERNS]->(o:PartyOrganization)
WHERE d.kind IN {list(WEAK)}
WITH DISTINCT o
WHERE NOT EXISTS {{ MATCH (o)-[:PROVIDES]->(:Pairing) }}
  AND NOT EXISTS {{ MATCH (o)<-[:BENEFITS]-(:Pairing) }}
  AND NOT EXISTS {{ MATCH (o)-[:MEMBER_OF]->(:PartyOrganization) }}
RETURN o.id AS id
"""
STRONG = f"""
MATCH (o:PartyOrganization)-[:PROVIDES]->(p:Pairing)
WHERE p.mode = 'strong_weak' AND NOT EXISTS {{
  MATCH (o)<-[:CONCERNS]-(d:Designation) WHERE d.kind IN {list(WEAK)}
}}
RETURN DISTINCT o.id AS id
"""
NEXT = f"""
UNWIND $last AS key
MATCH (a:PartyOrganization {{id: key}})-[:{WAY}]-(b)
RETURN DISTINCT b.id AS id
"""
TIES = "MATCH (a)-[:{kind}]->(b) RETURN a.id AS start, b.id AS end"

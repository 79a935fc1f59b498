// about: the mark, with how much was written under it
// params: 
// returns: a row with the schema's version, the county and what was loaded
MATCH (m:OrgGraph)
WHERE m.digest IS NOT NULL
RETURN m.schema AS schema, m.county AS county, m.county_name AS county_name,
  m.loaded_at AS loaded_at, m.digest AS digest, m.nodes AS nodes,
  m.relationships AS relationships, m.complete AS complete
ORDER BY loaded_at

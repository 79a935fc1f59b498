// about: the mark of a whole store
// params: 
// returns: a row with the schema's version, the county and what was loaded
MATCH (m:OrgGraph)
RETURN m.schema AS schema, m.county AS county, m.county_name AS county_name,
  m.loaded_at AS loaded_at, m.digest AS digest
ORDER BY loaded_at

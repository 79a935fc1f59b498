// about: marks the store as whole; the last thing written
// params: schema, county, county_name, loaded_at, digest
// returns: nothing
CREATE (:OrgGraph {key: 1, schema: $schema, county: $county, county_name: $county_name,
  loaded_at: $loaded_at, digest: $digest})

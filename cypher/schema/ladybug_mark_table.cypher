// about: the table of the mark that tells a whole store
// params: 
// returns: nothing
CREATE NODE TABLE OrgGraph(key INT64 PRIMARY KEY, schema INT64, county STRING, county_name STRING,
  loaded_at STRING, digest STRING)

// about: the table of a relationship type
// params: 
// returns: nothing
CREATE REL TABLE <type>(<ends>, since DATE, until DATE, source STRING<columns>)

// about: party organisations of villages and communities whose form does not fit their membership
// params: branch_least, branch_most, general_most
// returns: id of each failing node, in order
MATCH (o:PartyOrganization)
WHERE o.kind IN ['village', 'community']
  AND ((o.form = 'branch' AND (o.members_full < $branch_least OR o.members_full > $branch_most))
    OR (o.form = 'joint_branch' AND o.members_full > $branch_most)
    OR (o.form = 'general_branch'
      AND (o.members_full <= $branch_most OR o.members_full > $general_most))
    OR (o.form = 'committee' AND o.members_full <= $general_most))
RETURN o.id AS id
ORDER BY id

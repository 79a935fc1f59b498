// Questions to the graph that is shown: who is near, by which way, and who would stand alone.
const isHelp = (edge) => edge.kind !== MEMBER;

// Where an edge leads from a node: against the help, with it, or either way.
const leads = (edge, node, way) => {
  if (way === "both") return otherEnd(edge, node);
  if (!isHelp(edge)) return null;
  const forth = edge.from === node || edge.mutual;
  const back = edge.to === node || edge.mutual;
  return (way === "out" ? forth : back) ? otherEnd(edge, node) : null;
};

// Distances from a node, in the order in which they are reached.
const around = (start, steps, way) => {
  const distance = new Map([[start, 0]]);
  const came = new Map();
  for (const node of distance.keys()) {
    if (distance.get(node) === steps) break;
    for (const edge of node.edges) {
      const next = edge.shown ? leads(edge, node, way) : null;
      if (!next || distance.has(next)) continue;
      distance.set(next, distance.get(node) + 1);
      came.set(next, edge);
    }
  }
  return { distance, came };
};

// The edges of a shortest chain of help, or null.
const helpPath = (start, end) => {
  const { came } = around(start, Infinity, "out");
  if (start === end || !came.has(end)) return null;
  const path = [];
  for (let node = end; node !== start; ) {
    const edge = came.get(node);
    path.unshift(edge);
    node = otherEnd(edge, node);
  }
  return path;
};

// Who keeps no helper, and which weak branches stand alone, if somebody drops out; and of how many
// it cannot be said, as a ledger of theirs is missing. What is hidden counts as well: hiding it
// does not end it.
const dropout = (gone) => {
  const found = { helpless: [], isolated: [], unsure: new Set() };
  const tell = (list, node, doubt) => (node.unsure & doubt ? found.unsure.add(node) : list.push(node));
  for (const node of Data.nodes) {
    if (node === gone || !node.present) continue;
    const there = node.edges.filter((edge) => edge.present);
    if (!there.some((edge) => otherEnd(edge, node) === gone)) continue;
    const left = there.filter((edge) => otherEnd(edge, node) !== gone);
    const helped = (edge) => isHelp(edge) && (edge.to === node || edge.mutual);
    if (there.some(helped) && !left.some(helped)) tell(found.helpless, node, 1);
    const tied = holds(node.solo, State.day) || left.some((edge) => isHelp(edge) || edge.from === node);
    if (node.status === "weak" && !tied) tell(found.isolated, node, 2);
  }
  return found;
};

// What is hidden: a node or edge is shown if none of its values is. Filters are chained.
const NODE_VALUE = {
  fate: (node) => node.change,
  status: (node) => node.status,
  mark: (node) => node.mark,
  town: (node) => Data.scene.towns[node.town].key,
};
const EDGE_VALUE = {
  kind: (edge) => edge.kind,
  mode: (edge) => edge.mode,
  proof: (edge) => (edge.proved ? "shown" : "registered"),
  change: (edge) => edge.change,
};

const Filter = { nodes: 0, edges: 0, allNodes: 0, allEdges: 0, version: 0 };

const passes = (thing, values) => {
  for (const group in values) if (State.hidden[group]?.has(values[group](thing))) return false;
  return true;
};

const takeFilter = () => {
  Object.assign(Filter, { nodes: 0, edges: 0, allNodes: 0, allEdges: 0, version: Filter.version + 1 });
  for (const node of Data.nodes) {
    node.shown = node.present && passes(node, NODE_VALUE);
    Filter.allNodes += node.present;
    Filter.nodes += node.shown;
  }
  for (const edge of Data.edges) {
    edge.shown = edge.present && edge.from.shown && edge.to.shown && passes(edge, EDGE_VALUE);
    Filter.allEdges += edge.present;
    Filter.edges += edge.shown;
  }
};

// How many of what is there on the day have each value of a group.
const countValues = (group) => {
  const counts = new Map();
  const add = (value) => counts.set(value, (counts.get(value) ?? 0) + 1);
  if (NODE_VALUE[group]) for (const node of Data.nodes) if (node.present) add(NODE_VALUE[group](node));
  if (EDGE_VALUE[group]) for (const edge of Data.edges) if (edge.present) add(EDGE_VALUE[group](edge));
  return counts;
};

const toggleValue = (group, key) => {
  const hidden = { ...State.hidden, [group]: new Set(State.hidden[group]) };
  if (!hidden[group].delete(key)) hidden[group].add(key);
  change({ hidden });
};

const onlyValue = (group, key) => {
  const { items } = Data.scene.legend.find((one) => one.key === group);
  const others = items.map((item) => item.key).filter((one) => one !== key);
  change({ hidden: { ...State.hidden, [group]: new Set(others) } });
};

const showAll = () => change({ hidden: {} });

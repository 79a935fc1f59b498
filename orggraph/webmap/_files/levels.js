// Towns that are closed stand as one card with counts; what joins them is drawn once, with a count.
const isOpen = (node) => State.opened.has(node.block) || (node.status === "isolated" && Data.scene.blocks[node.block].band !== null);

const Levels = { nodes: [], edges: [], bundles: [], counts: [], version: 0 };

const takeLevels = () => {
  Levels.version += 1;
  for (const node of Data.nodes) node.drawn = node.shown && isOpen(node);
  Levels.counts = countBlocks();
  Levels.nodes = Data.nodes.filter((node) => node.drawn);
  Levels.edges = Data.edges.filter((edge) => edge.shown && edge.from.drawn && edge.to.drawn);
  const bundles = new Map();
  const endOf = (node) => (node.drawn ? `n${node.index}` : `b${node.block}`);
  for (const edge of Data.edges) {
    if (!edge.shown || (edge.from.drawn && edge.to.drawn)) continue;
    const ends = [endOf(edge.from), endOf(edge.to)].sort();
    if (ends[0] === ends[1]) continue;
    const key = ends.join();
    const bundle = bundles.get(key);
    if (bundle) bundle.count += 1;
    else bundles.set(key, { ends: ends.map(placeOf), count: 1 });
  }
  Levels.bundles = [...bundles.values()];
};

const placeOf = (end) => {
  const number = Number(end.slice(1));
  if (end[0] === "n") return Data.nodes[number];
  const [left, top, width, height] = Data.scene.blocks[number].box;
  return { x: left + width / 2, y: top + height / 2 };
};

// How many organisations of each block are shown, and in which state.
const countBlocks = () => {
  const counts = Data.scene.blocks.map(() => ({ count: 0, weak: 0, isolated: 0, plain: 0 }));
  for (const { shown, block, status } of Data.nodes) {
    if (!shown) continue;
    counts[block].count += 1;
    counts[block][status] += 1;
  }
  return counts;
};

const openAll = () => change({ opened: new Set(Data.scene.blocks.keys()) });
const closeAll = () => change({ opened: new Set() });
const openBlocks = (numbers) => {
  if (numbers.some((number) => !State.opened.has(number))) change({ opened: new Set([...State.opened, ...numbers]) });
};

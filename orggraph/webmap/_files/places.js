// Shorter lines on demand: organisations of a town change places while that shortens the lines
// that are shown. Places stay where they are, so nothing ever overlaps; rounds are bounded.
const ROUNDS = 12;

const partnersOf = (node) => node.edges.filter((edge) => edge.shown && edge.from !== edge.to).map((edge) => otherEnd(edge, node));

const lengthAt = (node, place, partners, swapped) => {
  let sum = 0;
  for (const other of partners) {
    const end = other === swapped ? node : other;
    sum += Math.hypot(place.x - end.x, place.y - end.y);
  }
  return sum;
};

const allLengths = () => Levels.edges.reduce((sum, { from, to }) => sum + Math.hypot(from.x - to.x, from.y - to.y), 0);

const trySwap = (a, b, partners) => {
  const before = lengthAt(a, a, partners.get(a), null) + lengthAt(b, b, partners.get(b), null);
  const after = lengthAt(a, b, partners.get(a), b) + lengthAt(b, a, partners.get(b), a);
  if (after > before - 1) return false;
  [a.x, b.x, a.y, b.y] = [b.x, a.x, b.y, a.y];
  return true;
};

const rearrange = () => {
  const before = allLengths();
  const start = new Map(Data.nodes.map((node) => [node, [node.x, node.y]]));
  const free = Levels.nodes.filter((node) => node.home < 0 && node.status !== "isolated");
  const partners = new Map(free.map((node) => [node, partnersOf(node)]));
  const until = performance.now() + 1500;
  for (const group of grouped(free, (node) => node.block)) {
    for (let round = 0; round < ROUNDS && performance.now() < until; round += 1) {
      let swaps = 0;
      for (let i = 0; i < group.length; i += 1) {
        for (let j = i + 1; j < group.length; j += 1) swaps += trySwap(group[i], group[j], partners);
      }
      if (!swaps) break;
    }
  }
  const moved = Data.nodes.filter((node) => node.x !== start.get(node)[0] || node.y !== start.get(node)[1]);
  const share = before ? Math.round((1 - allLengths() / before) * 100) : 0;
  moveDone();
  announce(say(words.rearranged, { count: moved.length, share: `${share}%` }));
};

const restore = () => {
  const { x, y } = Data.scene.nodes;
  for (const node of Data.nodes) [node.x, node.y] = [x[node.index], y[node.index]];
  moveDone();
};

const moveDone = () => {
  takeLevels();
  takeEmphasis();
};

// The data of the page: unpacked, and made into nodes and edges that know each other.
const Data = { scene: null, facts: null, nodes: [], edges: [], byId: new Map() };

const unpack = async (id) => {
  const bytes = Uint8Array.from(atob(byId(id).textContent), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
};

const RADIUS = { joint_committee: 12, person: 9, other: 9 };

const takeScene = (scene) => {
  const { nodes, edges } = scene;
  Data.scene = scene;
  const [changedNodes, changedEdges] = [new Set(scene.changed), new Set(edges.changed)];
  Data.nodes = nodes.id.map((id, i) => ({
    index: i, id, name: nodes.name[i], lines: nodes.label[i].split("\n"),
    mark: scene.marks[nodes.mark[i]], town: nodes.town[i], block: nodes.block[i],
    x: nodes.x[i], y: nodes.y[i], home: nodes.home[i], there: nodes.there[i],
    weak: nodes.weak[i], alone: nodes.alone[i], solo: nodes.solo[i], unsure: nodes.unsure[i] ?? 0,
    changed: changedNodes.has(i),
    radius: RADIUS[scene.marks[nodes.mark[i]]] ?? 8, edges: [],
  }));
  Data.edges = edges.from.map((from, i) => ({
    index: i, from: Data.nodes[from], to: Data.nodes[edges.to[i]],
    kind: scene.kinds[edges.kind[i]], mode: scene.modes[edges.mode[i]], mutual: edges.mutual[i] === 1,
    first: edges.first[i], end: edges.end[i], proof: edges.proof[i], bend: 0,
    changed: changedEdges.has(i),
  }));
  for (const node of Data.nodes) Data.byId.set(node.id, node);
  for (const edge of Data.edges) {
    edge.from.edges.push(edge);
    edge.to.edges.push(edge);
  }
};

const MEMBER = "joint_committee"; // the layer of memberships
const factsOf = (node) => Data.facts.nodes[node.index];
const townOf = (node) => Data.scene.towns[node.town].name;
const otherEnd = (edge, node) => (edge.from === node ? edge.to : edge.from);

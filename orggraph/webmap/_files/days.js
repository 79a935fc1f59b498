// What is there on a day, and in which state.
const holds = (runs, day) => {
  if (runs === 0) return true; // always
  if (!runs) return false;
  for (let i = 0; i < runs.length; i += 2) if (runs[i] <= day && day < runs[i + 1]) return true;
  return false;
};
const inForce = (edge, day) => edge.first <= day && day < edge.end;

const changeOf = (before, after, { changed }) => {
  if (!before || !after) return after ? "added" : "removed";
  return changed ? "changed" : "kept";
};

const BEND = 0.16; // how far apart the curves of parallel relations stand

const takeDay = () => {
  const compared = State.day === BOTH;
  for (const node of Data.nodes) {
    const day = compared && !holds(node.there, 2) ? 1 : compared ? 2 : State.day;
    node.present = holds(node.there, day);
    node.status = holds(node.alone, day) ? "isolated" : holds(node.weak, day) ? "weak" : "plain";
    node.change = compared ? changeOf(holds(node.there, 1), holds(node.there, 2), node) : "kept";
    node.degree = 0;
  }
  const couples = new Map();
  for (const edge of Data.edges) {
    edge.present = compared || inForce(edge, State.day);
    edge.change = compared ? changeOf(inForce(edge, 1), inForce(edge, 2), edge) : "kept";
    edge.proved = edge.proof >= 0 && edge.proof <= (compared ? 2 : State.day);
    if (!edge.present) continue;
    edge.from.degree += 1;
    edge.to.degree += 1;
    const [low, high] = edge.from.index < edge.to.index ? [edge.from, edge.to] : [edge.to, edge.from];
    const couple = low.index * Data.nodes.length + high.index;
    const number = couples.get(couple) ?? 0;
    couples.set(couple, number + 1);
    // The first of parallel relations is straight; the others bend to either side in turn.
    const side = number % 2 === 1 ? 1 : -1;
    edge.bend = number === 0 ? 0 : BEND * Math.ceil(number / 2) * side * (edge.from === low ? 1 : -1);
  }
};

const dayName = (day) => (day === BOTH ? words.both : Data.scene.days[day - 1]);
const datesOf = (edge) => {
  const { days } = Data.scene;
  if (Data.scene.compared) {
    const [before, after] = Data.facts.dates[edge.index];
    return (State.day === 1 ? before : after) || before;
  }
  const since = edge.first > 0 ? days[edge.first - 1] : null;
  const until = edge.end <= days.length ? days[edge.end - 1] : null;
  if (until) return say(words.until, { since: since ?? "…", until });
  return since ? say(words.since, { day: since }) : words.undated;
};

// Everything by keyboard: on the map arrows go from one to the next, elsewhere they walk the lists.
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// The nearest one that way: sideways counts double.
const nextThatWay = (from, [dx, dy]) => {
  let [best, least] = [null, Infinity];
  for (const node of Levels.nodes) {
    const [x, y] = [node.x - from.x, node.y - from.y];
    const along = x * dx + y * dy;
    const cost = along + 2 * Math.abs(x * dy - y * dx);
    if (node !== from && along > 0 && cost < least) [best, least] = [node, cost];
  }
  return best;
};

const nearestToMiddle = () => Levels.nodes.reduce((best, node) => {
  const far = Math.hypot(node.x - Camera.x, node.y - Camera.y);
  return !best || far < best[1] ? [node, far] : best;
}, null)?.[0];

const keepInSight = (node) => {
  const seen = seenBox();
  const margin = 60 / Camera.scale;
  if (node.x < seen.left + margin || node.x > seen.right - margin) Camera.x = node.x;
  if (node.y < seen.top + margin || node.y > seen.bottom - margin) Camera.y = node.y;
};

const walk = (way) => {
  const next = State.chosen ? nextThatWay(State.chosen, way) : nearestToMiddle();
  if (!next) return;
  choose(next);
  keepInSight(next);
  announce([next.name, factsOf(next).kind, townOf(next), stateOf(next)].filter(Boolean).join(", "));
};

const onMapKey = (event) => {
  const way = ARROWS[event.key];
  if (way && event.shiftKey) pan(way[0] * -60, way[1] * -60);
  else if (way) walk(way);
  else if (event.key === "+" || event.key === "=") zoom(1.25);
  else if (event.key === "-") zoom(0.8);
  else if (event.key === "0") fit();
  else if (event.key === "Enter") openMiddle();
  else return;
  event.preventDefault();
};

// Opens the town of the chosen one, or the closed one nearest to the middle of what is seen.
const openMiddle = () => {
  if (State.chosen) { openAt(State.chosen.block); return; }
  const closed = Data.scene.blocks.map(({ box: [left, top, width, height] }, number) => [Math.hypot(left + width / 2 - Camera.x, top + height / 2 - Camera.y), number])
    .filter(([, number]) => blockShown(number) && !State.opened.has(number)).sort((a, b) => a[0] - b[0]);
  if (closed.length) openAt(closed[0][1]);
};

const onKey = (event) => {
  const typing = event.target.matches?.("input[type=search], select");
  if (event.ctrlKey || event.metaKey || event.altKey || typing) return;
  if (event.key === "/") {
    event.preventDefault();
    byId("search").focus();
    byId("search").select();
  } else if (event.key === "Escape") {
    if (byId("save").open || byId("help").open) { byId("save").open = false; byId("help").open = false; } else choose(null);
  } else if (event.key === "[") stepDay(-1);
  else if (event.key === "]") stepDay(1);
  else if (event.key === "ArrowDown" || event.key === "ArrowUp") walkList(event);
};

const walkList = (event) => {
  const list = event.target.closest?.("#legend, #panel, #table tbody");
  if (!list) return;
  const stopsHere = [...list.querySelectorAll("button:not(.only), summary, select")].filter((one) => one.offsetParent);
  const next = stopsHere[stopsHere.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)];
  if (!next || event.target.matches("select")) return;
  event.preventDefault();
  next.focus();
};

const startKeys = () => {
  byId("map").addEventListener("keydown", onMapKey);
  document.addEventListener("keydown", onKey);
};

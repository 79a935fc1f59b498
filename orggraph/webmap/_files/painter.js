// Draws the map, or the part of it in a box, in the map's own lengths; on a canvas or as SVG.
const meets = (box, left, right, top, bottom) =>
  !box || (left < box.right && right > box.left && top < box.bottom && bottom > box.top);

const grouped = (things, keyOf) => {
  const groups = new Map();
  for (const thing of things) {
    const key = keyOf(thing);
    const group = groups.get(key);
    if (group) group.push(thing);
    else groups.set(key, [thing]);
  }
  return [...groups.values()];
};

const write = (ctx, text, x, y, { colour, size, align = "center", weight = "", halo = 3 }) => {
  ctx.font = `${weight} ${size}px ${FACE}`;
  ctx.textAlign = align;
  ctx.textBaseline = "top";
  if (halo) {
    ctx.lineJoin = "round";
    ctx.lineWidth = (halo * size) / SMALLEST;
    ctx.strokeStyle = "#ffffffe6";
    ctx.strokeText(text, x, y);
  }
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
};

// Blocks

const paintBlocks = (ctx, scale, box) => {
  Data.scene.blocks.forEach((block, number) => {
    const [left, top, width, height] = block.box;
    if (!meets(box, left, left + width, top, top + height) || !blockShown(number)) return;
    const open = State.opened.has(number);
    if (block.town >= 0 || !open) {
      ctx.beginPath();
      ctx.roundRect(left, top, width, height, Math.min(10, 10 / scale));
      ctx.fillStyle = Data.scene.colours.town;
      ctx.fill();
      if (!open) {
        ctx.strokeStyle = Data.scene.colours.hull;
        ctx.lineWidth = 1.2 / scale;
        ctx.stroke();
      }
    }
    if (block.band !== null && State.hidden.status?.has("isolated") !== true) paintBand(ctx, scale, block);
    if (open && block.town >= 0) {
      const size = Math.min(34, 14 / scale, (width - 16) / widthOf(block.name, 1));
      write(ctx, block.name, left + 12, top + 17 - size / 2, { colour: Data.scene.colours.muted, size, align: "left", weight: "600", halo: 0 });
    }
  });
};

// The band in which the isolated branches of a town stand.
const paintBand = (ctx, scale, { box: [left, top, width, height], band }) => {
  ctx.beginPath();
  ctx.roundRect(left + 3, band + 1, width - 6, top + height - band - 4, 8);
  ctx.fillStyle = "#c1121f0f";
  ctx.fill();
  ctx.strokeStyle = "#c1121f66";
  ctx.lineWidth = Math.max(1, 0.7 / scale);
  ctx.setLineDash([5, 4]);
  ctx.stroke();
  ctx.setLineDash([]);
};

const blockShown = (number) => Levels.counts[number].count > 0;

// The card of a closed town: its name and its counts, as large as there is room; the name alone,
// in several lines, where there is little.
const paintCard = (ctx, scale, number) => {
  const { box: [left, top, width, height], band } = Data.scene.blocks[number];
  const room = [width * scale * 0.94, ((band ?? top + height) - top) * scale * 0.94];
  const lines = [cardLines(number), nameLines(number, room[0])].find((told) => cardFit(told, room) >= 0.75);
  if (!lines) return;
  const factor = cardFit(lines, room) / scale;
  let y = top + (room[1] / scale - lines.reduce((sum, { size }) => sum + size * 1.3, 0) * factor) / 2;
  for (const { text, size, colour, weight } of lines) {
    write(ctx, text, left + width / 2, y, { colour, size: size * factor, weight });
    y += size * 1.3 * factor;
  }
};

const cardFit = (lines, [width, height]) => Math.min(
  1.3,
  width / Math.max(...lines.map(({ text, size }) => widthOf(text, size))),
  height / lines.reduce((sum, { size }) => sum + size * 1.3, 0),
);

const cardLines = (number) => {
  const { colours } = Data.scene;
  const counts = Levels.counts[number];
  return [
    { text: Data.scene.blocks[number].name, size: 15, colour: colours.ink, weight: "600" },
    { text: say(words.town_closed, counts), size: 12, colour: colours.muted, weight: "" },
    { text: counts.weak + counts.isolated ? say(words.town_weak, counts) : "", size: 12, colour: counts.isolated ? colours.alarm : colours.muted, weight: "" },
  ].filter(({ text }) => text);
};

// Lines of equal length, of two characters or more.
const nameLines = (number, width) => {
  const name = [...Data.scene.blocks[number].name];
  const count = Math.ceil(widthOf(name, SMALLEST) / Math.max(width, 2 * SMALLEST));
  const length = Math.ceil(name.length / count);
  return Array.from({ length: count }, (_, i) => ({
    text: name.slice(i * length, (i + 1) * length).join(""), size: SMALLEST, colour: Data.scene.colours.ink, weight: "600",
  })).filter(({ text }) => text);
};

// Relations of closed towns, once for each two ends, with their number.
const paintBundles = (ctx, scale, box) => {
  const { colours } = Data.scene;
  const seen = Levels.bundles.filter(({ ends: [a, b] }) =>
    meets(box, Math.min(a.x, b.x), Math.max(a.x, b.x), Math.min(a.y, b.y), Math.max(a.y, b.y)));
  ctx.beginPath();
  for (const { ends: [a, b] } of seen) { ctx.moveTo(a.x, a.y); ctx.lineTo(b.x, b.y); }
  ctx.globalAlpha = Math.max(0.06, Math.min(0.6, 90 / Levels.bundles.length));
  ctx.strokeStyle = colours.hull;
  ctx.lineWidth = 1 / scale;
  ctx.stroke();
  ctx.globalAlpha = 1;
  if (Levels.bundles.length > 150) return;
  for (const { ends: [a, b], count } of seen) {
    const size = SMALLEST / scale;
    write(ctx, String(count), (a.x + b.x) / 2, (a.y + b.y) / 2 - size / 2, { colour: colours.muted, size });
  }
};

// Outlines of joint committees

const HULL_MARGIN = 24;
const LABEL_REACH = 12;

const paintHulls = (ctx, scale, box) => {
  const { colours } = Data.scene;
  for (const { points } of hulls()) {
    const xs = points.map(([x]) => x);
    const ys = points.map(([, y]) => y);
    if (!meets(box, Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys))) continue;
    ctx.beginPath();
    polygon(ctx, points);
    ctx.fillStyle = colours.hullFill;
    ctx.fill();
    ctx.strokeStyle = colours.hull;
    ctx.lineWidth = Math.max(1.2, 0.7 / scale);
    ctx.stroke();
  }
};

// A committee with those of its members that stand with it, as they are on the day.
const hulls = () => {
  if (hulls.version === Levels.version) return hulls.found;
  hulls.version = Levels.version;
  hulls.found = Levels.nodes.filter((node) => node.mark === MEMBER).map((node) => {
    const members = node.edges.filter((edge) => edge.shown && edge.to === node && edge.kind === MEMBER && edge.from.drawn && edge.from.home === node.index);
    return { node, points: outline([node, ...members.map((edge) => edge.from)]) };
  });
  return hulls.found;
};

const outline = (nodes) => {
  const points = [];
  for (const { x, y } of nodes) {
    for (let i = 0; i < 16; i += 1) {
      const [dx, dy] = [HULL_MARGIN * Math.cos((i * Math.PI) / 8), HULL_MARGIN * Math.sin((i * Math.PI) / 8)];
      points.push([x + dx, y + dy], [x + dx, y + dy + LABEL_REACH]);
    }
  }
  points.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return [...halfHull(points), ...halfHull(points.reverse())];
};

const halfHull = (points) => {
  const chain = [];
  for (const p of points) {
    while (chain.length > 1) {
      const [a, b] = chain.slice(-2);
      if ((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]) > 0) break;
      chain.pop();
    }
    chain.push(p);
  }
  return chain.slice(0, -1);
};

// Relations: straight, or bent beside their parallels; from the rim of one node to that of the other.

const traceOf = (edge) => {
  const { from, to, bend } = edge;
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy) || 1;
  const control = { x: (from.x + to.x) / 2 + dy * bend, y: (from.y + to.y) / 2 - dx * bend };
  const rim = (node) => {
    const [x, y] = [control.x - node.x, control.y - node.y];
    const far = Math.hypot(x, y) || 1;
    const reach = Math.min(node.radius + 2, length / 3);
    return { x: node.x + (x / far) * reach, y: node.y + (y / far) * reach, ux: -x / far, uy: -y / far };
  };
  return { start: rim(from), end: rim(to), control, bend };
};

const middleOf = ({ start, end, control, bend }) =>
  bend ? { x: (start.x + 2 * control.x + end.x) / 4, y: (start.y + 2 * control.y + end.y) / 4 }
    : { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };

const isFar = (edge) => edge.from.block !== edge.to.block;
const FAINT = { same: 0.14, member: 0.6, far: 0.5, near: 0.9 };
const strengthOf = (edge) => {
  if (State.day === BOTH) return edge.change === "kept" ? FAINT.same : 1; // what changed stands out
  return edge.kind === MEMBER ? FAINT.member : isFar(edge) ? FAINT.far : FAINT.near;
};

const edgeMeets = (box, { from, to, bend }) => {
  if (!box) return true;
  const out = Math.abs(bend) * (Math.abs(from.x - to.x) + Math.abs(from.y - to.y)) + 12;
  return meets(box, Math.min(from.x, to.x) - out, Math.max(from.x, to.x) + out, Math.min(from.y, to.y) - out, Math.max(from.y, to.y) + out);
};

const [ARROWS_FROM, SIGNS_FROM] = [0.22, 0.4]; // scales from which they can be seen

const paintEdges = (ctx, scale, box, edges, strong = false) => {
  const seen = edges.filter((edge) => edgeMeets(box, edge));
  const width = 1.8; // of all: thickness says nothing
  for (const group of grouped(seen, (edge) => `${edge.kind}${dashOf(edge)}${edge.change}${isFar(edge)}`)) {
    const [first] = group;
    const traces = group.map(traceOf);
    const colour = edgeColour(first);
    ctx.globalAlpha = strong ? 1 : strengthOf(first);
    ctx.beginPath();
    for (const { start, end, control, bend } of traces) {
      ctx.moveTo(start.x, start.y);
      if (bend) ctx.quadraticCurveTo(control.x, control.y, end.x, end.y);
      else ctx.lineTo(end.x, end.y);
    }
    ctx.strokeStyle = colour;
    ctx.lineWidth = Math.max(width, (strong ? 1.4 : 0.6) / scale);
    ctx.setLineDash(scale > ARROWS_FROM ? dashOf(first) : []);
    ctx.stroke();
    ctx.setLineDash([]);
    if (first.kind === MEMBER || scale < ARROWS_FROM) continue;
    ctx.beginPath();
    group.forEach((edge, i) => {
      arrow(ctx, traces[i].end);
      if (edge.mutual) arrow(ctx, traces[i].start);
    });
    ctx.fillStyle = colour;
    ctx.fill();
    const { sign } = Data.scene.kindLooks[first.kind];
    if (sign && scale >= SIGNS_FROM) paintSigns(ctx, sign, traces, colour);
  }
  ctx.globalAlpha = 1;
};

const arrow = (ctx, { x, y, ux, uy }) => {
  const [backX, backY] = [x - ux * 9, y - uy * 9];
  polygon(ctx, [[x, y], [backX - uy * 4, backY + ux * 4], [backX + uy * 4, backY - ux * 4]]);
};

const paintSigns = (ctx, sign, traces, colour) => {
  ctx.beginPath();
  for (const trace of traces) {
    const { x, y } = middleOf(trace);
    SHAPES[sign](ctx, x, y, 3.6);
  }
  ctx.fillStyle = Data.scene.colours.paper;
  if (sign !== "cross") ctx.fill();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.6;
  ctx.stroke();
};

const paintNodes = (ctx, scale, box, nodes) => {
  const seen = nodes.filter(({ x, y, radius }) => meets(box, x - radius - 8, x + radius + 8, y - radius - 8, y + radius + 8));
  const least = 1.6 / scale;
  for (const group of grouped(seen, (node) => `${node.mark}${node.status}${node.change}`)) {
    const look = lookOf(group[0]);
    const width = Math.max(look.width, (0.5 * look.width) / scale);
    drawLook(ctx, { ...look, width }, group.map((node) => [node.x, node.y, Math.max(node.radius + (node.status === "isolated" ? 2 : 0), least)]));
  }
};

const labelColour = (node) => (node.status === "isolated" ? Data.scene.colours.alarm : Data.scene.colours.ink);

const paintLabels = (ctx, scale, box, labels) => {
  const size = labelSize(scale) / scale;
  for (const { node, left, right, top, bottom } of labels) {
    if (!meets(box, left / scale - 4, right / scale + 4, top / scale, bottom / scale + size * 0.2)) continue;
    node.lines.forEach((line, i) => write(ctx, line, node.x, top / scale + i * size * LINE, { colour: labelColour(node), size, weight: node.mark === MEMBER ? "600" : "" }));
  }
};

// Everything, in the order in which it lies.
const paint = (ctx, scale, box, labels) => {
  paintBlocks(ctx, scale, box);
  if (State.hulls) paintHulls(ctx, scale, box);
  if (Levels.bundles.length) paintBundles(ctx, scale, box);
  paintEdges(ctx, scale, box, Levels.edges);
  paintNodes(ctx, scale, box, Levels.nodes);
  Data.scene.blocks.forEach((block, number) => {
    const [left, top, width, height] = block.box;
    if (!State.opened.has(number) && blockShown(number) && meets(box, left - 99 / scale, left + width + 99 / scale, top, top + height)) paintCard(ctx, scale, number);
  });
  paintLabels(ctx, scale, box, labels);
};

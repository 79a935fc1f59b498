// Shapes and colours, for the map, its exports and the legend alike. Sizes are radii.
const SHAPES = {
  dot: (ctx, x, y, r) => { ctx.moveTo(x + r, y); ctx.arc(x, y, r, 0, 2 * Math.PI); },
  square: (ctx, x, y, r) => ctx.rect(x - r * 0.88, y - r * 0.88, r * 1.76, r * 1.76),
  diamond: (ctx, x, y, r) => polygon(ctx, [[x, y - r * 1.2], [x + r * 1.2, y], [x, y + r * 1.2], [x - r * 1.2, y]]),
  triangle: (ctx, x, y, r) => polygon(ctx, [[x, y - r * 1.15], [x + r * 1.1, y + r * 0.85], [x - r * 1.1, y + r * 0.85]]),
  triangleDown: (ctx, x, y, r) => polygon(ctx, [[x, y + r * 1.15], [x + r * 1.1, y - r * 0.85], [x - r * 1.1, y - r * 0.85]]),
  hexagon: (ctx, x, y, r) => polygon(ctx, corners(x, y, r, 6, 0)),
  star: (ctx, x, y, r) => polygon(ctx, corners(x, y, r * 1.15, 10, -Math.PI / 2, 0.5)),
  ring: (ctx, x, y, r) => SHAPES.dot(ctx, x, y, r),
  cross: (ctx, x, y, r) => {
    ctx.moveTo(x - r, y - r); ctx.lineTo(x + r, y + r);
    ctx.moveTo(x + r, y - r); ctx.lineTo(x - r, y + r);
  },
};

const polygon = (ctx, points) => {
  points.forEach(([x, y], i) => (i ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
  ctx.closePath();
};

const corners = (x, y, r, count, turn, inner = 1) =>
  Array.from({ length: count }, (_, i) => {
    const [angle, reach] = [turn + (2 * Math.PI * i) / count, i % 2 ? r * inner : r];
    return [x + reach * Math.cos(angle), y + reach * Math.sin(angle)];
  });

// Fill, outline and its width by state; in print without colour, state is told by the outline:
// weak has a dark one, isolated a double one.
const lookOf = (node) => {
  const { colours, markLooks } = Data.scene;
  const { shape, fill } = markLooks[node.mark];
  if (node.change === "removed") return { shape, fill: colours.paper, stroke: colours.removed, width: 1.4, dash: [3, 2] };
  const added = node.change === "added";
  const flag = node.change === "changed" ? colours.changed : null;
  if (node.status === "isolated") return { shape, flag, fill: colours.alarmFill, stroke: colours.alarm, width: 2.4, double: true };
  if (node.status === "weak") return { shape, flag, fill: colours.needFill, stroke: added ? colours.added : colours.need, width: added ? 2.6 : 2 };
  return { shape, flag, fill, stroke: added ? colours.added : colours.plain, width: added ? 2.6 : 1 };
};

const drawLook = (ctx, look, places) => {
  ctx.beginPath();
  for (const [x, y, r] of places) SHAPES[look.shape](ctx, x, y, r);
  ctx.fillStyle = look.fill;
  ctx.fill();
  ctx.strokeStyle = look.stroke;
  ctx.lineWidth = look.width;
  ctx.setLineDash(look.dash ?? []);
  ctx.stroke();
  ctx.setLineDash([]);
  if (look.double) {
    ctx.beginPath();
    for (const [x, y, r] of places) SHAPES[look.shape](ctx, x, y, r + 4.5);
    ctx.lineWidth = 1.2;
    ctx.stroke();
  }
  if (look.flag) drawFlags(ctx, look.flag, places);
};

// A flag at the upper right of those of whom something changed.
const drawFlags = (ctx, colour, places) => {
  ctx.beginPath();
  for (const [x, y, r] of places) polygon(ctx, [[x + r * 0.6, y - r * 0.5], [x + r * 0.6, y - r * 2], [x + r * 1.9, y - r * 1.45], [x + r * 0.6, y - r * 0.95]]);
  ctx.fillStyle = colour;
  ctx.fill();
};

const edgeColour = (edge) => {
  const { colours, kindLooks } = Data.scene;
  return colours[edge.change] ?? kindLooks[edge.kind].colour;
};
// Strokes and gaps of a line: dashed where only the register shows it; of two networks, dashed
// where it went and dashed and dotted where it changed.
const CHANGE_DASH = { removed: [7, 5], changed: [10, 3, 2, 3] };
const dashOf = (edge) => (State.day === BOTH ? CHANGE_DASH[edge.change] ?? [] : edge.proved ? [] : [7, 5]);

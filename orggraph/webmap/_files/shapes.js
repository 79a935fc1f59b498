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
  if (node.status === "isolated") return { shape, fill: colours.alarmFill, stroke: colours.alarm, width: 2.4, double: true };
  if (node.status === "weak") return { shape, fill: colours.needFill, stroke: added ? colours.added : colours.need, width: added ? 2.6 : 2 };
  return { shape, fill, stroke: added ? colours.added : colours.plain, width: added ? 2.6 : 1 };
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
  if (!look.double) return;
  ctx.beginPath();
  for (const [x, y, r] of places) SHAPES[look.shape](ctx, x, y, r + 4.5);
  ctx.lineWidth = 1.2;
  ctx.stroke();
};

const edgeColour = (edge) => {
  const { colours, kindLooks } = Data.scene;
  if (edge.change === "added") return colours.added;
  return edge.change === "removed" ? colours.removed : kindLooks[edge.kind].colour;
};
const isDashed = (edge) => (State.day === BOTH ? edge.change === "removed" : !edge.proved);

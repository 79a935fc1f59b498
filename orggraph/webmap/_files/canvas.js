// The map on the screen: painted when something changed, moved and asked with mouse, pen or fingers.
const Canvas = { zoomed: -Infinity, emphasis: null, waiting: false, frames: 0, unseen: false };
const canvas = () => byId("map");

const redraw = () => {
  if (Canvas.waiting) return;
  Canvas.waiting = true;
  requestAnimationFrame(drawFrame);
};

const drawFrame = () => {
  Canvas.waiting = false;
  fitCanvas();
  if (!canvas().width || !canvas().height) return; // folded away, as in a closed output
  const ctx = canvas().getContext("2d");
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.fillStyle = Data.scene.colours.paper;
  ctx.fillRect(0, 0, canvas().width, canvas().height);
  const zooming = performance.now() - Canvas.zoomed < SETTLED;
  const whole = showTiles(ctx, zooming);
  Canvas.frames += 1;
  if (whole) keepSnapshot(canvas());
  else redraw();
  if (Canvas.emphasis) drawEmphasis(ctx);
};

const fitCanvas = () => {
  const { clientWidth, clientHeight } = canvas();
  const [width, height] = [clientWidth * devicePixelRatio, clientHeight * devicePixelRatio].map(Math.round);
  if (canvas().width !== width || canvas().height !== height) Object.assign(canvas(), { width, height });
  Object.assign(Camera, { width: clientWidth, height: clientHeight });
};

// Those that matter now stand over the rest, which fades.
const drawEmphasis = (ctx) => {
  const { nodes, edges, marked } = Canvas.emphasis;
  ctx.fillStyle = "#ffffffc4";
  ctx.fillRect(0, 0, canvas().width, canvas().height);
  const factor = Camera.scale * devicePixelRatio;
  const seen = seenBox();
  ctx.setTransform(factor, 0, 0, factor, -seen.left * factor, -seen.top * factor);
  paintEdges(ctx, Camera.scale, seen, edges, true);
  ring(ctx, marked, Data.scene.colours.alarm, 7);
  if (State.chosen) ring(ctx, [State.chosen], Data.scene.colours.ink, 5);
  paintNodes(ctx, Camera.scale, seen, nodes);
  const size = labelSize(Camera.scale);
  const shelf = new Shelf(size * 4);
  const weight = (node) => (node === State.chosen ? 9 : importance(node));
  const boxes = [...nodes].sort((a, b) => weight(b) - weight(a)).map((node) => labelBox(node, Camera.scale, size));
  paintLabels(ctx, Camera.scale, seen, boxes.filter((box, i) => shelf.put(box) || i === 0));
};

const ring = (ctx, nodes, colour, far) => {
  ctx.beginPath();
  for (const { x, y, radius } of nodes) SHAPES.dot(ctx, x, y, Math.max(radius, 2 / Camera.scale) + far / Math.min(1, Camera.scale * 1.5));
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2.4 / Math.min(1, Camera.scale * 1.5);
  ctx.stroke();
};

const nodeAt = (x, y) => {
  const at = toMap(x, y);
  let [nearest, distance] = [null, Infinity];
  for (const node of Levels.nodes) {
    const far = Math.hypot(node.x - at.x, node.y - at.y);
    if (far < distance && far < Math.max(node.radius + 4, 9 / Camera.scale)) [nearest, distance] = [node, far];
  }
  return nearest;
};

const blockAt = (x, y) => {
  const at = toMap(x, y);
  return Data.scene.blocks.findIndex(({ box: [left, top, width, height] }, number) =>
    blockShown(number) && at.x > left && at.x < left + width && at.y > top && at.y < top + height);
};

const openAt = (number) => {
  openBlocks([number]);
  const [left, top, width, height] = Data.scene.blocks[number].box;
  look({ left: left - 20, right: left + width + 20, top: top - 20, bottom: top + height + 20 }, 1.6);
  redraw();
};

const clickAt = (x, y) => {
  const node = nodeAt(x, y);
  const block = node ? -1 : blockAt(x, y);
  if (node) choose(node);
  else if (block >= 0 && !State.opened.has(block)) openAt(block);
  else if (State.chosen) choose(null);
};

const hoverAt = (x, y) => {
  const node = nodeAt(x, y);
  const number = node ? -1 : blockAt(x, y);
  const card = number >= 0 && !State.opened.has(number) ? number : null;
  const told = node ? node.name : card === null ? "" : cardLines(card).map(({ text }) => text).join(" · ");
  const tip = byId("tip");
  canvas().style.cursor = told ? "pointer" : "";
  tip.hidden = !told;
  if (tip.textContent !== told) tip.textContent = told;
  const left = Math.min(x + 14, Camera.width - tip.offsetWidth - 4);
  Object.assign(tip.style, { left: `${left}px`, top: `${Math.min(y + 14, Camera.height - tip.offsetHeight - 4)}px` });
};

const zoom = (factor, x, y) => {
  zoomAt(factor, x, y);
  Canvas.zoomed = performance.now();
  setTimeout(redraw, SETTLED + 10);
  redraw();
};

const pan = (dx, dy) => {
  Camera.x -= dx / Camera.scale;
  Camera.y -= dy / Camera.scale;
  redraw();
};

const watchCanvas = () => {
  const fingers = new Map();
  let moved = 0;
  const at = (event) => [event.offsetX, event.offsetY];
  canvas().addEventListener("pointerdown", (event) => {
    canvas().setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, at(event));
    moved = 0;
  });
  canvas().addEventListener("pointermove", (event) => {
    const [x, y] = at(event);
    const last = fingers.get(event.pointerId);
    if (!last) return void hoverAt(x, y);
    const others = [...fingers].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
    moved += Math.hypot(x - last[0], y - last[1]);
    if (others.length) {
      const [[ox, oy]] = others;
      zoom(Math.hypot(x - ox, y - oy) / (Math.hypot(last[0] - ox, last[1] - oy) || 1), ox, oy);
    } else if (moved > 3) pan(x - last[0], y - last[1]);
    fingers.set(event.pointerId, [x, y]);
  });
  canvas().addEventListener("pointerup", (event) => {
    if (fingers.delete(event.pointerId) && moved <= 3) clickAt(...at(event));
  });
  canvas().addEventListener("pointercancel", (event) => fingers.delete(event.pointerId));
  canvas().addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(1.0016 ** -event.deltaY, ...at(event));
  }, { passive: false });
  new ResizeObserver(() => (Canvas.unseen ? fit() : redraw())).observe(canvas());
};

// Going somewhere

const fit = () => {
  fitCanvas();
  Canvas.unseen = !canvas().width || !canvas().height;
  look(wholeBox(), 1.6);
  redraw();
};

const goTo = (nodes) => {
  openBlocks([...new Set(nodes.map((node) => node.block))]);
  look(boxOf(nodes, 70), 1.1);
  redraw();
};

const choose = (node, { go = false } = {}) => {
  if (node && !node.shown && node.present) showAll();
  change({ chosen: node, target: null, dropped: false });
  if (node && node.present && (go || !node.drawn)) goTo([node, ...emphasised().nodes].slice(0, 60));
};

// What stands out: the neighbourhood of the chosen one, or a help path from it, or whoever would
// be left alone without it.
const emphasised = () => {
  const { chosen, target, dropped, steps, way } = State;
  if (!chosen?.present) return null;
  if (dropped) {
    const { helpless, isolated } = dropout(chosen);
    const marked = [...new Set([...helpless, ...isolated])];
    const lost = chosen.edges.filter((edge) => edge.shown && marked.includes(otherEnd(edge, chosen)));
    return { nodes: [chosen, ...marked], edges: lost, marked };
  }
  const path = target ? helpPath(chosen, target) : null;
  if (path) return { nodes: [chosen, ...new Set(path.flatMap((edge) => [edge.from, edge.to]))], edges: path, marked: [target] };
  const { distance } = around(chosen, steps, way);
  const nodes = [...distance.keys()];
  const inner = nodes.filter((node) => distance.get(node) < steps);
  const edges = new Set(inner.flatMap((node) => node.edges.filter((edge) => {
    const next = edge.shown ? leads(edge, node, way) : null;
    return next && distance.has(next);
  })));
  return { nodes, edges: [...edges], marked: target ? [target] : [] };
};

const takeEmphasis = () => {
  const found = emphasised();
  Canvas.emphasis = found && {
    ...found,
    nodes: found.nodes.filter((node) => node.drawn || node === State.chosen),
    edges: found.edges.filter((edge) => edge.from.drawn && edge.to.drawn),
    marked: found.marked.filter((node) => node.drawn),
  };
  redraw();
};

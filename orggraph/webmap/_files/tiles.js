// The painted map, kept in squares, so that moving it paints only what comes into sight.
const Tiles = { size: 512, kept: new Map(), key: "", labels: [], snapshot: null, cost: 0 };
const BUDGET = 14; // milliseconds of painting in a frame
const SETTLED = 120; // milliseconds after a zoom

const tileKey = () => `${Filter.version} ${Levels.version} ${State.hulls} ${Camera.scale} ${devicePixelRatio}`;

const sameTiles = () => {
  const key = tileKey();
  if (key === Tiles.key) return;
  Tiles.key = key;
  Tiles.kept.clear();
  Tiles.labels = chooseLabels(Levels.nodes, Camera.scale);
};

// Corner and side of the squares in sight, in lengths of the map.
const tilesInSight = () => {
  const side = Tiles.size / devicePixelRatio / Camera.scale;
  const seen = seenBox();
  const found = [];
  for (let row = Math.floor(seen.top / side); row * side < seen.bottom; row += 1) {
    for (let column = Math.floor(seen.left / side); column * side < seen.right; column += 1) {
      found.push({ key: `${column} ${row}`, left: column * side, top: row * side, side });
    }
  }
  return found;
};

const paintTile = ({ left, top, side }) => {
  const canvas = new OffscreenCanvas(Tiles.size, Tiles.size);
  const ctx = canvas.getContext("2d");
  ctx.fillStyle = Data.scene.colours.paper;
  ctx.fillRect(0, 0, Tiles.size, Tiles.size);
  const factor = devicePixelRatio * Camera.scale;
  ctx.setTransform(factor, 0, 0, factor, -left * factor, -top * factor);
  const rim = 4 / Camera.scale; // lines are as wide
  paint(ctx, Camera.scale, { left: left - rim, top: top - rim, right: left + side + rim, bottom: top + side + rim }, Tiles.labels);
  return canvas;
};

// Put what is kept on the screen and paint what is missing, as far as a frame has time. Gives
// whether all of it is there.
const showTiles = (ctx, zooming) => {
  if (zooming && Tiles.cost > BUDGET && Tiles.snapshot) {
    showSnapshot(ctx);
    return false;
  }
  sameTiles();
  const inSight = tilesInSight();
  const began = performance.now();
  let missing = 0;
  for (const tile of inSight) {
    if (Tiles.kept.has(tile.key)) continue;
    if (performance.now() - began > BUDGET) missing += 1;
    else Tiles.kept.set(tile.key, paintTile(tile));
  }
  if (missing && Tiles.snapshot) showSnapshot(ctx);
  for (const { key, left, top } of inSight) {
    const canvas = Tiles.kept.get(key);
    if (!canvas) continue;
    const factor = Camera.scale * devicePixelRatio;
    const seen = seenBox();
    ctx.drawImage(canvas, Math.round((left - seen.left) * factor), Math.round((top - seen.top) * factor));
  }
  forgetFar(inSight);
  Tiles.cost = Math.max(performance.now() - began, Tiles.cost * 0.9);
  return missing === 0;
};

const MOST_KEPT = 120;
const forgetFar = (inSight) => {
  if (Tiles.kept.size <= MOST_KEPT) return;
  const needed = new Set(inSight.map(({ key }) => key));
  for (const key of Tiles.kept.keys()) if (!needed.has(key) && Tiles.kept.size > MOST_KEPT / 2) Tiles.kept.delete(key);
};

// The last whole picture, moved and stretched to where it now belongs.
const keepSnapshot = (canvas) => {
  const { width, height } = canvas;
  if (!Tiles.snapshot || Tiles.snapshot.canvas.width !== width || Tiles.snapshot.canvas.height !== height) {
    Tiles.snapshot = { canvas: new OffscreenCanvas(width, height) };
  }
  Tiles.snapshot.canvas.getContext("2d").drawImage(canvas, 0, 0);
  Object.assign(Tiles.snapshot, { x: Camera.x, y: Camera.y, scale: Camera.scale });
};

const showSnapshot = (ctx) => {
  const { canvas, x, y, scale } = Tiles.snapshot;
  const factor = Camera.scale / scale;
  const shift = (from, to) => (from - to) * Camera.scale * devicePixelRatio;
  const [width, height] = [canvas.width * factor, canvas.height * factor];
  ctx.drawImage(canvas, (canvas.width - width) / 2 + shift(x, Camera.x), (canvas.height - height) / 2 + shift(y, Camera.y), width, height);
};

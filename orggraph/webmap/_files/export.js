// Taking away: a picture or drawing of the whole map with title, day, legend and definitions, or the table.
const HEAD = 74;
const COLUMN = 290; // the legend beside the map
const PIXELS = { side: 16384, area: 200e6 }; // what browsers hold

const legendRows = () => Data.scene.legend
  .filter((group) => !["town"].includes(group.key))
  .flatMap((group) => {
    const counts = countValues(group.key);
    const hidden = (key) => State.hidden[group.key]?.has(key);
    const items = group.items.filter((item) => counts.get(item.key));
    return items.length ? [{ title: group.title }, ...items.map((item) => ({ group: group.key, item, count: counts.get(item.key), off: hidden(item.key) }))] : [];
  });

const NARROW = 460; // a map is never narrower than what stands around it
const PLAIN = 1600; // beside a larger map what stands around it grows, to be read on one sheet

const posterSize = () => {
  const box = wholeBox();
  const [mapWidth, mapHeight] = [Math.max(NARROW, box.right - box.left) + 40, box.bottom - box.top + 40];
  const grown = Math.max(1, mapWidth / PLAIN, mapHeight / PLAIN);
  const lines = posterNotes(mapWidth / grown + COLUMN);
  const rows = (legendRows().length * 22 + 20) * grown;
  const height = Math.max(mapHeight, rows) + (HEAD + lines.length * 18 + 24) * grown;
  return { box, grown, width: mapWidth + COLUMN * grown, height, mapWidth, lines };
};

const posterDay = () => (State.day === BOTH ? Data.scene.days.join(" → ") : stopName(State.day));

// What is said under the map, broken to its width.
const posterNotes = (width) => [...Data.scene.origin, byId("counter").textContent + (byId("hidden").textContent ? ` · ${byId("hidden").textContent}` : "")].flatMap((line) => {
  const lines = [""];
  for (const word of line.match(/[\x21-\x7e]+\s*|./gu) ?? []) {
    if (widthOf(lines.at(-1) + word, 12) > width - 48) lines.push("");
    lines[lines.length - 1] += word;
  }
  return lines;
});

const paintPoster = (ctx, size, factor) => {
  const { box, grown, mapWidth, lines } = size;
  const [width, height] = [size.width / grown, size.height / grown];
  const { colours, title } = Data.scene;
  ctx.setTransform(factor * grown, 0, 0, factor * grown, 0, 0);
  ctx.fillStyle = colours.paper;
  ctx.fillRect(0, 0, width, height);
  write(ctx, title, 24, 18, { colour: colours.ink, size: Math.min(24, (24 * (width - 48)) / widthOf(title, 24)), align: "left", weight: "600", halo: 0 });
  write(ctx, posterDay(), 24, 50, { colour: colours.muted, size: 14, align: "left", halo: 0 });
  lines.forEach((line, i) => write(ctx, line, 24, height - 12 - (lines.length - i) * 18, { colour: colours.muted, size: 12, align: "left", halo: 0 }));
  legendRows().forEach((row, i) => paintLegendRow(ctx, row, mapWidth / grown + 10, HEAD + i * 22));
  ctx.setTransform(factor, 0, 0, factor, (20 - box.left) * factor, (HEAD * grown + 20 - box.top) * factor);
  paint(ctx, 1, null, chooseLabels(Levels.nodes, 1));
};

const paintLegendRow = (ctx, { title, group, item, count, off }, x, y) => {
  const { colours, markLooks, kindLooks } = Data.scene;
  if (title) { write(ctx, title, x, y + 4, { colour: colours.muted, size: 12, align: "left", weight: "600", halo: 0 }); return; }
  const [cx, cy] = [x + 13, y + 9];
  if (group === "mark") drawLook(ctx, { ...markLooks[item.key], stroke: colours.plain, width: 1 }, [[cx, cy, 6]]);
  else if (group === "status") drawLook(ctx, lookOf({ mark: "village", status: item.key, change: "kept" }), [[cx, cy, item.key === "isolated" ? 3.4 : 6]]);
  else if (group === "fate") drawLook(ctx, lookOf({ mark: "village", status: "plain", change: item.key }), [[cx, cy + 2, 5]]);
  else if (group !== "mode") {
    ctx.beginPath();
    ctx.moveTo(cx - 13, cy);
    ctx.lineTo(cx + 13, cy);
    ctx.strokeStyle = kindLooks[item.key]?.colour ?? colours[item.key === "kept" ? "line" : item.key] ?? colours.ink;
    ctx.lineWidth = 2.4;
    ctx.setLineDash(SMALL_DASH[item.key] ?? []);
    ctx.stroke();
    ctx.setLineDash([]);
    const sign = kindLooks[item.key]?.sign;
    if (sign) paintSigns(ctx, sign, [{ start: { x: cx - 13, y: cy }, end: { x: cx + 13, y: cy }, bend: 0 }], kindLooks[item.key].colour);
  }
  const colour = off ? colours.muted : colours.ink;
  write(ctx, `${item.title} ${count}${off ? " ×" : ""}`, x + 34, y + 2, { colour, size: 13, align: "left", halo: 0 });
};

const saveAs = (blob, ending) => {
  const name = `${Data.scene.title}_${stopName(State.day)}.${ending}`.replace(/[\\/:*?"<>|\s]+/g, "_").slice(-80);
  const link = make("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 30000);
  return name;
};

const savePicture = async (wanted) => {
  const size = posterSize();
  const most = Math.min(PIXELS.side / size.width, PIXELS.side / size.height, Math.sqrt(PIXELS.area / (size.width * size.height)));
  const factor = Math.min(wanted, most);
  const sheet = new OffscreenCanvas(Math.round(size.width * factor), Math.round(size.height * factor));
  paintPoster(sheet.getContext("2d"), size, factor);
  const name = saveAs(await sheet.convertToBlob({ type: "image/png" }), "png");
  announce(factor < wanted ? say(words.saved_smaller, { scale: factor.toFixed(2) }) : say(words.saved, { name }));
};

const saveDrawing = () => {
  const size = posterSize();
  const ctx = new SvgContext(size.width, size.height);
  paintPoster(ctx, size, 1);
  const text = new XMLSerializer().serializeToString(ctx.root);
  announce(say(words.saved, { name: saveAs(new Blob([text], { type: "image/svg+xml" }), "svg") }));
};

// A cell that a spreadsheet would take for a formula is kept as text.
const csvCell = (value) => {
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

const saveTable = () => {
  const shown = columns();
  const lines = [shown.map(([, title]) => title), ...sortedNodes().map((node) => shown.map(([, , valueOf]) => valueOf(node))), [], ...[Data.scene.title, posterDay(), ...Data.scene.origin].map((line) => [line])];
  const text = `\ufeff${lines.map((line) => line.map(csvCell).join(",")).join("\r\n")}\r\n`;
  announce(say(words.saved, { name: saveAs(new Blob([text], { type: "text/csv" }), "csv") }));
};

// Printing shows the whole map as a drawing, which is made when it is asked for.
const preparePrint = () => {
  const size = posterSize();
  const ctx = new SvgContext(size.width, size.height);
  paintPoster(ctx, size, 1);
  for (const name of ["width", "height"]) ctx.root.removeAttribute(name);
  byId("sheet").replaceChildren(ctx.root);
};

const startExport = () => {
  const acts = { "save-2": () => savePicture(2), "save-4": () => savePicture(4), "save-svg": saveDrawing, "save-csv": saveTable, "save-print": () => window.print() };
  for (const [id, act] of Object.entries(acts)) {
    byId(id).addEventListener("click", () => { byId("save").open = false; act(); });
  }
  window.addEventListener("beforeprint", preparePrint);
  window.addEventListener("afterprint", () => byId("sheet").replaceChildren());
};

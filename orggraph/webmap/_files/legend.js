const SMALL_DASH = { registered: [4, 3], removed: [4, 3], changed: [6, 2, 1.5, 2] };

// The legend: how each value looks, how often it is there on the day; a click hides or shows it.
const swatchOf = (group, key) => {
  const { markLooks, kindLooks, colours } = Data.scene;
  const box = { width: 26, height: 16 };
  const line = (draw) => drawing(box, (ctx) => { ctx.beginPath(); ctx.moveTo(1, 8); ctx.lineTo(25, 8); ctx.lineWidth = 2.4; draw(ctx); ctx.stroke(); });
  const dot = (look) => drawing(box, (ctx) => drawLook(ctx, look, [[13, 8, 5.5]]));
  if (group === "status") {
    const example = lookOf({ mark: "village", status: key, change: "kept" });
    return drawing(box, (ctx) => drawLook(ctx, example, [[13, 8, key === "isolated" ? 3 : 5.5]]));
  }
  if (group === "mark") return dot({ shape: markLooks[key].shape, fill: markLooks[key].fill, stroke: colours.plain, width: 1 });
  if (group === "kind") {
    const { colour, sign } = kindLooks[key];
    return drawing(box, (ctx) => {
      ctx.beginPath(); ctx.moveTo(1, 8); ctx.lineTo(25, 8);
      ctx.lineWidth = 2.4; ctx.strokeStyle = colour; ctx.stroke();
      if (sign) paintSigns(ctx, sign, [{ start: { x: 1, y: 8 }, end: { x: 25, y: 8 }, bend: 0 }], colour);
    });
  }
  if (group === "proof") return line((ctx) => { ctx.strokeStyle = colours.ink; ctx.setLineDash(SMALL_DASH[key] ?? []); });
  if (group === "change") return line((ctx) => { ctx.strokeStyle = colours[key] ?? colours.line; ctx.setLineDash(SMALL_DASH[key] ?? []); });
  if (group === "fate") return drawing(box, (ctx) => drawLook(ctx, lookOf({ mark: "village", status: "plain", change: key }), [[12, 10, 4.8]]));
  return null;
};

const showLegend = () => {
  byId("legend").replaceChildren(...Data.scene.legend.flatMap((group) => {
    const counts = countValues(group.key);
    const always = ["status", "fate", "change"].includes(group.key);
    const items = group.items.filter((item) => counts.get(item.key) || always);
    if (items.length < 2 && !always && !State.hidden[group.key]?.size) return [];
    return [make("h2", {}, group.title), ...items.map((item) => legendEntry(group.key, item, counts.get(item.key) ?? 0))];
  }));
};

const legendEntry = (group, item, count) => {
  const toggle = make("button", {
    type: "button", class: "toggle", "data-group": group, "data-key": item.key,
    "aria-pressed": String(!State.hidden[group]?.has(item.key)),
    onclick: () => keepFocus(() => toggleValue(group, item.key)),
  }, swatchOf(group, item.key), make("span", { class: "name" }, item.title), make("span", { class: "count" }, String(count)));
  const only = button(words.only, () => keepFocus(() => onlyValue(group, item.key)), { class: "only", "aria-label": `${words.only}: ${item.title}`, "data-only": group, "data-key": item.key });
  return make("div", { class: "entry" }, toggle, only);
};

// The legend is made anew at each change; whoever was on a button stays on it.
const keepFocus = (act) => {
  const { group, key, only } = document.activeElement?.dataset ?? {};
  act();
  const again = group ? `[data-group="${group}"][data-key="${key}"]` : `[data-only="${only}"][data-key="${key}"]`;
  if (group || only) byId("legend").querySelector(again)?.focus();
};

const showCounter = () => {
  byId("counter").textContent = say(words.counter, {
    nodes: Filter.nodes, all_nodes: Filter.allNodes, edges: Filter.edges, all_edges: Filter.allEdges,
  });
  const hidden = { nodes: Filter.allNodes - Filter.nodes, edges: Filter.allEdges - Filter.edges };
  const some = hidden.nodes + hidden.edges > 0;
  byId("hidden").textContent = some ? say(words.hidden, hidden) : "";
  byId("all").hidden = !some;
};

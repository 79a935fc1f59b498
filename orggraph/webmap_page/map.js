"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { words, facts, colours } = data;
  const byId = (id) => document.getElementById(id);
  const say = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  // Names only ever become text, never markup.
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value !== false && value != null) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child != null && child !== false));
    return element;
  };

  const FADED = 0.12;
  const LABEL = 14;
  const LISTED = 100; // hits of the search
  const READABLE = 10; // pixels
  const NOTE = 62; // height of the note under the map, and of a name above it
  const FACE = '"Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", sans-serif';
  const nodeOf = new Map(data.nodes.map((node) => [node.id, node]));
  const edgesOf = new Map(data.nodes.map((node) => [node.id, []]));
  for (const edge of data.edges) {
    edgesOf.get(edge.from).push(edge);
    edgesOf.get(edge.to).push(edge);
  }

  // What is hidden, by group of the legend; a node is shown if none of its groups hides it.
  const hidden = { status: new Set(), mark: new Set(), kind: new Set(), town: new Set() };
  let chosen = null;
  let near = new Set();
  const nodeShown = (node) =>
    !hidden.status.has(node.status) && !hidden.mark.has(node.mark) && !hidden.town.has(node.town);
  const edgeShown = (edge) =>
    !hidden.kind.has(edge.kind) && nodeShown(nodeOf.get(edge.from)) && nodeShown(nodeOf.get(edge.to));

  const fontOf = (node) => ({
    face: FACE,
    size: LABEL,
    color: node.status === "isolated" ? colours.alarm : colours.ink,
    strokeWidth: 3,
    strokeColor: "#ffffffe6",
    vadjust: node.mark === "joint_committee" ? -4 : -5,
  });
  const rest = (edge) => (edge.relation === "member" ? 0.55 : isFar(edge) ? 0.38 : 0.85);
  const isFar = (edge) => nodeOf.get(edge.from).town !== nodeOf.get(edge.to).town;

  const nodes = new vis.DataSet(data.nodes.map((node) => ({ ...node, font: fontOf(node) })));
  const edges = new vis.DataSet(
    data.edges.map((edge) => ({ ...edge, color: { color: edge.color, opacity: rest(edge) } })),
  );
  const network = new vis.Network(byId("map"), { nodes, edges }, {
    physics: false,
    layout: { improvedLayout: false },
    interaction: { hover: true, hideEdgesOnZoom: data.edges.length > 3000, hideEdgesOnDrag: data.edges.length > 3000, selectConnectedEdges: false, keyboard: false },
    nodes: { scaling: { label: { enabled: true, drawThreshold: READABLE } }, labelHighlightBold: false, chosen: false },
    edges: { arrows: { to: { scaleFactor: 0.45 }, from: { scaleFactor: 0.45 } }, chosen: false, selectionWidth: 0 },
  });

  // Towns and committees lie under the nodes.
  let hullsShown = true;
  const outline = (ctx, points) => {
    ctx.beginPath();
    points.forEach(([x, y], i) => (i ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
    ctx.closePath();
  };
  const drawBlock = (ctx, block, scale) => {
    ctx.fillStyle = colours.town;
    ctx.beginPath();
    ctx.roundRect(block.left, block.top, block.width, block.height, 10);
    ctx.fill();
    if (block.band !== null && !hidden.status.has("isolated")) {
      ctx.fillStyle = "#c1121f0f";
      ctx.beginPath();
      ctx.roundRect(block.left + 3, block.band + 1, block.width - 6, block.top + block.height - block.band - 4, 8);
      ctx.fill();
      ctx.strokeStyle = "#c1121f66";
      ctx.setLineDash([5, 4]);
      ctx.lineWidth = 1;
      ctx.stroke();
      ctx.setLineDash([]);
    }
    ctx.fillStyle = colours.muted;
    ctx.font = `600 ${Math.min(24, 14 / scale)}px ${FACE}`;
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    ctx.fillText(block.name, block.left + 12, block.top + 17);
  };
  network.on("beforeDrawing", (ctx) => {
    const scale = network.getScale();
    for (const block of data.blocks) if (!hidden.town.has(block.town)) drawBlock(ctx, block, scale);
    if (!hullsShown || hidden.mark.has("joint_committee")) return;
    for (const hull of data.hulls) {
      if (!nodeShown(nodeOf.get(hull.id))) continue;
      ctx.fillStyle = colours.hullFill;
      ctx.strokeStyle = colours.hull;
      ctx.lineWidth = 1.2;
      outline(ctx, hull.points);
      ctx.fill();
      ctx.stroke();
    }
  });

  // From afar only what matters most keeps its name, at a size that can be read.
  network.on("afterDrawing", (ctx) => {
    const scale = network.getScale();
    if (LABEL * scale >= READABLE - 1) return;
    const size = 11.5 / scale;
    ctx.font = `${size}px ${FACE}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "top";
    ctx.lineJoin = "round";
    ctx.lineWidth = 3 / scale;
    ctx.strokeStyle = "#ffffffe6";
    for (const node of data.nodes) {
      const named = node.status === "isolated" || node.mark === "joint_committee" || near.has(node.id);
      if (!named || !nodeShown(node)) continue;
      ctx.fillStyle = node.status === "isolated" ? colours.alarm : colours.ink;
      ctx.globalAlpha = chosen && !near.has(node.id) ? 0.3 : 1;
      node.label.split("\n").forEach((line, i) => {
        const y = node.y + node.size + 2 / scale + i * size * 1.1;
        ctx.strokeText(line, node.x, y);
        ctx.fillText(line, node.x, y);
      });
      ctx.globalAlpha = 1;
    }
  });

  const neighbourhood = (id) => {
    const near = new Set([id]);
    for (const edge of edgesOf.get(id)) near.add(edge.from).add(edge.to);
    return near;
  };
  const refresh = () => {
    near = chosen ? neighbourhood(chosen) : new Set();
    nodes.update(data.nodes.map((node) => {
      const faded = chosen && !near.has(node.id);
      const font = fontOf(node);
      return {
        id: node.id,
        hidden: !nodeShown(node),
        opacity: faded ? FADED * 2 : 1,
        font: { ...font, color: faded ? "#1f293340" : font.color },
        borderWidth: node.id === chosen ? 4 : node.borderWidth,
      };
    }));
    edges.update(data.edges.map((edge) => {
      const touched = edge.from === chosen || edge.to === chosen;
      const opacity = !chosen ? rest(edge) : touched ? 1 : FADED;
      const width = edge.width + (touched ? 1.2 : 0);
      return { id: edge.id, hidden: !edgeShown(edge), width, color: { color: edge.color, opacity } };
    }));
    count();
  };
  const shown = () => ({
    nodes: data.nodes.filter(nodeShown).length,
    edges: data.edges.filter(edgeShown).length,
  });
  const count = () => {
    const now = shown();
    const missing = { nodes: data.nodes.length - now.nodes, edges: data.edges.length - now.edges };
    byId("counter").textContent = say(words.counter, {
      nodes: now.nodes, all_nodes: data.nodes.length, edges: now.edges, all_edges: data.edges.length,
    });
    const some = missing.nodes + missing.edges > 0;
    byId("all").hidden = !some;
    byId("all").title = some ? say(words.hidden, missing) : "";
  };

  // Legend
  const SVG = "http://www.w3.org/2000/svg";
  const PATHS = {
    dot: "M9 2a5 5 0 1 0 .01 0Z", square: "M4.5 2.5h9v9h-9Z", diamond: "M9 1l6 6-6 6-6-6Z",
    triangle: "M9 1.5l6 11H3Z", triangleDown: "M9 12.5l6-11H3Z", hexagon: "M5.5 1.5h7L16 7l-3.5 5.5h-7L2 7Z",
    star: "M9 1l1.8 4h4.3l-3.4 2.7 1.3 4.3L9 9.5 5 12l1.3-4.3L2.900 5h4.300Z", line: "M0 7h18",
  };
  const swatch = (item) => {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 18 14");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", PATHS[item.shape]);
    const line = item.shape === "line";
    path.setAttribute("fill", line ? "none" : item.colour.background);
    path.setAttribute("stroke", line ? item.colour.background : item.colour.border || "#5b6b7b");
    path.setAttribute("stroke-width", line ? 3 : item.colour.border === colours.alarm ? 2.4 : 1);
    svg.append(path);
    return svg;
  };
  const toggles = [];
  const mark = () => {
    for (const [group, key, button] of toggles) button.setAttribute("aria-pressed", String(!hidden[group].has(key)));
    refresh();
  };
  const entry = (section, item) => {
    const set = hidden[section.group];
    const toggle = make("button", {
      type: "button", class: "toggle", "data-group": section.group, "data-key": item.key,
      onclick: () => { set.has(item.key) ? set.delete(item.key) : set.add(item.key); mark(); },
    }, item.shape ? swatch(item) : null, make("span", { class: "name", title: item.title }, item.title), make("span", { class: "count" }, String(item.count)));
    toggles.push([section.group, item.key, toggle]);
    const only = make("button", {
      type: "button", class: "only",
      onclick: () => {
        set.clear();
        for (const other of section.items) if (other.key !== item.key) set.add(other.key);
        mark();
        fit();
      },
    }, words.only);
    return make("div", { class: "entry" }, toggle, only);
  };
  for (const section of data.legend) {
    byId("legend").append(make("h2", {}, section.title), ...section.items.map((item) => entry(section, item)));
  }
  const showAll = () => { for (const set of Object.values(hidden)) set.clear(); mark(); };
  byId("all").addEventListener("click", () => { showAll(); fit(); });
  byId("hulls").addEventListener("change", (event) => { hullsShown = event.target.checked; network.redraw(); });

  // Where to look
  const show = (box, most) => {
    const map = byId("map");
    const [width, height] = [box.right - box.left, box.bottom - box.top];
    const scale = Math.min(most, map.clientWidth / width, (map.clientHeight - NOTE) / height);
    const position = { x: (box.left + box.right) / 2, y: (box.top + box.bottom + NOTE / scale) / 2 };
    network.moveTo({ position, scale, animation: false });
  };
  const around = (list, margin) => ({
    left: Math.min(...list.map((node) => node.x)) - margin,
    right: Math.max(...list.map((node) => node.x)) + margin,
    top: Math.min(...list.map((node) => node.y)) - margin,
    bottom: Math.max(...list.map((node) => node.y)) + margin,
  });
  const fit = () => {
    const list = data.nodes.filter(nodeShown);
    if (list.length) show(around(list, 52), 1.6);
  };
  byId("fit").addEventListener("click", fit);
  const go = (id) => {
    if (!nodeShown(nodeOf.get(id))) showAll();
    choose(id);
    show(around([...near].map((one) => nodeOf.get(one)), 70), 1.1);
  };
  const choose = (id) => {
    chosen = id;
    network.selectNodes(id ? [id] : []);
    refresh();
    id ? tell(id) : overview();
    byId("panel").scrollTop = 0;
  };

  // Panel
  const panel = byId("panel");
  const heading = (text, number) => make("h3", {}, text, number == null ? null : make("b", {}, String(number)));
  const source = (text) => text && make("div", { class: "source" }, `${words.source} ${text}`);
  const link = (id) => make("button", { type: "button", class: "link", onclick: () => go(id) }, facts[id].name);
  const finding = (found) => make("div", { class: "finding" },
    make("span", { class: "code" }, found.code), found.title, make("div", { class: "sub" }, found.reason),
    ...found.evidence.map(source));
  const relation = (edge, id) => {
    const other = edge.from === id ? edge.to : edge.from;
    const met = edge.pairing && data.pairings[edge.pairing];
    const kind = data.legend.find((section) => section.group === "kind").items.find((item) => item.key === edge.kind);
    const box = make("div", { class: "relation" }, link(other),
      make("span", { class: "sub" }, ` ${facts[other].town || facts[other].kind}`),
      make("div", { class: "what" }, [edge.relation === "help" ? kind.title : "", edge.mode, edge.dates].filter(Boolean).join(" · ")),
      met && met.met && make("div", { class: "what" }, met.met),
      ...(met ? met.findings.map((found) => make("div", { class: "warn" }, `${found.code} ${found.title}: ${found.reason}`)) : []),
      source(edge.source));
    box.style.borderLeftColor = edge.color;
    return box;
  };
  const relations = (id) => {
    const all = edgesOf.get(id);
    const help = all.filter((edge) => edge.relation === "help");
    const groups = [
      [words.helped_by, help.filter((edge) => !edge.mutual && edge.to === id)],
      [words.helps, help.filter((edge) => !edge.mutual && edge.from === id)],
      [words.mutual, help.filter((edge) => edge.mutual)],
      [words.member_of, all.filter((edge) => edge.relation === "member" && edge.from === id)],
      [words.members, all.filter((edge) => edge.relation === "member" && edge.to === id)],
    ].filter(([, list]) => list.length);
    if (!groups.length) return [heading(words.relations, 0), make("p", { class: "sub" }, words.no_relations)];
    return groups.flatMap(([title, list]) => [heading(title, list.length), ...list.map((edge) => relation(edge, id))]);
  };
  const rows = (pairs) => make("dl", {}, ...pairs.filter(([, value]) => value).flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]));
  const tell = (id) => {
    const it = facts[id];
    const node = nodeOf.get(id);
    panel.replaceChildren(...[
      make("button", { type: "button", class: "back", onclick: () => choose(null) }, `← ${words.back}`),
      make("h2", {}, it.name),
      make("p", { class: "sub" }, [it.kind, it.town].filter(Boolean).join(" · ")),
      node.status !== "plain" && make("span", { class: node.status === "isolated" ? "badge alarm" : "badge" },
        node.status === "isolated" ? words.alone : words.weak),
      heading(words.details),
      rows([[words.full, it.full !== it.name && it.full], [words.code, it.code], ...it.facts]),
      source(it.source),
      it.designations.length > 0 && heading(words.designations, it.designations.length),
      ...it.designations.map((one) => make("div", { class: "relation" }, one.kind,
        make("div", { class: "what" }, [one.dates, one.situations].filter(Boolean).join(" · ")), source(one.source))),
      it.findings.length > 0 && heading(words.findings, it.findings.length),
      ...it.findings.map(finding),
      ...relations(id),
    ].filter(Boolean));
  };
  const item = (id, alarm) => make("button", {
    type: "button", class: alarm ? "item alarm" : "item", "data-id": id, onclick: () => go(id),
  }, make("span", { class: "name" }, facts[id].name), make("span", { class: "sub" }, facts[id].town || facts[id].kind));
  const overview = () => {
    const isolated = data.nodes.filter((node) => node.status === "isolated").map((node) => node.id);
    const committees = data.nodes.filter((node) => node.mark === "joint_committee").map((node) => node.id);
    panel.replaceChildren(
      heading(words.isolated, isolated.length),
      ...(isolated.length ? isolated.map((id) => item(id, true)) : [make("p", { class: "sub" }, words.no_isolated)]),
      heading(words.findings, data.findings.reduce((sum, found) => sum + found.count, 0)),
      ...(data.findings.length ? [] : [make("p", { class: "sub" }, words.no_findings)]),
      ...data.findings.map((found) => make("details", {},
        make("summary", {}, make("span", { class: "name" }, found.title), make("span", { class: "sub" }, String(found.count))),
        make("div", {}, ...found.nodes.map((id) => item(id))))),
      heading(data.legend[1].items.find((one) => one.key === "joint_committee")?.title ?? "", committees.length),
      ...committees.map((id) => item(id)),
      make("p", { class: "more" }, words.keys),
    );
  };
  network.on("click", (event) => choose(event.nodes[0] ?? null));
  network.on("hoverNode", () => { byId("map").style.cursor = "pointer"; });
  network.on("blurNode", () => { byId("map").style.cursor = ""; });

  // Search
  const search = byId("search");
  const hits = byId("hits");
  const index = data.nodes.map((node) => {
    const it = facts[node.id];
    return [node.id, [it.name, it.full, it.code, node.id].join("\n").toLowerCase()];
  });
  let at = 0;
  const found = () => [...hits.querySelectorAll(".item")];
  const point = (to) => {
    const list = found();
    at = Math.max(0, Math.min(to, list.length - 1));
    list.forEach((one, i) => one.setAttribute("aria-selected", String(i === at)));
    list[at]?.scrollIntoView({ block: "nearest" });
  };
  const close = () => { hits.hidden = true; search.setAttribute("aria-expanded", "false"); };
  const look = () => {
    const wanted = search.value.trim().toLowerCase();
    if (!wanted) return close();
    const all = index.filter(([, text]) => text.includes(wanted)).map(([id]) => id);
    // Whose own name it is comes first.
    const rank = (id) => (facts[id].name.toLowerCase() === wanted ? 0 : facts[id].name.toLowerCase().startsWith(wanted) ? 1 : 2);
    all.sort((a, b) => rank(a) - rank(b));
    hits.replaceChildren(
      make("p", {}, all.length ? say(words.hits, { count: all.length }) : words.no_hits),
      ...all.slice(0, LISTED).map((id) => {
        const one = item(id, nodeOf.get(id).status === "isolated");
        one.setAttribute("role", "option");
        one.addEventListener("click", close);
        return one;
      }),
    );
    if (all.length > LISTED) hits.append(make("p", {}, say(words.first, { count: LISTED })));
    hits.hidden = false;
    search.setAttribute("aria-expanded", "true");
    point(0);
  };
  search.addEventListener("input", look);
  search.addEventListener("focus", look);
  search.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      point(at + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter") {
      found()[at]?.click();
    }
  });
  document.addEventListener("click", (event) => { if (!event.target.closest(".search")) close(); });
  document.addEventListener("keydown", (event) => {
    const typing = event.target === search;
    if (event.key === "/" && !typing) {
      event.preventDefault();
      search.focus();
      search.select();
    } else if (event.key === "Escape") {
      if (!hits.hidden) { close(); search.blur(); } else choose(null);
    } else if (!typing && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const list = [...panel.querySelectorAll("button, summary")].filter((one) => one.offsetParent);
      const next = list[list.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)];
      if (next && panel.contains(document.activeElement)) { event.preventDefault(); next.focus(); }
    }
  });

  mark();
  overview();
  network.once("afterDrawing", fit);
  window.orggraph = {
    get nodes() { return nodes.length; },
    get edges() { return edges.length; },
    get shown() { return shown(); },
    get chosen() { return chosen; },
  };
})();

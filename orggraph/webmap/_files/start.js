// Puts the page to work: the map first, then what is told beside it.
const showTools = () => {
  byId("open").hidden = State.opened.size === Data.scene.blocks.length;
  byId("close").hidden = State.opened.size === 0 || !Data.scene.collapsed;
};

const startTools = () => {
  const acts = { fit, open: () => { openAll(); fit(); }, close: () => { closeAll(); fit(); }, rearrange, restore, larger: () => zoom(1.25), smaller: () => zoom(0.8) };
  for (const [id, act] of Object.entries(acts)) byId(id).addEventListener("click", act);
  byId("all").addEventListener("click", () => { showAll(); byId("map").focus(); });
  byId("hulls").addEventListener("change", (event) => change({ hulls: event.target.checked }));
};

// One menu is open at a time, and none while something else is touched.
const startMenus = () => {
  const menus = [byId("save"), byId("help")];
  const closeBut = (one) => { for (const menu of menus) if (menu !== one) menu.open = false; };
  for (const menu of menus) menu.addEventListener("toggle", () => { if (menu.open) closeBut(menu); });
  document.addEventListener("pointerdown", ({ target }) => closeBut(menus.find((menu) => menu.contains(target))));
};

const listenAll = () => {
  listen(["day"], () => { takeDay(); showSlider(); });
  listen(["day", "hidden"], () => { takeFilter(); showCounter(); showLegend(); });
  listen(["day", "hidden", "opened"], () => { takeLevels(); showTools(); });
  listen(["hulls"], redraw);
  listen(["day", "hidden", "opened", "chosen", "steps", "way", "target", "dropped"], takeEmphasis);
  listen(["day", "chosen", "hidden", "steps", "way", "target", "dropped"], showPanel);
  listen(["day", "hidden"], showTable);
  listen(["chosen"], () => { markRow(); panel().scrollTop = 0; });
  listen(["day", "chosen", "hidden", "steps", "way", "target", "dropped"], writeAddress);
};

const start = async () => {
  const scene = await unpack("scene");
  takeScene(scene);
  words = scene.words;
  listenAll();
  [startTools, startMenus, startSlider, startTable, startSearch, startExport, startKeys, watchCanvas].forEach((begin) => begin());
  const opened = new Set(scene.collapsed ? [] : scene.blocks.keys());
  change({ opened, ...readAddress() });
  fit();
  performance.mark("painting");
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  performance.mark("painted");
  Data.facts = await unpack("facts");
  showPanel();
  showTable();
  if (State.chosen?.present) goTo([State.chosen, ...emphasised().nodes].slice(0, 60));
  window.addEventListener("hashchange", followAddress);
  document.body.dataset.ready = "yes";
};

if (window.DecompressionStream) start();
else byId("said").textContent = byId("said").dataset.old;

// For scripts that drive the map from outside.
window.orggraph = {
  pan, zoom, fit, openAll, closeAll,
  get frames() { return Canvas.frames; },
};

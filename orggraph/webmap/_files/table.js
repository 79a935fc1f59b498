// The table beside the map: the same organisations, for those who read lists or cannot see the map.
const Table = { sort: "name", down: false, page: 0, open: true };
const PAGE = 50;
const NUMBERS = ["helped", "helps", "findings"]; // columns

const helpersOf = (node) => new Set(node.edges.filter((edge) => edge.present && isHelp(edge) && (edge.to === node || edge.mutual)).map((edge) => otherEnd(edge, node))).size;
const helpedOf = (node) => new Set(node.edges.filter((edge) => edge.present && isHelp(edge) && (edge.from === node || edge.mutual)).map((edge) => otherEnd(edge, node))).size;
const committeesOf = (node) => node.edges.filter((edge) => edge.present && !isHelp(edge) && edge.from === node).map((edge) => edge.to.name).join(" ");
const stateOf = (node) => ({ isolated: words.state_isolated, weak: words.state_weak, plain: "" })[node.status];

const columns = () => [
  ["name", words.column_name, (node) => node.name],
  ["kind", words.column_kind, (node) => factsOf(node).kind],
  ["town", words.column_town, townOf],
  ...(Data.scene.level === "public" ? [] : [["state", words.column_state, stateOf]]),
  ["helped", words.column_helped, helpersOf],
  ["helps", words.column_helps, helpedOf],
  ["committees", words.column_committees, committeesOf],
  ...(Data.scene.compared ? [["change", words.column_change, changeWord]] : []),
  ...(Data.scene.level === "public" ? [] : [["findings", words.column_findings, (node) => factsOf(node).findings.length]]),
  ["code", words.column_code, (node) => factsOf(node).code],
];

const sortedNodes = () => {
  const [, , valueOf] = columns().find(([key]) => key === Table.sort);
  const collator = new Intl.Collator(document.documentElement.lang);
  const keyed = Data.nodes.filter((node) => node.shown).map((node) => [valueOf(node), node]);
  const compare = (a, b) => (typeof a === "number" ? a - b : collator.compare(a, b));
  keyed.sort((a, b) => compare(a[0], b[0]) * (Table.down ? -1 : 1) || a[1].index - b[1].index);
  return keyed.map(([, node]) => node);
};

const showTable = () => {
  if (!Data.facts) return;
  const nodes = sortedNodes();
  Table.page = Math.min(Table.page, Math.max(0, Math.ceil(nodes.length / PAGE) - 1));
  const first = Table.page * PAGE;
  const seen = nodes.slice(first, first + PAGE);
  byId("rows").textContent = say(words.list_rows, { first: nodes.length ? first + 1 : 0, last: first + seen.length, count: nodes.length });
  byId("previous").disabled = first === 0;
  byId("next").disabled = first + PAGE >= nodes.length;
  byId("table").replaceChildren(make("thead", {}, make("tr", {}, ...columns().map(headCell))), make("tbody", {}, ...seen.map(tableRow)));
};

const headCell = ([key, title]) => {
  const sorted = Table.sort === key ? (Table.down ? "descending" : "ascending") : null;
  const act = () => {
    Object.assign(Table, { sort: key, down: Table.sort === key && !Table.down, page: 0 });
    showTable();
    byId("table").querySelector(`[data-sort="${key}"]`).focus();
  };
  return make("th", { scope: "col", "aria-sort": sorted, class: NUMBERS.includes(key) ? "number" : null }, button(title, act, { "data-sort": key }));
};

const tableRow = (node) => make("tr", { class: node === State.chosen ? "chosen" : null, "data-id": node.id },
  ...columns().map(([key, , valueOf]) => {
    const value = valueOf(node);
    const cell = key === "name" ? button(value, () => choose(node, { go: true }), { class: `link ${node.status}` }) : String(value);
    return make("td", { class: NUMBERS.includes(key) ? "number" : null }, cell);
  }));

const markRow = () => {
  for (const row of byId("table").querySelectorAll("tbody tr")) row.classList.toggle("chosen", row.dataset.id === State.chosen?.id);
};

const startTable = () => {
  if (matchMedia("(max-width: 760px)").matches) byId("list").open = false; // the panel comes first
  const turn = (step) => () => { Table.page += step; showTable(); };
  byId("previous").addEventListener("click", turn(-1));
  byId("next").addEventListener("click", turn(1));
  byId("list").addEventListener("toggle", () => requestAnimationFrame(redraw));
};

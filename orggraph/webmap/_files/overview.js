// What the panel tells when nobody is chosen: who stands alone, what is found, the committees.
const overview = () => {
  const isPublic = Data.scene.level === "public";
  const isolated = Data.nodes.filter((node) => node.present && node.status === "isolated");
  const committees = Data.nodes.filter((node) => node.present && node.mark === MEMBER);
  return [
    ...dayNote(),
    ...(State.day === BOTH ? comparison() : []),
    ...(isPublic ? [] : [heading(words.isolated, isolated.length), ...(isolated.length ? isolated.map(goItem) : [sub(words.no_isolated)])]),
    ...countyCoverage(),
    heading(dated(words.findings)),
    ...(Data.facts.findings.length ? Data.facts.findings.map(checkItem) : [sub(words.no_findings)]),
    ...(committees.length ? [heading(Data.scene.legend.find((group) => group.key === "mark").items.find((item) => item.key === MEMBER).title, committees.length), ...committees.map(goItem)] : []),
  ];
};

const goItem = (node) => nodeItem(node, () => choose(node, { go: true }));

const countyCoverage = () => [
  heading(dated(words.coverage_county)),
  make("div", { class: "covers" }, ...Data.facts.coverage.map(([mechanism, asked, registered, unknown]) => {
    const told = { registered, known: asked - unknown, unknown };
    const wording = !asked ? words.coverage_none : asked === unknown ? words.coverage_all_unknown : unknown ? words.coverage_unknown : words.coverage_known;
    const text = say(wording, told);
    const share = asked - unknown > 0 ? registered / (asked - unknown) : 0;
    const bar = make("span", { class: "bar", "aria-hidden": "true" }, make("i"));
    bar.firstChild.style.width = `${share * 100}%`;
    return make("div", { class: "cover" }, make("span", { class: "name" }, Data.facts.covered[mechanism]), asked > unknown ? bar : make("span"), make("span", { class: "state" }, text));
  })),
];

// What came, went and changed between two networks, each list made when it is opened.
const comparison = () => [
  ["added", words.came_nodes, Data.nodes, changedNode], ["removed", words.went_nodes, Data.nodes, changedNode], ["changed", words.changed_nodes, Data.nodes, changedNode],
  ["added", words.came_edges, Data.edges, changedEdge], ["removed", words.went_edges, Data.edges, changedEdge], ["changed", words.changed_edges, Data.edges, changedEdge],
].map(([change, title, all, item]) => [title, all.filter((one) => one.change === change), item])
  .filter(([, list]) => list.length)
  .map(([title, list, item]) => folded(title, list.length, () => list.map(item)));

const changedNode = (node) => make("div", {}, goItem(node), ...(node.change === "changed" ? Data.facts.changed[node.index].map(changeLine) : []));
const changedEdge = (edge) => make("div", {},
  button(`${edge.from.name} ${isHelp(edge) ? (edge.mutual ? "↔" : "→") : "∈"} ${edge.to.name}`, () => choose(edge.from, { go: true }), { class: "item" }),
  ...(edge.change === "changed" ? Data.facts.changes[edge.index].map(changeLine) : []));

const folded = (title, count, fill) => {
  const inside = make("div");
  const ontoggle = () => { if (!inside.childElementCount) inside.append(...fill()); };
  return make("details", { class: "check", ontoggle }, make("summary", {}, make("span", { class: "name" }, title), make("span", { class: "sub" }, String(count))), inside);
};

// The list of a check is made when it is opened.
const checkItem = (found) => {
  const inside = make("div");
  const nodes = found.nodes.map((id) => Data.byId.get(id)).filter(Boolean);
  const fill = () => {
    if (inside.childElementCount) return;
    inside.append(pageOf(found), ...(nodes.length ? nodes.map(goItem)
      : found.towns.map(([town, count]) => make("div", { class: "cover" }, make("span", { class: "name" }, town), make("span", { class: "state" }, count)))));
  };
  return make("details", { class: "check", "data-code": found.code, ontoggle: fill },
    make("summary", {}, make("span", { class: "name" }, found.title), make("span", { class: "sub" }, String(found.count))), inside);
};

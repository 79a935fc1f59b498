// What is known of the chosen one: facts, coverage, findings, relations, and questions to ask of it.
const panel = () => byId("panel");

const heading = (text, number) => make("h3", {}, text, ...(number == null ? [] : [" ", make("b", {}, String(number))]));
const sourceLine = (text) => (text ? make("div", { class: "source" }, `${words.source} ${text}`) : null);
const sub = (text) => make("p", { class: "sub" }, text);

const showPanel = () => {
  if (!Data.facts) return;
  panel().replaceChildren(...(State.chosen ? nodePanel(State.chosen) : overview()).filter(Boolean));
};

const nodePanel = (node) => {
  const facts = factsOf(node);
  return [
    button(`← ${words.back}`, () => { choose(null); panel().focus(); }, { class: "back" }),
    make("h2", {}, node.name),
    sub([facts.kind, townOf(node)].filter(Boolean).join(" · ")),
    ...badges(node),
    ...dayNote(),
    ...questions(node),
    ...changeList(Data.facts.changed?.[node.index] ?? []),
    heading(words.details),
    rows([[words.full, facts.full !== node.name && facts.full], [words.code, facts.code], ...facts.facts]),
    sourceLine(facts.source),
    ...relationList(node),
    ...coverageList(facts),
    ...designationList(facts),
    ...findingList(facts),
  ];
};

// Relations, states and designations follow the slider; what the checks say is of the map's own day.
const isOwnDay = () => State.day === Data.scene.now;
const ownDay = () => Data.scene.days[Data.scene.now - 1];
const dayNote = () => (isOwnDay() ? [] : [make("p", { class: "more" }, say(words.own_day, { day: ownDay() }))]);
const dated = (text) => (isOwnDay() ? text : `${text} · ${ownDay()}`);

const badges = (node) => [
  !node.present && make("span", { class: "badge" }, words.gone),
  node.present && node.status === "isolated" && make("span", { class: "badge alarm" }, words.alone),
  node.present && node.status === "weak" && make("span", { class: "badge" }, words.weak),
  State.day === BOTH && changeWord(node) && make("span", { class: "badge" }, changeWord(node)),
].filter(Boolean);

const changeWord = ({ change }) => ({ added: words.came, removed: words.went, changed: words.changed })[change] ?? "";

const changeLine = ([title, before, after]) => make("div", { class: "changed" }, make("span", { class: "what" }, `${title} `), make("del", {}, before), " → ", make("ins", {}, after));
const changeList = (changes) => (changes.length ? [heading(words.changed_what, changes.length), ...changes.map(changeLine)] : []);

const rows = (pairs) => make("dl", {}, ...pairs.filter(([, value]) => value).flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]));

const stateWord = (state) => ({
  active: words.state_active, evidenced: words.state_evidenced, registered: words.state_registered,
  missing: words.state_missing, unknown: words.state_unknown,
})[state];

const coverageList = ({ coverage }) => {
  const told = Object.entries(coverage);
  if (!told.length) return [];
  const list = told.map(([mechanism, state]) => make("div", { class: `cover ${state}` },
    make("span", { class: "name" }, Data.facts.covered[mechanism]), make("span", { class: "state" }, stateWord(state))));
  return [heading(dated(words.coverage), `${told.filter(([, state]) => state !== "missing" && state !== "unknown").length}/${told.length}`), ...list];
};

const designationList = ({ designations }) => {
  const held = designations.filter((one) => holds(one.runs, State.day === BOTH ? 2 : State.day));
  return held.length ? [heading(words.designations, held.length), ...held.map(designationItem)] : [];
};
const designationItem = (one) => make("div", { class: "relation" }, one.kind,
    make("div", { class: "what" }, [one.dates, one.situations].filter(Boolean).join(" · ")), sourceLine(one.source));

const checkOf = (code) => Data.facts.findings.find((one) => one.code === code);

const findingItem = (found) => {
  const check = checkOf(found.code);
  return make("div", { class: "finding" },
    make("span", { class: "code" }, found.code), check?.title ?? "", make("div", { class: "sub" }, found.reason),
    ...found.evidence.map(sourceLine), check && pageOf(check));
};

const pageOf = (check) => make("details", {}, make("summary", {}, words.page), make("div", { class: "page" }, check.page));

const findingList = ({ findings }) => (findings.length ? [heading(dated(words.findings), findings.length), ...findings.map(findingItem)] : []);

// Relations

const relationItem = (edge, node) => {
  const other = otherEnd(edge, node);
  const pairing = Data.facts.pairings[Data.facts.keys[edge.index]];
  const { items } = Data.scene.legend.find((group) => group.key === "kind");
  const modes = Data.scene.legend.find((group) => group.key === "mode").items;
  const told = [
    isHelp(edge) ? items.find((item) => item.key === edge.kind).title : "",
    edge.mode ? modes.find((item) => item.key === edge.mode).title : "",
    datesOf(edge),
    edge.proved ? "" : words.registered_only,
    State.day === BOTH ? changeWord(edge) : "",
  ];
  const box = make("div", { class: "relation" },
    button(other.name, () => choose(other, { go: true }), { class: "link" }),
    make("span", { class: "sub" }, ` ${townOf(other)}`),
    make("div", { class: "what" }, told.filter(Boolean).join(" · ")),
    ...(Data.facts.changes?.[edge.index] ?? []).map(changeLine),
    pairing?.met ? make("div", { class: "what" }, pairing.met) : null,
    ...(pairing?.findings ?? []).map((found) => make("div", { class: "warn" }, `${found.code} ${checkOf(found.code)?.title ?? ""}: ${found.reason}`)),
    ...Data.facts.sources[edge.index].map(sourceLine));
  box.style.borderLeftColor = edgeColour(edge);
  return box;
};

const relationList = (node) => {
  const all = node.edges.filter((edge) => edge.present);
  const help = all.filter(isHelp);
  const groups = [
    [words.helped_by, help.filter((edge) => !edge.mutual && edge.to === node)],
    [words.helps, help.filter((edge) => !edge.mutual && edge.from === node)],
    [words.mutual, help.filter((edge) => edge.mutual)],
    [words.member_of, all.filter((edge) => !isHelp(edge) && edge.from === node)],
    [words.members, all.filter((edge) => !isHelp(edge) && edge.to === node)],
  ].filter(([, list]) => list.length);
  if (!groups.length) return [heading(words.relations, 0), sub(words.no_relations)];
  return groups.flatMap(([title, list]) => [heading(title, list.length), ...list.map((edge) => relationItem(edge, node))]);
};

// Questions: how far the neighbourhood reaches, a help path, and who would be left alone

const choice = (name, label, options, chosen, take) => {
  const list = make("select", { id: name, onchange: (event) => { take(event.target.value); byId(name)?.focus(); } },
    ...options.map(([value, text]) => make("option", { value, selected: String(value) === String(chosen) }, text)));
  return make("label", { class: "choice" }, label, list);
};

const questions = (node) => {
  if (!node.present) return [];
  const { distance } = around(node, State.steps, State.way);
  return [
    make("div", { class: "questions" },
      choice("steps", words.steps, [[1, "1"], [2, "2"], [3, "3"]], State.steps, (value) => change({ steps: Number(value), target: null, dropped: false })),
      choice("way", words.direction, [["both", words.both_ways], ["in", words.in], ["out", words.out]], State.way, (way) => change({ way, target: null, dropped: false }))),
    sub(say(words.near_count, { count: distance.size - 1, steps: State.steps })),
    ...pathQuestion(node),
    ...dropoutQuestion(node),
  ];
};

const pathQuestion = (node) => {
  const box = make("input", { id: "target", type: "search", role: "combobox", autocomplete: "off", "aria-expanded": "false", "aria-controls": "ends", "aria-label": words.path_to, placeholder: words.path });
  const list = make("div", { id: "ends", role: "listbox", "aria-label": words.path_to, hidden: true });
  new Finder(box, list, (target) => change({ target, dropped: false }));
  const found = State.target ? helpPath(node, State.target) : null;
  const told = !State.target ? [] : !found
    ? [sub(say(words.no_path, { start: node.name, end: State.target.name }))]
    : [sub(say(words.path_found, { count: found.length })), make("ol", { class: "path" }, ...pathNodes(node, found).map((one) =>
      make("li", {}, button(one.name, () => choose(one, { go: true }), { class: "link" }))))];
  return [make("div", { class: "search inner" }, box, list, make("p", { id: "ends-count", class: "sub", role: "status" })), make("div", { id: "path" }, ...told)];
};

const pathNodes = (start, path) => path.reduce((nodes, edge) => [...nodes, otherEnd(edge, nodes.at(-1))], [start]);

const dropoutQuestion = (node) => {
  if (Data.scene.level === "public" || State.day === BOTH) return [];
  const ask = button(words.dropout, () => { change({ dropped: !State.dropped, target: null }); byId("dropout")?.focus(); }, { id: "dropout", class: "ask", "aria-pressed": String(State.dropped) });
  if (!State.dropped) return [ask];
  const { helpless, isolated, unsure } = dropout(node);
  const list = (title, nodes) => (nodes.length ? [heading(title, nodes.length), ...nodes.map((one) => nodeItem(one, () => choose(one, { go: true })))] : []);
  const told = [...list(words.dropout_isolated, isolated), ...list(words.dropout_helpless, helpless), ...(unsure.size ? [sub(say(words.dropout_unsure, { count: unsure.size }))] : [])];
  return [ask, make("div", { id: "left-alone" }, ...(told.length ? told : [sub(words.dropout_none)]))];
};

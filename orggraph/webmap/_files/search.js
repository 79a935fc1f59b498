// Finding somebody by name, code, pinyin or its initials, in the search box or as the end of a path.
const LISTED = 60;

const findNodes = (text) => {
  const wanted = text.trim().toLowerCase();
  if (!wanted || !Data.facts) return [];
  const rank = (node) => {
    const name = node.name.toLowerCase();
    if (name === wanted) return 0;
    if (name.startsWith(wanted) || aliasOf(node, wanted)) return 1;
    return factsOf(node).search.split("\n").some((key) => key.startsWith(wanted) || key.split(" ").includes(wanted)) ? 2 : 3;
  };
  return Data.nodes
    .filter((node) => factsOf(node).search.includes(wanted))
    .map((node) => [rank(node), node])
    .sort((a, b) => a[0] - b[0] || a[1].index - b[1].index)
    .map(([, node]) => node);
};

// The other name by which somebody is found, where the own one does not hold what was typed.
const aliasOf = (node, wanted) =>
  (node.name.toLowerCase().includes(wanted) ? "" : factsOf(node).aliases.find((name) => name.toLowerCase().includes(wanted)) ?? "");

const nodeItem = (node, onclick, attributes = {}) => make("button", {
  type: "button", class: `item ${node.status}`, "data-id": node.id, onclick, ...attributes,
}, make("span", { class: "name" }, node.name), make("span", { class: "sub" }, node.town === Data.scene.towns.length - 1 ? factsOf(node).kind : townOf(node)));

const aliasNote = (node, text) => {
  const alias = aliasOf(node, text.trim().toLowerCase());
  return alias ? make("span", { class: "alias" }, say(words.alias, { name: alias })) : null;
};

// A box with a list of hits that arrows walk; Enter takes one.
class Finder {
  constructor(box, list, take) {
    Object.assign(this, { box, list, take, hits: [], at: 0 });
    box.addEventListener("input", () => this.look());
    box.addEventListener("focus", () => this.look());
    box.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("pointerdown", (event) => {
      if (!list.contains(event.target) && event.target !== box) this.close();
    });
  }

  close() {
    this.list.hidden = true;
    this.box.setAttribute("aria-expanded", "false");
    this.box.removeAttribute("aria-activedescendant");
  }

  look() {
    if (!this.box.value.trim()) { this.close(); return; }
    this.hits = findNodes(this.box.value);
    const shown = this.hits.slice(0, LISTED);
    const options = shown.map((node, i) => make("div", {
      role: "option", class: `item ${node.status}`, id: `${this.list.id}-${i}`, "data-id": node.id,
      onclick: () => this.choose(i),
    }, make("span", { class: "name" }, node.name, aliasNote(node, this.box.value)), make("span", { class: "sub" }, `${townOf(node)} ${factsOf(node).kind}`)));
    this.list.replaceChildren(...options);
    const told = this.hits.length ? say(words.hits, { count: this.hits.length }) : words.no_hits;
    const more = this.hits.length > LISTED ? ` · ${say(words.first, { count: LISTED })}` : "";
    byId(`${this.list.id}-count`).textContent = told + more;
    this.list.hidden = false;
    this.box.setAttribute("aria-expanded", "true");
    this.point(0);
  }

  point(to) {
    this.at = Math.max(0, Math.min(to, Math.min(this.hits.length, LISTED) - 1));
    [...this.list.children].forEach((one, i) => one.setAttribute("aria-selected", String(i === this.at)));
    const one = this.list.children[this.at];
    if (one) {
      this.box.setAttribute("aria-activedescendant", one.id);
      one.scrollIntoView({ block: "nearest" });
    }
  }

  choose(number) {
    const node = this.hits[number];
    if (!node) return;
    this.close();
    this.take(node);
  }

  key(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.point(this.at + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter") this.choose(this.at);
    else if (event.key === "Escape") {
      event.stopPropagation();
      this.close();
      this.box.blur();
    }
  }
}

const startSearch = () => new Finder(byId("search"), byId("hits"), (node) => {
  choose(node, { go: true });
  byId("panel").focus();
});

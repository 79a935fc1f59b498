// Which names are written at a scale: by importance, none over another.
const FACE = '"Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif';
const NATURAL = 14; // size of a name on the map at its natural size
const SMALLEST = 11; // pixels that can be read
const LINE = 1.15;

const labelSize = (scale) => Math.min(18, Math.max(SMALLEST, NATURAL * scale));

const widthOf = (text, size) => {
  let width = 0;
  for (const letter of text) width += letter.codePointAt(0) > 0x2e7f ? size : size * 0.58;
  return width;
};

// From afar only what matters most is named.
const importance = (node) => {
  if (node.status === "isolated") return 4;
  if (node.mark === MEMBER) return 3;
  return node.status === "weak" ? 2 : node.degree > 3 ? 1.5 : 1;
};
const LEAST_SCALE = [[4, 0], [3, 0.18], [2, 0.5], [1.5, 0.55], [1, 0.62]];
const leastScale = (weight) => LEAST_SCALE.find(([one]) => weight >= one)[1];

class Shelf {
  constructor(cell) { this.cell = cell; this.cells = new Map(); }

  // Put a box down if nothing lies there yet.
  put(box) {
    const keys = [];
    const span = (value) => Math.floor(value / this.cell);
    for (let x = span(box.left); x <= span(box.right); x += 1) {
      for (let y = span(box.top); y <= span(box.bottom); y += 1) keys.push(x * 65536 + y);
    }
    for (const key of keys) {
      for (const other of this.cells.get(key) ?? []) {
        if (box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom) return false;
      }
    }
    for (const key of keys) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
    return true;
  }
}

// Boxes are in pixels of the map at this scale; the words stand below the node, or above it.
const labelBox = (node, scale, size, above = false) => {
  const width = Math.max(...node.lines.map((line) => widthOf(line, size)));
  const height = node.lines.length * size * LINE;
  const far = (node.radius + (node.status === "isolated" ? 9 : 1)) * scale + 1;
  const top = node.y * scale + (above ? -far - height : far);
  return { node, left: node.x * scale - width / 2, right: node.x * scale + width / 2, top, bottom: top + height };
};

// Whoever stands alone is named above where there is no room below.
const labelBoxes = (node, scale, size) =>
  (node.status === "isolated" ? [false, true] : [false]).map((above) => labelBox(node, scale, size, above));

const chooseLabels = (nodes, scale) => {
  const size = labelSize(scale);
  const shelf = new Shelf(size * 4);
  const wanted = nodes.map((node) => [importance(node), node]).filter(([weight]) => scale >= leastScale(weight));
  wanted.sort((a, b) => b[0] - a[0] || b[1].degree - a[1].degree || a[1].index - b[1].index);
  return wanted.map(([, node]) => labelBoxes(node, scale, size).find((box) => shelf.put(box))).filter(Boolean);
};

// Which part of the map is seen, and how large.
const Camera = { x: 0, y: 0, scale: 1, width: 1, height: 1 };
const [CLOSEST, MARGIN, TOOLS] = [4, 22, 30]; // TOOLS: height of what stands over the map

const toMap = (x, y) => ({
  x: Camera.x + (x - Camera.width / 2) / Camera.scale,
  y: Camera.y + (y - Camera.height / 2) / Camera.scale,
});
const seenBox = () => {
  const [w, h] = [Camera.width / 2 / Camera.scale, Camera.height / 2 / Camera.scale];
  return { left: Camera.x - w, right: Camera.x + w, top: Camera.y - h, bottom: Camera.y + h };
};

const boxOf = (nodes, margin) => nodes.reduce((box, node) => ({
  left: Math.min(box.left, node.x - margin), right: Math.max(box.right, node.x + margin),
  top: Math.min(box.top, node.y - margin), bottom: Math.max(box.bottom, node.y + margin),
}), { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity });

const joinBoxes = (boxes) => boxes.reduce((all, box) => ({
  left: Math.min(all.left, box.left), right: Math.max(all.right, box.right),
  top: Math.min(all.top, box.top), bottom: Math.max(all.bottom, box.bottom),
}));

// Everything that is drawn: blocks with somebody in them, and nodes beside.
const wholeBox = () => {
  const boxes = Data.scene.blocks
    .filter((_, number) => blockShown(number))
    .map(({ box: [left, top, width, height] }) => ({ left, top, right: left + width, bottom: top + height }));
  return boxes.length ? joinBoxes(boxes) : { left: 0, right: 100, top: 0, bottom: 100 };
};

const look = (box, most = CLOSEST) => {
  const below = Math.max(0, canvas().getBoundingClientRect().bottom - byId("origin").getBoundingClientRect().top);
  const [width, height] = [Camera.width - 2 * MARGIN, Camera.height - 2 * MARGIN - TOOLS - below];
  Camera.scale = Math.min(most, Math.max(0.005, Math.min(width / (box.right - box.left), height / (box.bottom - box.top))));
  Camera.x = (box.left + box.right) / 2;
  Camera.y = (box.top + box.bottom) / 2 + (below - TOOLS) / 2 / Camera.scale;
};

const zoomAt = (factor, x = Camera.width / 2, y = Camera.height / 2) => {
  const before = toMap(x, y);
  Camera.scale = Math.min(CLOSEST, Math.max(0.005, Camera.scale * factor));
  const after = toMap(x, y);
  Camera.x += before.x - after.x;
  Camera.y += before.y - after.y;
};

// The link after #: who is chosen, the day, the filters. It works for a file as well.
const SETTLING = 200; // milliseconds: browsers refuse an address that changes all the time
const writeAddress = () => {
  clearTimeout(writeAddress.timer);
  writeAddress.timer = setTimeout(writeNow, SETTLING);
};

const writeNow = () => {
  if (location.hash !== writeAddress.last) return; // somebody changed it, and it is about to be followed
  const { chosen, day, hidden, steps, way, target, dropped } = State;
  const parts = new URLSearchParams();
  if (chosen) parts.set("n", chosen.id);
  if (day !== firstDay()) parts.set("t", day === BOTH ? "changes" : Data.scene.days[day - 1]);
  for (const [group, keys] of Object.entries(hidden)) if (keys.size) parts.set(...filterPart(group, keys));
  if (steps !== 1) parts.set("steps", String(steps));
  if (way !== "both") parts.set("way", way);
  if (target) parts.set("to", target.id);
  if (dropped) parts.set("without", "1");
  const hash = parts.toString();
  if (hash === location.hash.slice(1)) return;
  // A page in a frame of a notebook may not change its history.
  try { history.replaceState(null, "", `#${hash}`); } catch { /* it has no address */ }
  writeAddress.last = location.hash;
};

// The shorter of what is hidden and what is not.
const filterPart = (group, hidden) => {
  const { items } = Data.scene.legend.find((one) => one.key === group);
  const shown = items.map((item) => item.key).filter((key) => !hidden.has(key));
  return shown.length < hidden.size ? [`only-${group}`, shown.join(",")] : [`hide-${group}`, [...hidden].join(",")];
};

const readFilter = (parts, { key: group, items }) => {
  const keys = items.map((item) => item.key);
  const [only, hide] = [parts.get(`only-${group}`)?.split(","), parts.get(`hide-${group}`)?.split(",")];
  return new Set(only ? keys.filter((key) => !only.includes(key)) : keys.filter((key) => hide?.includes(key)));
};

const firstDay = () => (Data.scene.compared ? BOTH : Data.scene.now);

const readAddress = () => {
  writeAddress.last = location.hash;
  const parts = new URLSearchParams(location.hash.slice(1));
  const hidden = Object.fromEntries(Data.scene.legend.map((group) => [group.key, readFilter(parts, group)]));
  const day = Data.scene.days.indexOf(parts.get("t")) + 1;
  const steps = Number(parts.get("steps"));
  return {
    chosen: Data.byId.get(parts.get("n")) ?? null,
    target: Data.byId.get(parts.get("to")) ?? null,
    day: parts.get("t") === "changes" && Data.scene.compared ? BOTH : day || firstDay(),
    hidden,
    steps: [1, 2, 3].includes(steps) ? steps : 1,
    way: ["in", "out"].includes(parts.get("way")) ? parts.get("way") : "both",
    dropped: parts.get("without") === "1",
  };
};

const followAddress = () => {
  clearTimeout(writeAddress.timer);
  change(readAddress());
  if (State.chosen?.present) goTo([State.chosen, ...emphasised().nodes].slice(0, 60));
};

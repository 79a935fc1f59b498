// What the user has chosen, in one place; whoever shows some of it listens for changes.
const State = {
  chosen: null, // a node
  day: 0, // an interval; BOTH lays two networks over each other
  hidden: {}, // values by group of the legend
  opened: new Set(), // blocks
  hulls: true,
  steps: 1,
  way: "both", // in, out or both
  target: null, // the other end of a help path
  dropped: false, // whether the chosen one is thought away
};
const BOTH = -1;

const listeners = [];
const listen = (keys, act) => listeners.push([keys, act]);

const change = (patch) => {
  Object.assign(State, patch);
  const changed = Object.keys(patch);
  for (const [keys, act] of listeners) if (keys.some((key) => changed.includes(key))) act();
};

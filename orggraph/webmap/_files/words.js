// The words of the page, and elements made of them. Names only ever become text, never markup.
let words = {};

const byId = (id) => document.getElementById(id);

const say = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== false && value != null) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child != null && child !== false && child !== ""));
  return element;
};

const button = (name, onclick, attributes = {}) => make("button", { type: "button", onclick, ...attributes }, name);

// Read out by screen readers, and shown for a moment.
const announce = (text) => {
  const said = byId("said");
  said.textContent = text;
  said.classList.add("fresh");
  clearTimeout(announce.timer);
  announce.timer = setTimeout(() => said.classList.remove("fresh"), 4000);
};

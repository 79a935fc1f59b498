// As much of a canvas as the painter needs, drawn as SVG: for the legend, and to take away.
const SVG = "http://www.w3.org/2000/svg";
const round = (number) => String(Math.round(number * 100) / 100);

class SvgContext {
  constructor(width, height) {
    this.root = document.createElementNS(SVG, "svg");
    this.root.setAttribute("viewBox", `0 0 ${round(width)} ${round(height)}`);
    this.root.setAttribute("width", round(width));
    this.root.setAttribute("height", round(height));
    this.place = this.root;
    Object.assign(this, { path: "", dash: [], globalAlpha: 1, fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, font: "", textAlign: "left", lineJoin: "miter" });
  }

  // Everything after lies in the map's own lengths.
  setTransform(a, b, c, d, e, f) {
    this.place = document.createElementNS(SVG, "g");
    this.place.setAttribute("transform", `matrix(${[a, b, c, d, e, f].map(round).join(" ")})`);
    this.root.append(this.place);
  }

  beginPath() { this.path = ""; }
  moveTo(x, y) { this.path += `M${round(x)} ${round(y)}`; }
  lineTo(x, y) { this.path += `L${round(x)} ${round(y)}`; }
  quadraticCurveTo(a, b, x, y) { this.path += `Q${round(a)} ${round(b)} ${round(x)} ${round(y)}`; }
  closePath() { this.path += "Z"; }
  rect(x, y, w, h) { this.path += `M${round(x)} ${round(y)}h${round(w)}v${round(h)}h${round(-w)}Z`; }
  arc(x, y, r) { this.path += `M${round(x + r)} ${round(y)}a${round(r)} ${round(r)} 0 1 0 ${round(-2 * r)} 0a${round(r)} ${round(r)} 0 1 0 ${round(2 * r)} 0`; }
  roundRect(x, y, w, h, r) {
    const [across, down] = [w - 2 * r, h - 2 * r].map(round);
    const turn = (dx, dy) => `a${round(r)} ${round(r)} 0 0 1 ${round(dx)} ${round(dy)}`;
    this.path += `M${round(x + r)} ${round(y)}h${across}${turn(r, r)}v${down}${turn(-r, r)}h-${across}${turn(-r, -r)}v-${down}${turn(r, -r)}Z`;
  }

  setLineDash(dash) { this.dash = dash; }
  fill() { this.add("path", { d: this.path, fill: this.fillStyle }); }
  stroke() {
    if (!this.path) return;
    this.add("path", { d: this.path, fill: "none", stroke: this.strokeStyle, "stroke-width": round(this.lineWidth), "stroke-dasharray": this.dash.join(" ") || null });
  }

  fillRect(x, y, width, height) { this.add("rect", { x: round(x), y: round(y), width: round(width), height: round(height), fill: this.fillStyle }); }

  fillText(text, x, y) { this.addText(text, x, y, { fill: this.fillStyle }); }
  strokeText(text, x, y) { this.addText(text, x, y, { fill: "none", stroke: this.strokeStyle, "stroke-width": round(this.lineWidth), "stroke-linejoin": "round" }); }

  addText(text, x, y, look) {
    const [, weight, size] = /^(\S*) ?([\d.]+)px/.exec(this.font) ?? ["", "", "12"];
    const anchor = { center: "middle", right: "end" }[this.textAlign] ?? "start";
    // Words hang from their top, as on the canvas; readers of SVG differ in that, so it is reckoned.
    const element = this.add("text", { x: round(x), y: round(y + Number(size) * 0.86), "font-size": round(Number(size)), "font-weight": weight || null, "font-family": FACE, "text-anchor": anchor, ...look });
    element.textContent = text;
  }

  add(tag, attributes) {
    const element = document.createElementNS(SVG, tag);
    const alpha = this.globalAlpha < 1 ? { opacity: round(this.globalAlpha) } : {};
    for (const [name, value] of Object.entries({ ...attributes, ...alpha })) if (value != null) element.setAttribute(name, value);
    this.place.append(element);
    return element;
  }
}

const drawing = ({ width, height }, draw) => {
  const ctx = new SvgContext(width, height);
  ctx.root.setAttribute("aria-hidden", "true");
  draw(ctx);
  return ctx.root;
};

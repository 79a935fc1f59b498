"""The map in a real browser beside plain vis-network, in the same run: paint, redraws, tasks."""

import base64
import gzip
import importlib.util
import json
import re
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from selenium import webdriver

from benchmarks.county import county
from orggraph import webmap
from orggraph.findings import audit
from orggraph.network import Network
from tests.browser.chromium import opened

SIZES = (300, 1_500, 6_000, 20_000)
LARGE = 6_000  # from here on ours is to be faster by GAIN, up to here without long tasks
SECONDS = 3
PAINTED, OPENING, GAIN, TASK = 1.5, 25, 2, 200
_LIBRARY = "templates/lib/vis-9.1.2/vis-network.min.js"

# Moves a map for a while, a step a frame, and gives redraws a second and the longest task.
PANNED = """
const [seconds, done] = [arguments[0], arguments[arguments.length - 1]];
let longest = 0;
const watch = new PerformanceObserver((list) => {
  for (const task of list.getEntries()) longest = Math.max(longest, task.duration);
});
watch.observe({ entryTypes: ["longtask"] });
const [began, before] = [performance.now(), window.drawn()];
let step = 0;
const move = () => {
  const passed = performance.now() - began;
  if (passed > seconds * 1000) {
    const rate = (window.drawn() - before) / (passed / 1000);
    setTimeout(() => { watch.disconnect(); done([rate, longest]); }, 300);
    return;
  }
  step += 1;
  window.move(9 * Math.cos(step / 20), 9 * Math.sin(step / 20));
  requestAnimationFrame(move);
};
requestAnimationFrame(move);
"""
OURS = """
window.drawn = () => window.orggraph.frames;
window.move = (dx, dy) => window.orggraph.pan(dx, dy);
"""
PLAIN = """<!doctype html><meta charset="utf-8">
<style>html,body,#map{{height:100%;margin:0}}</style>
<div id="map"></div><script>{library}</script><script>
const data = {data};
const network = new vis.Network(document.getElementById("map"),
  {{ nodes: new vis.DataSet(data.nodes), edges: new vis.DataSet(data.edges) }},
  {{ physics: false, layout: {{ improvedLayout: false }} }});
let drawn = 0;
network.on("afterDrawing", () => {{ drawn += 1; }});
const painted = () => setTimeout(() => performance.mark("painted"));
network.once("afterDrawing", () => requestAnimationFrame(painted));
window.drawn = () => drawn;
window.move = (dx, dy) => {{
  const [at, scale] = [network.getViewPosition(), network.getScale()];
  network.moveTo({{ position: {{ x: at.x - dx / scale, y: at.y - dy / scale }} }});
}};
</script>"""


class Figures(NamedTuple):
    """What a map took: seconds to the first paint, redraws a second, longest task while moving."""

    painted: float
    rate: float
    task: float


class Compared(NamedTuple):
    """Ours as it opens, ours with every town open, and plain vis-network with the same."""

    size: int
    opening: Figures
    whole: Figures
    plain: Figures


def compared() -> Iterator[Compared]:
    """Measure every size."""
    with tempfile.TemporaryDirectory() as name, opened(Path(name) / "profile") as browser:
        browser.set_script_timeout(120)
        for size in SIZES:
            page, plain = Path(name) / "map.html", Path(name) / "plain.html"
            network = Network(county(size))
            findings = audit(network, select=["ISO001"]).findings
            webmap.write(network, page, findings=findings)
            plain.write_text(plain_page(page.read_text("utf-8")), "utf-8")
            yield Compared(
                size,
                _figures(browser, page, OURS),
                _figures(browser, page, OURS + "window.orggraph.openAll(); window.orggraph.fit();"),
                _figures(browser, plain, ""),
            )


def plain_page(ours: str) -> str:
    """Make a page of plain vis-network with the nodes, edges and places of ours."""
    found = re.search(r'id="scene">([^<]+)<', ours)
    if not found:
        raise LookupError(ours[:80])
    scene = json.loads(gzip.decompress(base64.b64decode(found[1])))
    nodes, edges = scene["nodes"], scene["edges"]
    held = [i for i, e in enumerate(edges["end"]) if edges["first"][i] <= scene["now"] < e]
    data = {
        "nodes": [
            {"id": i, "label": nodes["label"][i], "x": nodes["x"][i], "y": nodes["y"][i]}
            | {"shape": "dot", "size": 8}
            for i in range(len(nodes["id"]))
        ],
        "edges": [{"from": edges["from"][i], "to": edges["to"][i], "arrows": "to"} for i in held],
    }
    spec = importlib.util.find_spec("pyvis")
    folders = (spec and spec.submodule_search_locations) or []
    library = next(Path(f, _LIBRARY).read_text("utf-8") for f in folders)
    return PLAIN.format(library=library, data=json.dumps(data).replace("<", "\\u003c"))


def _figures(browser: webdriver.Chrome, page: Path, script: str) -> Figures:
    browser.get("about:blank")
    browser.get(page.as_uri())
    painted = _painted(browser)
    browser.execute_script(script)
    time.sleep(1)
    rate, task = browser.execute_async_script(PANNED, SECONDS)
    return Figures(painted / 1000, rate, task)


def _painted(browser: webdriver.Chrome) -> float:
    script = "return performance.getEntriesByName('painted')[0]?.startTime"
    while (found := browser.execute_script(script)) is None:
        time.sleep(0.05)
    while browser.execute_script("return document.body.dataset.ready ?? window.vis") is None:
        time.sleep(0.05)
    return float(found)


def main() -> None:
    """Print a line a size."""
    for size, *figures in compared():
        told = " · ".join(f"{f.painted:.2f} s {f.rate:.0f}/s {f.task:.0f} ms" for f in figures)
        print(f"{size:>6}: {told}", flush=True)


if __name__ == "__main__":
    main()

"""The map: what it draws, that it needs no network, and that it works in a real browser."""

import csv
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import networkx as nx
import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

import orggraph
from orggraph import demo, findings, language, webmap
from orggraph.network import Network
from tests.conftest import require
from tests.county import County

CSP = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:"
)
IMAGE = '<img src=x onerror="window.hacked=1">'
SCRIPT = "</script><script>window.hacked=1</script>"
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--window-size=1400,900",
)


def small() -> County:
    """Seven units, a committee of two, a firm; four pairings, of which two join a and b."""
    county = County(towns=2)
    county.villages("a", "b", "c", "d")
    county.villages("e", "f", town=1)
    county.villages("g", town=1, kind="community")
    county.firm("firm")
    county.committee("J", "a", "b")
    county.weak("b")
    county.weak("f", "economically_weak")
    county.pair("p1", "a", "b", mode="strong_weak")
    county.pair("p2", "c", "d", mode="industry")
    county.pair("p3", "firm", "e", mechanism="hundred_firms")
    county.pair("p4", "a", "b", mechanism="double_hundred")
    return county


def data(network: Network) -> dict[str, object]:
    """Read what a page holds."""
    found = re.search(
        r'<script type="application/json" id="data">(.*?)</script>', webmap.page(network)
    )
    assert found
    loaded: dict[str, object] = json.loads(found[1])
    return loaded


# What is drawn


def test_the_graph_holds_units_committees_and_whoever_takes_part_in_a_pairing() -> None:
    county = small()
    county.firm("idle")
    G = webmap.graph(Network(county.dataset()))
    assert set(G) == {county.org(n) for n in ("a", "b", "c", "d", "e", "f", "g", "firm", "J")}


def test_the_graph_has_an_edge_per_pairing_and_membership() -> None:
    county = small()
    G = webmap.graph(Network(county.dataset()))
    edges = {(u, v, key, mutual) for u, v, key, mutual in G.edges(keys=True, data="mutual")}
    a, b, c, d, e, firm, J = (county.org(n) for n in ("a", "b", "c", "d", "e", "firm", "J"))
    assert edges == {
        (a, b, "p1", False),
        (c, d, "p2", True),
        (firm, e, "p3", False),
        (a, b, "p4", False),
        (a, J, "member", False),
        (b, J, "member", False),
    }


def test_a_member_or_weak_branch_that_is_no_unit_is_drawn_too() -> None:
    # No ledger says so, but a store that somebody edited may.
    county = small()
    county.villages("factory", "part")
    county.mark("PartyOrganization", county.org("factory"), kind="enterprise")
    county.mark("PartyOrganization", county.org("part"), kind="sub_branch")
    county.committee("K", "factory")
    county.weak("part")
    network = Network(county.dataset())
    G = webmap.graph(network)
    assert set(G[county.org("factory")]) == {county.org("K")}
    assert G.nodes[county.org("part")]["isolated"]
    assert {n["id"] for n in data(network)["nodes"]} == set(G)


def test_what_has_ended_is_not_drawn() -> None:
    county = small()
    county.pair("p5", "c", "e", until=date(2022, 6, 1))
    county.committee("K", "e", until=date(2022, 6, 1))
    G = webmap.graph(Network(county.dataset()))
    assert (len(G), G.number_of_edges()) == (9, 6)


def test_weak_and_isolated_branches_are_marked() -> None:
    county = small()
    G = webmap.graph(Network(county.dataset()))
    assert {n for n, weak in G.nodes(data="weak") if weak} == {county.org("b"), county.org("f")}
    assert {n for n, alone in G.nodes(data="isolated") if alone} == {county.org("f")}


def test_a_branch_whose_town_did_not_report_is_not_called_isolated() -> None:
    county = small()
    county.silence(1, "结对")
    G = webmap.graph(Network(county.dataset()))
    assert not any(alone for _n, alone in G.nodes(data="isolated"))


def test_pyvis_hands_back_every_node_and_edge_of_the_graph() -> None:
    network = Network(small().dataset())
    held, G = data(network), webmap.graph(network)
    assert {n["id"] for n in held["nodes"]} == set(G)
    assert len(held["edges"]) == G.number_of_edges()
    assert {(e["from"], e["to"]) for e in held["edges"]} == set(nx.DiGraph(G).edges)


def test_parallel_relations_are_curved_apart() -> None:
    edges = data(Network(small().dataset()))["edges"]
    parallel = [
        e for e in edges if e["kind"] in {"co_building", "double_hundred"} and not e["mutual"]
    ]
    assert len({json.dumps(e["smooth"]) for e in parallel}) == 2


def test_the_legend_counts_add_up() -> None:
    held = data(Network(small().dataset()))
    sums = {s["group"]: sum(i["count"] for i in s["items"]) for s in held["legend"]}
    assert sums == {"status": 9, "mark": 9, "kind": 6, "town": 9}


def test_findings_and_sources_are_told() -> None:
    county = small()
    network = Network(county.dataset())
    facts = data(network)["facts"][county.org("f")]
    # f is weak, alone, out of reach of a strong one, led by nobody and under nobody; the village
    # has nothing that the other ledgers could tell of
    alone = ["PAIR001", "PAIR002", "ISO001", "ISO004", "ORG001", "ORG002"]
    bare = ["GRID001", "ECON002", "ECON003", "COOP001", "TAL001", "STAGE001", "VOL001", "GOV001"]
    assert [f["code"] for f in facts["findings"]] == alone + bare
    assert facts["findings"][2]["evidence"] == [
        "f#认定#3"
    ]  # the second designation, below the heading
    assert facts["source"] == "f#村情#7"


def test_findings_that_are_given_are_not_asked_for_again() -> None:
    network = Network(small().dataset())
    only = findings.audit(network, select=["ISO001"]).findings
    told = webmap.page(network, findings=only)
    assert "ISO001" in told
    assert "PAIR001" not in told


# The file


def test_the_file_is_the_page_in_utf8(tmp_path: Path) -> None:
    network = Network(small().dataset())
    webmap.write(network, tmp_path / "map.html")
    assert (tmp_path / "map.html").read_bytes().decode("utf-8") == webmap.page(network)


def test_the_file_is_the_same_in_every_process() -> None:
    code = (
        "import hashlib\n"
        "from orggraph import webmap\nfrom orggraph.network import Network\n"
        "from tests.test_webmap import small\n"
        "print(hashlib.sha256(webmap.page(Network(small().dataset())).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            env={"PYTHONHASHSEED": seed, "LC_ALL": locale, "ORGGRAPH_LANG": "zh"},
            cwd=Path(__file__).parent.parent,
        ).stdout
        for seed, locale in (("1", "C"), ("2", "C.UTF-8"))
    }
    assert len(digests) == 1


def test_the_page_allows_no_host_and_names_none_that_loads() -> None:
    content = webmap.page(Network(small().dataset()))
    assert f'<meta http-equiv="Content-Security-Policy" content="{CSP}">' in content
    assert not re.search(r"(?:src|href|action)\s*=\s*[\"']?\s*(?:https?:)?//", content)
    assert not re.search(r"url\(|@import|\bimport\s*\(|<link|<iframe|<img", content)
    code = re.sub(r"/\*.*?\*/", "", content, flags=re.DOTALL)
    hosts = set(re.findall(r"https?://[\w.-]+", code))
    # Names of a namespace and of an error's explanation; neither is ever asked for.
    assert hosts <= {"http://www.w3.org", "https://github.com"}


def test_a_notebook_shows_the_page_in_a_frame_of_its_own() -> None:
    network = Network(small().dataset())
    shown = webmap.show(network)._repr_html_()
    assert shown.startswith('<iframe srcdoc="&lt;!doctype html&gt;')
    assert "<script" not in shown


def test_no_name_can_close_the_element_that_holds_it() -> None:
    county = small()
    county.villages(SCRIPT, IMAGE)
    content = webmap.page(Network(county.dataset()))
    assert SCRIPT not in content
    assert IMAGE not in content
    assert content.count("</script>") == 3


def test_the_page_has_every_word_that_it_says_and_no_other() -> None:
    words = data(Network(small().dataset()))["words"]
    code = "".join((webmap.PAGE / name).read_text("utf-8") for name in ("map.js", "page.html.j2"))
    assert set(re.findall(r"\bwords\.(\w+)", code)) == set(words)


def test_characters_that_no_font_has_are_shown_as_boxes() -> None:
    county = small()
    county.villages("\ue170家村")
    facts = data(Network(county.dataset()))["facts"][county.org("\ue170家村")]
    assert facts["name"] == "□家村"


# In the browser


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """Give a real Chromium that can reach no host."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or driver is None:
        require("browser", "no Chromium (Debian: apt-get install chromium chromium-driver)")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    opened = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    yield opened
    opened.quit()


def show(browser: webdriver.Chrome, network: Network, folder: Path) -> None:
    webmap.write(network, folder / "map.html")
    browser.get((folder / "map.html").as_uri())
    WebDriverWait(browser, 20).until(lambda b: b.execute_script("return Boolean(window.orggraph)"))


def counted(browser: webdriver.Chrome) -> dict[str, object]:
    found: dict[str, object] = browser.execute_script(
        "return {nodes: orggraph.nodes, edges: orggraph.edges, shown: orggraph.shown}"
    )
    return found


def element(browser: webdriver.Chrome, selector: str) -> WebElement:
    return browser.find_element(By.CSS_SELECTOR, selector)


def search(browser: webdriver.Chrome, text: str) -> None:
    element(browser, "body").send_keys("/")
    box = browser.switch_to.active_element
    box.send_keys(Keys.CONTROL, "a")
    box.send_keys(text)


def quiet(browser: webdriver.Chrome) -> bool:
    told = browser.get_log("browser")
    assert told == []
    return browser.execute_script("return performance.getEntriesByType('resource').length") == 0


@pytest.fixture(scope="module")
def boshan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("boshan")
    demo.write(folder)
    return folder


@pytest.mark.browser
def test_the_map_of_the_example_opens_and_finds_a_village(
    browser: webdriver.Chrome, boshan: Path, tmp_path: Path
) -> None:
    language.use("zh")
    network = Network(orggraph.read(boshan / "ledgers"))
    show(browser, network, tmp_path)
    G = webmap.graph(network)
    drawn = {"nodes": len(G), "edges": G.number_of_edges()}
    assert counted(browser) == {**drawn, "shown": drawn}
    search(browser, "黄台村")
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    panel = element(browser, "#panel").text
    (row,) = (
        row
        for row in csv.DictReader(
            (boshan / "ledgers-csv" / "党组织.csv").read_text("utf-8-sig").splitlines()
        )
        if row["党组织名称"] == "中共源泉镇黄台村总支部委员会"
    )
    for fact in ("黄台村", "源泉镇", "370304111206", row["党组织名称"], f"{row['正式党员']}人"):
        assert fact in panel
    assert re.search(r"来源 博山区台账\.xlsx#结对#\d+", panel)
    assert quiet(browser)


@pytest.mark.browser
def test_the_isolated_branches_of_the_example_are_listed_first(
    browser: webdriver.Chrome, boshan: Path, tmp_path: Path
) -> None:
    network = Network(orggraph.read(boshan / "ledgers"))
    show(browser, network, tmp_path)
    listed = browser.find_elements(By.CSS_SELECTOR, "#panel .item.alarm")
    isolated = findings.audit(network, select=["ISO001"]).findings
    assert [item.get_attribute("data-id") for item in listed] == list(isolated["id"])
    assert len(listed) == 8
    listed[0].send_keys(Keys.ENTER)
    assert "ISO001" in element(browser, "#panel").text


@pytest.mark.browser
def test_hostile_names_are_text_and_run_nothing(browser: webdriver.Chrome, tmp_path: Path) -> None:
    county = small()
    county.villages(SCRIPT, IMAGE)
    county.weak(IMAGE)
    county.committee(f"{IMAGE}委", SCRIPT)
    county.pair(IMAGE, "a", SCRIPT, document=SCRIPT)
    show(browser, Network(county.dataset()), tmp_path)
    assert IMAGE in element(browser, "#panel").text
    for name in (IMAGE, SCRIPT, f"{IMAGE}委"):
        search(browser, name)
        assert name in element(browser, "#hits .item").text
        browser.switch_to.active_element.send_keys(Keys.ENTER)
        assert name in element(browser, "#panel h2").text
    assert browser.execute_script("return window.hacked") is None
    assert not browser.find_elements(By.TAG_NAME, "img")
    assert quiet(browser)


@pytest.mark.browser
def test_the_legend_hides_and_the_counter_says_so(
    browser: webdriver.Chrome, tmp_path: Path
) -> None:
    show(browser, Network(small().dataset()), tmp_path)
    everything = "Showing 9 of 9 organisations, 6 of 6 relations"
    assert element(browser, "#counter").text == everything
    firms = element(browser, "[data-group=mark][data-key=enterprise]")
    firms.click()
    assert firms.get_attribute("aria-pressed") == "false"
    # The firm is gone, and its help with it.
    assert counted(browser)["shown"] == {"nodes": 8, "edges": 5}
    assert element(browser, "#counter").text == "Showing 8 of 9 organisations, 5 of 6 relations"
    element(browser, "[data-group=kind][data-key=member]").click()
    assert counted(browser)["shown"] == {"nodes": 8, "edges": 3}
    assert "1 organisations and 3 relations" in element(browser, "#all").get_attribute("title")
    element(browser, "#all").click()
    assert element(browser, "#counter").text == everything


@pytest.mark.browser
def test_only_one_entry_of_the_legend_can_be_kept(
    browser: webdriver.Chrome, tmp_path: Path
) -> None:
    show(browser, Network(small().dataset()), tmp_path)
    browser.execute_script(
        "document.querySelector('[data-group=status][data-key=isolated] + .only').click()"
    )
    assert counted(browser)["shown"] == {"nodes": 1, "edges": 0}
    # Going to one that is hidden shows it.
    search(browser, "firm")
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    assert counted(browser)["shown"] == {"nodes": 9, "edges": 6}


@pytest.mark.browser
def test_arrows_choose_a_hit_and_escape_leads_back(
    browser: webdriver.Chrome, tmp_path: Path
) -> None:
    county = small()
    county.villages("云北", "云南")
    show(browser, Network(county.dataset()), tmp_path)
    search(browser, "云")
    browser.switch_to.active_element.send_keys(Keys.ARROW_DOWN, Keys.ENTER)
    assert browser.execute_script("return orggraph.chosen") == county.org("云南")
    browser.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert browser.execute_script("return orggraph.chosen") is None
    search(browser, "370304101205")
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    assert browser.execute_script("return orggraph.chosen") == county.org("f")
    search(browser, "nobody of that name")
    assert element(browser, "#hits").text == "Nothing found"


@pytest.mark.browser
def test_a_county_without_any_relation_has_a_map(browser: webdriver.Chrome, tmp_path: Path) -> None:
    county = County()
    county.villages("a")
    show(browser, Network(county.dataset()), tmp_path)
    assert counted(browser) == {"nodes": 1, "edges": 0, "shown": {"nodes": 1, "edges": 0}}
    assert "No weak branch stands alone." in element(browser, "#panel").text
    assert quiet(browser)

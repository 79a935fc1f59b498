"""The map in a real browser without a network: what its users do, and what they then see."""

import csv
import io
import itertools
import re
import struct
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import networkx as nx
import pytest
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait

import orggraph
from orggraph import demo, dropouts, findings, language, webmap
from orggraph.network import Network
from tests.browser import axe, chromium
from tests.conftest import require
from tests.county import County
from tests.test_webmap import IMAGE, SCRIPT, changed, led, small

SHOTS = Path(__file__).parent.parent / "out" / "screenshots"
BIDI = "\u202egnp.exe\u202c\u2066x"
LONG = "很" * 199 + "村"
LINK = "javascript:window.hacked=1"
HOSTILE = (SCRIPT, IMAGE, LINK, BIDI, LONG)

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("chromium")


@pytest.fixture(scope="module")
def browser(folder: Path) -> Iterator[webdriver.Chrome]:
    if chromium.missing():
        require("browser", chromium.missing())
    with chromium.opened(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def boshan(tmp_path_factory: pytest.TempPathFactory) -> Network:
    folder = tmp_path_factory.mktemp("boshan")
    demo.write(folder)
    return Network(orggraph.read(folder / "ledgers"))


@pytest.fixture(autouse=True)
def _nothing_went_wrong(browser: webdriver.Chrome) -> Iterator[None]:
    """Hold every test to it: no message of an error, nothing asked of any host."""
    browser.get_log("browser")
    yield
    assert browser.get_log("browser") == []
    if browser.current_url.startswith("file:"):
        assert browser.execute_script("return performance.getEntriesByType('resource').length") == 0
        assert browser.execute_script("return window.hacked") is None


def show(
    browser: webdriver.Chrome,
    network: Network,
    folder: Path,
    view: webmap.View | None = None,
    *,
    address: str = "",
) -> None:
    webmap.write(network, folder / "map.html", view=view or webmap.View())
    browser.get("about:blank")
    browser.get((folder / "map.html").as_uri() + address)
    ready(browser)


def ready(browser: webdriver.Chrome) -> None:
    WebDriverWait(browser, 30).until(
        lambda b: b.execute_script("return document.body.dataset.ready") == "yes"
    )


def element(browser: webdriver.Chrome, selector: str) -> WebElement:
    return browser.find_element(By.CSS_SELECTOR, selector)


def link(browser: webdriver.Chrome) -> str:
    """Read the link when it has settled."""
    time.sleep(0.5)
    return str(browser.execute_script("return location.hash"))


def texts(browser: webdriver.Chrome, selector: str) -> list[str]:
    return [one.text for one in browser.find_elements(By.CSS_SELECTOR, selector)]


def search(browser: webdriver.Chrome, text: str) -> None:
    element(browser, "#map").send_keys("/")
    box = browser.switch_to.active_element
    box.send_keys(Keys.CONTROL, "a")
    box.send_keys(text)


def enter(browser: webdriver.Chrome, *keys: str) -> None:
    browser.switch_to.active_element.send_keys(*keys, Keys.ENTER)


def choose(browser: webdriver.Chrome, name: str) -> None:
    search(browser, name)
    enter(browser)


def counted(browser: webdriver.Chrome) -> tuple[int, ...]:
    """Read the counter: nodes shown, all nodes, edges shown, all edges."""
    found = re.findall(r"\d+", element(browser, "#counter").text)
    return tuple(map(int, found))


def press(browser: webdriver.Chrome, selector: str) -> None:
    """Press a button by the keyboard, which works wherever it is scrolled."""
    press_it(browser, element(browser, selector))


def press_it(browser: webdriver.Chrome, one: WebElement) -> None:
    browser.execute_script("arguments[0].focus()", one)
    one.send_keys(Keys.ENTER)


def tells(browser: webdriver.Chrome, text: str) -> None:
    """Wait until the panel says something."""
    WebDriverWait(browser, 5).until(lambda b: text in element(b, "#panel").text)


def set_day(browser: webdriver.Chrome, day: str) -> None:
    """Move the slider, step by step from its end, to a day."""
    slider = element(browser, "#day")
    slider.send_keys(Keys.HOME)
    while element(browser, "#date").text != day:
        slider.send_keys(Keys.ARROW_RIGHT)


def picture(browser: webdriver.Chrome, name: str) -> None:
    """Keep a picture of the page for people to look at."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    time.sleep(0.3)
    browser.save_screenshot(str(SHOTS / f"{name}.png"))


def saved(folder: Path, ending: str) -> Path:
    downloads = folder / "downloads"
    for _ in range(200):
        found = [f for f in downloads.glob(f"*.{ending}") if f.stat().st_size]
        if found:
            return found[0]
        time.sleep(0.1)
    raise AssertionError(ending)


# Find


def test_the_map_of_the_example_opens_and_finds_a_village(
    browser: webdriver.Chrome, boshan: Network, tmp_path: Path
) -> None:
    language.use("zh")
    show(browser, boshan, tmp_path)
    G = webmap.graph(boshan)
    assert counted(browser) == (len(G), len(G), G.number_of_edges(), G.number_of_edges())
    picture(browser, "county-zh")
    choose(browser, "黄台村")
    panel = element(browser, "#panel").text
    for fact in ("黄台村", "源泉镇", "370304111206", "中共源泉镇黄台村总支部委员会"):
        assert fact in panel
    assert re.search(r"来源 博山区台账\.xlsx#结对#\d+", panel)
    picture(browser, "village-zh")


@pytest.mark.parametrize("wanted", ["huangtaicun", "htc", "370304111206", "源泉镇黄台村总支部"])
def test_a_village_is_found_by_pinyin_initials_code_and_full_name(
    browser: webdriver.Chrome, boshan: Network, tmp_path: Path, wanted: str
) -> None:
    show(browser, boshan, tmp_path)
    choose(browser, wanted)
    assert element(browser, "#panel h2").text == "黄台村"


def test_a_village_is_found_by_another_name_which_is_said(
    browser: webdriver.Chrome, tmp_path: Path
) -> None:
    county = small()
    county.mark("Village", county.org("a").partition(":")[0], aliases=["老甲村", IMAGE])
    show(browser, Network(county.dataset()), tmp_path)
    search(browser, "老甲")
    assert texts(browser, "#hits .name") == ["a(also 老甲村)"]
    enter(browser)
    assert element(browser, "#panel h2").text == "a"
    assert f"老甲村, {IMAGE}" in texts(browser, "#panel dd")
    choose(browser, "ljc")
    assert element(browser, "#panel h2").text == "a"


def test_hits_are_listed_counted_and_walked_by_arrows(
    browser: webdriver.Chrome, tmp_path: Path
) -> None:
    county = small()
    county.villages("云北", "云南")
    show(browser, Network(county.dataset()), tmp_path)
    search(browser, "yun")
    assert texts(browser, "#hits .name") == ["云北", "云南"]
    assert element(browser, "#hits-count").text == "2 hits"
    enter(browser, Keys.ARROW_DOWN)
    assert element(browser, "#panel h2").text == "云南"
    search(browser, "nobody of that name")
    assert element(browser, "#hits-count").text == "Nothing found"


def test_a_link_leads_to_a_view_and_every_view_has_its_link(
    browser: webdriver.Chrome, tmp_path: Path
) -> None:
    county = small()
    network = Network(county.dataset())
    show(browser, network, tmp_path)
    choose(browser, "firm")
    press(browser, "[data-group=kind][data-key=joint_committee]")
    Select(element(browser, "#steps")).select_by_value("2")
    address = link(browser)
    before = element(browser, "#panel").text, counted(browser)
    show(browser, network, tmp_path, address=address)
    assert (element(browser, "#panel").text, counted(browser)) == before
    assert counted(browser) == (9, 9, 4, 6)
    # A link may also be typed in while the map is open.
    browser.execute_script("location.hash = arguments[0]", f"n={county.org('f')}")
    WebDriverWait(browser, 5).until(lambda b: element(b, "#panel h2").text == "f")
    assert counted(browser) == (9, 9, 6, 6)


def test_a_filter_that_keeps_one_value_has_a_link_as_well(
    browser: webdriver.Chrome, boshan: Network, tmp_path: Path
) -> None:
    show(browser, boshan, tmp_path)
    press(browser, '[data-only="town"][data-key="370304111"]')
    press(browser, "[data-group=status][data-key=plain]")
    before = counted(browser)
    address = link(browser)
    assert address == "#hide-status=plain&only-town=370304111"
    show(browser, boshan, tmp_path, address=address)
    assert counted(browser) == before


# Filter


def kept(G: nx.MultiDiGraph, group: str, key: str) -> tuple[int, int]:
    """Count with networkx what is left when only one value of a group is kept."""
    status = {
        n: "isolated" if d["isolated"] else "weak" if d["weak"] else "plain"
        for n, d in G.nodes(data=True)
    }
    of_node = {
        "status": status.get,
        "mark": lambda n: G.nodes[n]["mark"],
        "town": lambda n: G.nodes[n]["town"] or "",
    }
    of_edge = {
        "kind": lambda d: d["mechanism"] or "joint_committee",
        "mode": lambda d: d["mode"] or "",
    }
    if group in of_node:
        H = G.subgraph([n for n in G if of_node[group](n) == key])
        return len(H), H.number_of_edges()
    return len(G), sum(of_edge[group](d) == key for _u, _v, d in G.edges(data=True))


def test_every_value_of_every_filter_keeps_what_networkx_keeps(
    browser: webdriver.Chrome, boshan: Network, tmp_path: Path
) -> None:
    show(browser, boshan, tmp_path)
    G = webmap.graph(boshan)
    buttons = browser.execute_script(
        "return [...document.querySelectorAll('.toggle')].map((b) => [b.dataset.group, "
        "b.dataset.key, b.querySelector('.count').textContent])"
    )
    counts: Counter[str] = Counter()
    for group, key, count in buttons:
        if group == "proof":
            continue
        press(browser, f'[data-only="{group}"][data-key="{key}"]')
        nodes, all_nodes, edges, all_edges = counted(browser)
        assert (all_nodes, all_edges) == (len(G), G.number_of_edges())
        assert (nodes, edges) == kept(G, group, key), (group, key)
        assert int(count) == (nodes if group in {"status", "mark", "town"} else edges)
        told = element(browser, "#hidden").text
        assert f"{all_nodes - nodes} organisations, {all_edges - edges} relations" in told
        counts[group] += int(count)
        press(browser, "#all")
    assert counts["status"] == counts["mark"] == counts["town"] == len(G)
    assert counts["kind"] == counts["mode"] == G.number_of_edges()


def test_filters_are_chained_and_what_is_hidden_is_counted(
    browser: webdriver.Chrome, tmp_path: Path
) -> None:
    show(browser, Network(small().dataset()), tmp_path)
    everything = "Showing 9 of 9 organisations, 6 of 6 relations"
    assert element(browser, "#counter").text == everything
    press(browser, "[data-group=mark][data-key=enterprise]")
    entry = element(browser, "[data-group=mark][data-key=enterprise]")
    assert entry.get_attribute("aria-pressed") == "false"
    # The firm is gone, and its help with it.
    assert counted(browser) == (8, 9, 5, 6)
    press(browser, "[data-group=kind][data-key=joint_committee]")
    assert counted(browser) == (8, 9, 3, 6)
    assert element(browser, "#hidden").text == "hidden: 1 organisations, 3 relations"
    press(browser, "#all")
    assert element(browser, "#counter").text == everything
    # Going to one that is hidden shows it.
    press(browser, "[data-only=status][data-key=isolated]")
    assert counted(browser) == (1, 9, 0, 6)
    choose(browser, "firm")
    assert counted(browser) == (9, 9, 6, 6)


def test_what_is_only_registered_can_be_kept_alone(
    browser: webdriver.Chrome, tmp_path: Path
) -> None:
    county = small()
    county.meet("p1", date(2022, 6, 1))
    show(browser, Network(county.dataset()), tmp_path)
    press(browser, "[data-only=proof][data-key=registered]")
    # p2, p3 and p4; of p1 an activity is known, memberships need none.
    assert counted(browser) == (9, 9, 3, 6)


# Understand


def test_the_isolated_branches_of_the_example_are_listed_first(
    browser: webdriver.Chrome, boshan: Network, tmp_path: Path
) -> None:
    show(browser, boshan, tmp_path)
    listed = browser.find_elements(By.CSS_SELECTOR, "#panel > .item.isolated")
    isolated = findings.audit(boshan, select=["ISO001"]).findings
    assert sorted(item.get_attribute("data-id") for item in listed) == sorted(isolated["id"])
    assert len(listed) == 8
    listed[0].send_keys(Keys.ENTER)
    panel = element(browser, "#panel")
    assert "ISO001" in panel.text
    summary = panel.find_element(By.CSS_SELECTOR, ".finding summary")
    summary.click()
    assert "Why it matters" in element(browser, "#panel .finding .page").text


@pytest.mark.parametrize("way", ["both", "in", "out"])
@pytest.mark.parametrize("steps", [1, 2, 3])
def test_the_neighbourhood_is_that_of_networkx(
    browser: webdriver.Chrome, boshan: Network, tmp_path: Path, steps: int, way: str
) -> None:
    G = webmap.graph(boshan)
    centre = "370304111206:village"
    show(browser, boshan, tmp_path, address=f"#n={centre}&steps={steps}&way={way}")
    told = element(browser, "#panel .questions + .sub").text
    H = nx.DiGraph()
    H.add_nodes_from(G)
    for u, v, d in G.edges(data=True):
        if d["relation"] == "help" or way == "both":
            H.add_edge(u, v)
            if d["mutual"] or way == "both":
                H.add_edge(v, u)
    H = H.reverse() if way == "in" else H
    near = nx.ego_graph(H, centre, radius=steps)
    assert told == f"{len(near) - 1} organisations at most {steps} away"


def test_the_shortest_help_path_is_told(browser: webdriver.Chrome, tmp_path: Path) -> None:
    county = small()
    county.pair("p5", "e", "d", mode="strong_weak")
    show(browser, Network(county.dataset()), tmp_path)
    choose(browser, "firm")
    box = element(browser, "#target")
    box.send_keys("c")
    enter(browser)
    # firm helps e, e helps d, d and c help each other.
    assert texts(browser, "#path li") == ["firm", "e", "d", "c"]
    assert "3 steps" in element(browser, "#path").text
    element(browser, "#target").send_keys("a")
    enter(browser)
    assert element(browser, "#path").text == "No help leads from firm to a."


def test_who_would_be_left_alone_without_a_helper(
    browser: webdriver.Chrome, tmp_path: Path
) -> None:
    county = County()
    county.villages("h", "x", "y", "z", "w", "solo")
    for name in ("x", "y", "z", "solo"):
        county.weak(name)
    county.committee("J", "z")
    county.pair("p1", "h", "x")
    county.pair("p2", "h", "y")
    county.pair("p3", "w", "y")
    county.pair("p4", "h", "z")
    county.pair("p5", "h", "w", mode="industry")
    county.pair("p6", "h", "solo")
    county.pair("p7", "solo", "solo")
    show(browser, Network(county.dataset()), tmp_path)
    choose(browser, "h")
    press(browser, "#dropout")
    # y keeps w, z its committee and solo a pairing with itself; w is not weak.
    assert left_alone(browser) == {
        "Would become isolated weak branches": ["x"],
        "Would be left without any helper": ["x", "z", "w", "solo"],
    }
    choose(browser, "J")
    press(browser, "#dropout")
    assert "Nobody would be left alone." in element(browser, "#left-alone").text


def lost(browser: webdriver.Chrome, node: str) -> dict[str, set[str]]:
    """Think somebody away by a link, and read by id who would be left alone."""
    browser.execute_script("location.hash = arguments[0]", f"n={node}&without=1")
    WebDriverWait(browser, 5).until(
        lambda b: (
            b.execute_script(
                "return location.hash.includes('without') && document.getElementById('left-alone') "
                "&& new URLSearchParams(location.hash.slice(1)).get('n')"
            )
            == node
        )
    )
    return browser.execute_script(
        "const told = {}; let list; for (const one of document.querySelectorAll('#left-alone > *'))"
        " { if (one.tagName === 'H3') list = told[one.firstChild.textContent] = [];"
        " else if (one.dataset.id) list.push(one.dataset.id); } return told"
    )


@pytest.mark.parametrize("county", ["example", "planted", "silent"])
def test_thinking_away_is_the_answer_of_the_audit(
    browser: webdriver.Chrome, boshan: Network, tmp_path: Path, county: str
) -> None:
    network = boshan if county == "example" else Network(crowd(silent=county == "silent").dataset())
    show(browser, network, tmp_path)
    known = dropouts.losses(network)
    assert any(loss.isolated for loss in known.values()) or county == "silent"
    for node in sorted(known) if county == "example" else webmap.graph(network):
        time.sleep(0.1)  # browsers let an address change some twenty times a second
        loss = known.get(node, dropouts.Loss(*[frozenset()] * 3))
        told = lost(browser, node)
        assert set(told.get("Would be left without any helper", [])) == loss.unhelped, node
        assert set(told.get("Would become isolated weak branches", [])) == loss.isolated, node
        unsure = re.search(r"Of (\d+) it is unknown", element(browser, "#left-alone").text)
        assert int(unsure[1] if unsure else 0) == len(loss.unknown), node


def crowd(*, silent: bool) -> County:
    """Weak branches that hang on one helper, on a committee, on both, or on themselves."""
    county = County(towns=2)
    county.villages("h", "i", "x", "y", "z", "solo", "both")
    county.villages("far", "away", town=1)
    for name in ("x", "y", "z", "solo", "both", "far"):
        county.weak(name)
    county.firm("firm")
    county.committee("J", "z", "both")
    county.committee("K", "i")
    county.pair("p1", "h", "x")
    county.pair("p2", "h", "y")
    county.pair("p3", "i", "y", mode="industry")
    county.pair("p4", "h", "both")
    county.pair("p5", "h", "solo")
    county.pair("p6", "solo", "solo")
    county.pair("p7", "firm", "far", mechanism="hundred_firms")
    county.pair("p8", "far", "away")
    county.pair("p9", "K", "x")
    if silent:
        county.silence(0, "结对")
        county.silence(1, "联村党委")
    return county


def left_alone(browser: webdriver.Chrome) -> dict[str, list[str]]:
    """Read who would be left alone, by heading."""
    told: dict[str, list[str]] = {}
    for one in browser.find_elements(By.CSS_SELECTOR, "#left-alone > *"):
        if one.tag_name == "h3":
            number = one.find_element(By.TAG_NAME, "b").text
            heading = one.text.removesuffix(number).strip()
            told[heading] = []
        else:
            told[heading].append(one.find_element(By.CSS_SELECTOR, ".name").text)
    return told


# Time


def test_each_day_shows_the_relations_of_that_day(
    browser: webdriver.Chrome, tmp_path: Path
) -> None:
    county = small()
    county.pair("p5", "c", "e", since=date(2022, 3, 1), until=date(2022, 6, 1))
    county.committee("K", "e", "g", since=date(2022, 5, 1), town=1)
    dataset = county.dataset()
    show(browser, Network(dataset), tmp_path)
    days = {
        "2021-01-01": (8, 2),
        "2022-01-01": (9, 6),
        "2022-03-01": (9, 7),
        "2022-05-01": (10, 9),
        "2022-06-01": (10, 8),
        "2022-12-31": (10, 8),
    }
    for day, (nodes, edges) in days.items():
        set_day(browser, day)
        assert counted(browser) == (nodes, nodes, edges, edges), day
        G = webmap.graph(Network(dataset, date.fromisoformat(day)))
        assert (len(G), G.number_of_edges()) == (nodes, edges)
    # Two keys lead from day to day as well.
    element(browser, "#map").send_keys("[")
    assert element(browser, "#date").text == "2022-06-01"
    element(browser, "#map").send_keys("]")
    assert element(browser, "#date").text == "2022-12-31"


def test_designations_follow_the_slider_and_findings_say_their_day(
    browser: webdriver.Chrome, tmp_path: Path
) -> None:
    county = small()
    county.weak("c", "economically_weak", since=date(2022, 3, 1), until=date(2022, 6, 1))
    show(browser, Network(county.dataset()), tmp_path, address=f"#n={county.org('c')}")

    def headings() -> str:
        return " | ".join(texts(browser, "#panel h3"))

    assert "Designations" not in headings()
    set_day(browser, "2022-03-01")
    assert "Designations 1" in headings()
    assert "Coverage by mechanism · 2022-12-31" in headings()
    assert "Findings · 2022-12-31" in headings()
    assert "since 2022-03-01" not in element(browser, "#panel").text
    assert "2022-03-01 to 2022-06-01" in element(browser, "#panel").text
    assert "Weak branch" in texts(browser, "#panel .badge")
    assert "those of 2022-12-31" in element(browser, "#panel .more").text
    set_day(browser, "2022-06-01")
    assert "Designations" not in headings()


def test_every_day_of_the_example_shows_as_many_relations_as_there_were(
    browser: webdriver.Chrome, boshan: Network, tmp_path: Path
) -> None:
    show(browser, boshan, tmp_path)
    slider = element(browser, "#day")
    slider.send_keys(Keys.HOME)
    days = int(slider.get_attribute("max")) + 1
    assert days > 100
    for number in range(days):
        day = date.fromisoformat(element(browser, "#date").text)
        network = Network(boshan.dataset, day)
        links = {
            (p, *sorted((a, b)))
            for p, a, b in network.help.select("pairing", "helper", "helped").iter_rows()
        }
        assert counted(browser)[2] == len(links) + network.memberships.height, day
        if number < days - 1:
            element(browser, "#later").click()
    assert not element(browser, "#later").is_enabled()


def test_what_came_and_went_is_coloured_counted_and_filtered(
    browser: webdriver.Chrome, tmp_path: Path
) -> None:
    county, later = small(), small()
    county.pair("old", "c", "e")
    later.pair("new", "d", "f")
    later.pair("newer", "d", "e")
    view = webmap.View(old=Network(county.dataset(), date(2022, 6, 30)))
    show(browser, Network(later.dataset()), tmp_path, view)
    assert element(browser, "#date").text == "changes"
    assert counted(browser) == (9, 9, 9, 9)
    press(browser, "[data-only=change][data-key=kept]")
    assert counted(browser)[2] == 6
    press(browser, "#all")
    choose(browser, "d")
    came = [t for t in texts(browser, "#panel .relation .what") if "came" in t]
    assert len(came) == 2
    element(browser, "#day").send_keys(Keys.HOME)
    assert counted(browser) == (9, 9, 7, 7)
    assert element(browser, "#date").text == "2022-06-30 (before)"
    element(browser, "#day").send_keys(Keys.END)
    assert counted(browser) == (9, 9, 8, 8)


def test_what_changed_is_flagged_listed_counted_and_told_from_old_to_new(
    browser: webdriver.Chrome, tmp_path: Path
) -> None:
    before, after = changed()
    network = Network(after.dataset())
    show(browser, network, tmp_path, webmap.View(old=Network(before.dataset(), date(2022, 6, 30))))
    counts = {
        group: element(browser, f"[data-group={group}][data-key=changed] .count").text
        for group in ("fate", "change")
    }
    assert counts == {"fate": "5", "change": "4"}
    listed = dict(
        zip(
            texts(browser, "#panel details.check > summary .name"),
            texts(browser, "#panel details.check > summary .sub"),
            strict=True,
        )
    )
    assert listed["Organisations that changed"] == "5"
    assert listed["Relations that changed"] == "4"
    summary = browser.find_elements(By.CSS_SELECTOR, "#panel details.check > summary")[0]
    press_it(browser, summary)
    tells(browser, "Full name a党支部 → a新支部")  # the list is made when it has opened
    picture(browser, "changes")
    choose(browser, "d")
    assert "State weak → not weak" in element(browser, "#panel").text
    assert "Dates since 2022-02-01 → since 2022-03-01" in element(browser, "#panel").text
    press(browser, "[data-only=fate][data-key=changed]")
    assert counted(browser)[0] == 5


def test_hostile_names_stay_text_where_they_changed(
    browser: webdriver.Chrome, tmp_path: Path
) -> None:
    before, after = small(), small()
    a = after.org("a")
    for county, values in ((before, ("old", "older", "oldest")), (after, HOSTILE[:3])):
        county.mark("PartyOrganization", a, name=values[0])
        county.mark("Village", a.partition(":")[0], aliases=[values[1]], tags=[values[2]])
        county.mark("Pairing", "p1", document=values[1])
    view = webmap.View(old=Network(before.dataset()))
    show(browser, Network(after.dataset()), tmp_path, view, address=f"#n={a}")
    told = element(browser, "#panel").text
    assert f"old → {SCRIPT}" in told
    assert f"older → {IMAGE}" in told
    assert f"oldest → {LINK}" in told
    assert not browser.find_elements(By.CSS_SELECTOR, "#panel img, #panel script, #panel a")
    press(browser, ".back")
    for summary in browser.find_elements(By.CSS_SELECTOR, "#panel details.check > summary"):
        press_it(browser, summary)
    tells(browser, f"old → {SCRIPT}")


# Scale


@pytest.fixture(scope="module")
def large() -> Network:
    from benchmarks.county import county

    return Network(county(1600))


def test_above_fifteen_hundred_the_towns_are_closed_and_open_on_demand(
    browser: webdriver.Chrome, large: Network, tmp_path: Path
) -> None:
    show(browser, large, tmp_path)
    assert counted(browser)[:2] == (1600, 1600)
    picture(browser, "large-closed")
    assert element(browser, "#open").is_displayed()
    assert not element(browser, "#close").is_displayed()
    element(browser, "#map").send_keys(Keys.ENTER)
    assert element(browser, "#close").is_displayed()
    picture(browser, "large-town")
    element(browser, "#close").click()
    assert not element(browser, "#close").is_displayed()
    # A click on a card opens it too.
    ActionChains(browser).move_to_element(element(browser, "#map")).click().perform()
    assert element(browser, "#close").is_displayed()
    element(browser, "#open").click()
    assert not element(browser, "#open").is_displayed()
    picture(browser, "large-open")
    assert "1–50 of 1600" in element(browser, "#rows").text


def test_the_table_lists_what_is_shown_sorts_and_turns_pages(
    browser: webdriver.Chrome, boshan: Network, tmp_path: Path
) -> None:
    show(browser, boshan, tmp_path)
    total = len(webmap.graph(boshan))
    assert element(browser, "#rows").text == f"1–50 of {total}"
    press(browser, "#next")
    assert element(browser, "#rows").text == f"51–100 of {total}"
    press(browser, "[data-sort=helps]")
    press(browser, "[data-sort=helps]")
    helped = [int(t) for t in texts(browser, "#table tbody td:nth-child(6)")]
    assert helped == sorted(helped, reverse=True)
    assert element(browser, "th[aria-sort=descending]").text.startswith("Helped")
    press(browser, "[data-only=status][data-key=isolated]")
    assert element(browser, "#rows").text == "1–8 of 8"
    row = element(browser, "#table tbody .link")
    name = row.text
    row.send_keys(Keys.ENTER)
    assert element(browser, "#panel h2").text == name
    assert element(browser, "#table tr.chosen .link").text == name


# On every screen


@pytest.fixture
def phone(browser: webdriver.Chrome) -> Iterator[webdriver.Chrome]:
    size = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    yield browser
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_on_a_phone_the_parts_stand_below_one_another(
    phone: webdriver.Chrome, boshan: Network, tmp_path: Path, spoken: str
) -> None:
    language.use(spoken)
    show(phone, boshan, tmp_path)
    choose(phone, "黄台村")
    places = phone.execute_script(
        "return ['header', '#map', '#panel', '#legend'].map((one) => "
        "{ const b = document.querySelector(one).getBoundingClientRect(); "
        "return [b.left, b.right, b.top, b.bottom]; })"
    )
    assert [left for left, *_rest in places] == [0] * 4
    assert [right for _left, right, *_rest in places] == [390] * 4
    assert all(above[3] <= below[2] for above, below in itertools.pairwise(places))
    assert places[1][3] - places[1][2] > 300
    assert phone.execute_script("return document.documentElement.scrollWidth") == 390
    picture(phone, f"phone-{spoken}")


def test_a_map_without_room_is_drawn_whole_when_it_gets_some(
    browser: webdriver.Chrome, boshan: Network, tmp_path: Path
) -> None:
    size = {"width": 900, "height": 90, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    show(browser, boshan, tmp_path)
    assert element(browser, "#map").size["height"] == 0
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    time.sleep(0.5)
    inked = browser.execute_script(
        "const c = document.getElementById('map'); const { width, height } = c;"
        "const { data } = c.getContext('2d').getImageData(0, 0, width, height); let most = 0;"
        "for (let x = 0; x < width; x += 1) for (let y = 0; y < height; y += 4)"
        " if (data[4 * (y * width + x)] < 200) { most += 1; break; } return most / width"
    )
    assert inked > 0.5  # of its columns


def test_one_menu_is_open_at_a_time(browser: webdriver.Chrome, tmp_path: Path) -> None:
    show(browser, Network(small().dataset()), tmp_path)
    element(browser, "#save summary").click()
    element(browser, "#help summary").click()
    assert element(browser, "#help").get_attribute("open")
    assert not element(browser, "#save").get_attribute("open")
    element(browser, "#counter").click()
    assert not element(browser, "#help").get_attribute("open")


# Without a mouse


def test_everything_is_reached_by_tab(browser: webdriver.Chrome, tmp_path: Path) -> None:
    show(browser, Network(small().dataset()), tmp_path)
    reached = set()
    for _ in range(120):
        browser.switch_to.active_element.send_keys(Keys.TAB)
        found = browser.execute_script(
            "const e = document.activeElement; const s = getComputedStyle(e);"
            "return [e.id || e.dataset.group || e.dataset.sort || e.tagName, s.outlineStyle]"
        )
        reached.add(found[0])
        if found[0] == "BODY":
            break
        assert found[1] != "none", found
    wanted = {"search", "map", "fit", "rearrange", "larger", "hulls", "day", "status", "mark"}
    assert wanted | {"kind", "mode", "town", "name", "earlier"} <= reached


def test_arrows_on_the_map_walk_from_one_to_the_next_and_say_who_it_is(
    browser: webdriver.Chrome, boshan: Network, tmp_path: Path
) -> None:
    show(browser, boshan, tmp_path)
    view = element(browser, "#map")
    view.send_keys(Keys.ARROW_RIGHT)
    first = element(browser, "#panel h2").text
    assert element(browser, "#said").text.startswith(first)
    view.send_keys(Keys.ARROW_DOWN)
    second = element(browser, "#panel h2").text
    assert second != first
    view.send_keys(Keys.ESCAPE)
    assert not browser.find_elements(By.CSS_SELECTOR, "#panel h2")


def test_arrows_walk_the_lists(browser: webdriver.Chrome, boshan: Network, tmp_path: Path) -> None:
    show(browser, boshan, tmp_path)
    listed = browser.find_elements(By.CSS_SELECTOR, "#panel .item")
    browser.execute_script("arguments[0].focus()", listed[0])
    listed[0].send_keys(Keys.ARROW_DOWN)
    assert browser.switch_to.active_element == listed[1]
    listed[1].send_keys(Keys.ARROW_UP)
    assert browser.switch_to.active_element == listed[0]


@pytest.mark.parametrize("address", ["", "#n=370304111206:village"])
@pytest.mark.parametrize("compared", [False, True])
def test_axe_finds_no_serious_fault(
    browser: webdriver.Chrome, boshan: Network, tmp_path: Path, address: str, *, compared: bool
) -> None:
    if not axe.script().is_file():
        require("browser", "no axe-core: python tests/browser/axe.py")
    language.use("zh")
    old = Network(boshan.dataset, date(2021, 12, 31)) if compared else None
    show(browser, boshan, tmp_path, webmap.View(old=old), address=address)
    browser.execute_script(axe.script().read_text("utf-8"))
    found = browser.execute_async_script(
        "const done = arguments[0]; axe.run().then((r) => done(r.violations.map("
        "(v) => [v.impact, v.id, v.nodes.map((n) => n.html.slice(0, 120)).join(' | ')])))"
    )
    assert [v for v in found if v[0] in {"serious", "critical"}] == []


# Take away


# What VS Code lets the outputs of a notebook do, and the frame that it holds them in.
VS_CODE = (
    "default-src 'none'; script-src https://*.vscode-cdn.net 'unsafe-inline' 'unsafe-eval'; "
    "style-src https://*.vscode-cdn.net 'unsafe-inline'; connect-src https:; "
    "img-src https://*.vscode-cdn.net https: http: data:; child-src https: data:"
)
VS_CODE_FRAME = "allow-scripts allow-same-origin allow-forms allow-pointer-lock allow-downloads"


def test_the_map_in_a_notebook_works_under_the_policy_of_vs_code(
    browser: webdriver.Chrome, tmp_path: Path, folder: Path
) -> None:
    inner, outer = tmp_path / "output.html", tmp_path / "notebook.html"
    policy = (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{VS_CODE}">'
    )
    shown = webmap.show(Network(small().dataset()))._repr_html_()
    inner.write_text(f"<!doctype html>{policy}{shown}", "utf-8")
    outer.write_text(f'<iframe sandbox="{VS_CODE_FRAME}" src="output.html"></iframe>', "utf-8")
    browser.get(outer.as_uri())
    browser.switch_to.frame(element(browser, "iframe"))
    browser.switch_to.frame(element(browser, "iframe"))
    ready(browser)
    choose(browser, "firm")
    assert element(browser, "#panel h2").text == "firm"
    press(browser, "#save summary")
    press(browser, "#save-csv")
    assert saved(folder, "csv").read_text("utf-8-sig").startswith("Name,")
    saved(folder, "csv").unlink()
    browser.switch_to.default_content()


def test_the_whole_map_is_saved_as_a_picture_at_two_and_four_times(
    browser: webdriver.Chrome, boshan: Network, tmp_path: Path, folder: Path
) -> None:
    sizes = {}
    for scale in (2, 4):
        show(browser, boshan, tmp_path)
        element(browser, "#save summary").click()
        element(browser, f"#save-{scale}").click()
        file = saved(folder, "png")
        while not element(browser, "#said").text.startswith("Saved"):
            time.sleep(0.1)
        content = file.read_bytes()
        sizes[scale] = struct.unpack(">II", content[16:24])
        SHOTS.mkdir(parents=True, exist_ok=True)
        (SHOTS / f"saved-{scale}.png").write_bytes(content)
        file.unlink()
    (w2, h2), (w4, h4) = sizes[2], sizes[4]
    assert abs(w4 - 2 * w2) <= 2
    assert abs(h4 - 2 * h2) <= 2
    # All of it, whatever is seen: more than twice the window.
    assert w2 > 2000


def test_the_drawing_has_title_day_legend_definitions_and_every_name(
    browser: webdriver.Chrome, tmp_path: Path, folder: Path
) -> None:
    county = small()
    show(browser, Network(county.dataset()), tmp_path)
    press(browser, "#save summary")
    press(browser, "#save-svg")
    file = saved(folder, "svg")
    text = file.read_text("utf-8")
    file.unlink()
    words = re.findall(r"<text[^>]*>([^<]*)</text>", text)
    for wanted in ("博山区: who helps whom", "2022-12-31", "Isolated weak branch 1", "firm", "J"):
        assert wanted in words, wanted
    told = " ".join(words)
    for wanted in ("Isolated: weak, in no active", "orggraph", "internal", "data"):
        assert wanted in told
    assert "Showing 9 of 9" in told
    browser.get("data:text/html,")  # it opens by itself
    (tmp_path / "map.svg").write_text(text, "utf-8")
    browser.get((tmp_path / "map.svg").as_uri())
    assert browser.execute_script("return document.documentElement.tagName") == "svg"


def test_the_table_is_saved_with_what_is_shown_and_where_it_comes_from(
    browser: webdriver.Chrome, tmp_path: Path, folder: Path
) -> None:
    county = small()
    county.villages("=1+1", 'with "quotes", commas')
    show(browser, Network(county.dataset()), tmp_path)
    press(browser, "[data-group=mark][data-key=enterprise]")
    press(browser, "#save summary")
    press(browser, "#save-csv")
    file = saved(folder, "csv")
    content = file.read_bytes()
    file.unlink()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    end = rows.index([])
    names = [row[0] for row in rows[1:end]]
    assert sorted(names) == sorted(
        ["a", "b", "c", "d", "e", "f", "g", "J", "'=1+1", 'with "quotes", commas']
    )
    assert any("As of 2022-12-31" in row[0] for row in rows[end + 1 :])


def test_printing_shows_the_whole_map_and_nothing_around_it(
    browser: webdriver.Chrome, boshan: Network, tmp_path: Path
) -> None:
    show(browser, boshan, tmp_path)
    # The drawing is made for the printer alone.
    assert not browser.find_elements(By.CSS_SELECTOR, "#sheet svg")
    printed = browser.print_page()
    assert len(printed) > 20_000
    browser.execute_script("window.dispatchEvent(new Event('beforeprint'))")
    assert "who helps whom" in browser.execute_script(
        "return document.querySelector('#sheet svg').textContent"
    )


# Where it comes from, and who may read it


def test_the_corner_says_where_it_comes_from(
    browser: webdriver.Chrome, boshan: Network, tmp_path: Path
) -> None:
    show(browser, boshan, tmp_path, webmap.View(level=webmap.Level.BRIEFING))
    corner = element(browser, "#origin").text
    told = ("2022-12-31", boshan.dataset.digest[:12], "boshan-2022", "orggraph", "for briefing")
    for wanted in (*told, "Isolated: weak, in no active pairing"):
        assert wanted in corner


def test_a_public_map_has_neither_states_nor_names_of_findings(
    browser: webdriver.Chrome, boshan: Network, tmp_path: Path
) -> None:
    show(browser, boshan, tmp_path, webmap.View(level=webmap.Level.PUBLIC))
    assert not browser.find_elements(By.CSS_SELECTOR, "[data-group=status]")
    assert not browser.find_elements(By.CSS_SELECTOR, "#panel .item.isolated")
    check = element(browser, "details.check[data-code=ISO001] summary")
    check.click()
    inside = element(browser, "details.check[data-code=ISO001]")
    assert not inside.find_elements(By.CSS_SELECTOR, ".item")
    assert inside.find_elements(By.CSS_SELECTOR, ".cover")
    choose(browser, "黄台村")
    panel = element(browser, "#panel").text
    assert "#结对#" not in panel
    assert "What if" not in panel
    picture(browser, "public-en")


# Safe


def test_hostile_names_in_every_field_are_text_and_run_nothing(
    browser: webdriver.Chrome, tmp_path: Path
) -> None:
    county = led(small())
    county.villages(*HOSTILE)
    county.weak(IMAGE)
    for number, name in enumerate(HOSTILE):
        county.committee(f"{name}委", name)
        county.pair(f"{name}{number}", name, "a", document=name)
        county.tag(name, name)
        county.mark("PartyOrganization", county.org(name), name=f"{name}党支部")
    county.firm(f"{SCRIPT}厂")
    county.pair("px", f"{SCRIPT}厂", "c")
    county.mark("Area", "370304", name=f"{SCRIPT}区")
    county.mark("Area", County.town(0), name=f"{IMAGE}镇")
    network = Network(county.dataset())
    show(browser, network, tmp_path)
    assert f"{SCRIPT}区" in element(browser, "h1").text
    assert f"{IMAGE}镇" in element(browser, "#legend").text
    for name in (*HOSTILE, f"{IMAGE}委", f"{SCRIPT}厂"):
        shown = "".join("□" if c in "\u202e\u202c\u2066" else c for c in name)
        search(browser, shown if name != LONG else LONG[:60])
        enter(browser)
        assert shown in browser.execute_script(
            "return document.querySelector('#panel h2').textContent"
        )
    assert not browser.find_elements(By.CSS_SELECTOR, "img, iframe, script[src], [onerror]")
    width = browser.execute_script("return document.documentElement.scrollWidth")
    assert width <= 1400
    picture(browser, "hostile")


def test_the_map_works_in_the_frame_of_a_notebook(
    browser: webdriver.Chrome, tmp_path: Path
) -> None:
    shown = webmap.show(Network(small().dataset()))._repr_html_()
    (tmp_path / "notebook.html").write_text(f"<!doctype html>{shown}", "utf-8")
    browser.get((tmp_path / "notebook.html").as_uri())
    browser.switch_to.frame(element(browser, "iframe"))
    ready(browser)
    assert counted(browser) == (9, 9, 6, 6)
    choose(browser, "firm")
    assert element(browser, "#panel h2").text == "firm"
    browser.switch_to.default_content()


def test_a_county_without_any_relation_has_a_map(browser: webdriver.Chrome, tmp_path: Path) -> None:
    county = County()
    county.villages("a")
    show(browser, Network(county.dataset()), tmp_path)
    assert counted(browser) == (1, 1, 0, 0)
    assert "No weak branch stands alone." in element(browser, "#panel").text


def test_shorter_lines_on_demand_and_the_original_places_again(
    browser: webdriver.Chrome, boshan: Network, tmp_path: Path
) -> None:
    show(browser, boshan, tmp_path)
    press(browser, "[data-only=kind][data-key=hundred_firms]")
    press(browser, "#rearrange")
    told = element(browser, "#said").text
    found = re.match(r"(\d+) organisations changed places; the lines are (\d+)% shorter", told)
    assert found is not None
    assert int(found[1]) > 0
    assert 0 <= int(found[2]) < 100
    picture(browser, "rearranged")
    press(browser, "#restore")

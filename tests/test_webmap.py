"""The map: what it draws and tells, on every day and at every level, and the file that holds it."""

import base64
import gzip
import hashlib
import json
import re
import subprocess
import sys
from bisect import bisect_right
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orggraph import change, findings, mechanisms, webmap
from orggraph.errors import DatasetError, SettingsError
from orggraph.model import MODES
from orggraph.network import Network
from orggraph.webmap import _page, _pinyin, _redaction, _timeline
from tests.counties import AS_OF, counties
from tests.county import County
from tests.datasets import dataset

IMAGE = '<img src=x onerror="window.hacked=1">'
SCRIPT = "</script><script>window.hacked=1</script>"


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


def led(county: County) -> County:
    """Let a person help, known in the ledgers by a post."""
    county.post("P-secret", "secretary", "a")
    county.mark("Person", "P-secret", name="镇0书记甲")
    county._link(  # noqa: SLF001 - no other test needs a person who helps
        "PROVIDES", ("Person", "P-secret"), ("Pairing", "p4"), source="f#结对#p4"
    )
    return county


def unpacked(content: str) -> tuple[dict[str, object], dict[str, object]]:
    """Read what a page holds."""
    found = re.findall(r'<script type="text/plain" id="(?:scene|facts)">([^<]*)</script>', content)
    scene, facts = (json.loads(gzip.decompress(base64.b64decode(text))) for text in found)
    return scene, facts


def contents(network: Network, view: webmap.View | None = None) -> tuple[dict, dict]:
    return unpacked(webmap.page(network, view=view or webmap.View()))


def ids(scene: dict) -> list[str]:
    return list(scene["nodes"]["id"])


def facts_of(network: Network, node: str, view: webmap.View | None = None) -> dict:
    scene, facts = contents(network, view)
    return facts["nodes"][ids(scene).index(node)]


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
    assert set(ids(contents(network)[0])) == set(G)


def test_what_has_ended_is_not_drawn_on_the_day_but_stands_in_the_page() -> None:
    county = small()
    county.pair("p5", "c", "e", until=date(2022, 6, 1))
    county.committee("K", "e", until=date(2022, 6, 1))
    network = Network(county.dataset())
    G = webmap.graph(network)
    assert (len(G), G.number_of_edges()) == (9, 6)
    scene, facts = contents(network)
    assert county.org("K") in ids(scene)
    assert "p5" in facts["keys"]


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


def test_a_relation_that_only_the_register_shows_has_no_proof() -> None:
    county = small()
    county.meet("p1", date(2022, 5, 5))
    county.pair("p6", "c", "e", document="文1")
    network = Network(county.dataset())
    line = _timeline.timeline(network)
    proofs = {r.key: r.proof for r in line.relations}
    # 2022-05-05 lies before the day of the question, on which nothing else begins.
    assert line.days[proofs["p1"] - 1] == date(2022, 12, 31)
    assert proofs["p6"] == 0
    assert proofs["p3"] is None


# Every day


@given(counties(), AS_OF)
@settings(max_examples=30, deadline=None)
def test_what_stands_in_the_page_for_a_day_is_the_network_of_that_day(
    county: County, day: date
) -> None:
    dataset = county.dataset()
    line = _timeline.timeline(Network(dataset, day))
    # Each day on which anything changes, and the day before it, which is still as it was.
    for each in sorted({d - back for d in line.days for back in (timedelta(0), timedelta(1))}):
        assert_interval_is(line, bisect_right(line.days, each), Network(dataset, each))


def test_help_for_a_committee_that_does_not_stand_yet_leaves_its_helper_alone() -> None:
    county = County()
    county.villages("a", "b", "c")
    county.weak("a", "weak_lax", since=date(2022, 1, 1))
    county.committee("J", "b", "c", since=date(2022, 6, 1))
    county.pair("p", "a", "J", since=date(2022, 1, 1))
    for day in (date(2022, 5, 31), date(2022, 6, 1)):
        network = Network(county.dataset(), day)
        line = _timeline.timeline(network)
        assert_interval_is(line, bisect_right(line.days, day), network)
        (node,) = network.need_set.ids
        assert bool(line.alone[node] >> line.now & 1) is (day < date(2022, 6, 1))


@given(counties(), AS_OF, AS_OF)
@settings(max_examples=20, deadline=None)
def test_two_networks_side_by_side_are_each_as_it_is_alone(
    county: County, one: date, other: date
) -> None:
    old, new = (Network(county.dataset(), day) for day in (one, other))
    line = _timeline.between(old, new)
    assert_interval_is(line, 1, old)
    assert_interval_is(line, 2, new)


def assert_interval_is(line: _timeline.Timeline, number: int, network: Network) -> None:
    """Hold the relations and states of an interval against a network of its day."""
    held = [r for r in line.relations if r.first <= number < r.end]
    help_ = {
        (r.key, *pair)
        for r in held
        if r.key != "member"
        for pair in ((r.helper, r.helped), (r.helped, r.helper))[: 1 + r.mutual]
    }
    assert help_ == set(network.help.select("pairing", "helper", "helped").iter_rows())
    members = [(r.helper, r.helped) for r in held if r.key == "member"]
    assert sorted(members) == sorted(
        set(network.memberships.select("member", "committee").iter_rows())
    )
    weak = {n for n, mask in line.weak.items() if mask >> number & 1}
    assert weak == network.need_set.ids
    (result,) = findings.audit(network, select=["ISO001"]).results
    alone = {n for n, mask in line.alone.items() if mask >> number & 1}
    assert alone == {finding.id for finding in result.findings}


@given(st.integers(0, 2**12))
def test_runs_are_the_stretches_of_set_bits(mask: int) -> None:
    bits = {i for first, end in _timeline.runs(mask) for i in range(first, end)}
    assert bits == {i for i in range(13) if mask >> i & 1}
    ends = [end for _first, end in _timeline.runs(mask)]
    assert all(not mask >> end & 1 for end in ends)


def test_two_networks_side_by_side_say_what_came_went_and_stayed() -> None:
    county, later = small(), small()
    county.pair("old", "c", "e")
    later.pair("new", "d", "f")
    view = webmap.View(old=Network(county.dataset(), date(2022, 6, 30)))
    scene, facts = contents(Network(later.dataset()), view)
    edges = scene["edges"]
    spans = {
        key: (first, end)
        for key, first, end in zip(facts["keys"], edges["first"], edges["end"], strict=True)
    }
    assert spans["old"] == (1, 2)
    assert spans["new"] == (2, 3)
    assert spans["p1"] == (1, 3)
    assert scene["days"] == ["2022-06-30", "2022-12-31"]
    # f was alone and is helped now.
    assert scene["nodes"]["alone"][str(ids(scene).index(county.org("f")))] == [1, 2]


def changed() -> tuple[County, County]:
    """Give a county before and now, with a change of every kind that a map tells."""
    before, after = small(), small()
    for county, now in ((before, False), (after, True)):
        a, b = county.org("a"), county.org("b")
        county.mark("PartyOrganization", a, name="a新支部" if now else "a党支部")
        county.mark("PartyOrganization", a, members_full=31 if now else 30)
        county.mark("PartyOrganization", b, members_full=3 if now else 2)
        county.mark("Village", a.partition(":")[0], tags=["桃", "核桃"] if now else ["桃"])
        county.mark("Enterprise", county.org("firm"), tags=["建材" if now else "钢材"])
        county.mark("Pairing", "p2", mode="complement" if now else "industry")
        county.mark("Pairing", "p3", document="文2" if now else "文1")
        until = date(2023, 6, 1) if now else None
        county.pair("p5", "c", "e", until=until)
        county.pair("p6", "d", "e", since=date(2022, 3, 1) if now else date(2022, 2, 1))
        key = county.weak("c", since=date(2021, 5, 1), until=None)
        county.mark("Designation", key, situations=["换届"] if now else ["财务"])
    before.weak("d")
    return before, after


def side_by_side(view_of: webmap.Level = webmap.Level.INTERNAL) -> tuple[County, dict, dict]:
    before, after = changed()
    view = webmap.View(level=view_of, old=Network(before.dataset(), date(2022, 6, 30)))
    return after, *contents(Network(after.dataset()), view)


def test_what_changed_of_those_in_both_is_told_from_old_to_new() -> None:
    county, scene, facts = side_by_side()
    told = {
        node: {heading: (was, is_) for heading, was, is_ in changes}
        for node, changes in zip(ids(scene), facts["changed"], strict=True)
        if changes
    }
    assert told == {
        county.org("a"): {
            "Full name": ("a党支部", "a新支部"),
            "full members": ("30", "31"),
            "industries and advantages, as written": ("桃", "桃, 核桃"),
        },
        county.org("b"): {"full members": ("2", "3")},
        county.org("c"): {"situations found": ("财务", "换届")},
        county.org("d"): {"State": ("weak", "not weak")},
        county.org("firm"): {"industries and advantages, as written": ("钢材", "建材")},
    }
    assert [ids(scene)[i] for i in scene["changed"]] == list(told)
    relations = {facts["keys"][i]: facts["changes"][i] for i in scene["edges"]["changed"]}
    assert relations == {
        "p2": [["mode; None for one-way help without a mode", "industry", "complement"]],
        "p3": [["number of the document that set it up", "文1", "文2"]],
        "p5": [["Dates", "since 2022-01-01", "2022-01-01 to 2023-06-01"]],
        "p6": [["Dates", "since 2022-02-01", "since 2022-03-01"]],
    }
    assert facts["dates"][facts["keys"].index("p6")] == ["since 2022-02-01", "since 2022-03-01"]


def test_nothing_else_changed_but_what_differs_between_the_tables() -> None:
    before, after = (Network(county.dataset()) for county in changed())
    scene, facts = contents(after, webmap.View(old=before))
    found = change.diff(before.now, after.now)
    rows = {label: found.nodes[label] for label in ("PartyOrganization", "Enterprise", "Village")}
    moved = {(label, i) for label, delta in rows.items() for i in delta.after["id"]}
    organizations = {i if label != "Village" else f"{i}:village" for label, i in moved}
    designated = found.nodes["Designation"]
    organizations |= {i.split(":", 1)[1].rsplit(":", 1)[0] for i in designated.after["id"]}
    organizations |= set(found.relationships["CONCERNS"].removed["end"])
    assert {ids(scene)[i] for i in scene["changed"]} == organizations
    pairings = set(found.nodes["Pairing"].after["id"])
    for name, end in (("PROVIDES", "end"), ("BENEFITS", "start")):
        delta = found.relationships[name]
        pairings |= {*delta.after[end], *(set(delta.added[end]) & set(delta.removed[end]))}
    assert {facts["keys"][i] for i in scene["edges"]["changed"]} == pairings
    nothing, _facts = contents(after, webmap.View(old=after))
    assert nothing["changed"] == nothing["edges"]["changed"] == []


def test_a_change_that_readers_may_not_see_is_none() -> None:
    county, scene, facts = side_by_side(webmap.Level.BRIEFING)
    told = dict(zip(ids(scene), facts["changed"], strict=True))
    assert told[county.org("b")] == []  # of 2 and of 3 members they read fewer than 5
    _county, scene, facts = side_by_side(webmap.Level.PUBLIC)
    text = json.dumps([scene, facts], ensure_ascii=False)
    assert [word for word in ("财务", "换届", "not weak", "文1", "文2") if word in text] == []
    assert county.org("d") not in {ids(scene)[i] for i in scene["changed"]}


def test_another_county_is_no_earlier_day_of_this_one() -> None:
    area = {"id": "370302", "name": "淄川区", "level": "county"}
    view = webmap.View(old=Network(dataset({"Area": [area]}, {})))
    with pytest.raises(DatasetError, match="two counties"):
        webmap.page(Network(small().dataset()), view=view)


# Part of a county


def test_a_town_is_drawn_with_whoever_is_tied_to_it() -> None:
    county = small()
    network = Network(county.dataset())
    scene, facts = contents(network, webmap.View(towns=("镇1",)))
    assert set(ids(scene)) == {county.org(n) for n in ("e", "f", "g", "firm")}
    assert "镇1" in scene["title"]
    # e and f are its villages; b and a lie elsewhere.
    (co_building, *_rest) = facts["coverage"]
    assert co_building == ["co_building", 2, 0, 0]
    by_code = contents(network, webmap.View(towns=(County.town(1),)))[0]
    assert ids(by_code) == ids(scene)


def test_only_the_layers_that_are_named_are_drawn() -> None:
    network = Network(small().dataset())
    scene, facts = contents(network, webmap.View(layers=("hundred_firms",)))
    assert facts["keys"] == ["p3"]
    assert not [i for i in ids(scene) if "joint_committee" in i]
    _scene, both = contents(network, webmap.View(layers=("hundred_firms", "joint_committee")))
    assert sorted(both["keys"]) == ["member", "member", "p3"]


@pytest.mark.parametrize("view", [webmap.View(towns=("nowhere",)), webmap.View(layers=("roads",))])
def test_a_town_or_layer_that_there_is_not_is_an_error_that_lists_those_there_are(
    view: webmap.View,
) -> None:
    with pytest.raises(SettingsError, match=r"nowhere|roads") as raised:
        webmap.page(Network(small().dataset()), view=view)
    assert re.search(r"镇0, 镇1|co_building, double_hundred", str(raised.value))


# What is told


def test_findings_sources_and_coverage_are_told() -> None:
    county = small()
    network = Network(county.dataset())
    facts = facts_of(network, county.org("f"))
    # f is weak, alone, out of reach of a strong one, led by nobody and under nobody; the village
    # has nothing that the other ledgers could tell of
    alone = ["PAIR001", "PAIR002", "ISO001", "ISO004", "ORG001", "ORG002"]
    bare = ["GRID001", "ECON002", "ECON003", "COOP001", "TAL001", "STAGE001", "VOL001", "GOV001"]
    assert [f["code"] for f in facts["findings"]] == alone + bare
    # the second designation, below the heading
    assert facts["findings"][2]["evidence"] == ["f#认定#3"]
    assert facts["source"] == "f#村情#7"
    assert facts["coverage"]["co_building"] == "missing"
    assert "double_hundred" not in facts["coverage"]  # asked of the weak and lax alone


def test_findings_come_with_the_page_of_their_check() -> None:
    _scene, facts = contents(Network(small().dataset()))
    (iso,) = (found for found in facts["findings"] if found["code"] == "ISO001")
    assert "Why it matters" in iso["page"]
    assert iso["count"] == "1"


def test_findings_that_are_given_are_not_asked_for_again() -> None:
    network = Network(small().dataset())
    only = findings.audit(network, select=["ISO001"]).findings
    _scene, facts = unpacked(webmap.page(network, findings=only))
    assert [found["code"] for found in facts["findings"]] == ["ISO001"]


@given(counties(), AS_OF)
@settings(max_examples=40, deadline=None)
def test_how_each_stands_adds_up_to_the_coverage_matrix(county: County, day: date) -> None:
    network = Network(county.dataset(), day)
    standing = mechanisms.standing(network)
    for cell in mechanisms.matrix(network, by_town=False):
        states = [s[cell.mechanism] for s in standing.values() if cell.mechanism in s]
        assert len(states) == cell.asked
        assert states.count("unknown") == cell.unknown
        assert len(states) - states.count("unknown") - states.count("missing") == cell.registered
        assert states.count("active") in {cell.active, 0}


def test_names_are_found_by_pinyin_and_initials() -> None:
    assert _pinyin.spellings("黄台村") == "huangtaicun htc"
    assert _pinyin.spellings("ABC 12") == ""
    # 重 is zhong by itself and chong in the name of the city.
    assert {"chongqinglu", "cql", "zhongqinglu", "zql"} == set(_pinyin.spellings("重庆路").split())


def test_other_names_are_told_and_found_by() -> None:
    county = small()
    village = county.org("a").partition(":")[0]
    county.mark("Village", village, aliases=["老甲村"])
    told = facts_of(Network(county.dataset()), county.org("a"))
    assert told["aliases"] == ["老甲村"]
    assert {"老甲村", "laojiacun ljc"} <= set(told["search"].split("\n"))
    assert "老甲村" in dict(told["facts"]).values()


def test_characters_that_no_font_has_are_shown_as_boxes() -> None:
    county = small()
    county.villages("\ue170家村")
    network = Network(county.dataset())
    scene, _facts = contents(network)
    assert scene["nodes"]["name"][ids(scene).index(county.org("\ue170家村"))] == "□家村"


# Who may read it


def secret() -> County:
    """A county with a person who helps, and with counts of people below and above five."""
    county = led(small())
    county.mark("PartyOrganization", county.org("a"), members_full=4, members_probationary=5)
    return county


def everything(network: Network, level: webmap.Level) -> str:
    content = webmap.page(network, view=webmap.View(level=level))
    return content + json.dumps(unpacked(content), ensure_ascii=False)


def test_internally_people_stand_by_role_and_place_and_counts_are_whole() -> None:
    county = secret()
    told = everything(Network(county.dataset()), webmap.Level.INTERNAL)
    assert "镇0书记甲" in told
    assert ["full members", "4"] in facts_of(Network(county.dataset()), county.org("a"))["facts"]


def test_for_a_briefing_people_have_a_role_alone_and_few_are_not_counted() -> None:
    county = secret()
    network = Network(county.dataset())
    told = everything(network, webmap.Level.BRIEFING)
    assert "镇0书记甲" not in told
    assert "P-secret" not in told
    assert "secretary" in told
    view = webmap.View(level=webmap.Level.BRIEFING)
    facts = facts_of(network, county.org("a"), view)["facts"]
    assert ["full members", "fewer than 5"] in facts
    assert ["probationary members", "5"] in facts
    assert {"isolated", "weak"} <= {
        item["key"] for group in contents(network, view)[0]["legend"] for item in group["items"]
    }


def test_in_public_nobody_is_a_person_and_no_finding_names_a_village() -> None:
    county = secret()
    network = Network(county.dataset())
    view = webmap.View(level=webmap.Level.PUBLIC)
    told = everything(network, webmap.Level.PUBLIC)
    for word in ("镇0书记甲", "P-secret", "person-1", "f#", "weak_lax"):
        assert word not in told
    scene, facts = contents(network, view)
    assert scene["nodes"]["weak"] == scene["nodes"]["alone"] == {}
    assert "1 relations of people are left out." in scene["origin"]
    for node in facts["nodes"]:
        assert not node["findings"]
        assert not node["designations"]
        assert not node["coverage"]
    (iso,) = (found for found in facts["findings"] if found["code"] == "ISO001")
    assert iso["nodes"] == []
    assert iso["towns"] == [["镇1", "1"]]


@pytest.mark.parametrize("level", list(webmap.Level))
def test_no_level_holds_what_the_ledgers_say_of_a_person(
    level: webmap.Level, tmp_path: Path, boshan_with_canaries: Path
) -> None:
    import orggraph

    network = Network(orggraph.read(boshan_with_canaries))
    told = everything(network, level)
    assert "王金丝雀" not in told
    assert ("weak_lax" in told) is (level is not webmap.Level.PUBLIC)
    assert re.search(r"P-[0-9a-f]{8}", told) is None or level is webmap.Level.INTERNAL
    webmap.write(network, tmp_path / "map.html", view=webmap.View(level=level))
    assert "王金丝雀".encode() not in (tmp_path / "map.html").read_bytes()


@pytest.fixture(scope="module")
def boshan_with_canaries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the example with one name in place of every name of a person."""
    from openpyxl import load_workbook

    from orggraph import demo

    folder = tmp_path_factory.mktemp("canaries")
    demo.write(folder)
    (file,) = (folder / "ledgers").iterdir()
    book = load_workbook(file)
    count = 0
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                heading = str(sheet.cell(1, cell.column).value)
                if cell.row > 1 and heading in {"书记", "第一书记", "县级领导", "镇街领导"}:
                    cell.value = f"王金丝雀{cell.row}" if cell.value else cell.value
                    count += 1
    assert count > 200
    book.save(file)
    return folder / "ledgers"


def test_few_people_are_taken_out_of_a_reason_and_nothing_else() -> None:
    hide = _redaction.reason
    assert hide("3 full members", webmap.Level.PUBLIC) == "fewer than 5 full members"
    assert hide("12 reserves, 3 villages", webmap.Level.BRIEFING) == "12 reserves, 3 villages"
    assert hide("3 reserves", webmap.Level.INTERNAL) == "3 reserves"


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


def test_the_page_runs_its_own_script_and_style_and_nothing_else() -> None:
    content = webmap.page(Network(small().dataset()))
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', content)
    script = re.findall(r"<script>(.*?)</script>", content, re.DOTALL)
    style = re.findall(r"<style>(.*?)</style>", content, re.DOTALL)
    assert policy is not None
    assert len(script) == len(style) == 1
    digests = [
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        for text in (script[0], style[0])
    ]
    assert policy[1] == (
        f"default-src 'none'; script-src 'sha256-{digests[0]}'; style-src 'sha256-{digests[1]}'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def test_the_page_allows_no_host_and_names_none_that_loads() -> None:
    content = webmap.page(Network(small().dataset()))
    assert not re.search(r"(?:src|href|action)\s*=\s*[\"']?\s*(?:https?:)?//", content)
    assert not re.search(r"url\(|@import|\bimport\s*\(|<link|<iframe|<img|\beval\(", content)
    # The name of a namespace, which is never asked for.
    assert set(re.findall(r"https?://[\w.-]+", content)) == {"http://www.w3.org"}


def test_a_notebook_shows_the_page_in_a_frame_of_its_own() -> None:
    network = Network(small().dataset())
    shown = webmap.show(network)._repr_html_()
    assert shown.startswith('<iframe srcdoc="&lt;!doctype html&gt;')
    assert "<script" not in shown


def test_no_name_can_close_the_element_that_holds_it() -> None:
    county = small()
    county.villages(SCRIPT, IMAGE)
    county.mark("Area", "370304", name=f"{IMAGE}{SCRIPT}区")
    content = webmap.page(Network(county.dataset()))
    assert SCRIPT not in content
    assert IMAGE not in content
    assert content.count("</script>") == 3


def test_the_page_has_every_word_that_it_says_and_no_other() -> None:
    words = contents(Network(small().dataset()))[0]["words"]
    names = [f"{name}.js" for name in _page.SCRIPTS] + ["page.html.j2"]
    code = "".join((_page.FILES / name).read_text("utf-8") for name in names)
    assert set(re.findall(r"\bwords\.(\w+)", code)) == set(words)


def test_every_script_and_style_is_in_the_page() -> None:
    files = {file.name for file in _page.FILES.iterdir()}
    named = {f"{n}.js" for n in _page.SCRIPTS} | {f"{n}.css" for n in _page.STYLES}
    assert files == named | {"page.html.j2"}


def test_the_legend_has_every_mode_kind_and_town() -> None:
    scene, _facts = contents(Network(small().dataset()))
    groups = {group["key"]: [i["key"] for i in group["items"]] for group in scene["legend"]}
    assert groups["mode"] == [*MODES, ""]
    assert groups["kind"] == list(webmap.LAYERS)
    assert groups["town"] == [County.town(0), County.town(1), ""]


def test_hulls_do_not_overlap_and_hold_their_members() -> None:
    county = County(towns=2)
    names = [f"v{i}" for i in range(24)]
    county.villages(*names)
    for number in range(3):
        county.committee(f"K{number}", *names[number * 6 : number * 6 + 6])
    scene, _facts = contents(Network(county.dataset()))
    nodes = scene["nodes"]
    spots = list(zip(nodes["x"], nodes["y"], strict=True))
    homes: dict[int, list[int]] = {}
    for node, home in enumerate(nodes["home"]):
        if home >= 0:
            homes.setdefault(home, []).append(node)
    assert sorted(len(members) for members in homes.values()) == [7, 7, 7]
    boxes = [
        (
            min(spots[n][0] for n in members) - 24,
            max(spots[n][0] for n in members) + 24,
            min(spots[n][1] for n in members) - 24,
            max(spots[n][1] for n in members) + 36,
        )
        for members in homes.values()
    ]
    for i, one in enumerate(boxes):
        for other in boxes[i + 1 :]:
            apart = (
                one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]
            )
            assert apart

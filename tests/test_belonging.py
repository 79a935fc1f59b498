"""Where things belong: towns and ledgers."""

from datetime import date

import polars as pl
from hypothesis import given, settings

from orggraph import belonging
from orggraph.model import LEDGERS
from orggraph.network import Network
from tests.counties import counties
from tests.county import ALL_LEDGERS, County

TOWN, OTHER = "370304100", "370304101"


def _nodes(county: County) -> dict[str, tuple[str | None, list[str]]]:
    rows = belonging.nodes(Network(county.dataset())).select("id", "town", "ledgers")
    return {node: (town, ledgers) for node, town, ledgers in rows.iter_rows()}


def test_what_lies_somewhere_belongs_there() -> None:
    county = County(towns=2)
    county.villages("a", town=1)
    county.firm("f")
    county.grid("B", "a", "base")
    county.grid("M", "B", "micro")
    county.team("t", "a")
    found = _nodes(county)
    assert found["370304"] == (None, ["村情"])
    assert found[OTHER] == (OTHER, ["村情"])
    assert found[county.org("a")] == (OTHER, ["村情"])
    assert found["U-f"] == (None, ["单位"])
    assert found["M"] == (OTHER, ["网格"])
    assert found["T-t"] == (OTHER, ["志愿服务队"])
    assert found["结对"] == (None, [])


def test_a_pairing_belongs_to_the_smallest_town_that_it_helps() -> None:
    county = County(towns=2)
    county.villages("a", town=0)
    county.villages("b", town=1)
    county.pair("one", "a", "b")
    county.pair("both", "b", "a", mode="industry")
    county.pair("duty", "a", "b", mechanism="four_duties")
    found = _nodes(county)
    assert found["one"] == (OTHER, ["结对"])
    assert found["both"] == (TOWN, ["结对"])
    assert found["duty"] == (OTHER, ["认定"])


def test_what_concerns_several_towns_belongs_to_the_county() -> None:
    county = County(towns=2)
    county.villages("a", "c", town=0)
    county.villages("b", town=1)
    county.fund("F-one", "a", "c")
    county.fund("F-two", "a", "b")
    county.pair("p", "a", "b")
    county.meet("p", date(2022, 5, 1))
    county.compete("a", date(2022, 5, 1))
    county.matter("m", "b")
    found = _nodes(county)
    assert found["F-one"] == (TOWN, ["项目"])
    assert found["F-two"] == (None, ["项目"])
    assert found["A-0"] == (OTHER, ["活动"])  # that of its pairing
    assert found["A-1"] == (TOWN, ["擂台比武"])
    assert found["m"] == (OTHER, ["议事"])


def test_a_secretary_may_stand_in_two_ledgers() -> None:
    county = County()
    county.villages("a")
    county.committee("J", "a")
    county.post("P", "secretary", "a")
    county.post("Q", "deputy", "a")
    county.cadre("a")
    network = Network(county.dataset())
    rows = belonging.relationships(
        "HOLDS", network.now.relationships["HOLDS"], belonging.nodes(network)
    )
    told = {
        (end, role): sorted(ledgers)
        for end, role, ledgers in rows.select("end", "role", "ledgers").iter_rows()
    }
    assert told == {
        (county.org("J"), "secretary"): sorted(["联村党委", "任职"]),
        (county.org("a"), "secretary"): sorted(["党组织", "任职"]),
        (county.org("a"), "deputy"): ["任职"],
        (county.place("a")[1], "village_cadre"): ["任职"],
    }


def test_what_was_not_handed_in_is_lacking() -> None:
    county = County(towns=2, ledgers=tuple(name for name in ALL_LEDGERS if name != "网格"))
    county.villages("a", town=0)
    county.silence(1, "结对")
    silences = belonging.silences(Network(county.dataset()))
    rows = pl.DataFrame(
        {
            "town": [TOWN, OTHER, None, OTHER, TOWN],
            "ledgers": [["网格"], ["结对"], ["网格"], ["结对", "网格"], ["结对"]],
        }
    )
    lacking = belonging.with_lacking(rows, silences)["lacking"].to_list()
    assert lacking == [["网格"], ["结对"], ["网格"], ["结对", "网格"], None]


@settings(max_examples=20, deadline=None)
@given(counties())
def test_every_node_and_relationship_belongs_once_and_to_known_ledgers(county: County) -> None:
    network = Network(county.dataset())
    nodes = belonging.nodes(network)
    assert nodes.height == sum(t.height for t in network.now.nodes.values())
    assert nodes["id"].n_unique() == nodes.height
    for name, table in network.now.relationships.items():
        placed = belonging.relationships(name, table, nodes)
        assert placed.select(table.columns).equals(table)
        assert {*placed["ledgers"].explode().drop_nulls()} <= {*LEDGERS}

"""The audit of the example county against a recount that shares nothing with the product."""

import hashlib
import hmac
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from orggraph import checks, demo, profile, queries
from orggraph import source as sources
from orggraph.dataset import Dataset
from orggraph.findings import Audit, audit
from orggraph.isolation import components
from orggraph.network import Network
from orggraph.settings import pseudonym_key
from orggraph.store import Store, open_store
from tests import recount

DAYS = [date(2022, 12, 31), date(2022, 12, 15), date(2022, 6, 30), date(2021, 6, 30)]
OF_PERSONS = ("ORG005", "TAL002", "TAL003")
# Asked and failing, as published or as the contract of the example says.
CONTRACT = {
    "PAIR001": (241, 13),
    "PAIR003": (122, 0),
    "PAIR005": (122, 5),
    "ISO001": (56, 8),
    "ISO002": (56, 2),
    "JOINT001": (241, 0),
    "JOINT002": (13, 2),
    "JOINT003": (13, 0),
    "JOINT004": (13, 0),
    "JOINT005": (13, 1),
    "PAIR011": (19, 6),
    "RECT001": (19, 4),
    "RECT002": (19, 2),
    "RECT003": (19, 1),
    "ORG001": (296, 2),
    "ORG003": (296, 7),
    "GRID001": (241, 0),
    "GRID003": (1062, 7),
    "GRID004": (1062, 0),
    "GRID005": (4686, 0),
    "GRID006": (1062, 3),
    "ECON001": (241, 0),
    "ECON002": (241, 0),
    "ECON003": (45, 2),
    "ECON004": (45, 0),
    "ECON005": (45, 0),
    "ECON006": (9, 2),
    "COOP001": (241, 86),
    "COOP002": (163, 0),
    "COOP003": (1, 0),
    "COOP004": (163, 11),
    "TAL001": (296, 2),
    "TAL002": (889, 9),
    "STAGE001": (296, 0),
    "SUPV001": (10, 0),
    "SUPV002": (10, 2),
    "SUPV003": (10, 1),
    "VOL001": (296, 0),
    "VOL002": (756, 12),
    "GOV001": (241, 3),
}
# Failing, where how many are asked is the example's own: counted from its files in the test.
FOUND = {
    "PAIR004": 2,
    "PAIR006": 6,
    "PAIR007": 5,
    "PAIR009": 4,
    "PAIR010": 3,
    "PAIR012": 1,
    "RECT004": 1,
    "ORG002": 0,
    "ORG005": 2,
    "GRID002": 4,
    "TAL003": 1,
    "GOV002": 4,
    "GOV003": 5,
    "GOV004": 2,
}
# Neither is set by the contract: the recount alone says who fails.
FREE = {"PAIR002", "PAIR008", "PAIR013", "ISO003", "ISO004", "ORG004"}
MONTHS = [date(year, month, 1) for year in (2021, 2022) for month in (1, 7)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("boshan")
    demo.write(made)
    return made


@pytest.fixture(scope="module")
def dataset(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    with pytest.MonkeyPatch.context() as patch:
        key = tmp_path_factory.getbasetemp() / "keys" / "pseudonym.key"
        patch.setenv("ORGGRAPH_KEY_FILE", str(key))
        return sources.read(folder / "ledgers")


def _as_recounted(node: str, label: str, name: str, town: str | None) -> str:
    """Call a node as the recount does, which knows no ids of the product's making."""
    if label == "PartyOrganization":
        return name if ":joint_committee:" in node else node.split(":", maxsplit=1)[0]
    if label in ("Enterprise", "Project"):
        return name
    if label in ("Cooperative", "VolunteerTeam"):
        return f"{town} {name}"
    return node.removeprefix("A-") if label == "Activity" else node


def _failing(found: Audit, code: str) -> set[str]:
    rows = found.findings.filter(code=code).select("id", "label", "name", "town")
    return {_as_recounted(*row) for row in rows.iter_rows()}


def _recounted(folder: Path, code: str, day: date) -> set[str]:
    """Give the recount's failing set, with its persons' names under the key of the test."""
    failing = recount.FAILING[code](folder, day)
    return {_pseudonym(person) for person in failing} if code in OF_PERSONS else failing


def _pseudonym(person: str) -> str:
    text = person.replace(" ", "\n").encode()
    return "P-" + hmac.new(pseudonym_key(), text, hashlib.sha256).hexdigest()[:16]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_check_asks_whom_its_page_says(folder: Path, dataset: Dataset, day: date) -> None:
    found = audit(Network(dataset, day, profile.load("boshan-2022")))
    assert {r.check.code: r.asked for r in found.results} == recount.asked(folder, day)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_check_and_cell_is_as_recounted(folder: Path, dataset: Dataset, day: date) -> None:
    found = audit(Network(dataset, day, profile.load("boshan-2022")))
    for check in checks.CHECKS:
        assert _failing(found, check.code) == _recounted(folder, check.code, day), check.code
    told = {
        (c.mechanism, c.town): (c.asked, c.registered, c.evidenced, c.active) for c in found.cells
    }
    counted = recount.coverage(folder, day)
    assert told == {key: counted[key] for key in told}
    assert len(told) == 13 * 11
    assert not any(cell.unknown for cell in found.cells)


def test_the_answers_are_those_of_the_contract(dataset: Dataset) -> None:
    network = Network(dataset)
    found = audit(network)
    told = {r.check.code: (r.asked, r.failing) for r in found.results}
    assert told.items() >= CONTRACT.items()
    assert {code: told[code][1] for code in FOUND} == FOUND
    assert {*CONTRACT, *FOUND, *FREE} == told.keys()
    assert not any(r.unknown for r in found.results)
    groups = components(network.help_graph_of("co_building"), organizations=network.villages.ids)
    sizes = sorted(map(len, groups))
    assert sizes == [1] * 13 + [2] * 101 + [5] * 4 + [6]
    whole = {c.mechanism: (c.asked, c.registered) for c in found.cells if c.town is None}
    assert whole["co_building"] == (241, 228)
    assert whole["double_hundred"] == (19, 13)
    assert whole["four_duties"] == (19, 15)
    assert whole["joint_committee"] == (241, 81)
    assert whole["cooperative"] == (241, 155)
    assert whole["funded_project"] == (45, 45)
    assert whole["village_cadre"] == (241, 238)
    assert whole["contest"] == (296, 296)
    assert whole["reserve"] == (296, 294)
    assert whole["volunteer_team"] == (296, 296)
    assert whole["supervision"] == (10, 10)


def test_forty_five_villages_were_below_the_line_a_year_before(dataset: Dataset) -> None:
    found = audit(Network(dataset, date(2022, 12, 30)), select=["ECON001"])
    assert [(r.asked, r.failing) for r in found.results] == [(241, 45)]


def test_the_county_of_2021_had_eleven_committees_of_73_villages_and_3294_members(
    folder: Path,
) -> None:
    network = Network(sources.read(folder / "2021" / "ledgers"))
    assert network.as_of == date(2021, 1, 12)
    (committees,) = audit(network, select=["JOINT003"]).results
    assert (committees.asked, committees.failing) == (11, 0)
    joined = network.organizations.filter(pl.col("id").is_in(network.memberships["member"]))
    members = pl.col("members_full").sum() + pl.col("members_probationary").sum()
    assert joined.select(pl.len(), members).row(0) == (73, 3294)


def test_each_item_of_the_supervision_says_who_scores_it_and_by_how_many_points(
    dataset: Dataset,
) -> None:
    indicators = dataset.nodes["Indicator"].filter(pl.col("kind") != "income")
    facts = {name: told for name, *told in indicators.drop("id", "kind").rows()}
    published = ["区委组织部", "区民政局", "区农业农村局", "区档案局"]
    assert facts.pop("总分") == ["分", None, None]
    assert list(facts.values()) == [["分", 100.0, published]] * 7


def test_workbook_and_csv_files_give_the_same_audit(folder: Path, dataset: Dataset) -> None:
    from_csv = audit(Network(sources.read(folder / "ledgers-csv")))
    from_book = audit(Network(dataset))
    keep = ["code", "id", "label", "name", "town", "fingerprint"]
    assert from_csv.findings.select(keep).equals(from_book.findings.select(keep))
    assert from_csv.checks.equals(from_book.checks)
    assert from_csv.cells == from_book.cells


def _twins(store: Store, network: Network) -> dict[str, list[str]]:
    return {
        check.code: store.ask(
            queries.load(check.twin).text, checks.twin_parameters(check, network)
        )["id"].to_list()
        for check in checks.CHECKS
    }


def _check_store(store: Store, dataset: Dataset, days: list[date]) -> None:
    store.write(dataset, replace=True)
    reading = store.read()
    assert reading.dataset == dataset
    assert not reading.problems
    for day in days:
        network = Network(reading.dataset, day)
        rows = audit(network).findings
        tables = {c.code: sorted(rows.filter(code=c.code)["id"]) for c in checks.CHECKS}
        assert _twins(store, network) == tables


def test_ladybug_gives_the_same_dataset_and_the_same_answers(
    dataset: Dataset, tmp_path: Path
) -> None:
    with open_store(str(tmp_path / "boshan.lbug")) as store:
        _check_store(store, dataset, DAYS + MONTHS)


@pytest.mark.neo4j
def test_neo4j_gives_the_same_dataset_and_the_same_answers(
    dataset: Dataset, neo4j_store: Store
) -> None:
    _check_store(neo4j_store, dataset, DAYS)


def test_every_row_of_every_relationship_names_the_cell_row_it_came_from(
    dataset: Dataset, folder: Path
) -> None:
    rows = recount.tables(folder)
    for table in dataset.relationships.values():
        for source in table["source"].drop_nulls().unique():
            file, sheet, row = source.split("#")
            assert file == "博山区台账.xlsx"
            assert 1 <= int(row) <= len(rows[sheet]) + 1  # 1: the sheet itself was given

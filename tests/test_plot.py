"""The figures: readable anywhere, the same every time, true to the counts."""

import json
import re
import subprocess
import sys
import warnings
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.patches import FancyArrowPatch, Polygon, Rectangle
from matplotlib.text import Text

import orggraph
from orggraph import demo, language, plot
from orggraph.dataset import LABEL
from orggraph.errors import SettingsError
from orggraph.network import Network
from orggraph.redaction import Level
from orggraph.report import audit as audit_report
from orggraph.report import coverage as coverage_report
from orggraph.report.origin import Origin
from tests.county import County


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Network:
    """The county of Boshan."""
    folder = tmp_path_factory.mktemp("example")
    demo.write(folder)
    return Network(orggraph.read(folder / "ledgers"))


TOLERANCE = 1  # between pictures, as root mean square of 255
SIGNATURES = {"png": b"\x89PNG\r\n", "svg": b"<?xml", "pdf": b"%PDF-"}


def small() -> County:
    """A committee of three with a pairing inside, another of one that it helps; one isolated."""
    county = County(towns=2)
    county.villages("a", "b", "c")
    county.villages("d", "e", town=1)
    county.committee("甲片区联村党委", "a", "b", "c")
    county.committee("乙片区联村党委", "d", town=1)
    county.pair("p1", "a", "b")
    county.pair("p2", "c", "d", mode="industry")
    county.weak("b")
    county.weak("e")
    return county


def texts(figure: Figure) -> list[str]:
    """Every text in a figure."""
    parts = [figure, *figure.subfigs]
    own = [t.get_text() for part in parts for t in part.texts]
    legends = [t.get_text() for part in parts for one in part.legends for t in one.get_texts()]
    inside = [t.get_text() for axes in figure.axes for t in axes.texts]
    titles = [axes.get_title(loc="left") for axes in figure.axes]
    return [*own, *legends, *inside, *titles]


def drawn(figure: Figure, kind: type) -> list[object]:
    return [p for axes in figure.axes for p in axes.patches if type(p) is kind]


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_the_ending_says_the_format_and_two_runs_give_the_same_bytes(
    ending: str, tmp_path: Path
) -> None:
    network = Network(small().dataset())
    first, second = tmp_path / f"a.{ending}", tmp_path / f"b.{ending.upper()}"
    plot.draw(network, first)
    plot.draw(network, second)
    assert first.read_bytes().startswith(SIGNATURES[ending])
    assert first.read_bytes() == second.read_bytes()


def test_another_process_on_another_day_draws_the_same_bytes(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib\nfrom orggraph import plot\nfrom orggraph.network import Network\n"
        "from tests.test_plot import small\n"
        "plot.draw(Network(small().dataset()), pathlib.Path(sys.argv[1]))"
    )
    for seed in ("1", "2"):
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / f"{seed}.pdf")],
            check=True,
            env={"PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": f"{seed}00000000"},
            cwd=Path(__file__).parent.parent,
        )
    assert (tmp_path / "1.pdf").read_bytes() == (tmp_path / "2.pdf").read_bytes()


@pytest.mark.parametrize("name", ["figures.jpg", "figures", "figures.html"])
def test_any_other_ending_is_refused_and_nothing_is_written(name: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as raised:
        plot.draw(Network(small().dataset()), tmp_path / name)
    assert name in raised.value.what
    assert ".png, .svg, .pdf" in raised.value.remedy
    assert list(tmp_path.iterdir()) == []


def test_every_name_of_the_example_has_a_glyph_in_both_languages(tmp_path: Path) -> None:
    demo.write(tmp_path)
    network = Network(orggraph.read(tmp_path / "ledgers"))
    for spoken in ("zh", "en"):
        language.use(spoken)
        plot.draw(network, tmp_path / f"{spoken}.png")  # a warning is an error in tests


def test_pdf_text_is_set_in_the_fonts_of_the_package(tmp_path: Path) -> None:
    plot.draw(Network(small().dataset()), tmp_path / "f.pdf")
    content = (tmp_path / "f.pdf").read_bytes()
    assert b"/FontName" in content
    assert b"OrggraphSans" in content.replace(b" ", b"").replace(b"-", b"")
    assert b"DejaVu" not in content
    assert b"/CIDFontType2" in content  # type 42: text that can be searched and copied


def test_a_rare_character_of_the_gazetteer_is_drawn_from_the_second_font(tmp_path: Path) -> None:
    county = small()
    county.villages("𣒍村")
    county.weak("𣒍村")
    plot.draw(Network(county.dataset()), tmp_path / "f.png")


def test_a_missing_glyph_is_told_with_its_character(tmp_path: Path) -> None:
    county = small()
    county.villages("ሴ村")  # Ethiopic
    county.weak("ሴ村")
    with pytest.warns(plot.MissingGlyphWarning, match=r"character ሴ \(U\+1234\)"):
        plot.draw(Network(county.dataset()), tmp_path / "f.png")
    assert (tmp_path / "f.png").exists()


def test_a_private_use_character_is_a_box_and_no_warning(tmp_path: Path) -> None:
    county = small()
    county.villages("\ue170家村")
    county.weak("\ue170家村")
    network = Network(county.dataset())
    plot.draw(network, tmp_path / "f.png")
    assert "□家村" in texts(committees(network))


def test_the_clusters_show_each_committee_with_its_numbers_and_all_members() -> None:
    figure = committees(Network(small().dataset()))
    told = texts(figure)
    assert {"甲片区", "乙片区", "a", "b", "c", "d"} <= set(told)
    assert "members 3 · pairings inside 1, across 1" in told
    assert "members 1 · pairings inside 0, across 1" in told
    assert len(drawn(figure, Polygon)) == 2
    # p1 and p2; p2 is mutual and still one arrow.
    assert len(drawn(figure, FancyArrowPatch)) == 2


def test_the_isolated_branches_have_a_panel_of_their_own() -> None:
    told = texts(committees(Network(small().dataset())))
    assert "Isolated weak branches: 1" in told
    assert "e" in told


def test_a_county_without_committees_still_has_a_figure(tmp_path: Path) -> None:
    county = County()
    county.villages("a")
    plot.draw(Network(county.dataset()), tmp_path / "f.png")
    assert "Isolated weak branches: 0" in texts(committees(Network(county.dataset())))


def test_a_member_of_two_committees_is_drawn_once() -> None:
    county = small()
    county.committee("丙片区联村党委", "a", "d")
    told = texts(committees(Network(county.dataset())))
    assert (told.count("a"), told.count("d")) == (1, 1)


def test_names_do_not_overlap(tmp_path: Path) -> None:
    demo.write(tmp_path)
    figure = committees(Network(orggraph.read(tmp_path / "ledgers")))
    figure.draw_without_rendering()
    boxes = [t.get_window_extent() for axes in figure.axes for t in axes.texts if t.get_text()]
    crossing = [
        (a, b) for i, a in enumerate(boxes) for b in boxes[:i] if a.shrunk(0.9, 0.9).overlaps(b)
    ]
    assert crossing == []


def ticks(axes: Axes) -> list[Text]:
    """The labels of ticks within the limits of axes; others are not drawn."""
    if not axes.axison:
        return []
    right, top = max(axes.get_xlim()), max(axes.get_ylim())
    left, bottom = min(axes.get_xlim()), min(axes.get_ylim())
    across = [t for t in axes.get_xticklabels() if left <= t.get_position()[0] <= right]
    return across + [t for t in axes.get_yticklabels() if bottom <= t.get_position()[1] <= top]


def county_of_everything() -> County:
    """Two towns: help of several kinds, a silent town, grids with a gap, scores with a gap."""
    county = small()
    county.weak("c", kind="economically_weak")
    county.firm("企业甲")
    county.pair("p3", "企业甲", "b", mechanism="hundred_firms")
    county.pair("p4", "企业甲", "c", mechanism="hundred_firms")
    county.pair("p5", "a", "c", since=date(2022, 7, 1))
    county.fund("k", "c", since=date(2022, 4, 1))
    county.silence(1, "结对")
    county.grid("g", "a", "base", 80)
    county.cover("g")
    county.grid("g1", "g", "micro", 40)
    county.cover("g1")
    county.grid("g2", "g", "micro", 40)
    for number in range(11):
        county.grid(f"c{number:02}", "g1", "centre", 10 + number % 3)
    for month in (10, 11, 12):
        county.score(0, "甲", 90 + month / 10, month=month)
        county.score(0, "乙", 80.5, month=month)
    county.score(1, "甲", 70, month=12)
    return county


def committees(network: Network) -> Figure:
    return plot.show(network, "committees")


def everything() -> Network:
    return Network(county_of_everything().dataset())


def cell_json(network: Network) -> dict[tuple[str, str | None], dict[str, Any]]:
    """The cells of the coverage matrix, as the command ``coverage`` prints them."""
    told = json.loads(coverage_report.as_json(orggraph.audit(network, select=[]), Origin("s")))
    return {(cell["mechanism"], cell["town"]): cell for cell in told["coverage"]}


def check_json(network: Network, code: str) -> dict[str, Any]:
    """A check, as the command ``audit`` prints it."""
    told = json.loads(audit_report.as_json(orggraph.audit(network, select=[code]), Origin("s")))
    (check,) = told["checks"]
    return check


def test_every_cell_of_the_heat_map_stands_in_the_json_of_the_coverage() -> None:
    network = everything()
    cells = cell_json(network)
    figure = plot.show(network, "coverage_matrix")
    (axes,) = (child for part in figure.subfigs for child in part.axes)
    counts = Counter(t.get_text() for t in axes.texts if re.fullmatch(r"\d+/\d+", t.get_text()))
    known = [c for c in cells.values() if c["asked"] > c["unknown"]]
    assert counts == Counter(f"{c['registered']}/{c['asked'] - c['unknown']}" for c in known)
    partly = [c["unknown"] for c in known if c["unknown"]]
    told = texts(figure)
    # Helped in the silent town: d by co-building; e is weak and lax and nothing says who helps it.
    assert sorted(t for t in told if re.fullmatch(r"\+\d+", t)) == sorted(f"+{n}" for n in partly)
    silent = [c["unknown"] for c in cells.values() if c["asked"] and c["asked"] == c["unknown"]]
    assert sorted(t for t in told if t.startswith("unknown ")) == [f"unknown {n}" for n in silent]


def test_where_nobody_was_asked_the_cell_is_blank_and_unknown_is_hatched() -> None:
    network = everything()
    figure = plot.show(network, "coverage_matrix")
    boxes = [b for b in drawn(figure, Rectangle) if isinstance(b, Rectangle)]
    cells = cell_json(network).values()
    asked = [c for c in cells if c["asked"]]
    assert len([b for b in boxes if b.get_hatch()]) == len([c for c in asked if c["unknown"]]) > 0
    plain = [b for b in boxes if not b.get_hatch()]
    assert len(plain) == len([c for c in asked if c["unknown"] < c["asked"]]) < len(cells)


def test_coverage_over_time_is_the_coverage_of_each_day() -> None:
    network = everything()
    counted = plot.numbers(network, "coverage_over_time")
    days = counted["day"].unique().sort().to_list()
    assert (days[0], days[1], days[-1], len(days)) == (
        date(2022, 1, 31),
        date(2022, 2, 28),
        date(2022, 12, 31),
        12,
    )
    for day in (days[2], days[7]):
        cells = cell_json(Network(network.dataset, day))
        for row in counted.filter(pl.col("day") == day).iter_rows(named=True):
            cell = cells[row["mechanism"], None]
            assert {k: row[k] for k in cell if k != "town"} == {
                k: v for k, v in cell.items() if k != "town"
            }
    # The project of c began in April; one was asked.
    projects = counted.filter(pl.col("mechanism") == "funded_project")["registered"].to_list()
    assert projects == [0, 0, 0, *[1] * 9]


def test_a_day_within_a_month_is_the_last_point() -> None:
    network = Network(county_of_everything().dataset(), date(2022, 8, 15))
    days = plot.numbers(network, "coverage_over_time")["day"].unique().sort()
    assert days[-2:].to_list() == [date(2022, 7, 31), date(2022, 8, 15)]


def test_the_load_of_a_helper_is_what_the_audit_counts_and_people_are_left_out() -> None:
    county = county_of_everything()
    for name in ("b", "d", "e"):
        county.pair(f"more-{name}", "a", name)
    county.post("P-1", "county_leader", "a")
    network = Network(county.dataset())
    counted = plot.numbers(network, "helper_load")
    rows = {row["id"]: (row["co_building"], row["all"]) for row in counted.to_dicts()}
    # a: b, c, d, e; c and d help each other; the firm helps b and c.
    assert rows == {
        county.org("a"): (4, 4),
        county.org("c"): (1, 1),
        county.org("d"): (1, 1),
        "U-企业甲": (0, 2),
    }
    (finding,) = check_json(network, "PAIR007")["findings"]
    assert finding["id"] == county.org("a")
    assert "4" in finding["reason"]
    told = texts(plot.show(network, "helper_load"))
    assert {"4 / 4", "0 / 2"} <= set(told)


def test_a_person_who_helps_is_in_no_figure_of_loads() -> None:
    county = small()
    county.post("P-leader", "county_leader", "a")
    dataset = county.dataset()
    ends = {"start_label": ["Person"], "start": ["P-leader"]}
    helped = {"end_label": ["Pairing"], "end": ["p1"]}
    more = pl.DataFrame(
        {**ends, **helped}, schema_overrides={"start_label": LABEL, "end_label": LABEL}
    )
    provides = pl.concat([dataset.relationships["PROVIDES"], more], how="diagonal_relaxed")
    relationships = {**dataset.relationships, "PROVIDES": provides}
    network = Network(type(dataset)(dataset.nodes, relationships))
    assert "P-leader" in set(network.help["helper"])
    assert "P-leader" not in set(plot.numbers(network, "helper_load")["id"])


def test_flows_count_each_pairing_by_the_towns_of_its_two_sides() -> None:
    network = everything()
    counted = plot.numbers(network, "pairing_flows")
    one, two = network.towns["id"]
    # In the first town: p1 and p5; p2 joins the towns both ways; the firm sits at the county.
    assert counted.rows() == [(None, one, 2), (one, one, 2), (one, two, 1), (two, one, 1)]
    told = texts(plot.show(network, "pairing_flows"))
    assert told.count("2") == 4  # two cells, the sum of the firm's row ... and none besides
    assert "6" in told


def test_the_need_set_by_kinds_of_help_agrees_with_the_audit() -> None:
    network = everything()
    counted = plot.numbers(network, "need_and_help")
    assert counted.height == check_json(network, "PAIR002")["asked"] == 3
    cell = cell_json(network)["hundred_firms", None]
    assert counted["hundred_firms"].sum() == cell["registered"] == 2
    assert counted["hundred_firms"].null_count() == cell["unknown"] == 1
    told = texts(plot.show(network, "need_and_help"))
    # b: two pairings and a committee; c: these and a project; e: nothing, and nobody can say.
    assert "2/2 +1 unknown" in told
    assert told.count("1/3") == 1  # the project
    assert "Organisations in need: 3" in told


def test_a_tree_shows_what_covers_each_grid_and_what_nothing_covers() -> None:
    network = everything()
    counted = plot.numbers(network, "village_tree", village="a")
    levels = Counter(counted["level"])
    assert levels == {"county": 1, "town": 1, "village": 1, "base": 1, "micro": 2, "centre": 11}
    covering = dict(counted.select("place", "organization").iter_rows())
    assert (covering["g"], covering["g1"], covering["g2"]) == ("cover:g", "cover:g1", None)
    told = texts(plot.show(network, "village_tree", village="a"))
    assert {"Micro-grids: 2", "Centres: 11", "cover:g1"} <= set(told)
    # No committee of county or town stands in this dataset, and nothing covers g2.
    assert told.count("no organisation on record") == 3 + 1  # and once in the legend


def test_a_village_is_found_by_its_code_and_a_shared_name_is_refused() -> None:
    county = small()
    county.villages("b", town=1)
    network = Network(county.dataset())
    code = network.now.nodes["Village"]["id"][0]
    assert "a" in texts(plot.show(network, "village_tree", village=code))
    for name, words in (
        ("b", "2 villages"),
        ("无", "has no village"),
        (None, "none is named"),
    ):
        with pytest.raises(SettingsError) as raised:
            plot.show(network, "village_tree", village=name)
        assert words in raised.value.what


def test_supervision_shows_every_town_in_administrative_order_with_its_gaps() -> None:
    network = everything()
    counted = plot.numbers(network, "supervision")
    one, two = network.towns["id"]
    assert counted["town"].unique(maintain_order=True).to_list() == [one, two]
    last = counted.filter(pl.col("period") == "2022-12").to_dicts()
    # 91.2 and 80.5; the second town has one of the two items.
    assert [(row["score"], row["items"], row["of"]) for row in last] == [(171.7, 2, 2), (70, 1, 2)]
    before = counted.filter(pl.col("period") == "2022-09")["score"].to_list()
    assert before == [None, None]
    told = texts(plot.show(network, "supervision"))
    assert {"171.7 · 2/2 items", "70 · 1/2 items"} <= set(told)
    assert told.index("镇0") < told.index("镇1")


def test_the_committees_figure_draws_the_numbers_that_it_gives() -> None:
    network = everything()
    counted = plot.numbers(network, "committees")
    told = texts(plot.show(network, "committees"))
    for row in counted.to_dicts():
        words = "members {members} · pairings inside {inside}, across {across}"
        assert words.format(**row) in told
    assert f"Isolated weak branches: {check_json(network, 'ISO001')['failing']}" in told


@pytest.mark.parametrize("name", plot.FIGURES)
def test_a_figure_says_what_it_counts_of_whom_when_and_from_which_data(name: str) -> None:
    network = everything()
    told = texts(plot.show(network, name, village="a"))
    assert any(t.startswith(plot.title(name)) for t in told)
    assert plot.caption(name) in {t.replace("\n", " ") for t in told}
    assert "博山区, as of 2022-12-31 · internal" in told
    assert any(network.dataset.digest[:12] in t for t in told)


@pytest.mark.parametrize("name", plot.FIGURES)
def test_a_county_with_nothing_but_a_village_has_every_figure(name: str, tmp_path: Path) -> None:
    county = County()
    county.villages("a")
    plot.draw(Network(county.dataset()), tmp_path / "f.png", figure=name, village="a")
    assert (tmp_path / "f.png").exists()


@pytest.mark.parametrize("name", plot.FIGURES)
def test_a_figure_alone_is_the_same_bytes_in_every_format(name: str, tmp_path: Path) -> None:
    for ending in ("png", "svg", "pdf"):
        for turn in ("1", "2"):
            path = tmp_path / f"{turn}.{ending}"
            plot.draw(everything(), path, figure=name, village="a")
        assert (tmp_path / f"1.{ending}").read_bytes() == (tmp_path / f"2.{ending}").read_bytes()


def test_no_figure_has_english_words_in_chinese() -> None:
    language.use("zh")
    network = everything()
    own = {"orggraph", "default", "boshan", "ISO", "cover", "p", "g", "c"}
    for name in plot.FIGURES:
        told = " ".join(texts(plot.show(network, name, village="a")))
        words = set(re.findall(r"[A-Za-z]{2,}", told.replace(network.dataset.digest[:12], "")))
        assert words <= own, name


@pytest.mark.parametrize("name", plot.FIGURES)
@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_texts_of_the_example_stay_on_the_paper_and_apart(
    example: Network, name: str, spoken: str
) -> None:
    language.use(spoken)
    assert_tidy(plot.show(example, name, village="370304112240"))


@pytest.mark.parametrize("name", plot.FIGURES)
def test_texts_of_a_small_county_stay_on_the_paper_and_apart(name: str) -> None:
    assert_tidy(plot.show(everything(), name, village="a"))


def assert_tidy(figure: Figure) -> None:
    """No text or sign leaves the paper, and no text lies on another."""
    figure.draw_without_rendering()
    parts = [figure, *figure.subfigs]
    free = [t for part in parts for t in part.texts]
    inside = [t for axes in figure.axes for t in (*axes.texts, *ticks(axes))]
    titles = [axes._left_title for axes in figure.axes]  # noqa: SLF001 - the only way to it
    shown = [t for t in (*free, *inside, *titles) if t.get_text()]
    boxes = [(t.get_text(), t.get_window_extent()) for t in shown]
    paper = figure.bbox
    assert [t for t, b in boxes if b.x0 < 0 or b.y0 < 0 or b.x1 > paper.x1 or b.y1 > paper.y1] == []
    crossing = [
        (one, other)
        for i, (one, a) in enumerate(boxes)
        for other, b in boxes[:i]
        if a.shrunk(0.9, 0.8).overlaps(b.shrunk(0.9, 0.8))
    ]
    assert crossing == []
    legends = [legend.get_window_extent() for part in parts for legend in part.legends]
    assert all(legend.x1 <= paper.x1 for legend in legends)


@pytest.mark.parametrize("name", plot.FIGURES)
@pytest.mark.mpl_image_compare(
    baseline_dir="data/figures", tolerance=TOLERANCE, style="default", savefig_kwargs={"dpi": 50}
)
def test_a_figure_looks_as_it_did(name: str) -> Figure:
    # Without texts and legends: other tests read them, and each matplotlib sets them differently.
    # Make them anew: pytest tests/test_plot.py -k looks --mpl-generate-path=tests/data/figures
    figure = plot.show(everything(), name, village="a")
    for part in (*figure.findobj(Text), *figure.findobj(Legend)):
        part.set_visible(False)
    return figure


@pytest.mark.parametrize("level", [Level.BRIEFING, Level.PUBLIC])
def test_for_other_readers_a_figure_names_nobody_whom_they_may_not_know(level: Level) -> None:
    county = County()
    county.villages("某甲村", "某乙村", "某丙村")
    county.committee("某片区联村党委", "某甲村", "某乙村")
    county.weak("某丙村")
    county.pair("p1", "某甲村", "某乙村")
    county.firm("某己公司")
    county.helper("P-某庚书记")
    county.pair("p8", "某己公司", "某甲村", mechanism="hundred_firms")
    county.pair("p9", "P-某庚书记", "某甲村", mechanism="other")
    network = Network(county.dataset())
    people, places = ("某庚",), ("某甲", "某乙", "某丙", "某己", "某片区")
    gone = people if level is Level.BRIEFING else (*people, *places)
    seen = [name for name in plot.FIGURES if level is Level.BRIEFING or plot.FIGURES[name].public]
    for name in seen:
        told = texts(plot.show(network, name, village="某甲村", level=level))
        word = "for briefing" if level is Level.BRIEFING else "public"
        assert f"博山区, as of 2022-12-31 · {word}" in told
        assert [(name, t) for t in told for word in gone if word in t] == []
    assert len(seen) == (8 if level is Level.BRIEFING else 4)


def test_the_public_is_refused_what_shows_single_organisations(tmp_path: Path) -> None:
    network = everything()
    for name in ("committees", "helper_load", "need_and_help", "village_tree"):
        with pytest.raises(SettingsError, match=name) as raised:
            plot.draw(network, tmp_path / "f.png", figure=name, village="a", level=Level.PUBLIC)
        assert "coverage_matrix" in raised.value.remedy
    assert list(tmp_path.iterdir()) == []
    plot.draw(network, tmp_path / "overview.png", level=Level.PUBLIC)
    plot.draw(network, tmp_path / "matrix.png", figure="coverage_matrix", level=Level.PUBLIC)
    overview, matrix = (tmp_path / f"{name}.png" for name in ("overview", "matrix"))
    assert overview.read_bytes() == matrix.read_bytes()


def test_there_is_no_figure_of_another_name(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as raised:
        plot.draw(everything(), tmp_path / "f.png", figure="pie")
    assert "pie" in raised.value.what
    assert "coverage_matrix" in raised.value.remedy
    assert list(tmp_path.iterdir()) == []


def test_a_notebook_shows_a_figure_by_itself() -> None:
    shown = committees(Network(small().dataset()))._repr_png_()
    assert shown.startswith(SIGNATURES["png"])


def test_the_users_own_settings_of_matplotlib_are_left_alone(tmp_path: Path) -> None:
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    with warnings.catch_warnings():
        plot.draw(Network(small().dataset()), tmp_path / "f.png")
    assert dict(mpl.rcParams) == before

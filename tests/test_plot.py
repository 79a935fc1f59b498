"""The figures: readable anywhere, the same every time, true to the counts."""

import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, Polygon, Rectangle

import orggraph
from orggraph import demo, language, mechanisms, plot
from orggraph.coverage import Cell
from orggraph.errors import SettingsError
from orggraph.network import Network
from tests.county import County

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
    own = [t.get_text() for t in figure.texts]
    legends = [t.get_text() for legend in figure.legends for t in legend.get_texts()]
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
    assert "□家村" in texts(plot.committees(network))


def test_the_clusters_show_each_committee_with_its_numbers_and_all_members() -> None:
    figure = plot.committees(Network(small().dataset()))
    told = texts(figure)
    assert {"甲片区", "乙片区", "a", "b", "c", "d"} <= set(told)
    assert "3 members · pairings inside 1, across 1" in told
    assert "1 members · pairings inside 0, across 1" in told
    assert len(drawn(figure, Polygon)) == 2
    # p1 and p2; p2 is mutual and still one arrow.
    assert len(drawn(figure, FancyArrowPatch)) == 2


def test_the_isolated_branches_have_a_panel_of_their_own() -> None:
    told = texts(plot.committees(Network(small().dataset())))
    assert "Isolated weak branches: 1" in told
    assert "e" in told


def test_a_county_without_committees_still_has_a_figure(tmp_path: Path) -> None:
    county = County()
    county.villages("a")
    plot.draw(Network(county.dataset()), tmp_path / "f.png")
    assert "Isolated weak branches: 0" in texts(plot.committees(Network(county.dataset())))


def test_a_member_of_two_committees_is_drawn_once() -> None:
    county = small()
    county.committee("丙片区联村党委", "a", "d")
    told = texts(plot.committees(Network(county.dataset())))
    assert (told.count("a"), told.count("d")) == (1, 1)


def test_names_do_not_overlap(tmp_path: Path) -> None:
    demo.write(tmp_path)
    figure = plot.committees(Network(orggraph.read(tmp_path / "ledgers")))
    figure.draw_without_rendering()
    boxes = [t.get_window_extent() for axes in figure.axes for t in axes.texts if t.get_text()]
    crossing = [
        (a, b) for i, a in enumerate(boxes) for b in boxes[:i] if a.shrunk(0.9, 0.9).overlaps(b)
    ]
    assert crossing == []


def bars(figure: Figure, panel: int) -> list[tuple[int, float, float]]:
    """Row, start and length of each bar in a panel."""
    return [
        (round(p.get_y() + p.get_height() / 2), round(p.get_x(), 3), round(p.get_width(), 3))
        for p in figure.axes[panel].patches
        if isinstance(p, Rectangle)
    ]


def test_coverage_bars_show_registered_and_unknown_with_their_counts() -> None:
    network = Network(County(towns=2).dataset())
    towns = list(network.towns["id"])
    cells = [
        Cell("co_building", towns[0], 28, 27, 26, 5, 0),
        Cell("co_building", towns[1], 4, 1, 1, None, 2),
        Cell("co_building", None, 32, 28, 27, None, 2),
    ]
    figure = plot.coverage(cells, network)
    told = texts(figure)
    assert "27/28" in told
    assert "1/2 +2 unknown" in told
    assert "28/30 +2 unknown" in told
    assert bars(figure, 0) == [
        (0, 0, 1),
        (0, 0, 0.875),
        (0, 0.938, 0.062),
        (1, 0, 1),
        (1, 0, 0.964),
        (2, 0, 1),
        (2, 0, 0.25),
        (2, 0.5, 0.5),
    ]
    hatched = [p.get_hatch() for p in figure.axes[0].patches if isinstance(p, Rectangle)]
    assert [bool(h) for h in hatched] == [False, False, True, False, False, False, False, True]


def test_where_nobody_was_asked_there_is_no_bar_and_no_rate() -> None:
    network = Network(County().dataset())
    figure = plot.coverage(mechanisms.matrix(network), network)
    assert len(figure.axes) == 13
    # all mechanisms but supervision, which asks the town itself; one town and the county
    assert texts(figure).count("– nobody asked") == 24
    assert sum("/" in t and t[0].isdigit() for t in texts(figure)) == 2


def test_a_notebook_shows_a_figure_by_itself() -> None:
    shown = plot.committees(Network(small().dataset()))._repr_png_()
    assert shown.startswith(SIGNATURES["png"])


def test_the_users_own_settings_of_matplotlib_are_left_alone(tmp_path: Path) -> None:
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    with warnings.catch_warnings():
        plot.draw(Network(small().dataset()), tmp_path / "f.png")
    assert dict(mpl.rcParams) == before

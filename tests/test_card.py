"""Cards: escaped, counted, in the language in use; and what each answer says of itself."""

import re
from datetime import date

import pytest

import orggraph
from orggraph import card, comparison, dropouts, language
from orggraph.dropouts import Loss
from orggraph.network import Network
from orggraph.report.dropouts import Dropout
from orggraph.report.resilience import Outlook
from tests.county import County

DAY = date(2022, 12, 31)
HOSTILE = '</td><script>alert("x")</script><img onerror=alert(1)>\u202e'


def rows(html: str) -> list[list[str]]:
    """Read the rows of a card's tables as texts."""
    found = re.findall(r"<tr>(.*?)</tr>", html)
    return [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row) for row in found]


def test_names_stay_text() -> None:
    shown = card.card(HOSTILE, HOSTILE, card.Table([HOSTILE], [[HOSTILE]]))
    assert "<script" not in shown
    assert "<img" not in shown
    assert shown.count("&lt;script&gt;") == 4


def test_a_cell_keeps_its_direction_to_itself() -> None:
    shown = card.card("title", card.Table(["a"], [["\u202eb"]]))
    assert '<td dir="auto"' in shown


def test_none_is_a_dash_and_zero_is_not() -> None:
    shown = card.card("title", card.Table(["a", "b", "c"], [[None, 0, 1234]]))
    assert rows(shown) == [["a", "b", "c"], ["–", "0", "1,234"]]


def test_counts_stand_to_the_right_and_words_to_the_left() -> None:
    shown = card.card("title", card.Table(["what", "count"], [["a", 1], ["b", None]]))
    assert re.findall(r"text-align:(\w+)", shown) == ["left", "right"] * 3


def test_a_long_table_says_how_much_it_leaves_out() -> None:
    shown = card.card("title", card.Table(["n"], [[n] for n in range(card.MOST + 3)]))
    assert len(rows(shown)) == 1 + card.MOST
    assert "… and 3 more." in shown


def test_a_table_without_rows_is_left_out() -> None:
    assert card.card("title", card.Table(["a"], [])) == "<div><p><strong>title</strong></p></div>"


def test_a_share_of_nobody_has_no_rate() -> None:
    assert card.share(0, 0) == "0/0"
    assert card.share(1, 8) == "1/8 (12.5%)"


def small() -> Network:
    """Give three villages of one town: a firm helps the weak ``b``; the weak ``c`` is alone."""
    made = county_of_three()
    return Network(made.dataset(), DAY)


def county_of_three() -> County:
    made = County(ledgers=("村情", "党组织", "联村党委", "结对", "活动", "认定"))
    made.villages("a", "b", "c")
    made.firm(HOSTILE)
    made.weak("b")
    made.weak("c")
    made.pair("p", HOSTILE, "b", mechanism="hundred_firms")
    return made


def told(html: str) -> dict[str, list[str]]:
    """Give what stands beside the first cell of each row."""
    return {first: rest for first, *rest in rows(html)}


def test_a_network_shows_its_day_and_its_counts_with_what_they_are_of() -> None:
    shown = small()._repr_html_()
    assert "as of 2022-12-31, profile boshan-2022" in shown
    counts = told(shown)
    assert counts["Village branches"] == ["3", "3"]
    assert counts["Weak branches in need"] == ["2", "3"]
    assert counts["Active pairings"] == ["1", "1"]
    assert counts["Villages in an active pairing"] == ["1", "3"]
    assert counts["Villages in a joint committee"] == ["0", "3"]
    assert counts["Ledgers handed in"] == ["6", "19"]


def test_a_count_whose_ledger_was_not_given_is_unknown_and_not_zero() -> None:
    made = County(ledgers=("村情", "认定"))
    made.villages("a")
    counts = told(Network(made.dataset(), DAY)._repr_html_())
    assert counts["Active pairings"] == ["–", "–"]
    assert counts["Weak branches in need"] == ["0", "1"]


def test_an_audit_shows_who_fails_of_whom_and_the_coverage() -> None:
    shown = orggraph.audit(small(), select=["ISO001", "PAIR002", "JOINT001"])._repr_html_()
    found = told(shown)
    assert "3 checks: 2 fail with 2 findings" in shown
    assert found["ISO001"] == ["Isolated weak branch", "1", "2", "0"]
    assert found["hundred firms"] == ["1/2 (50.0%)", "0", "0", "2", "0"]
    assert found["double hundred"][0] == "0/2 (0.0%)"
    assert found["funded project"][0] == "–"  # nobody is economically weak


def test_a_comparison_shows_what_moved() -> None:
    network = small()
    after = dropouts.without(network, [f"U-{HOSTILE}"])
    shown = comparison.compare(network, after)._repr_html_()
    found = told(shown)
    assert found["Pairings"] == ["1", "0", "-1"]
    assert found["Villages"] == ["3", "3", "+0"]
    assert found["ISO001"][1:] == ["1/2 (50.0%)", "2/2 (100.0%)", "1", "0", "1", "0"]
    assert found["hundred firms"] == ["1/2 (50.0%)", "0/2 (0.0%)"]


def test_losses_show_whom_they_leave_alone_and_names_stay_text() -> None:
    network, firm = small(), f"U-{HOSTILE}"
    weak = county_of_three().org("b")
    found = told(dropouts.losses(network)[firm]._repr_html_())
    assert found["newly isolated"] == ["1", weak]
    assert told(Loss(frozenset(), frozenset(), frozenset())._repr_html_())["unknown"] == ["0", ""]
    for shown in (Outlook(network), Dropout(network, frozenset({firm}))):
        html = shown._repr_html_()
        assert "&lt;script&gt;" in html
        assert "<script" not in html


@pytest.mark.parametrize(
    ("language_", "word"), [("en", "Isolated weak branch"), ("zh", "孤立的薄弱支部")]
)
def test_it_speaks_the_language_in_use(language_: str, word: str) -> None:
    language.use(language_)
    assert word in orggraph.audit(small(), select=["ISO001"])._repr_html_()


def test_published_figures_show_those_that_differ_first() -> None:
    found = orggraph.claims.compare(small(), orggraph.claims.load("boshan-2022"))
    shown = found._repr_html_()
    verdicts = [row[-1] for row in rows(shown)[1:]]
    assert found.summary in shown
    assert verdicts[0] == "differs"
    assert verdicts == sorted(verdicts, key=["differs", "unknown", "agrees"].index)

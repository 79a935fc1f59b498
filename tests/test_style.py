"""Words and labels as pictures show them."""

import pytest

from orggraph import style
from orggraph.model import PAIRING_MECHANISMS
from orggraph.network import Network
from tests.county import County


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("黄台村", 4, "黄台村"),
        ("天津湾西村", 4, "天津湾\n西村"),
        ("泰和花园社区", 4, "泰和花\n园社区"),
        ("示例陶瓷琉璃11号有限公司", 7, "示例陶瓷琉璃\n11号有限公司"),
        ("", 4, ""),
    ],
)
def test_a_label_is_broken_into_even_lines_and_never_inside_a_number(
    text: str, width: int, lines: str
) -> None:
    assert style.wrap(text, width) == lines


def test_nothing_is_lost_by_breaking() -> None:
    for width in range(1, 9):
        text = "红叶柿岩片区ABC股份12号联村党委"
        assert style.wrap(text, width).replace("\n", "") == text


def test_what_no_font_can_show_becomes_a_box() -> None:
    assert style.visible("\ue170家\x00村\n𣒍") == "□家□村\n𣒍"


def test_every_mechanism_has_a_colour_of_its_own() -> None:
    assert set(style.MECHANISM_COLOURS) == set(PAIRING_MECHANISMS)
    assert len(set(style.MECHANISM_COLOURS.values())) == len(PAIRING_MECHANISMS)


@pytest.mark.parametrize(
    ("label", "kind", "name"),
    [
        ("PartyOrganization", "village", "village"),
        ("PartyOrganization", "joint_committee", "joint_committee"),
        ("PartyOrganization", "agency", "agency"),
        ("PartyOrganization", "town_committee", "other"),
        ("Enterprise", None, "enterprise"),
        ("Person", None, "person"),
    ],
)
def test_a_node_is_marked_by_what_it_is(label: str, kind: str | None, name: str) -> None:
    assert style.mark(label, kind) == name


def test_a_unit_is_called_by_its_place_and_others_by_their_own_name() -> None:
    county = County()
    county.villages("黄台村", "北村")
    county.firm("琉璃厂")
    county.committee("戴北片区联村党委", "黄台村")
    county.pair("p", "琉璃厂", "北村", mechanism="hundred_firms")
    names = style.short_names(Network(county.dataset()))
    assert names[county.org("黄台村")] == "黄台村"
    assert names[county.org("琉璃厂")] == "琉璃厂"
    assert style.committee_name(names[county.org("戴北片区联村党委")]) == "戴北片区"


def test_what_turns_the_direction_of_writing_is_shown_as_a_box() -> None:
    assert style.visible("a\u202eb\u202c\u2066c") == "a□b□□c"

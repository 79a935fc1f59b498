"""Which id has which number, and what is no id."""

import polars as pl
import pytest

from orggraph.errors import NetworkError
from orggraph.names import Codes, Objects

IDS = pl.Series(["b", "a", "c"])


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        (["a", "b", "d"], [1, 0, -1]),
        (["a", 1, None, ("b",), b"b", "\ud800", "c"], [1, -1, -1, -1, -1, -1, 2]),
        ([1, "a"], [-1, 1]),
        (iter(["c"]), [2]),
        (pl.Series(["c", None, "a"]), [2, -1, 1]),
        ([], []),
        (pl.Series([], dtype=pl.String), []),
    ],
)
def test_ids_have_their_numbers_and_all_else_has_none(asked: object, numbers: list[int]) -> None:
    assert Codes(IDS).find(asked).tolist() == numbers  # type: ignore[arg-type]


def test_one_id_is_found_as_many_are() -> None:
    codes = Codes(IDS)
    assert [codes.position(name) for name in ("c", "d", 0, None, "\ud800")] == [2, -1, -1, -1, -1]
    assert codes.at(codes.find(["c", "b"])) == ["c", "b"]
    assert list(codes.part(codes.find(["c", "b"]))) == ["c", "b"]


@pytest.mark.parametrize("column", [["a", None], ["a", "b", "a"]])
def test_ids_that_are_missing_or_come_twice_are_refused(column: list[str | None]) -> None:
    with pytest.raises(NetworkError, match=r"no id|The id a comes twice"):
        Codes(pl.Series(column))


def test_whatever_can_be_a_node_has_a_number() -> None:
    names = Objects(["a", 1, None, ("b",), "\ud800"])
    assert names.find([("b",), "\ud800", 2, 1]).tolist() == [3, 4, -1, 1]
    assert names.position(None) == 2
    assert names.at(names.find([1, "a"])) == [1, "a"]

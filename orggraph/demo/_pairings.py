"""结对: the pairings of every mechanism."""

from orggraph.demo import _aid, _co_building
from orggraph.demo._pair import Pair
from orggraph.demo._sheet import Row, Sheet


def every() -> tuple[Pair, ...]:
    """Give every pairing in the order of the ledger."""
    return (*_co_building.pairs(), *_co_building.ended(), *_aid.pairs())


def _row(pair: Pair) -> Row:
    side = pair.side
    return (
        pair.code,
        pair.mechanism,
        pair.mode,
        side.town,
        side.name,
        side.kind,
        pair.helped.town,
        pair.helped.name,
        pair.carrier,
        pair.document,
        pair.since,
        pair.ended,
    )


SHEET = Sheet(
    "结对",
    (
        "编号",
        "机制",
        "方式",
        "帮扶方镇(街道)",
        "帮扶方",
        "帮扶方类别",
        "受帮方镇(街道)",
        "受帮方",
        "项目载体",
        "文号",
        "开始时间",
        "结束时间",
    ),
    lambda: [_row(pair) for pair in every()],
)

"""What to write into a column, in one line, and the sheets of a template that are no ledgers."""

from orggraph.language import N_, _
from orggraph.sheets._columns import Column, Kind, Ledger

GUIDE, NAMES = "填写说明", "名单"  # sheets of a template beside the ledgers, which are not read
TEMPLATE_SHEETS = (GUIDE, NAMES)

_BY_KIND = {
    Kind.TEXT: N_("Text."),
    Kind.ITEM: N_("What the item on the left asks for."),
    Kind.LIST: N_("Several, with 、 between them."),
    Kind.PERSON: N_("A name; only a pseudonym of it is kept."),
    Kind.YES_NO: N_("是 or 否; blank: not known."),
    Kind.INTEGER: N_("A whole number, 0 or more."),
    Kind.START: N_("A date such as 2022-03-05; of a month its first day counts."),
    Kind.DEADLINE: N_("A date such as 2022-03-05; of a month its last day counts."),
    Kind.LAST: N_("The last day on which it holds, such as 2022-12-31; blank: it goes on."),
    Kind.GONE: N_("The day from which it no longer holds; blank: it goes on."),
    Kind.CREDIT: N_("The 18 characters of the credit code."),
    Kind.COOPERATIVE_CREDIT: N_("The 18 characters of the credit code, which begins with 93."),
    Kind.YEAR: N_("A year such as 2022."),
    Kind.NUMBER: N_("A number."),
    Kind.MONEY: N_("Ten thousands of yuan (万元), 4 decimals at most."),
    Kind.PERCENT: N_("A number from 0 to 100."),
    Kind.PLACE: N_("The 12 digits; blank: filled in by the name."),
}
# Where the kind of the column says too little.
_OWN = {
    ("说明", "项"): N_("These items stand here as they are."),
    ("说明", "值"): N_("Of 截止日期: the day that the ledgers speak of, such as 2022-12-31."),
    ("党组织", "上级党组织"): N_("Its full name; blank: the committee of the town."),
    ("党组织", "镇(街道)"): N_("Blank for organisations of the county."),
    ("党组织", "村(社区)"): N_("For organisations of villages and communities."),
    ("联村党委", "成员村"): N_("The villages, with 、 between them; of another town as 镇/村."),
    ("单位", "镇(街道)"): N_("Where it is seated; blank: the county."),
    ("结对", "编号"): N_("A number of its own, by which 活动 names the pairing."),
    ("结对", "帮扶方"): N_("Who helps: a place, a committee, a unit or a person, by 帮扶方类别."),
    ("结对", "帮扶方镇(街道)"): N_("The town of who helps; blank for units of the county."),
    ("结对", "受帮方"): N_("The place that is helped."),
    ("结对", "项目载体"): N_("The 编号 or 名称 of a project of 项目, or the carrier's name."),
    ("活动", "参加单位"): N_("Places or teams, with 、 between them; of another town as 镇/村."),
    ("活动", "结对编号"): N_("The 编号 of a row of 结对."),
    ("擂台比武", "编号"): N_("The number of the contest; one row a contestant."),
    ("项目", "覆盖村"): N_("The villages as 镇/村, with 、 between them."),
    ("认定", "提级"): N_("0 handled in the village, 1 town, 2 county, 3 city."),
    ("认定", "帮包单位"): N_("The unit in charge, as 单位 lists it."),
    ("网格", "中心户编号"): N_("A number of the centre household, such as 01; no name."),
    ("网格", "联系户数"): N_("Households that it links, its own included."),
    ("后备人才", "导师"): N_("The mentor's name; only a pseudonym of it is kept."),
    ("任职", "单位"): N_("For posts in an organisation of 党组织 that is no village's."),
    ("任职", "网格"): N_("For 网格长: the grid, as 网格 writes it."),
}


def note(ledger: Ledger, column: Column) -> str:
    """Say in one line what a column takes.

    Parameters
    ----------
    ledger
        The ledger.
    column
        One of its columns.

    Returns
    -------
    note
        One line in the language in use.
    """
    own = _OWN.get((ledger.name, column.heading))
    words = "、".join(column.terms.values())
    if own:
        told = _(own)
    elif column.kind is Kind.YES_NO and column.required:
        told = _("One of: {words}").format(words="是、否")
    elif column.kind is Kind.WORD:
        told = _("One of: {words}").format(words=words)
    elif column.heading.endswith("镇(街道)"):
        told = _("The town, as 村情 writes it.")
    elif column.heading.endswith("村(社区)"):
        told = _("The village or community, as 村情 writes it.")
    else:
        told = _(_BY_KIND[column.kind])
    return told

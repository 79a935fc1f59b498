"""Which town sent a file: what is wrong with the file as a whole is then for that town to mend."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import polars as pl

from orggraph.errors import Problem
from orggraph.sheets._sheet import Sheet


def with_senders(
    problems: Iterable[Problem],
    sheets: Mapping[str, Sheet],
    towns: Mapping[str, str],
    names: Mapping[str, str],
) -> tuple[Problem, ...]:
    """Give problems that no row puts into a town the town that sent their file, if one did.

    ``towns`` are codes by what rows call a town, ``names`` its names by code. A file is sent by
    the town of all its rows; where it has no rows, by the one that its name holds. One file alone
    is the county's own.
    """
    if len({page.file for sheet in sheets.values() for page in sheet.pages if page.file}) == 1:
        return tuple(problems)
    sent = _by_rows(sheets, towns)
    told = []
    for each in problems:
        if each.town is None and each.file:
            town = sent.get(each.file, None if each.file in sent else _by_name(each.file, names))
            each = replace(each, town=town)  # noqa: PLW2901 - the same problem
        told.append(each)
    return tuple(told)


def _by_rows(sheets: Mapping[str, Sheet], towns: Mapping[str, str]) -> dict[str, str | None]:
    found: dict[str, set[str | None]] = {}
    for sheet in sheets.values():
        if sheet.ledger.column(sheet.ledger.town) is None:
            continue
        files = {index: page.file for index, page in enumerate(sheet.pages)}
        named = pl.col(sheet.ledger.town).str.normalize("NFKC").str.strip_chars()
        for index, town in sheet.rows.select("page", named).unique().rows():
            found.setdefault(files[index], set()).add(towns.get(town))
    return {file: next(iter(own)) if len(own) == 1 else None for file, own in found.items()}


def _by_name(file: str, names: Mapping[str, str]) -> str | None:
    found = [code for code, name in names.items() if name in file]
    return found[0] if len(found) == 1 else None

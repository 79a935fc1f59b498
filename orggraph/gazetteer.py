"""The official places of the country: counties, towns and villages by code and name.

National Bureau of Statistics of China, statistical division codes, edition of 2023-06-30, bundled
as Parquet. Of villages and towns only those of one county are read.

>>> from orggraph import gazetteer
>>> gazetteer.county("沂源县").title
'山东省淄博市沂源县'
>>> gazetteer.villages("370304").height
296
"""

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

import polars as pl

from orggraph.errors import PlaceError
from orggraph.language import N_, _

EDITION = "2023-06-30"
SOURCE = N_("National Bureau of Statistics, statistical division codes, edition of 2023-06-30")
FOLDER = Path(__file__).parent / "places"
COUNTY_DIGITS, TOWN_DIGITS, VILLAGE_DIGITS = 6, 9, 12
CITY_DIGITS, PROVINCE_DIGITS = 4, 2
# The Bureau's own marks for characters that no font has.
UNSHOWABLE = r"[\x{E000}-\x{F8FF}]"
_NO_CITY = ("市辖区", "县", "省直辖", "自治区直辖")  # what stands where a city would
_MOST_LISTED = 12
_COMMITTEE = r"(?:村民委员会|村委会)$"
_RESIDENTS = r"(?:社区)?(?:居民委员会|居委会)$"


@dataclass(frozen=True)
class County:
    """A county, district or city without districts.

    Parameters
    ----------
    code
        Its 6 digits.
    name
        Its name.
    title
        Its name after those of its province and city.
    """

    code: str
    name: str
    title: str


def county(text: str) -> County:
    """Find a county by its code, or by its name with or without those above it.

    Parameters
    ----------
    text
        Such as ``370323``, ``沂源县`` or ``南京市鼓楼区``.

    Returns
    -------
    county
        The only one that it stands for.

    Raises
    ------
    PlaceError
        It stands for none or for several; the candidates are listed.
    """
    asked = text.strip()
    rows = _counties()
    hits = [each for each in rows if asked in (each.code, each.name)] or [
        each for each in rows if asked and (each.title.endswith(asked) or _called(each, asked))
    ]
    if len(hits) == 1:
        return hits[0]
    if hits:
        what = _("{name} stands for {count} counties.").format(name=asked, count=len(hits))
        raise PlaceError(what, _("Give the code: {counties}").format(counties=_listed(hits)))
    within = [each for each in rows if _above(each, asked)]
    if within:
        what = _("{name} is no county but holds {count}.").format(name=asked, count=len(within))
        raise PlaceError(what, _("Give one: {counties}").format(counties=_listed(within)))
    what = _("No county is called {name} (edition of {edition}).").format(
        name=asked, edition=EDITION
    )
    close = get_close_matches(asked, [each.name for each in rows], n=5)
    alike = [each for each in rows if each.name in close]
    way_out = _("Give the code of 6 digits, or the whole name.")
    if alike:
        way_out = _("Perhaps: {counties}").format(counties=_listed(alike))
    raise PlaceError(what, way_out)


def has_county(code: str) -> bool:
    """Say whether there is a county with a code.

    Parameters
    ----------
    code
        6 digits.

    Returns
    -------
    known
        True where the edition has it.
    """
    return any(each.code == code for each in _counties())


def towns(county_code: str) -> pl.DataFrame:
    """Read the towns, townships and streets of a county, or of a larger area.

    Parameters
    ----------
    county_code
        Its 6 digits; 4 of a city, 2 of a province, empty for the country.

    Returns
    -------
    towns
        ``town`` (9 digits) and ``name``, by code; empty where there is no such county.
    """
    return _within("towns", county_code, TOWN_DIGITS).rename({"code": "town"})


@cache
def villages(county_code: str) -> pl.DataFrame:
    """Read the villages and residents' communities of a county, or of a larger area.

    Parameters
    ----------
    county_code
        Its 6 digits; 4 of a city, 2 of a province, empty for the country.

    Returns
    -------
    villages
        ``code`` (12 digits), ``name`` (the Bureau's), ``town`` (9 digits), ``kind`` (village,
        community or other, by the code) and ``called`` (as people write it: 黄台村 for 黄台村委会;
        the Bureau's name where two of a town would be called the same), by code; empty where there
        is no such county.
    """
    found = _within("villages", county_code, VILLAGE_DIGITS)
    called = _everyday(pl.col("name"))
    return found.with_columns(
        pl.col("code").str.slice(0, TOWN_DIGITS).alias("town"),
        kind_of(pl.col("code")).alias("kind"),
        called.alias("called"),
    ).with_columns(
        pl.when(pl.struct("town", "called").is_duplicated())
        .then("name")
        .otherwise("called")
        .alias("called")
    )


def kind_of(code: pl.Expr) -> pl.Expr:
    """Tell villages from communities by the tenth digit of their codes.

    Parameters
    ----------
    code
        Place codes of 12 digits.

    Returns
    -------
    kind
        ``village`` for 2 and 3, ``community`` for 0 and 1, else ``other``.
    """
    digit = code.str.slice(TOWN_DIGITS, 1)
    return (
        pl.when(digit.is_in(["0", "1"]))
        .then(pl.lit("community"))
        .when(digit.is_in(["2", "3"]))
        .then(pl.lit("village"))
        .otherwise(pl.lit("other"))
    )


def _everyday(name: pl.Expr) -> pl.Expr:
    village = name.str.replace(_COMMITTEE, "")
    community = name.str.replace(_RESIDENTS, "")
    return (
        pl.when(name.str.contains(rf"^.+{_COMMITTEE}"))
        .then(village.str.strip_suffix("村") + "村")
        .when(name.str.contains(rf"^.+{_RESIDENTS}"))
        .then(community + "社区")
        .otherwise(name)
    )


def areas(code: str) -> pl.DataFrame:
    """Read an area and the areas in it down to counties.

    Parameters
    ----------
    code
        2 digits of a province, 4 of a city, 6 of a county; empty for the country.

    Returns
    -------
    areas
        ``code`` and ``name``, by code; empty where there is no such area.
    """
    rows = pl.read_parquet(FOLDER / "areas.parquet").with_columns(pl.col("code").cast(pl.String))
    return rows.filter(pl.col("code").str.starts_with(code)).sort("code")


def _within(table: str, code: str, digits: int) -> pl.DataFrame:
    """Read the rows of one area; the others are passed over by the file's own statistics."""
    step = 10 ** (digits - len(code))
    first = int(code or 0) * step
    rows = pl.scan_parquet(FOLDER / f"{table}.parquet").filter(
        pl.col("code").is_between(first, first + step - 1)
    )
    return rows.with_columns(_text_code(digits)).collect()


def _text_code(digits: int) -> pl.Expr:
    return pl.col("code").cast(pl.String).str.zfill(digits).alias("code")


@cache
def _counties() -> tuple[County, ...]:
    rows = pl.read_parquet(FOLDER / "areas.parquet")
    names = dict(rows.with_columns(pl.col("code").cast(pl.String)).iter_rows())
    return tuple(
        County(code, name, "".join(dict.fromkeys((*_upper(code, names), name))))
        for code, name in names.items()
        if len(code) == COUNTY_DIGITS
    )


def _upper(code: str, names: dict[str, str]) -> tuple[str, ...]:
    """Name the province and the city of a county; placeholders such as 市辖区 are left out."""
    above = (names.get(code[:PROVINCE_DIGITS], ""), names.get(code[:CITY_DIGITS], ""))
    return tuple(name for name in above if name and not name.startswith(_NO_CITY))


def _called(each: County, asked: str) -> bool:
    """Whether a text names a county after its province alone: 江苏省鼓楼区."""
    upper = asked.removesuffix(each.name)
    return upper not in (asked, "") and each.title.startswith(upper)


def _above(each: County, asked: str) -> bool:
    return asked != "" and (
        each.title.startswith(asked) or asked in each.title.removesuffix(each.name)
    )


def _listed(counties: list[County]) -> str:
    listed = "、".join(f"{each.code} {each.title}" for each in counties[:_MOST_LISTED])
    return f"{listed} …" if len(counties) > _MOST_LISTED else listed

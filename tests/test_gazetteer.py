"""The bundled places against the tables that they were made from, read without polars."""

import csv
import gzip
from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from orggraph import gazetteer
from orggraph.errors import PlaceError

SOURCES = Path(__file__).parent.parent / "scripts" / "gazetteer"
MOST_BYTES = 4_000_000


def rows(file: str) -> list[dict[str, str]]:
    content = (SOURCES / file).read_bytes()
    text = (gzip.decompress(content) if file.endswith(".gz") else content).decode("utf-8")
    return list(csv.DictReader(text.splitlines()))


def told(table: str) -> list[tuple[int, str]]:
    return pl.read_parquet(gazetteer.FOLDER / f"{table}.parquet").rows()


@pytest.mark.parametrize(
    ("table", "file", "count"),
    [
        ("areas", "areas_cn_2023.csv", 3_351),
        ("towns", "towns_cn_2023.csv.gz", 41_352),
        ("villages", "villages_cn_2023.csv.gz", 620_573),
    ],
)
def test_every_place_of_the_bureaus_tables_is_bundled(table: str, file: str, count: int) -> None:
    source = sorted((int(row["code"]), row["name"]) for row in rows(file))
    assert len(source) == count
    assert told(table) == source


def test_the_bundle_stays_small() -> None:
    assert sum(path.stat().st_size for path in gazetteer.FOLDER.iterdir()) < MOST_BYTES


def test_boshan_has_241_villages_and_55_communities_in_10_towns() -> None:
    places = gazetteer.villages("370304")
    assert gazetteer.towns("370304").height == 10
    assert Counter(places["kind"]) == {"village": 241, "community": 55}
    assert places.filter(pl.col("town") == "370304002")["kind"].unique().to_list() == ["community"]
    names = dict(places.select("name", "called").rows())
    assert names["黄台村委会"] == "黄台村"
    assert names["公平庄居委会"] == "公平庄社区"
    assert names["荆山社区居委会"] == "荆山社区"


def test_every_county_is_read_whole_and_alone() -> None:
    source = rows("villages_cn_2023.csv.gz")
    wanted = Counter(row["code"][:6] for row in source)
    assert len(wanted) == 2_978
    for code in ("110101", "370304", "441900", "460400", "659001", "310115"):
        assert gazetteer.villages(code).height == wanted[code]
        assert gazetteer.villages(code)["code"].str.starts_with(code).all()
    assert gazetteer.villages("999999").is_empty()
    assert gazetteer.towns("999999").is_empty()


def test_no_two_places_of_a_town_are_called_the_same() -> None:
    # 130928204: 小王村村民委员会 and 小王村村村民委员会; 150525100: 哈沙图村委会 and 哈沙图嘎查
    for code in ("130928", "150525", "370304", "420684", "450681"):
        places = gazetteer.villages(code)
        assert not places.select(pl.struct("town", "called").is_duplicated()).to_series().any()
    called = dict(gazetteer.villages("150525").select("code", "called").rows())
    assert called["150525100218"] == "哈沙图村"
    assert called["150525100229"] == "哈沙图嘎查"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("370323", "370323"),
        (" 沂源县 ", "370323"),
        ("山东省淄博市沂源县", "370323"),
        ("淄博市沂源县", "370323"),
        ("南京市鼓楼区", "320106"),
        ("北京市朝阳区", "110105"),
        ("东莞市", "441900"),  # a city without districts
        ("浦东新区", "310115"),
    ],
)
def test_a_county_is_found_by_code_or_name(asked: str, code: str) -> None:
    assert gazetteer.county(asked).code == code


def test_a_name_of_several_counties_is_refused_with_their_codes() -> None:
    with pytest.raises(PlaceError) as caught:
        gazetteer.county("鼓楼区")
    assert caught.value.what == "鼓楼区 stands for 4 counties."
    assert caught.value.remedy == (
        "Give the code: 320106 江苏省南京市鼓楼区、320302 江苏省徐州市鼓楼区、"
        "350102 福建省福州市鼓楼区、410204 河南省开封市鼓楼区"
    )
    with pytest.raises(PlaceError, match="江苏省鼓楼区 stands for 2 counties"):
        gazetteer.county("江苏省鼓楼区")


def test_a_city_or_province_lists_its_counties() -> None:
    with pytest.raises(PlaceError, match="淄博市 is no county but holds 8") as caught:
        gazetteer.county("淄博市")
    assert "370323 山东省淄博市沂源县" in caught.value.remedy
    with pytest.raises(PlaceError, match="山东省 is no county but holds"):
        gazetteer.county("山东省")


@pytest.mark.parametrize("asked", ["", "   ", "999999", "37030", "哪里也没有"])
def test_what_is_no_county_is_refused(asked: str) -> None:
    with pytest.raises(PlaceError, match="No county is called"):
        gazetteer.county(asked)


def test_a_mistyped_county_is_met_with_those_alike() -> None:
    with pytest.raises(PlaceError) as caught:
        gazetteer.county("沂远县")
    assert "370323 山东省淄博市沂源县" in caught.value.remedy

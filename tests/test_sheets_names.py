from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orggraph import gazetteer
from orggraph.sheets import _names as names


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("黄台村", "黄台村"),
        (" 黄 台　村\n", "黄台村"),
        ("黃臺村", "黄台村"),
        ("博山區源泉鎮", "博山区源泉镇"),
        ("淄博新聞網(wǎng)", "淄博新闻网"),
        ("推進（jìn）村", "推进村"),
        ("黨支部領(lǐng)辦合作社", "党支部领办合作社"),
        ("绿（lǜ）源村", "绿源村"),
        ("网(wɑ\u030cnɡ)格", "网格"),
        ("第１党支部", "第1党支部"),
        ("黄台村(东)", "黄台村(东)"),
        ("大队(a)", "大队(a)"),
        ("黄台\u200b村\ufeff", "黄台村"),
        ("\u202e黄台村\u202c", "黄台村"),
        ("邢家庄", "邢家庄"),
    ],
)
def test_names_are_compared_without_width_spaces_tradition_and_sounds(
    written: str, compared: str
) -> None:
    assert names.normal(written) == compared


def test_no_two_places_of_one_town_fall_together() -> None:
    rows = gazetteer.villages("370304").with_columns(pl.col("code").str.head(9).alias("town"))
    assert rows.height == 296
    folded = rows.with_columns(names.key(pl.col("name")).alias("key"))
    assert folded.n_unique(["town", "key"]) == rows.n_unique(["town", "name"])


ANY = st.characters(exclude_categories=["Cs"])
WRITTEN = st.one_of(ANY, st.sampled_from("網進(wǎng)（） 臺黨ɡ\u0300"))


@settings(deadline=None)
@given(st.text(alphabet=WRITTEN, max_size=30))
def test_a_column_is_folded_as_one_name_is(text: str) -> None:
    column = pl.DataFrame({"name": [text]}).select(names.key(pl.col("name")))
    assert column.item() == names.normal(text)


@settings(deadline=None)
@given(st.text(alphabet="網進黄台村 wǎng（）", max_size=20))
def test_a_folded_name_without_sounds_stays_as_it_is(text: str) -> None:
    plain = names.normal(text)
    assert names.normal(plain) == plain or "(" in plain


def test_no_character_is_simplified_in_two_steps() -> None:
    pairs = Path(names.__file__).with_name("simplified.txt").read_text("utf-8").split("\n", 2)[2]
    old, new = zip(*pairs.split(), strict=True)
    assert len(set(old)) == len(old) > 3000
    assert not set(old) & set(new)

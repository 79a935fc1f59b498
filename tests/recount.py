"""The answers about the example county, counted again from its files in plain Python.

Shares nothing with the product: openpyxl reads the workbook, dictionaries and sets do the rest.
Places are 12-digit codes and towns 9-digit ones; pairings, activities, projects and matters are
their 编号; joint committees, firms and carriers their 名称; grids their ids. Teams, cooperatives
and persons are the code of their town and their name, with a space between. ``FAILING`` gives the
failing set of a check by its code; ``coverage`` the matrix by mechanism and town code (None: the
county), each cell as asked, registered, evidenced and active.
"""

import csv
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import openpyxl

CUTOFF = date(2022, 12, 31)
DORMANT_MONTHS, MAX_HELPED = 2, 3
Value = str | int | float | date | None
Rows = list[dict[str, Value]]
Cell = tuple[int, int, int, int]
MUTUAL = ("产业联合", "优势互补")


@cache
def tables(folder: Path) -> dict[str, Rows]:
    """Read the workbook of ``folder/ledgers``: a list of rows a sheet, dates without a time."""
    (path,) = (folder / "ledgers").glob("*.xlsx")
    book = openpyxl.load_workbook(path)
    return {sheet.title: _rows(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


@cache
def csv_tables(folder: Path) -> dict[str, list[list[str]]]:
    """Read ``folder/ledgers-csv``: a list of rows a file, with their heading, all text."""
    found = {}
    for path in (folder / "ledgers-csv").iterdir():
        with path.open(encoding="utf-8-sig", newline="") as file:
            found[path.stem] = list(csv.reader(file))
    return found


def _rows(lines: Iterable[tuple[object, ...]]) -> Rows:
    headings, *rest = lines
    return [dict(zip(map(str, headings), map(_value, row), strict=True)) for row in rest]


def _value(cell: object) -> Value:
    if isinstance(cell, datetime):
        assert (cell.hour, cell.minute, cell.second) == (0, 0, 0)
        return cell.date()
    assert cell is None or isinstance(cell, str | int | float)
    return cell


@dataclass(frozen=True)
class Pairing:
    """A row of 结对, or the unit of a row of 认定; a helper that is no place is class and name."""

    number: str
    mechanism: str
    mode: str | None
    providers: frozenset[str]
    benefits: frozenset[str]
    since: date
    last: date | None
    carrier: str | None
    document: str | None

    def holds(self, on: date, *, ever_since: date | None = None) -> bool:
        begun = self.since <= (ever_since or on)
        return begun and (self.last is None or on <= self.last)


# Places.


@cache
def codes(folder: Path) -> dict[tuple[str, str], str]:
    """Code by town and name."""
    found = {
        (str(r["镇(街道)"]), str(r["村(社区)"])): str(r["区划代码"]) for r in tables(folder)["村情"]
    }
    assert len(found) == len(tables(folder)["村情"]), "two places of one town share a name"
    return found


def town_codes(folder: Path) -> dict[str, str]:
    return {town: code[:9] for (town, _name), code in codes(folder).items()}


def units(folder: Path) -> set[str]:
    return set(codes(folder).values())


def villages(folder: Path) -> set[str]:
    return {str(r["区划代码"]) for r in tables(folder)["村情"] if r["类别"] == "村"}


def tags(folder: Path) -> dict[str, set[str]]:
    return {
        str(r["区划代码"]): set(str(r["产业优势"]).split("、")) if r["产业优势"] else set()
        for r in tables(folder)["村情"]
    }


def _code(folder: Path, row: dict[str, Value]) -> str:
    return codes(folder)[str(row["镇(街道)"]), str(row["村(社区)"])]


# Designations.


def _holds(row: dict[str, Value], start: str, gone: str, on: date) -> bool:
    since, until = row[start], row[gone]
    assert isinstance(since, date)
    assert until is None or isinstance(until, date)
    return since <= on and (until is None or on < until)


def _designations(folder: Path, kind: str) -> Rows:
    return [row for row in tables(folder)["认定"] if row["类别"] == kind]


def _current(folder: Path, kind: str, on: date) -> Rows:
    rows = _designations(folder, kind)
    return [row for row in rows if _holds(row, "认定时间", "解除时间", on)]


def _designated(folder: Path, kind: str, on: date) -> set[str]:
    return {_code(folder, row) for row in _current(folder, kind, on)}


def weak_lax(folder: Path, on: date = CUTOFF) -> set[str]:
    return _designated(folder, "软弱涣散", on)


def economically_weak(folder: Path, on: date = CUTOFF) -> set[str]:
    return _designated(folder, "经济薄弱", on)


def need_set(folder: Path, on: date = CUTOFF) -> set[str]:
    return weak_lax(folder, on) | economically_weak(folder, on)


# Pairings and activities.


@cache
def all_pairings(folder: Path) -> tuple[Pairing, ...]:
    """Every row of 结对, and a four-duties pairing for each weak and lax row with a unit."""
    found = [_pairing(folder, row) for row in tables(folder)["结对"]]
    for row in _designations(folder, "软弱涣散"):
        if row["帮包单位"]:
            code, since, gone = _code(folder, row), row["认定时间"], row["解除时间"]
            assert isinstance(since, date)
            last = gone - timedelta(days=1) if isinstance(gone, date) else None
            number, sides = (
                f"四个一 {code}",
                (frozenset({f"部门 {row['帮包单位']}"}), frozenset({code})),
            )
            found.append(Pairing(number, "四个一", None, *sides, since, last, None, None))
    return tuple(found)


def _pairing(folder: Path, row: dict[str, Value]) -> Pairing:
    helped = codes(folder)[str(row["受帮方镇(街道)"]), str(row["受帮方"])]
    if row["帮扶方类别"] in ("村", "社区"):
        helper = codes(folder)[str(row["帮扶方镇(街道)"]), str(row["帮扶方"])]
    else:
        helper = f"{row['帮扶方类别']} {row['帮扶方']}"
    assert helper != helped
    providers, benefits = {helper}, {helped}
    if row["方式"] in MUTUAL:
        providers = benefits = {helper, helped}
    since, last, mode = row["开始时间"], row["结束时间"], row["方式"]
    assert isinstance(since, date)
    assert last is None or (isinstance(last, date) and since <= last)
    assert mode is None or isinstance(mode, str)
    carrier = f"{row['受帮方镇(街道)']} {row['项目载体']}" if row["项目载体"] else None
    document = str(row["文号"]) if row["文号"] else None
    sides = (frozenset(providers), frozenset(benefits))
    what = (str(row["编号"]), str(row["机制"]), mode)
    return Pairing(*what, *sides, since, last, carrier, document)


def pairings(folder: Path, on: date = CUTOFF, mechanism: str | None = None) -> list[Pairing]:
    """Pairings active on the day."""
    living = [each for each in all_pairings(folder) if each.holds(on)]
    return [each for each in living if mechanism in (None, each.mechanism)]


def co_building(folder: Path, on: date = CUTOFF) -> list[Pairing]:
    return pairings(folder, on, "结对共建")


@cache
def held(folder: Path, on: date = CUTOFF) -> dict[str, list[date]]:
    """Days of the activities of each pairing, up to the day."""
    days = defaultdict(list)
    for row in tables(folder)["活动"]:
        day = row["日期"]
        assert isinstance(day, date)
        if row["结对编号"] and day <= on:
            days[str(row["结对编号"])].append(day)
    return days


def complete_months(on: date, count: int) -> list[tuple[date, date]]:
    """First and last days of the latest complete months, the latest first."""
    year, month = on.year, on.month
    if on.day < monthrange(year, month)[1]:
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    found = []
    for _ in range(count):
        found.append((date(year, month, 1), date(year, month, monthrange(year, month)[1])))
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return found


def recent_start(on: date = CUTOFF) -> date:
    return complete_months(on, DORMANT_MONTHS)[-1][0]


def is_dormant(folder: Path, pairing: Pairing, on: date = CUTOFF) -> bool:
    start = recent_start(on)
    if not pairing.holds(on, ever_since=start):
        return False
    return not any(start <= day for day in held(folder, on)[pairing.number])


def pair_months(folder: Path, on: date = CUTOFF) -> tuple[int, int]:
    """Pair-months with an activity, and all of them, over the twelve latest complete months."""
    met = asked = 0
    for first, last in complete_months(on, 12):
        for pairing in all_pairings(folder):
            if pairing.mechanism == "结对共建" and pairing.holds(last, ever_since=first):
                asked += 1
                met += any(first <= day <= last for day in held(folder, on)[pairing.number])
    return met, asked


def helped_by(folder: Path, on: date = CUTOFF, mechanism: str | None = None) -> dict[str, set[str]]:
    """Whom each provider helps, itself not counted."""
    found: dict[str, set[str]] = defaultdict(set)
    for pairing in pairings(folder, on, mechanism):
        for helper in pairing.providers:
            found[helper] |= pairing.benefits - {helper}
    return found


def component_sizes(folder: Path, on: date = CUTOFF) -> dict[int, int]:
    """How many components of each size the villages' co-building graph has, by union-find."""
    root = {code: code for code in villages(folder)}

    def find(code: str) -> str:
        while root[code] != code:
            root[code] = root[root[code]]
            code = root[code]
        return code

    for pairing in co_building(folder, on):
        one, other = sorted(pairing.providers | pairing.benefits)
        root[find(one)] = find(other)
    return dict(Counter(Counter(map(find, root)).values()))


# Joint committees.


def memberships(folder: Path, on: date = CUTOFF) -> dict[str, list[str]]:
    """Member villages of each joint committee that stands on the day."""
    found: dict[str, list[str]] = {}
    for row in tables(folder)["联村党委"]:
        if _holds(row, "成立时间", "撤销时间", on):
            members = [
                codes(folder)[str(row["镇(街道)"]), each] for each in str(row["成员村"]).split("、")
            ]
            found.setdefault(str(row["名称"]), []).extend(members)
    return found


def party_members(folder: Path) -> dict[str, int]:
    """Full and probationary members of each village's or community's organisation."""
    found = {}
    for row in tables(folder)["党组织"]:
        if row["村(社区)"]:
            full, probationary = row["正式党员"], row["预备党员"]
            assert isinstance(full, int)
            assert isinstance(probationary, int)
            found[_code(folder, row)] = full + probationary
    return found


# Volunteer teams.


def _named(folder: Path, row: dict[str, Value], column: str = "名称") -> str:
    """Call a team, a cooperative or a person by the code of its town and its name."""
    return f"{town_codes(folder)[str(row['镇(街道)'])]} {row[column]}"


@cache
def teams(folder: Path, on: date = CUTOFF) -> dict[str, set[str]]:
    """Teams of each place that were founded by the day."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in tables(folder)["志愿服务队"]:
        since = row["成立时间"]
        assert isinstance(since, date)
        if since <= on:
            found[_code(folder, row)].add(_named(folder, row))
    return found


@cache
def turnouts(folder: Path, on: date = CUTOFF) -> dict[str, list[date]]:
    """Days up to the day on which each team took part in something."""
    every = {_named(folder, row) for row in tables(folder)["志愿服务队"]}
    days = defaultdict(list)
    for row in tables(folder)["活动"]:
        day = row["日期"]
        assert isinstance(day, date)
        if row["类型"] == "志愿服务" and row["层级"] == "村级" and day <= on:
            for name in str(row["参加单位"]).split("、"):
                team = f"{town_codes(folder)[str(row['镇(街道)'])]} {name}"
                assert team in every
                days[team].append(day)
    return days


# Reserves.


def reserves(folder: Path, on: date = CUTOFF) -> Rows:
    """Rows of the reserve cadres of the day."""
    return [row for row in tables(folder)["后备人才"] if _holds(row, "入库时间", "出库时间", on)]


def mentored(folder: Path, on: date = CUTOFF) -> dict[str, int]:
    """How many reserves each mentor has; who is mentor in two towns would be two."""
    return Counter(_named(folder, row, "导师") for row in reserves(folder, on) if row["导师"])


# Cooperatives.


def cooperatives(folder: Path, on: date = CUTOFF, kind: str = "合作社") -> Rows:
    """Rows of the cooperatives, or of the unions, of the day."""
    rows = [row for row in tables(folder)["合作社"] if row["类别"] == kind]
    return [row for row in rows if _holds(row, "成立时间", "注销时间", on)]


def leading(folder: Path, on: date = CUTOFF) -> dict[str, int]:
    """How many cooperatives each village leads."""
    rows = [row for row in cooperatives(folder, on) if row["领办村(社区)"]]
    return Counter(codes(folder)[str(r["镇(街道)"]), str(r["领办村(社区)"])] for r in rows)


# Money.


def projects(folder: Path, on: date = CUTOFF) -> dict[str, set[str]]:
    """Places that each funded project of the day covers."""
    found = {}
    for row in tables(folder)["项目"]:
        since, last = row["开始时间"], row["结束时间"]
        assert isinstance(since, date)
        assert last is None or isinstance(last, date)
        if row["类别"] == "财政扶持" and since <= on and (last is None or on <= last):
            names = [name.split("/") for name in str(row["覆盖村"]).split("、")]
            found[str(row["编号"])] = {codes(folder)[town, name] for town, name in names}
    return found


def funded(folder: Path, on: date = CUTOFF) -> dict[str, int]:
    """How many funded projects cover each place."""
    return Counter(code for covered in projects(folder, on).values() for code in covered)


def last_year(on: date = CUTOFF) -> int:
    """Give the last complete year."""
    return on.year if (on.month, on.day) == (12, 31) else on.year - 1


def incomes(folder: Path, year: int) -> dict[str, int]:
    """Total income of each village in yuan."""
    found = {}
    for row in tables(folder)["收入"]:
        amount = row["金额(万元)"]
        assert isinstance(amount, int | float)
        if row["年度"] == year and row["口径"] == "总收入":
            assert _code(folder, row) not in found
            found[_code(folder, row)] = round(amount * 10_000)
    return found


# Supervision.


@cache
def scores(folder: Path) -> dict[tuple[str, str, str], tuple[int, int]]:
    """Score and reported rank by month, town code and item."""
    found = {}
    for row in tables(folder)["督导"]:
        key = (str(row["月份"]), town_codes(folder)[str(row["镇(街道)"])], str(row["事项"]))
        score, rank = row["得分"], row["名次"]
        assert isinstance(score, int)
        assert isinstance(rank, int)
        assert key not in found
        found[key] = (score, rank)
    return found


def items(folder: Path) -> set[str]:
    return {item for _month, _town, item in scores(folder)} - {"总分"}


def _months(on: date, count: int) -> list[str]:
    """Names of the latest complete months, the first of them first."""
    return [f"{first:%Y-%m}" for first, _last in reversed(complete_months(on, count))]


def _supervised(folder: Path, on: date) -> set[str]:
    """Towns with a score of every item in the last complete month."""
    (month,) = _months(on, 1)
    every = set(town_codes(folder).values())
    return {t for t in every if all((month, t, item) in scores(folder) for item in items(folder))}


def _year_to(on: date) -> list[str]:
    """Name the months that ended in the year to the day."""
    start = on.replace(year=on.year - 1)
    return [f"{first:%Y-%m}" for first, last in complete_months(on, 13) if last > start][::-1]


def bottoms(folder: Path, on: date = CUTOFF) -> dict[str, set[str]]:
    """Give the last three by 总分 in each month of the year to the day."""
    found = {}
    for month in _year_to(on):
        totals = {
            t: s for (m, t, i), (s, _rank) in scores(folder).items() if (m, i) == (month, "总分")
        }
        found[month] = set(sorted(totals, key=lambda town: totals[town])[:3])
    return found


# Contests.


def contests(folder: Path) -> dict[str, Rows]:
    """Rows of each contest."""
    found = defaultdict(list)
    for row in tables(folder)["擂台比武"]:
        found[str(row["编号"])].append(row)
    return found


def on_stage(folder: Path, on: date = CUTOFF) -> set[str]:
    """Places that were in a contest in the year to the day."""
    start, found = on.replace(year=on.year - 1), set()
    for row in tables(folder)["擂台比武"]:
        day = row["日期"]
        assert isinstance(day, date)
        if start < day <= on:
            found.add(codes(folder)[str(row["参赛镇(街道)"]), str(row["参赛村(社区)"])])
    return found


# Grids.


@dataclass
class Micro:
    """A micro-grid: its households, and the linked households of its centres by their ids."""

    households: int
    group: str | None
    centres: dict[str, int]


@cache
def grids(folder: Path) -> dict[str, tuple[str | None, dict[str, Micro]]]:
    """Branch and micro-grids of each base grid, by ids that the numbers in the names give."""
    found: dict[str, tuple[str | None, dict[str, Micro]]] = {}
    for row in tables(folder)["网格"]:
        base = f"{_code(folder, row)}-B{_digits(row['基础网格'])}"
        micro = f"{base}-M{_digits(row['微网格']):02d}"
        branch, group = (str(v) if v else None for v in (row["网格党支部"], row["微网格党小组"]))
        size, linked = row["微网格户数"], row["联系户数"]
        assert isinstance(size, int)
        assert isinstance(linked, int)
        known, micros = found.setdefault(base, (branch, {}))
        whole = micros.setdefault(micro, Micro(size, group, {}))
        assert (known, whole.households, whole.group) == (branch, size, group)
        centre = f"{micro}-C{row['中心户编号']}"
        assert centre not in whole.centres
        whole.centres[centre] = linked
    return found


def _digits(name: Value) -> int:
    return int("".join(filter(str.isdigit, str(name))))


def micros(folder: Path) -> dict[str, Micro]:
    return {key: micro for _branch, own in grids(folder).values() for key, micro in own.items()}


def whole_chains(folder: Path) -> set[str]:
    """Villages of which every base has a branch, and every micro-grid a group and a centre."""
    broken = {base[:12] for base in grid002(folder)} | {micro[:12] for micro in grid003(folder)}
    return {base[:12] for base in grids(folder)} - broken


# Posts.


def posts(folder: Path, on: date = CUTOFF) -> Rows:
    """Rows of the posts held on the day."""
    found = []
    for row in tables(folder)["任职"]:
        since, last = row["开始时间"], row["结束时间"]
        assert isinstance(since, date)
        assert last is None or isinstance(last, date)
        if since <= on and (last is None or on <= last):
            found.append(row)
    return found


def cadres(folder: Path, on: date = CUTOFF) -> set[str]:
    """Places with a cadre of the town."""
    return {_code(folder, row) for row in posts(folder, on) if row["职务"] == "包村干部"}


def held_posts(folder: Path, on: date = CUTOFF) -> dict[str, set[tuple[str, str]]]:
    """Posts of each person over all ledgers, as role and target; leaders' duties are none."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in tables(folder)["党组织"]:
        if row["书记"]:
            target = _code(folder, row) if row["村(社区)"] else str(row["党组织名称"])
            found[_person(folder, row, "书记")].add(("书记", target))
    for row in tables(folder)["联村党委"]:
        if row["书记"] and _holds(row, "成立时间", "撤销时间", on):
            found[_person(folder, row, "书记")].add(("书记", str(row["名称"])))
    for row in _current(folder, "软弱涣散", on):
        if row["第一书记"]:
            found[_person(folder, row, "第一书记")].add(("第一书记", f"认定 {_code(folder, row)}"))
    for row in posts(folder, on):
        target = str(row["网格"] or row["单位"] or _code(folder, row))
        found[_person(folder, row, "姓名")].add((str(row["职务"]), target))
    return found


def _person(folder: Path, row: dict[str, Value], column: str) -> str:
    """Call a person by the code of the town, or of the county, and the name."""
    return _named(folder, row, column) if row["镇(街道)"] else f"370304 {row[column]}"


# Matters.


STEPS = ("事前把关", "提议", "商议", "审议", "决议", "决议公开", "结果公开")


def matters(folder: Path, on: date = CUTOFF) -> dict[str, dict[str, date]]:
    """Days of the steps that each matter had taken by the day, if any."""
    found = {}
    for row in tables(folder)["议事"]:
        days = {step: day for step in STEPS if isinstance(day := row[step], date) and day <= on}
        if days:
            found[str(row["编号"])] = days
    return found


# Failing sets.


def pair001(folder: Path, on: date = CUTOFF) -> set[str]:
    """Villages without co-building."""
    sides = [each.providers | each.benefits for each in co_building(folder, on)]
    return villages(folder).difference(*sides)


def pair002(folder: Path, on: date = CUTOFF) -> set[str]:
    """Weak branches without a helper."""
    return need_set(folder, on).difference(*(each.benefits for each in pairings(folder, on)))


def pair003(folder: Path, on: date = CUTOFF) -> set[str]:
    """Co-building pairings without a carrier."""
    return {each.number for each in co_building(folder, on) if not each.carrier}


def pair004(folder: Path, on: date = CUTOFF) -> set[str]:
    """Carriers that two pairings use; a carrier is of its town."""
    uses = Counter(each.carrier for each in co_building(folder, on) if each.carrier)
    return {carrier.split()[1] for carrier, count in uses.items() if count > 1}


def pair005(folder: Path, on: date = CUTOFF) -> set[str]:
    """Dormant co-building pairings."""
    return {each.number for each in co_building(folder, on) if is_dormant(folder, each, on)}


def pair006(folder: Path, on: date = CUTOFF) -> set[str]:
    """Pairings of the mode strong helps weak whose provider is weak."""
    strong_weak = [each for each in pairings(folder, on) if each.mode == "强弱帮带"]
    return {each.number for each in strong_weak if each.providers & need_set(folder, on)}


def pair007(folder: Path, on: date = CUTOFF) -> set[str]:
    """Organisations that help too many."""
    load = helped_by(folder, on, "结对共建")
    return {helper for helper, helped in load.items() if len(helped) > MAX_HELPED}


def pair008(folder: Path, on: date = CUTOFF) -> set[str]:
    """Pairings of the mode strong helps weak that help nobody weak."""
    strong_weak = [each for each in pairings(folder, on) if each.mode == "强弱帮带"]
    return {each.number for each in strong_weak if not each.benefits & need_set(folder, on)}


def pair009(folder: Path, on: date = CUTOFF) -> set[str]:
    """Industry pairings without a common industry; every side has one."""
    industry = [each for each in pairings(folder, on) if each.mode == "产业联合"]
    own = tags(folder)
    assert all(own[side] for each in industry for side in each.providers)
    return {
        each.number for each in industry if not set.intersection(*(own[s] for s in each.providers))
    }


def pair010(folder: Path, on: date = CUTOFF) -> set[str]:
    """Co-building pairings with more than a third of at least six activities in one week."""
    found = set()
    for pairing in co_building(folder, on):
        days = [d for d in held(folder, on)[pairing.number] if d > on.replace(year=on.year - 1)]
        most = max((sum(a <= b < a + timedelta(days=7) for b in days) for a in days), default=0)
        if len(days) >= 6 and 3 * most > len(days):
            found.add(pairing.number)
    return found


def pair011(folder: Path, on: date = CUTOFF) -> set[str]:
    """Weak and lax branches without 双百帮带."""
    return weak_lax(folder, on).difference(*(p.benefits for p in pairings(folder, on, "双百帮带")))


def pair012(folder: Path, on: date = CUTOFF) -> set[str]:
    """Activities before their pairing began or after it ended."""
    begun = {each.number: each for each in all_pairings(folder) if each.since <= on}
    found = set()
    for row in tables(folder)["活动"]:
        pairing, day = begun.get(str(row["结对编号"])), row["日期"]
        assert isinstance(day, date)
        if pairing and day <= on and not pairing.holds(day):
            found.add(str(row["编号"]))
    return found


def pair013(folder: Path, on: date = CUTOFF) -> set[str]:
    """Firms with more than a tenth of all links."""
    links = [p for each in pairings(folder, on, "百企联百村") for p in each.providers]
    return {firm.split()[1] for firm, count in Counter(links).items() if 10 * count > len(links)}


def iso001(folder: Path, on: date = CUTOFF) -> set[str]:
    """Isolated weak branches."""
    sides = [each.providers | each.benefits for each in pairings(folder, on)]
    return need_set(folder, on).difference(*sides, *memberships(folder, on).values())


def iso002(folder: Path, on: date = CUTOFF) -> set[str]:
    """Weak branches whose help, the four duties aside, is all dormant."""
    found = set()
    for code in need_set(folder, on):
        helps = [p for p in pairings(folder, on) if code in p.benefits and p.mechanism != "四个一"]
        if helps and all(is_dormant(folder, each, on) for each in helps):
            found.add(code)
    return found


def iso003(folder: Path, on: date = CUTOFF) -> set[str]:
    """Weak branches with a single helper."""
    helpers = defaultdict(set)
    for helper, helped in helped_by(folder, on).items():
        for code in helped:
            helpers[code].add(helper)
    return {code for code in need_set(folder, on) if len(helpers[code]) == 1}


def iso004(folder: Path, on: date = CUTOFF) -> set[str]:
    """Weak branches that no two steps of help reach from a red-flag or strong branch."""
    needy = need_set(folder, on)
    strong = [each for each in pairings(folder, on) if each.mode == "强弱帮带"]
    reached = {side for each in strong for side in each.providers if side not in needy}
    reached |= _designated(folder, "红旗党支部", on)
    helps = helped_by(folder, on)
    for _step in range(2):
        reached = reached.union(*(helps.get(code, set()) for code in reached))
    return needy - reached


def joint001(folder: Path, on: date = CUTOFF) -> set[str]:
    """Villages in two joint committees."""
    counts = Counter(code for group in memberships(folder, on).values() for code in set(group))
    return {code for code, count in counts.items() if count > 1}


def joint002(folder: Path, on: date = CUTOFF) -> set[str]:
    """Joint committees without a secretary."""
    rows = tables(folder)["联村党委"]
    led = {r["名称"] for r in rows if r["书记"] and _holds(r, "成立时间", "撤销时间", on)}
    return set(memberships(folder, on)) - led


def joint003(folder: Path, on: date = CUTOFF) -> set[str]:
    """Joint committees with fewer than 2 members, or fewer than 100 party members."""
    count = party_members(folder)
    return {
        name
        for name, group in memberships(folder, on).items()
        if len(group) < 2 or sum(count[code] for code in group) < 100
    }


def joint004(folder: Path, on: date = CUTOFF) -> set[str]:
    """Joint committees across towns."""
    groups = memberships(folder, on).items()
    return {name for name, group in groups if len({code[:9] for code in group}) > 1}


def joint005(folder: Path, on: date = CUTOFF) -> set[str]:
    """Joint committees of which every member is weak."""
    needy = need_set(folder, on)
    return {name for name, group in memberships(folder, on).items() if set(group) <= needy}


def rect001(folder: Path, on: date = CUTOFF) -> set[str]:
    """Weak and lax branches that lack one of the four duties."""
    duties = ("县级领导", "镇街领导", "第一书记", "帮包单位")
    rows = _current(folder, "软弱涣散", on)
    return {_code(folder, row) for row in rows if not all(row[duty] for duty in duties)}


def rect002(folder: Path, on: date = CUTOFF) -> set[str]:
    """Weak and lax branches past their due date."""
    rows = [(row, row["整顿时限"]) for row in _current(folder, "软弱涣散", on)]
    return {_code(folder, row) for row, due in rows if isinstance(due, date) and due < on}


def rect003(folder: Path, on: date = CUTOFF) -> set[str]:
    """Weak and lax branches that were listed twice in five years."""
    start = on.replace(year=on.year - 5)
    rows = [(_code(folder, r), r["认定时间"]) for r in _designations(folder, "软弱涣散")]
    times = Counter(c for c, since in rows if isinstance(since, date) and start < since <= on)
    return {code for code in weak_lax(folder, on) if times[code] > 1}


def rect004(folder: Path, on: date = CUTOFF) -> set[str]:
    """Red-flag branches that are weak and lax."""
    return _designated(folder, "红旗党支部", on) & weak_lax(folder, on)


def _of_places(folder: Path) -> Rows:
    """Rows of villages' and communities' organisations."""
    return [row for row in tables(folder)["党组织"] if row["村(社区)"]]


def org001(folder: Path, on: date = CUTOFF) -> set[str]:
    """Villages' and communities' organisations without a secretary."""
    led = {_code(folder, row) for row in _of_places(folder) if row["书记"]}
    return (
        units(folder) - led - {_code(folder, r) for r in posts(folder, on) if r["职务"] == "书记"}
    )


def org002(folder: Path, _on: date = CUTOFF) -> set[str]:
    """Organisations below the county's that name no superior, or none that is above them."""
    above = {"镇街党委": "区委", "村党组织": "镇街党委", "社区党组织": "镇街党委"}
    rows = tables(folder)["党组织"]
    kinds = {row["党组织名称"]: row["类别"] for row in rows}
    assert len(kinds) == len(rows)
    wrong = [r for r in rows if kinds.get(r["上级党组织"]) != above.get(str(r["类别"]), "区委")]
    return {str(row["党组织名称"]) for row in wrong if row["类别"] != "区委"}


def org004(folder: Path, _on: date = CUTOFF) -> set[str]:
    """Organisations whose form does not fit their full members."""
    fits = {"党支部": range(3, 51), "党总支": range(51, 101), "党委": range(101, 10_000)}
    rows = _of_places(folder)
    return {_code(folder, r) for r in rows if r["正式党员"] not in fits[str(r["组织形式"])]}


def org003(folder: Path, on: date = CUTOFF) -> set[str]:
    """Villages' and communities' organisations whose term is over."""
    rows = [(row, row["届满日期"]) for row in _of_places(folder)]
    return {_code(folder, row) for row, end in rows if isinstance(end, date) and end < on}


def vol001(folder: Path, on: date = CUTOFF) -> set[str]:
    """Places without a volunteer team."""
    return units(folder) - set(teams(folder, on))


def vol002(folder: Path, on: date = CUTOFF) -> set[str]:
    """Teams of at least 90 days that did nothing in the 90 days to the day."""
    start = on - timedelta(days=90)
    old = set().union(*teams(folder, start).values())
    days = turnouts(folder, on)
    return {team for team in old if not any(day > start for day in days.get(team, []))}


def tal001(folder: Path, on: date = CUTOFF) -> set[str]:
    """Places without a reserve."""
    return units(folder) - {_code(folder, row) for row in reserves(folder, on)}


def tal002(folder: Path, on: date = CUTOFF) -> set[str]:
    """Reserves without a mentor."""
    return {_named(folder, row, "姓名") for row in reserves(folder, on) if not row["导师"]}


def tal003(folder: Path, on: date = CUTOFF) -> set[str]:
    """Mentors of more than five."""
    return {mentor for mentor, count in mentored(folder, on).items() if count > 5}


def coop001(folder: Path, on: date = CUTOFF) -> set[str]:
    """Villages that lead no cooperative."""
    return villages(folder) - set(leading(folder, on))


def coop002(folder: Path, on: date = CUTOFF) -> set[str]:
    """Cooperatives that no branch leads."""
    rows = cooperatives(folder, on)
    return {_named(folder, row) for row in rows if not row["领办村(社区)"]}


def coop003(folder: Path, on: date = CUTOFF) -> set[str]:
    """Unions of fewer than three cooperatives."""
    sizes = Counter(row["所属联合社"] for row in cooperatives(folder, on))
    unions = cooperatives(folder, on, "联合社")
    return {_named(folder, row) for row in unions if sizes[row["名称"]] < 3}


def coop004(folder: Path, on: date = CUTOFF) -> set[str]:
    """Cooperatives that somebody else than the secretary chairs."""
    rows = cooperatives(folder, on)
    return {_named(folder, row) for row in rows if row["理事长是否书记"] == "否"}


def econ004(folder: Path, on: date = CUTOFF) -> set[str]:
    """Places that two projects fund."""
    return {code for code, count in funded(folder, on).items() if count > 1}


def econ005(folder: Path, on: date = CUTOFF) -> set[str]:
    """Places that are funded and not listed as economically weak."""
    return set(funded(folder, on)) - economically_weak(folder, on)


def econ001(folder: Path, on: date = CUTOFF) -> set[str]:
    """Villages below 100,000 yuan."""
    return {code for code, yuan in incomes(folder, last_year(on)).items() if yuan < 100_000}


def econ002(folder: Path, on: date = CUTOFF) -> set[str]:
    """Villages whose income is missing."""
    return villages(folder) - set(incomes(folder, last_year(on)))


def econ003(folder: Path, on: date = CUTOFF) -> set[str]:
    """Economically weak villages without help, committee or cooperative."""
    helped = [each.benefits for each in pairings(folder, on)]
    joined = memberships(folder, on).values()
    return economically_weak(folder, on).difference(*helped, *joined, leading(folder, on))


def econ006(folder: Path, on: date = CUTOFF) -> set[str]:
    """Towns where five or more villages, and twice as many as next to them, are over the line."""
    found = bunches(folder, on).items()
    return {town for town, (just, more) in found if just >= 5 and just > 2 * more}


def bunches(folder: Path, on: date = CUTOFF) -> dict[str, tuple[int, int]]:
    """By town, villages up to a twentieth over the line, and up to a tenth."""
    bins: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for code, yuan in incomes(folder, last_year(on)).items():
        if 100_000 <= yuan < 110_000:
            bins[code[:9]][yuan >= 105_000] += 1
    return {town: (just, more) for town, (just, more) in bins.items()}


def supv001(folder: Path, on: date = CUTOFF) -> set[str]:
    """Towns that lack a score of the last complete month."""
    return set(town_codes(folder).values()) - _supervised(folder, on)


def supv002(folder: Path, on: date = CUTOFF) -> set[str]:
    """Towns with a rank that the scores do not give."""
    return {town for _month, town, _item in wrong_ranks(folder, on)}


def wrong_ranks(folder: Path, on: date = CUTOFF) -> set[tuple[str, str, str]]:
    """Month, town and item of each rank that the scores do not give."""
    found = set()
    for (month, town, item), (score, rank) in scores(folder).items():
        of_all = [s for (m, _t, i), (s, _r) in scores(folder).items() if (m, i) == (month, item)]
        if month in _year_to(on) and rank != 1 + sum(other > score for other in of_all):
            found.add((month, town, item))
    return found


def supv003(folder: Path, on: date = CUTOFF) -> set[str]:
    """Towns among the last three in three months running."""
    last = list(bottoms(folder, on).values())
    runs = [a & b & c for a, b, c in zip(last, last[1:], last[2:], strict=False)]
    return set().union(*runs)


def stage001(folder: Path, on: date = CUTOFF) -> set[str]:
    """Places that were in no contest in the year to the day."""
    return units(folder) - on_stage(folder, on)


def grid001(folder: Path, _on: date = CUTOFF) -> set[str]:
    """Villages without a base grid."""
    return villages(folder) - {base[:12] for base in grids(folder)}


def grid002(folder: Path, _on: date = CUTOFF) -> set[str]:
    """Base grids without a branch."""
    return {base for base, (branch, _micros) in grids(folder).items() if not branch}


def grid003(folder: Path, _on: date = CUTOFF) -> set[str]:
    """Micro-grids without a group."""
    return {key for key, micro in micros(folder).items() if not micro.group}


def grid004(folder: Path, _on: date = CUTOFF) -> set[str]:
    """Micro-grids outside 30 to 50 households."""
    return {key for key, micro in micros(folder).items() if not 30 <= micro.households <= 50}


def grid005(folder: Path, _on: date = CUTOFF) -> set[str]:
    """Centres outside 10 to 15 linked households."""
    centres = [micro.centres for micro in micros(folder).values()]
    return {key for own in centres for key, linked in own.items() if not 10 <= linked <= 15}


def grid006(folder: Path, _on: date = CUTOFF) -> set[str]:
    """Micro-grids whose households are not those of their centres."""
    found = micros(folder).items()
    return {key for key, micro in found if micro.households != sum(micro.centres.values())}


def gov001(folder: Path, on: date = CUTOFF) -> set[str]:
    """Villages without a cadre of the town."""
    return villages(folder) - cadres(folder, on)


def org005(folder: Path, on: date = CUTOFF) -> set[str]:
    """Persons with more than two posts."""
    return {person for person, own in held_posts(folder, on).items() if len(own) > 2}


def gov002(folder: Path, on: date = CUTOFF) -> set[str]:
    """Matters whose steps are not in order."""
    found = {number: list(days.values()) for number, days in matters(folder, on).items()}
    return {number for number, days in found.items() if days != sorted(days)}


def gov003(folder: Path, on: date = CUTOFF) -> set[str]:
    """Matters without a check before."""
    return {number for number, days in matters(folder, on).items() if "事前把关" not in days}


def gov004(folder: Path, on: date = CUTOFF) -> set[str]:
    """Matters resolved more than 30 days ago and not published."""
    late = on - timedelta(days=30)
    return {
        number
        for number, days in matters(folder, on).items()
        if days.get("决议", on) < late and not {"决议公开", "结果公开"} <= days.keys()
    }


FAILING: dict[str, Callable[[Path, date], set[str]]] = {
    "PAIR001": pair001,
    "PAIR002": pair002,
    "PAIR003": pair003,
    "PAIR004": pair004,
    "PAIR005": pair005,
    "PAIR006": pair006,
    "PAIR007": pair007,
    "PAIR008": pair008,
    "PAIR009": pair009,
    "PAIR010": pair010,
    "PAIR011": pair011,
    "PAIR012": pair012,
    "PAIR013": pair013,
    "ISO001": iso001,
    "ISO002": iso002,
    "ISO003": iso003,
    "ISO004": iso004,
    "JOINT001": joint001,
    "JOINT002": joint002,
    "JOINT003": joint003,
    "JOINT004": joint004,
    "JOINT005": joint005,
    "RECT001": rect001,
    "RECT002": rect002,
    "RECT003": rect003,
    "RECT004": rect004,
    "ORG001": org001,
    "ORG002": org002,
    "ORG003": org003,
    "ORG004": org004,
    "VOL001": vol001,
    "VOL002": vol002,
    "TAL001": tal001,
    "TAL002": tal002,
    "TAL003": tal003,
    "COOP001": coop001,
    "COOP002": coop002,
    "COOP003": coop003,
    "COOP004": coop004,
    "ECON004": econ004,
    "ECON005": econ005,
    "ECON001": econ001,
    "ECON002": econ002,
    "ECON003": econ003,
    "ECON006": econ006,
    "SUPV001": supv001,
    "SUPV002": supv002,
    "SUPV003": supv003,
    "STAGE001": stage001,
    "GRID001": grid001,
    "GRID002": grid002,
    "GRID003": grid003,
    "GRID004": grid004,
    "GRID005": grid005,
    "GRID006": grid006,
    "GOV001": gov001,
    "ORG005": org005,
    "GOV002": gov002,
    "GOV003": gov003,
    "GOV004": gov004,
}


# How many each check asks.


def asked(folder: Path, on: date = CUTOFF) -> dict[str, int]:
    """Count the nodes that each check asks, by its code."""
    v, u, needy = len(villages(folder)), len(units(folder)), len(need_set(folder, on))
    lax, poor = len(weak_lax(folder, on)), len(economically_weak(folder, on))
    base, small = len(grids(folder)), len(micros(folder))
    linked = sum(len(micro.centres) for micro in micros(folder).values())
    pairs, standing = co_building(folder, on), len(memberships(folder, on))
    modes = Counter(each.mode for each in pairings(folder, on))
    towns, money, done = len(town_codes(folder)), len(funded(folder, on)), len(matters(folder, on))
    kept = len(cooperatives(folder, on))
    teams_of_the_day = len(set().union(*teams(folder, on).values()))
    return {
        **dict.fromkeys(("PAIR001", "JOINT001", "GRID001", "ECON001", "ECON002"), v),
        **dict.fromkeys(("COOP001", "GOV001"), v),
        **dict.fromkeys(("ORG001", "ORG003", "ORG004", "TAL001", "STAGE001", "VOL001"), u),
        **dict.fromkeys(("PAIR002", "ISO001", "ISO002", "ISO003", "ISO004"), needy),
        **dict.fromkeys(("PAIR011", "RECT001", "RECT002", "RECT003"), lax),
        **dict.fromkeys(("PAIR003", "PAIR010"), len(pairs)),
        "PAIR004": len({each.carrier for each in pairs if each.carrier}),
        "PAIR005": sum(each.holds(on, ever_since=recent_start(on)) for each in pairs),
        **dict.fromkeys(("PAIR006", "PAIR008"), modes["强弱帮带"]),
        "PAIR007": sum(side.isdigit() for side in helped_by(folder, on, "结对共建")),
        "PAIR009": modes["产业联合"],
        "PAIR012": _activities_of_begun(folder, on),
        "PAIR013": len(set().union(*(p.providers for p in pairings(folder, on, "百企联百村")))),
        **dict.fromkeys(("JOINT002", "JOINT003", "JOINT004", "JOINT005"), standing),
        "RECT004": len(_designated(folder, "红旗党支部", on)),
        "ORG002": _below_the_county(folder) + standing,
        "ORG005": len(held_posts(folder, on)),
        "GRID002": base,
        **dict.fromkeys(("GRID003", "GRID004", "GRID006"), small),
        "GRID005": linked,
        "ECON003": poor,
        **dict.fromkeys(("ECON004", "ECON005"), money),
        "ECON006": len({code[:9] for code in incomes(folder, last_year(on))}),
        **dict.fromkeys(("COOP002", "COOP004"), kept),
        "COOP003": len(cooperatives(folder, on, "联合社")),
        "TAL002": len(reserves(folder, on)),
        "TAL003": len(mentored(folder, on)),
        **dict.fromkeys(("SUPV001", "SUPV002", "SUPV003"), towns),
        "VOL002": teams_of_the_day,
        **dict.fromkeys(("GOV002", "GOV003", "GOV004"), done),
    }


def _activities_of_begun(folder: Path, on: date) -> int:
    begun = {each.number for each in all_pairings(folder) if each.since <= on}
    return sum(len(days) for number, days in held(folder, on).items() if number in begun)


def _below_the_county(folder: Path) -> int:
    """Organisations listed below the county committee, and those of the grids."""
    listed = sum(row["类别"] != "区委" for row in tables(folder)["党组织"])
    branches = sum(bool(branch) for branch, _micros in grids(folder).values())
    return listed + branches + sum(bool(micro.group) for micro in micros(folder).values())


# The coverage matrix.


def coverage(folder: Path, on: date = CUTOFF) -> dict[tuple[str, str | None], Cell]:
    """Count asked, registered, evidenced and active by mechanism and town code."""
    lax, needy, all_villages = weak_lax(folder, on), need_set(folder, on), villages(folder)
    joined = {code for group in memberships(folder, on).values() for code in group}
    poor = economically_weak(folder, on)
    # A designation that lacks a duty leaves its branch uncovered, since none has two today.
    served = lax - rect001(folder, on)
    asked_and_reached = {
        "co_building": (all_villages, _reached(folder, "结对共建", on, either_side=True)),
        "double_hundred": (lax, _reached(folder, "双百帮带", on)),
        "hundred_firms": (needy, _reached(folder, "百企联百村", on)),
        "four_duties": (lax, (served,) * 3),
        "joint_committee": (all_villages, (joined,) * 3),
        "reserve": (units(folder), ({_code(folder, r) for r in reserves(folder, on)},) * 3),
        "cooperative": (all_villages, (set(leading(folder, on)),) * 3),
        "funded_project": (poor, (set(funded(folder, on)) & poor,) * 3),
        "contest": (units(folder), (on_stage(folder, on),) * 3),
        "grid_chain": (all_villages, (whole_chains(folder),) * 3),
        "village_cadre": (all_villages, (cadres(folder, on) & all_villages,) * 3),
        "volunteer_team": (units(folder), _turned_out(folder, on)),
    }
    found = {}
    for mechanism, (asked, levels) in asked_and_reached.items():
        for town in (None, *town_codes(folder).values()):
            here = {code for code in asked if town is None or code.startswith(town)}
            counts = [len(here & level) for level in levels]
            found[mechanism, town] = (len(here), counts[0], counts[1], counts[2])
    towns, supervised = set(town_codes(folder).values()), _supervised(folder, on)
    for town in (None, *towns):
        count = len(supervised & ({town} if town else towns))
        found["supervision", town] = (1 if town else len(towns), count, count, count)
    return found


def _turned_out(folder: Path, on: date) -> tuple[set[str], set[str], set[str]]:
    """Places with a team, with one that ever did something, with one that did so lately."""
    own, days = teams(folder, on), turnouts(folder, on)
    levels = []
    for start in (None, date.min, recent_start(on)):
        out = {team for team in days if start and max(days[team]) >= start}
        levels.append({code for code, group in own.items() if start is None or group & out})
    return levels[0], levels[1], levels[2]


def _reached(
    folder: Path, mechanism: str, on: date, *, either_side: bool = False
) -> tuple[set[str], set[str], set[str]]:
    registered: set[str] = set()
    evidenced: set[str] = set()
    active: set[str] = set()
    for pairing in pairings(folder, on, mechanism):
        sides = pairing.benefits | (pairing.providers if either_side else frozenset())
        days = held(folder, on)[pairing.number]
        registered |= sides
        if days or pairing.carrier or pairing.document:
            evidenced |= sides
        if any(day >= recent_start(on) for day in days):
            active |= sides
    return registered, evidenced, active


# What each loss would do.


def losses(
    folder: Path, on: date = CUTOFF, mechanism: str | None = None
) -> dict[str, tuple[set[str], set[str]]]:
    """Whom the loss of each helper or joint committee leaves without help and whom isolated.

    Each party is removed from every row, and all is counted again. Pairings of the example join
    two, so one without either side is none. Who is only helped is told where it isolates its
    helper.
    """
    everything = [(p.providers, p.benefits, p.mechanism) for p in pairings(folder, on)]
    groups = {f"联村党委 {name}": set(codes) for name, codes in memberships(folder, on).items()}
    needy = need_set(folder, on)
    helped, alone = _helped(everything, mechanism), _alone(everything, groups, needy)
    helpers = {side for providers, _benefits, _word in everything for side in providers}
    only_helped = {side for _providers, benefits, _word in everything for side in benefits}
    found = {}
    for lost in {*groups, *helpers, *only_helped}:
        rest = [
            (providers - {lost}, benefits - {lost}, word)
            for providers, benefits, word in everything
            if len((providers | benefits) - {lost}) > 1
        ]
        standing = {name: members for name, members in groups.items() if name != lost}
        unhelped = helped - _helped(rest, mechanism) - {lost}
        isolated = _alone(rest, standing, needy) - alone - {lost}
        if lost in groups or lost in helpers or isolated:
            found[lost] = (unhelped, isolated)
    return found


Sides = list[tuple[frozenset[str], frozenset[str], str]]


def _helped(rows: Sides, mechanism: str | None) -> set[str]:
    meant = [(one, other) for one, other, word in rows if mechanism in (None, word)]
    return {code for providers, benefits in meant for code in benefits if providers - {code}}


def _alone(rows: Sides, groups: dict[str, set[str]], needy: set[str]) -> set[str]:
    sides = [providers | benefits for providers, benefits, _word in rows]
    return needy.difference(*sides, *groups.values())

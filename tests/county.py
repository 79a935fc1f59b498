"""A small county to build by hand in a test: one call a fact."""

from calendar import monthrange
from collections import defaultdict
from datetime import date

import polars as pl

from orggraph.dataset import Dataset, node_schema, relationship_schema

COUNTY = "370304"
ALL_LEDGERS = (
    *("村情", "党组织", "联村党委", "结对", "活动", "认定", "擂台比武", "网格", "合作社"),
    *("项目", "收入", "督导", "后备人才", "志愿服务队", "任职", "议事"),
)


class County:
    """Collects facts; ``dataset()`` gives them.

    Villages are called by short names such as ``a``; their organisation's id is ``org("a")``.
    """

    def __init__(self, *, towns: int = 1, ledgers: tuple[str, ...] = ALL_LEDGERS) -> None:
        self._nodes: dict[str, list[dict[str, object]]] = defaultdict(list)
        self._links: dict[str, list[dict[str, object]]] = defaultdict(list)
        self._orgs: dict[str, str] = {}
        self._node("Area", COUNTY, "博山区", level="county", cutoff=date(2022, 12, 31))
        for number in range(towns):
            code = self.town(number)
            self._node("Area", code, f"镇{number}", level="town", kind="town")
            ends = (("Area", code), ("Area", COUNTY))
            self._link("PART_OF", *ends, source=f"f#村情#{code}")
        for name in ALL_LEDGERS:
            self._node("Ledger", name, name)
        for name in ledgers:
            self._link("REPORTED", ("Area", COUNTY), ("Ledger", name), reported=True)

    @staticmethod
    def town(number: int) -> str:
        return f"{COUNTY}1{number:02d}"

    def org(self, name: str) -> str:
        return self._orgs[name]

    def has(self, name: str) -> bool:
        return name in self._orgs

    def villages(self, *names: str, town: int = 0, kind: str = "village") -> None:
        for name in names:
            digit = "2" if kind == "village" else "0"
            code = f"{self.town(town)}{digit}{len(self._orgs):02d}"
            self._orgs[name] = f"{code}:{kind}"
            self._node("Village", code, name, kind=kind)
            self._node("PartyOrganization", self._orgs[name], f"{name}党支部", kind=kind)
            self._link("PART_OF", ("Village", code), ("Area", self.town(town)))
            self._link(
                "SEATED_IN",
                ("PartyOrganization", self._orgs[name]),
                ("Village", code),
                source=f"f#村情#{len(self._orgs) + 1}",
            )

    def firm(self, name: str) -> None:
        self._orgs[name] = f"U-{name}"
        self._node("Enterprise", f"U-{name}", name)
        self._link("SEATED_IN", ("Enterprise", f"U-{name}"), ("Area", COUNTY))

    def helper(self, person: str) -> None:
        """Let a person be named as one who helps."""
        self._orgs[person] = person
        self._person(person)

    def weak(
        self,
        name: str,
        kind: str = "weak_lax",
        since: date = date(2022, 1, 1),
        until: date | None = None,
    ) -> str:
        key = f"{kind}:{self.org(name)}:{since}"
        self._node("Designation", key, f"{name}认定", kind=kind)
        self._link(
            "CONCERNS",
            ("Designation", key),
            ("PartyOrganization", self.org(name)),
            since=since,
            until=until,
            source=f"f#认定#{len(self._nodes['Designation']) + 1}",
        )
        return key

    def pair(
        self,
        key: str,
        helper: str,
        helped: str,
        *,
        mechanism: str = "co_building",
        mode: str | None = None,
        since: date | None = date(2022, 1, 1),
        until: date | None = None,
        document: str | None = None,
    ) -> None:
        self._node("Pairing", key, key, mechanism=mechanism, mode=mode, document=document)
        mutual = mode in {"industry", "complement"}
        dates = {"since": since, "until": until, "source": f"f#结对#{key}"}
        provides = (helper, helped) if mutual else (helper,)
        benefits = (helper, helped) if mutual else (helped,)
        for name in provides:
            self._link("PROVIDES", self._end(name), ("Pairing", key), **dates)
        for name in benefits:
            if self._end(name)[0] == "PartyOrganization":
                self._link("BENEFITS", ("Pairing", key), self._end(name), **dates)

    def meet(self, key: str, day: date) -> None:
        node = f"A-{len(self._nodes['Activity'])}"
        self._node("Activity", node, node, kind="mutual_study", held_on=day)
        self._link(
            "CONCERNS", ("Activity", node), ("Pairing", key), since=day, source=f"f#活动#{node}"
        )

    def committee(
        self,
        name: str,
        *members: str,
        since: date | None = date(2021, 1, 1),
        until: date | None = None,
        secretary: bool = True,
        town: int = 0,
    ) -> None:
        key = f"{self.town(town)}:joint_committee:{name}"
        self._orgs[name] = key
        self._node("PartyOrganization", key, name, kind="joint_committee")
        dates = {"since": since, "until": until, "source": f"f#联村党委#{name}"}
        self._link("SEATED_IN", ("PartyOrganization", key), ("Area", self.town(town)), **dates)
        for member in members:
            self.join(member, name, since=since, until=until)
        if secretary:
            self._node("Person", f"P-{name}", f"{name}书记")
            self._link(
                "HOLDS",
                ("Person", f"P-{name}"),
                ("PartyOrganization", key),
                role="secretary",
                **dates,
            )

    def join(self, member: str, committee: str, **spell: date | None) -> None:
        """Let a village's organisation be a member of a joint committee."""
        ends = [("PartyOrganization", self.org(name)) for name in (member, committee)]
        self._link("MEMBER_OF", *ends, source=f"f#联村党委#{committee}", **spell)

    def lead(self, designation: str, *roles: str) -> None:
        for role in roles:
            person = f"P-{role}-{designation}"
            self._node("Person", person, role)
            self._link(
                "HOLDS",
                ("Person", person),
                ("Designation", designation),
                role=role,
                since=date(2022, 1, 1),
            )

    def carrier(self, key: str, project: str) -> None:
        self.use(key, project)

    def use(
        self,
        key: str,
        project: str,
        *,
        since: date | None = date(2022, 1, 1),
        until: date | None = None,
    ) -> None:
        """Let a pairing use a carrier, made at first mention."""
        if project not in {row["id"] for row in self._nodes["Project"]}:
            self._node("Project", project, project, kind="carrier")
        self._link("USES", ("Pairing", key), ("Project", project), since=since, until=until)

    def mark(self, label: str, key: str, **facts: object) -> None:
        """Set properties of a node that is there."""
        (row,) = (row for row in self._nodes[label] if row["id"] == key)
        row.update(facts)

    def tag(self, name: str, *tags: str) -> None:
        """Say what a village or a firm is good at."""
        key = self.org(name)
        label = "Enterprise" if key.startswith("U-") else "Village"
        self.mark(label, key.split(":", maxsplit=1)[0], tags=list(tags))

    def put(self, name: str, **facts: object) -> None:
        """Set properties of a village's organisation."""
        self.mark("PartyOrganization", self.org(name), **facts)

    def under(self, lower: str, upper: str) -> None:
        """Put an organisation under another, both by their ids."""
        self._link("UNDER", ("PartyOrganization", lower), ("PartyOrganization", upper))

    def committee_of_county(self) -> str:
        key = f"{COUNTY}:county_committee"
        self._node("PartyOrganization", key, "区委", kind="county_committee")
        return key

    def post(self, person: str, role: str, name: str, **spell: date | None) -> None:
        """Let a person hold a post in a village's organisation."""
        target = ("PartyOrganization", self.org(name))
        self._link("HOLDS", self._person(person), target, role=role, **spell)

    def place(self, name: str) -> tuple[str, str]:
        return ("Village", self.org(name).split(":", maxsplit=1)[0])

    def grid(self, key: str, above: str, level: str, households: int | None = None) -> None:
        """Put a grid into a village, named as such, or into another grid."""
        self._node("Grid", key, key, level=level, households=households)
        upper = self.place(above) if self.has(above) else ("Grid", above)
        self._link("PART_OF", ("Grid", key), upper, source=f"f#网格#{key}")

    def cover(self, key: str, **spell: date | None) -> None:
        """Let a branch or group of its own cover a grid."""
        node = f"cover:{key}"
        self._node("PartyOrganization", node, node, kind="grid_branch")
        self._link("COVERS", ("PartyOrganization", node), ("Grid", key), **spell)

    def cooperative(
        self,
        name: str,
        *leaders: str,
        kind: str = "cooperative",
        town: int = 0,
        chaired: bool | None = True,
        **spell: date | None,
    ) -> None:
        node = ("Cooperative", f"C-{name}")
        self._node(*node, name, kind=kind, chaired_by_secretary=chaired)
        dates = {**spell, "source": f"f#合作社#{name}"}
        self._link("SEATED_IN", node, ("Area", self.town(town)), **dates)
        for leader in leaders:
            self._link("LEADS", ("PartyOrganization", self.org(leader)), node, **dates)

    def join_union(self, name: str, union: str) -> None:
        self._link("MEMBER_OF", ("Cooperative", f"C-{name}"), ("Cooperative", f"C-{union}"))

    def fund(self, project: str, *names: str, **spell: date | None) -> None:
        self._node("Project", project, project, kind="funded")
        for name in names:
            ends = (("Project", project), ("PartyOrganization", self.org(name)))
            self._link("BENEFITS", *ends, source=f"f#项目#{project}", **spell)

    def earn(self, name: str, yuan: float, *, year: int = 2022, metric: str = "总收入") -> None:
        indicator = self._indicator("income", metric)
        day = date(year, 12, 31)
        facts = {"period": str(year), "value": yuan, "since": day, "source": f"f#收入#{name}"}
        self._link("MEASURED", self.place(name), indicator, **facts)

    def score(
        self, town: int, item: str, value: float, *, rank: int | None = None, month: int = 12
    ) -> None:
        """Score a town on an item, or on 总分, in a month of 2022."""
        indicator = self._indicator("supervision_total" if item == "总分" else "supervision", item)
        last = date(2022, month, monthrange(2022, month)[1])
        facts = {"period": f"{last:%Y-%m}", "value": value, "rank": rank, "since": last}
        source = f"f#督导#{town}-{item}-{month}"
        self._link("MEASURED", ("Area", self.town(town)), indicator, source=source, **facts)

    def reserve(
        self, person: str, name: str, *, mentor: str | None = None, **spell: date | None
    ) -> None:
        source = f"f#后备人才#{person}"
        self._link("RESERVE_FOR", self._person(person), self.place(name), source=source, **spell)
        if mentor:
            ends = (self._person(mentor), self._person(person))
            self._link("MENTORS", *ends, source=source, **spell)

    def team(self, name: str, village: str, **spell: date | None) -> None:
        self._node("VolunteerTeam", f"T-{name}", name)
        source = f"f#志愿服务队#{name}"
        self._link(
            "SEATED_IN", ("VolunteerTeam", f"T-{name}"), self.place(village), source=source, **spell
        )

    def turn_out(self, team: str, day: date) -> None:
        self._take_part(("VolunteerTeam", f"T-{team}"), "volunteer", day)

    def compete(self, name: str, day: date, *, kind: str = "contest") -> None:
        self._take_part(("PartyOrganization", self.org(name)), kind, day)

    def cadre(self, name: str, *, person: str = "P-cadre", **spell: date | None) -> None:
        self._link("HOLDS", self._person(person), self.place(name), role="village_cadre", **spell)

    def matter(self, key: str, name: str, **days: date) -> None:
        self._node("Matter", key, key, **days)
        self._link("CONCERNS", ("Matter", key), self.place(name), source=f"f#议事#{key}")

    def silence(self, town: int, ledger: str, *, since: date | None = None) -> None:
        ends = (("Area", self.town(town)), ("Ledger", ledger))
        self._link("REPORTED", *ends, reported=False, since=since)

    def dataset(self) -> Dataset:
        return Dataset(
            {
                label: pl.DataFrame(rows, schema=node_schema(label))
                for label, rows in self._nodes.items()
            },
            {
                name: pl.DataFrame(rows, schema=relationship_schema(name))
                for name, rows in self._links.items()
            },
        )

    def _person(self, key: str) -> tuple[str, str]:
        """Give a person, made at first mention."""
        if key not in {row["id"] for row in self._nodes["Person"]}:
            self._node("Person", key, key)
        return ("Person", key)

    def _indicator(self, kind: str, name: str) -> tuple[str, str]:
        """Give an indicator, made at first mention."""
        key = f"IN-{kind}-{name}"
        if key not in {row["id"] for row in self._nodes["Indicator"]}:
            self._node("Indicator", key, name, kind=kind)
        return ("Indicator", key)

    def _take_part(self, who: tuple[str, str], kind: str, day: date) -> None:
        node = f"A-{len(self._nodes['Activity'])}"
        self._node("Activity", node, node, kind=kind, held_on=day)
        self._link("TOOK_PART", who, ("Activity", node), since=day, source=f"f#活动#{node}")

    def _end(self, name: str) -> tuple[str, str]:
        key = self.org(name)
        labels = {"U": "Enterprise", "P": "Person"}
        return (labels.get(key.partition("-")[0], "PartyOrganization"), key)

    def _node(self, label: str, key: str, name: str, **facts: object) -> None:
        self._nodes[label].append({"id": key, "name": name, **facts})

    def _link(
        self, name: str, start: tuple[str, str], end: tuple[str, str], **facts: object
    ) -> None:
        ends = {"start_label": start[0], "start": start[1], "end_label": end[0], "end": end[1]}
        self._links[name].append({**ends, **facts})

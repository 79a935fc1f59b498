"""What counts of pairs, groups and shares imply; each rule is silent where it lacks a figure."""

from orggraph import bounds
from orggraph.claims._figures import (
    Figures,
    Implication,
    fraction,
    listed,
    number,
    ratio,
    signed,
    title,
)
from orggraph.language import _
from orggraph.months import MONTHS

DENOMINATORS = ("villages", "units")
# Counts that are often told without what they are a part of.
SHARES = ("weak_lax_branches", "funded_weak_villages", "joint_committee_villages")
# What is shared out over whom, and whether each is to have one.
SPREADS = (
    ("joint_committee_villages", "joint_committees", True),
    ("joint_committee_members", "joint_committees", True),
    ("joint_committee_members", "joint_committee_villages", True),
    ("town_contests", "towns", False),
    ("funded_weak_villages", "central_projects", True),
    ("reserves", "units", False),
    ("volunteer_teams", "units", False),
    ("volunteer_teams", "villages", False),
    ("micro_grids", "villages", False),
)


def pairs_among_members(figures: Figures) -> list[Implication]:
    """Ask how few and how many the pairs touch."""
    if not figures.has("co_building_pairings") or not figures.value("co_building_pairings"):
        return []
    pairs = figures.value("co_building_pairings")
    return [
        _touched(pairs, figures.value(members), members)
        for members in DENOMINATORS
        if figures.has(members)
    ]


def _touched(pairs: int, among: int, members: str) -> Implication:
    words = {"pairs": number(pairs), "among": number(among), "members": title(members)}
    measures = ("co_building_pairings", members)
    found = bounds.touched(pairs, among=among)
    if found is None:
        room = number(bounds.pairs_among(among))
        says = _("{pairs} distinct pairs are impossible among {among} {members}")
        arithmetic = f"{number(among)} × {number(among - 1)} ÷ 2 = {room} < {number(pairs)}"
        step = _("Room for pairs: {arithmetic}").format(arithmetic=arithmetic)
        return Implication("pairs", measures, says.format(**words), (step,), possible=False)
    k = found.least
    enough, short = bounds.pairs_among(k), bounds.pairs_among(k - 1)
    fewest = _("Fewest: among {k} there is room for {enough} pairs, among {less} only for {short}")
    steps = [
        fewest.format(
            k=k,
            less=k - 1,
            enough=f"{k} × {k - 1} ÷ 2 = {number(enough)} ≥ {number(pairs)}",
            short=f"{k - 1} × {k - 2} ÷ 2 = {number(short)} < {number(pairs)}",
        ),
        _most_touched(pairs, among, members),
        _(
            "Coverage lies between {low} and {high}: the count alone does not say who is left out"
        ).format(low=fraction(k, among), high=fraction(found.most, among)),
    ]
    says = _("{pairs} pairs touch {least} to {most} of {among} {members}").format(
        least=number(k), most=number(found.most), **words
    )
    return Implication("pairs", measures, says, tuple(steps), *found, among)


def _most_touched(pairs: int, among: int, members: str) -> str:
    sides = f"2 × {number(pairs)} = {number(2 * pairs)}"
    if 2 * pairs <= among:
        return _("Most: each pair touches two, {sides}").format(sides=sides)
    told = _("Most: {sides} sides are more than {among} {members}; all can take part, not all once")
    return told.format(sides=sides, among=number(among), members=title(members))


def shares_of_members(figures: Figures) -> list[Implication]:
    """Say what share a count is, of each denominator that may be meant."""
    return [
        _share(figures, measure, period, value)
        for measure in SHARES
        for period, value in figures.dated(measure).items()
        if figures.has("villages") or figures.has("units")
    ]


def _share(figures: Figures, measure: str, period: str, value: int) -> Implication:
    wholes = {d: figures.value(d) for d in DENOMINATORS if figures.has(d) and figures.value(d)}
    fitting = {d: whole for d, whole in wholes.items() if value <= whole}
    shares = [fraction(value, whole, title(d)) for d, whole in fitting.items()]
    things = f"{title(measure)} ({period})" if period != figures.now else title(measure)
    steps = [
        f"{number(value)} ÷ {number(whole)} = {ratio(value, whole)}"
        if d in fitting
        else _("{value} > {whole}: not of {members}").format(
            value=number(value), whole=number(whole), members=title(d)
        )
        for d, whole in wholes.items()
    ]
    told = _("{things}: {shares}") if fitting else _("{things}: more than there are")
    says = told.format(things=things[:1].upper() + things[1:], shares=_(" or ").join(shares))
    return Implication(
        f"share:{measure}:{period}",
        (measure, *wholes),
        says,
        tuple(steps),
        value,
        value,
        possible=bool(fitting),
    )


def spread_over_holders(figures: Figures) -> list[Implication]:
    """Say what somebody has at least when things are shared out."""
    found = [
        _spread(
            (things, holders),
            (figures.value(things), figures.value(holders)),
            titles=(title(things), title(holders)),
            each_has=each_has,
        )
        for things, holders, each_has in SPREADS
        if figures.has(things, holders) and figures.value(holders)
    ]
    return found + _stage(figures)


def _stage(figures: Figures) -> list[Implication]:
    """Say how many a contest has, where everybody was on stage."""
    measures = ("units", "units_never_on_stage", "county_contests", "town_contests")
    if not figures.has(*measures) or figures.value("units_never_on_stage"):
        return []
    contests = figures.value("county_contests") + figures.value("town_contests")
    units = figures.value("units")
    if not contests:
        says = _("Nobody can have been on stage: there was no contest")
        return [Implication("spread:stage", measures, says, ("0 + 0 = 0",), possible=not units)]
    titles = (title("units"), _("contests"))
    told = _spread(("units", "stage"), (units, contests), titles=titles, each_has=False)
    total = f"{figures.value('county_contests')} + {figures.value('town_contests')} = {contests}"
    return [
        Implication(
            "spread:stage", measures, told.says, (total, *told.steps), told.least, told.most
        )
    ]


def _spread(
    measures: tuple[str, str],
    counts: tuple[int, int],
    *,
    titles: tuple[str, str],
    each_has: bool,
) -> Implication:
    (total, over), (things, holders) = counts, titles
    rule = f"spread:{measures[0]}:{measures[1]}"
    words = {
        "total": number(total),
        "things": things,
        "over": number(over),
        "holders": holders,
        "mean": number(total / over),
    }
    if each_has and total < over:
        says = _("{total} {things} are too few for {over} {holders}").format(**words)
        step = f"{number(total)} < {number(over)}"
        return Implication(rule, measures, says, (step,), possible=False)
    least, most = bounds.spread(total, over=over)
    rest = total - least * over
    arithmetic = f"{number(total)} = {number(least)} × {number(over)} + {number(rest)}"
    shares = f"{number(rest)} × {number(most)} + {number(over - rest)} × {number(least)}"
    told = _("{arithmetic}; evenly shared: {shares}").format(arithmetic=arithmetic, shares=shares)
    says = _("{total} {things} over {over} {holders}: {mean} each, somewhere {most} or more")
    steps = (f"{number(total)} ÷ {number(over)} = {words['mean']}", told)
    return Implication(rule, measures, says.format(most=number(most), **words), steps, least, most)


def either_weakness(figures: Figures) -> list[Implication]:
    """Ask how many are weak and lax, or economically weak and funded, or both."""
    measures = ("weak_lax_branches", "funded_weak_villages", "villages")
    if not figures.has(*measures):
        return []
    one, other, among = (figures.value(m) for m in measures)
    found = bounds.united(one, other, among=among)
    if found is None:
        says = _("There are more weak villages than villages")
        step = f"{number(max(one, other))} > {number(among)}"
        return [Implication("weak", measures, says, (step,), possible=False)]
    told = _("{least} to {most} of {among} villages are weak and lax, or have a central project")
    says = told.format(least=number(found.least), most=number(found.most), among=number(among))
    fewest = _("Fewest, if the smaller group lies within the larger: {larger}")
    most = _("Most, if as few as possible are both: {sum}")
    both = f"{number(one)} + {number(other)} = {number(one + other)}"
    over = f" > {number(among)}" if one + other > among else ""
    steps = (fewest.format(larger=number(found.least)), most.format(sum=both + over))
    return [Implication("weak", measures, says, steps, *found, among)]


def villages_with_cooperatives(figures: Figures) -> list[Implication]:
    """Ask how many villages the cooperatives reach at most, and whether a goal can be met."""
    measures = ("cooperatives", "villages")
    if not figures.has(*measures) or not figures.value("villages"):
        return []
    count, villages = (figures.value(m) for m in measures)
    most = min(count, villages)
    says = _("{count} cooperatives reach at most {most} villages").format(
        count=number(count), most=fraction(most, villages)
    )
    own = _("Most, where as many as can are led by a village of their own: {most} of {villages}")
    steps = [own.format(most=number(most), villages=number(villages))]
    if figures.has("cooperative_goal"):
        steps.append(_goal(count, villages, figures.value("cooperative_goal")))
    bound = (min(count, 1), most, villages)
    return [Implication("cooperatives", measures, says, tuple(steps), *bound)]


def _goal(count: int, villages: int, percent: int) -> str:
    wanted = bounds.reaching(percent, of=villages)
    exact = f"{percent} % × {number(villages)} = {percent * villages / 100:.1f}"
    words = {"exact": exact, "wanted": number(wanted), "count": number(count)}
    if count < wanted:
        told = _("The goal, {exact} villages, cannot be met: {count} < {wanted}")
        return told.format(**words)
    told = _("The goal, {exact} villages, is met unless more than {spare} are a village's second")
    spare = f"{number(count)} - {number(wanted)} = {number(count - wanted)}"
    return told.format(spare=spare, **words)


def education_of_reserves(figures: Figures) -> list[Implication]:
    """Ask how many reserve cadres are left when those of two educations are taken off."""
    measures = ("reserves_with_bachelor", "reserves_with_college", "reserves")
    if not figures.has(*measures) or not figures.value("reserves"):
        return []
    one, other, total = (figures.value(m) for m in measures)
    both, rest = one + other, total - one - other
    sum_ = f"{number(one)} + {number(other)} = {number(both)}"
    if rest < 0:
        says = _("The parts are more than all reserve cadres")
        step = f"{sum_} > {number(total)}"
        return [Implication("reserves", measures, says, (step,), possible=False)]
    says = _("{rest} reserve cadres have another education").format(rest=fraction(rest, total))
    shares = [f"{number(n)} ÷ {number(total)} = {ratio(n, total)}" for n in (one, other)]
    left = f"{number(total)} - {number(both)} = {number(rest)}"
    steps = (listed(shares), listed([sum_, left]))
    return [Implication("reserves", measures, says, steps, rest, rest, total)]


def records_of_a_year(figures: Figures) -> list[Implication]:
    """Say how many records the figures promise a year."""
    found = []
    towns, items = "supervised_towns", "supervised_items"
    if figures.has(towns, items):
        month = figures.value(towns) * figures.value(items)
        says = _("Supervision gives {month} scores a month, {year} a year").format(
            month=number(month), year=number(month * MONTHS)
        )
        steps = (
            f"{figures.value(towns)} × {figures.value(items)} = {number(month)}",
            f"{number(month)} × {MONTHS} = {number(month * MONTHS)}",
        )
        found.append(Implication("scores", (towns, items), says, steps, month, month))
    pairs, each = "co_building_pairings", "mutual_studies_a_month"
    if figures.has(pairs, each):
        year = figures.value(pairs) * figures.value(each) * MONTHS
        says = _("The pairs hold {year} mutual studies a year").format(year=number(year))
        step = f"{figures.value(pairs)} × {figures.value(each)} × {MONTHS} = {number(year)}"
        found.append(Implication("studies", (pairs, each), says, (step,), year, year))
    return found


def members_for_centres(figures: Figures) -> list[Implication]:
    """Ask how many party members the centres need, if each is a member's household."""
    if not figures.has("centres", "villages") or not figures.value("villages"):
        return []
    centres, villages = figures.value("centres"), figures.value("villages")
    says = _(
        "If every centre is a party member's household, villages have {centres} members or more"
    ).format(centres=number(centres))
    mean = f"{number(centres)} ÷ {number(villages)} = {centres / villages:.1f}"
    steps = [_("By village: {arithmetic}").format(arithmetic=mean)]
    joint = ("joint_committee_members", "joint_committee_villages")
    if figures.has(*joint) and figures.value(joint[1]):
        members, joined = (figures.value(m) for m in joint)
        steps.append(
            _("To compare, by village in joint committees: {arithmetic}").format(
                arithmetic=f"{number(members)} ÷ {number(joined)} = {members / joined:.1f}"
            )
        )
    return [Implication("members", ("centres", "villages"), says, tuple(steps), centres)]


def change_of_committees(figures: Figures) -> list[Implication]:
    """Say what changed in the joint committees from one published figure to the next."""
    dated = figures.dated("joint_committee_villages")
    villages = {period: value for period, value in dated.items() if period}
    members = figures.dated("joint_committee_members")
    spells = zip(villages, list(villages)[1:], strict=False)
    return [_change(first, second, villages, members) for first, second in spells]


def _change(
    first: str, second: str, villages: dict[str, int], members: dict[str, int]
) -> Implication:
    more = villages[second] - villages[first]
    steps = [f"{number(villages[second])} - {number(villages[first])} = {number(more)}"]
    told = [_("{count} villages").format(count=signed(more))]
    if {first, second} <= members.keys():
        joined = members[second] - members[first]
        told.append(_("{count} party members").format(count=signed(joined)))
        steps.append(f"{number(members[second])} - {number(members[first])} = {number(joined)}")
        if more > 0 and joined > 0:
            mean = f"{number(joined)} ÷ {number(more)} = {joined / more:.1f}"
            before = members[first] / villages[first] if villages[first] else 0
            steps.append(
                _(
                    "By added village, if the others kept theirs: {mean}; before {before:.1f}"
                ).format(mean=mean, before=before)
            )
    says = _("Joint committees from {first} to {second}: {told}").format(
        first=first, second=second, told=listed(told)
    )
    measures = ("joint_committee_villages", "joint_committee_members")
    return Implication(f"change:{first}:{second}", measures, says, tuple(steps), more, more)

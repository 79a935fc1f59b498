"""Resilience: what help hangs on one helper, how much hangs on it, and where help runs in circles.

A *single-helper branch* has exactly one distinct provider, itself not counted, over all its
active pairings: losing that provider leaves it without help.

*Losing a node* takes it out with every edge. A pairing that joined a provider to another that
benefits, and no longer joins any two, *falls* with it; its other parties are in it no more.
"""

from collections import Counter, defaultdict
from collections.abc import Set as AbstractSet

import networkx as nx


def sole_helpers(help_graph: nx.MultiDiGraph, *, need_set: AbstractSet[str]) -> dict[str, str]:
    """Find the single-helper branches and whom each depends on.

    Parameters
    ----------
    help_graph
        Helper → helped, over active pairings.
    need_set
        The organisations asked.

    Returns
    -------
    sole
        Helper by organisation, for those with exactly one distinct helper.

    Examples
    --------
    >>> G = nx.MultiDiGraph([("a", "x"), ("a", "x"), ("a", "y"), ("b", "y")])
    >>> sole_helpers(G, need_set={"x", "y", "z"})
    {'x': 'a'}
    """
    helpers: dict[str, str | None] = {}  # None: several
    for helper, helped in help_graph.edges():
        helpers[helped] = helper if helpers.get(helped, helper) == helper else None
    known = sorted((n, helper) for n, helper in helpers.items() if helper and n in need_set)
    return dict(known)


def loads(help_graph: nx.MultiDiGraph) -> dict[str, int]:
    """Count whom each helper helps.

    Parameters
    ----------
    help_graph
        Helper → helped, over the pairings meant.

    Returns
    -------
    loads
        Number of distinct organisations helped, 1 or more, by helper.

    Examples
    --------
    >>> loads(nx.MultiDiGraph([("a", "x"), ("a", "x"), ("a", "y")]))
    {'a': 2}
    """
    return dict(Counter(helper for helper, _helped in set(help_graph.edges())))


def unhelped_by_loss(help_graph: nx.MultiDiGraph) -> dict[str, set[str]]:
    """Find whom the loss of each helper alone would leave without help.

    Left without help is who had at least one distinct helper and keeps none. One pass over the
    edges, not a search a helper.

    Parameters
    ----------
    help_graph
        Helper → helped, over the pairings meant.

    Returns
    -------
    unhelped
        Those left, by helper; a helper whose loss leaves nobody is left out.

    Examples
    --------
    >>> unhelped_by_loss(nx.MultiDiGraph([("a", "x"), ("a", "y"), ("b", "y"), ("x", "a")]))
    {'x': {'a'}, 'a': {'x'}}
    """
    unhelped: defaultdict[str, set[str]] = defaultdict(set)
    everybody = {helped for _helper, helped in help_graph.edges()}
    for helped, helper in sole_helpers(help_graph, need_set=everybody).items():
        unhelped[helper].add(helped)
    return dict(unhelped)


def isolated_by_loss(
    pairing_graph: nx.DiGraph,
    committee_graph: nx.DiGraph,
    *,
    need_set: AbstractSet[str],
) -> dict[str, set[str]]:
    """Find which weak branches the loss of each node alone would isolate.

    Isolated is as ``isolation.isolated_branches`` says, with pairings that fall left out; who is
    isolated already, or is lost itself, does not count. One pass over the edges: a branch becomes
    isolated by the loss of those on whom each of its pairings and committees hangs.

    Parameters
    ----------
    pairing_graph
        Provider → pairing → helped, over active pairings.
    committee_graph
        Member → joint committee, over active memberships.
    need_set
        Organisations designated weak and lax, or economically weak.

    Returns
    -------
    isolated
        Those who would become isolated, by the node lost; one whose loss isolates nobody is left
        out.

    Examples
    --------
    >>> P = nx.DiGraph([("firm", "p1"), ("p1", "a"), ("firm", "p2"), ("p2", "b")])
    >>> C = nx.DiGraph([("b", "joint"), ("c", "joint")])
    >>> isolated_by_loss(P, C, need_set={"a", "b", "c"})
    {'firm': {'a'}, 'joint': {'c'}}
    """
    before, after = _neighbourhoods(pairing_graph)
    committees = _neighbourhoods(committee_graph)
    hinges: dict[str, set[str]] = {}
    isolated: defaultdict[str, set[str]] = defaultdict(set)
    for branch in sorted(need_set):
        pairings = before.get(branch, set()) | after.get(branch, set())
        for pairing in pairings:
            if pairing not in hinges:
                hinges[pairing] = _hinges(before.get(pairing, set()), after.get(pairing, set()))
        ties = [hinges[pairing] for pairing in pairings]
        ties += [{other} for side in committees for other in side.get(branch, ())]
        for lost in set.intersection(*ties) - {branch} if ties else ():
            isolated[lost].add(branch)
    return dict(isolated)


def cut_off_by_loss(
    help_graph: nx.MultiDiGraph,
    *,
    sources: AbstractSet[str],
    targets: AbstractSet[str],
    steps: int,
) -> dict[str, set[str]]:
    """Find whom the loss of each node alone would cut off from all help that begins at some.

    Cut off is a target that a path of help reaches as it is, within a number of steps, and that
    none would reach without the node. A lost source is no source; who is lost itself does not
    count. One pass over the edges a step: a target hangs on the nodes that stand on each of its
    paths, which are itself and those on which each of its helpers hangs.

    Parameters
    ----------
    help_graph
        Helper → helped, over active pairings.
    sources
        Organisations at which help begins; those that are no nodes reach nobody.
    targets
        The organisations asked.
    steps
        Most help steps; 0 or more.

    Returns
    -------
    cut_off
        Those cut off, by the node lost; one whose loss cuts off nobody is left out.

    Examples
    --------
    >>> G = nx.MultiDiGraph([("strong", "a"), ("strong", "b"), ("a", "c"), ("b", "c"), ("c", "d")])
    >>> found = cut_off_by_loss(G, sources={"strong"}, targets={"a", "c", "d"}, steps=2)
    >>> found == {"strong": {"a", "c"}}
    True
    """
    helpers, _helped = _neighbourhoods(help_graph)
    reached = {node: frozenset({node}) for node in help_graph.nbunch_iter(sources)}
    hangs_on = reached
    for _step in range(steps):
        found = {
            node: frozenset.intersection(*(hangs_on[n] for n in known)) | {node}
            for node, around in helpers.items()
            if (known := around & hangs_on.keys())
        }
        hangs_on = found | reached
    cut_off: defaultdict[str, set[str]] = defaultdict(set)
    for target in targets & hangs_on.keys():
        for lost in hangs_on[target] - {target}:
            cut_off[lost].add(target)
    return dict(cut_off)


def fallen_pairings(pairing_graph: nx.DiGraph, *, lost: AbstractSet[str]) -> set[str]:
    """Find the pairings that fall when nodes are lost together.

    Parameters
    ----------
    pairing_graph
        Provider → pairing → helped, over active pairings.
    lost
        The parties lost; those that are no nodes of the graph take nothing with them.

    Returns
    -------
    fallen
        Those that joined a provider to another that benefits, and no longer join any two.

    Examples
    --------
    >>> P = nx.DiGraph([("a", "p"), ("b", "p"), ("p", "x"), ("a", "q"), ("q", "x")])
    >>> fallen_pairings(P, lost={"a"})
    {'q'}
    """
    touched = {pairing for node in lost for pairing in _neighbours(pairing_graph, node)}
    return {
        pairing
        for pairing in touched
        if _joins(*_sides(pairing_graph, pairing, set()))
        and not _joins(*_sides(pairing_graph, pairing, lost))
    }


def loops(help_graph: nx.MultiDiGraph) -> list[tuple[str, str]]:
    """Find who gets help back: A helps B and B helps A, each by a one-way pairing.

    A mutual pairing, whose one agreement runs both ways, is no loop.

    Parameters
    ----------
    help_graph
        Helper → helped, an edge per pairing with the pairing's id as its key.

    Returns
    -------
    loops
        Pairs in order, the smaller id first; empty where nobody gets help back.

    Examples
    --------
    >>> loops(nx.MultiDiGraph([("a", "b", "p"), ("b", "a", "q"), ("c", "d", "r"), ("d", "c", "r")]))
    [('a', 'b')]
    """
    G = _one_way(help_graph)
    return sorted((one, other) for one, other in G.edges if one < other and G.has_edge(other, one))


def mutual_pairings(help_graph: nx.MultiDiGraph) -> set[str]:
    """Find the pairings that run both ways between the same two.

    Parameters
    ----------
    help_graph
        Helper → helped, an edge per pairing with the pairing's id as its key.

    Returns
    -------
    mutual
        Ids of pairings; empty where all help is one-way.

    Examples
    --------
    >>> mutual_pairings(nx.MultiDiGraph([("a", "b", "p"), ("b", "a", "q"), ("b", "a", "p")]))
    {'p'}
    """
    links = set(help_graph.edges(keys=True))
    return {pairing for helper, helped, pairing in links if (helped, helper, pairing) in links}


def circles(help_graph: nx.MultiDiGraph) -> list[tuple[str, ...]]:
    """Find the groups within which one-way help runs in circles.

    Each of a group reaches each other of it along one-way pairings: its strongly connected
    components of two or more. Every loop lies in one of them.

    Parameters
    ----------
    help_graph
        Helper → helped, an edge per pairing with the pairing's id as its key.

    Returns
    -------
    circles
        Ids in order, the largest group first, then by smallest id; empty where there is none.

    Examples
    --------
    >>> circles(nx.MultiDiGraph([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")]))
    [('a', 'b', 'c')]
    """
    groups = nx.strongly_connected_components(_one_way(help_graph))
    found = [tuple(sorted(group)) for group in groups if len(group) > 1]
    return sorted(found, key=lambda group: (-len(group), group))


def several_mechanisms(help_graph: nx.MultiDiGraph) -> dict[tuple[str, str], tuple[str, ...]]:
    """Find the same two under several mechanisms: counted twice, but no second helper.

    Parameters
    ----------
    help_graph
        Helper → helped, with the edge attribute ``mechanism``; who of the two helps is the same.

    Returns
    -------
    mechanisms
        Mechanisms in order, two or more, by pair, the smaller id first.

    Examples
    --------
    >>> G = nx.MultiDiGraph()
    >>> _ = G.add_edge("a", "b", mechanism="co_building")
    >>> _ = G.add_edge("b", "a", mechanism="other")
    >>> several_mechanisms(G)
    {('a', 'b'): ('co_building', 'other')}
    """
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for helper, helped, mechanism in help_graph.edges(data="mechanism"):
        found[min(helper, helped), max(helper, helped)].add(mechanism)
    return {pair: tuple(sorted(found[pair])) for pair in sorted(found) if len(found[pair]) > 1}


def _one_way(help_graph: nx.MultiDiGraph) -> nx.DiGraph:
    """Keep the help that the same pairing does not return."""
    links = set(help_graph.edges(keys=True))
    return nx.DiGraph(
        (helper, helped)
        for helper, helped, pairing in links
        if (helped, helper, pairing) not in links
    )


def _neighbourhoods(G: nx.DiGraph) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Give the predecessors and the successors of every node that has any, in one pass."""
    before: defaultdict[str, set[str]] = defaultdict(set)
    after: defaultdict[str, set[str]] = defaultdict(set)
    for start, end in G.edges():
        before[end].add(start)
        after[start].add(end)
    return before, after


def _hinges(providers: set[str], benefiting: set[str]) -> set[str]:
    """Find on whom alone a pairing hangs: those whose loss makes it fall."""
    if not _joins(providers, benefiting):
        return set()
    # Who takes every link away is an end of any one of them.
    helper, helped = next((a, b) for a in providers for b in benefiting if a != b)
    return {n for n in (helper, helped) if not _joins(providers - {n}, benefiting - {n})}


def _sides(
    pairing_graph: nx.DiGraph, pairing: str, lost: AbstractSet[str]
) -> tuple[set[str], set[str]]:
    return (
        set(pairing_graph.predecessors(pairing)) - lost,
        set(pairing_graph.successors(pairing)) - lost,
    )


def _joins(providers: set[str], benefiting: set[str]) -> bool:
    """Whether somebody provides to somebody else."""
    return bool(providers and benefiting and len(providers | benefiting) > 1)


def _neighbours(G: nx.DiGraph, node: str) -> set[str]:
    return {*G.predecessors(node), *G.successors(node)} if node in G else set()

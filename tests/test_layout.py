"""Where everything stands: apart, in its town, and the same every time."""

import itertools
import math

import networkx as nx

from orggraph import layout


def graph(towns: dict[str, list[str]], **marks: set[str]) -> nx.MultiDiGraph:
    """Villages by town; ``isolated``, ``committee``, ``outside`` and ``firm`` name nodes."""
    G = nx.MultiDiGraph()
    for town, nodes in towns.items():
        for node in nodes:
            facts = {
                name: node in marks.get(name, set())
                for name in ("isolated", "committee", "outside", "firm")
            }
            G.add_node(node, town=town or None, **facts)
    return G


def county() -> nx.MultiDiGraph:
    """Two towns: in one a committee of six, a pair and an isolated branch; a firm, an office."""
    members = [f"m{i}" for i in range(6)]
    G = graph(
        {
            "T1": ["J", *members, "p", "q", "r", "alone"],
            "T2": ["x", "y", "z"],
            "": ["firm", "office"],
        },
        isolated={"alone"},
        committee={"J"},
        outside={"firm", "office"},
        firm={"firm"},
    )
    G.add_edges_from(((m, "J") for m in [*members, "x"]), relation="member")
    G.add_edges_from([("p", "q"), ("x", "m0"), ("firm", "z"), ("office", "r")], relation="help")
    return G


def block(arranged: layout.Layout, town: str) -> layout.Block:
    return next(b for b in arranged.blocks if b.town == town)


def test_every_node_has_one_place_and_no_two_overlap() -> None:
    G = county()
    places = layout.arrange(G, ["T1", "T2"]).positions
    assert places.keys() == set(G)
    for p, q in itertools.combinations(places.values(), 2):
        assert abs(p[0] - q[0]) >= 35 or abs(p[1] - q[1]) >= 35


def test_a_node_stands_in_the_block_of_its_town_and_others_outside_all_blocks() -> None:
    G = county()
    arranged = layout.arrange(G, ["T1", "T2"])
    for node, (x, y) in arranged.positions.items():
        inside = [
            b.town
            for b in arranged.blocks
            if b.left <= x <= b.left + b.width and b.top <= y <= b.top + b.height
        ]
        assert inside == ([G.nodes[node]["town"]] if G.nodes[node]["town"] else [])


def test_blocks_do_not_overlap() -> None:
    G = graph({f"T{i}": [f"{i}-{j}" for j in range(3 + 4 * i)] for i in range(9)})
    blocks = layout.arrange(G, [f"T{i}" for i in range(9)]).blocks
    assert [b.town for b in blocks] == [f"T{i}" for i in range(9)]
    for a, b in itertools.combinations(blocks, 2):
        assert (
            a.left + a.width <= b.left
            or b.left + b.width <= a.left
            or a.top + a.height <= b.top
            or b.top + b.height <= a.top
        )


def test_partners_stand_side_by_side() -> None:
    places = layout.arrange(county(), ["T1", "T2"]).positions
    assert places["p"][1] == places["q"][1]
    assert abs(places["p"][0] - places["q"][0]) == layout.CELL[0]


def test_isolated_branches_stand_in_a_band_below_all_others_of_their_town() -> None:
    arranged = layout.arrange(county(), ["T1", "T2"])
    here = block(arranged, "T1")
    assert here.band is not None
    assert here.band < arranged.positions["alone"][1] < here.top + here.height
    assert all(arranged.positions[n][1] < here.band for n in ("p", "q", "r", "J", "m0", "m5"))
    assert block(arranged, "T2").band is None


def test_firms_stand_on_the_right_and_agencies_on_the_left() -> None:
    arranged = layout.arrange(county(), ["T1", "T2"])
    assert arranged.positions["firm"][0] > max(b.left + b.width for b in arranged.blocks)
    assert arranged.positions["office"][0] < min(b.left for b in arranged.blocks)


def inside(point: layout.Point, corners: tuple[layout.Point, ...]) -> bool:
    """Whether a convex outline, in either direction, goes round a point."""
    sides = [
        (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0])
        for a, b in zip(corners, corners[1:] + corners[:1], strict=True)
    ]
    return all(s > 0 for s in sides) or all(s < 0 for s in sides)


def test_a_hull_goes_round_the_members_of_its_town_and_nobody_else() -> None:
    arranged = layout.arrange(county(), ["T1", "T2"])
    within = {n for n, p in arranged.positions.items() if inside(p, arranged.hulls["J"])}
    # x is a member as well, but stands in its own town.
    assert within == {"J", *(f"m{i}" for i in range(6))}


def test_a_committee_without_members_has_a_place_and_an_outline() -> None:
    G = graph({"T1": ["J", "a"]}, committee={"J"})
    arranged = layout.arrange(G, ["T1"])
    assert inside(arranged.positions["J"], arranged.hulls["J"])


def test_a_member_of_two_committees_stands_with_the_first() -> None:
    G = graph({"T1": ["J", "K", "a", "b"]}, committee={"J", "K"})
    G.add_edges_from([("a", "J"), ("a", "K"), ("b", "K")], relation="member")
    arranged = layout.arrange(G, ["T1"])
    assert inside(arranged.positions["a"], arranged.hulls["J"])
    assert not inside(arranged.positions["a"], arranged.hulls["K"])


def test_an_isolated_branch_in_no_town_is_drawn_too() -> None:
    arranged = layout.arrange(graph({"": ["alone"]}, isolated={"alone"}), [])
    assert arranged.positions.keys() == {"alone"}


def test_nothing_to_draw_gives_an_empty_layout() -> None:
    assert layout.arrange(nx.MultiDiGraph(), []) == layout.Layout({}, (), {}, {})


def test_the_order_in_which_a_graph_is_built_does_not_matter() -> None:
    G = county()
    H = nx.MultiDiGraph()
    H.add_nodes_from(reversed(list(G.nodes(data=True))))
    H.add_edges_from(reversed(list(G.edges(data=True))))
    assert layout.arrange(G, ["T1", "T2"]) == layout.arrange(H, ["T1", "T2"])


def test_members_of_a_ring_keep_a_cell_apart_from_each_other_and_the_middle() -> None:
    for count in range(1, 25):
        places = [(0.0, 0.0), *layout.ring([str(i) for i in range(count)], (10, 8)).values()]
        assert len(places) == count + 1
        for p, q in itertools.combinations(places, 2):
            assert max(abs(p[0] - q[0]) / 10, abs(p[1] - q[1]) / 8) > 0.98


def test_a_hull_keeps_its_distance() -> None:
    corners = layout.hull([(0, 0), (10, 0)], 3)
    assert all(min(math.dist(c, (0, 0)), math.dist(c, (10, 0))) > 2.9 for c in corners)
    assert all(inside(p, corners) for p in ((0, 0), (10, 0), (5, 1)))


def test_packed_boxes_do_not_overlap_and_stay_in_the_grid() -> None:
    boxes = [(3, 2), (2, 2), (1, 1), (2, 1), (3, 1), (1, 1)]
    cells = [
        (column + i, row + j)
        for (w, h), (column, row) in zip(boxes, layout.pack(boxes, 4), strict=True)
        for i in range(w)
        for j in range(h)
    ]
    assert len(cells) == len(set(cells)) == 6 + 4 + 1 + 2 + 3 + 1
    assert max(column for column, _ in cells) <= 3


def test_groups_keep_those_apart_that_only_a_stranger_joins() -> None:
    G = nx.Graph([("a", "s"), ("s", "b"), ("c", "d")])
    assert layout.groups(G, {"a", "b", "c", "d"}) == [["c", "d"], ["a"], ["b"]]


def test_a_county_of_two_thousand_villages_is_set_in_columns_without_overlap() -> None:
    towns = {f"T{i:02d}": [f"{i:02d}-{j:02d}" for j in range(70)] for i in range(30)}
    arranged = layout.arrange(graph(towns), sorted(towns))
    assert len(set(arranged.positions.values())) == 30 * 70
    width = max(b.left + b.width for b in arranged.blocks)
    height = max(b.top + b.height for b in arranged.blocks)
    assert 0.9 < width / height < 1.8

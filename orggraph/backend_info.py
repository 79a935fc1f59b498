"""What networkx is told of the backend ``orggraph`` when it starts: names, nothing heavy.

networkx imports this module with itself; the backend is loaded at the first call that it serves.
"""

FUNCTIONS = (
    "ancestors",
    "articulation_points",
    "bfs_layers",
    "biconnected_component_edges",
    "biconnected_components",
    "bridges",
    "connected_components",
    "core_number",
    "descendants",
    "descendants_at_distance",
    "ego_graph",
    "has_bridges",
    "has_path",
    "is_biconnected",
    "is_connected",
    "is_directed_acyclic_graph",
    "is_isolate",
    "is_strongly_connected",
    "is_weakly_connected",
    "isolates",
    "leiden_communities",
    "louvain_communities",
    "multi_source_dijkstra_path_length",
    "node_connected_component",
    "number_connected_components",
    "number_of_isolates",
    "number_strongly_connected_components",
    "number_weakly_connected_components",
    "shortest_path_length",
    "single_source_dijkstra_path_length",
    "single_source_shortest_path_length",
    "single_target_shortest_path_length",
    "strongly_connected_components",
    "topological_generations",
    "topological_sort",
    "weakly_connected_components",
)


def backend_info() -> dict[str, object]:
    """Describe the backend.

    Returns
    -------
    info
        As networkx wants it.
    """
    return {
        "backend_name": "orggraph",
        "project": "orggraph",
        "package": "orggraph",
        "short_summary": "Read-only graphs over compressed rows, for millions of organisations.",
        "functions": {name: {} for name in FUNCTIONS},
    }

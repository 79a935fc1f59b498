"""The JSON that every number of a paper points into."""

from orggraph.paper import Paper
from orggraph.report.origin import json_text


def content(paper: Paper) -> bytes:
    """Write the run of a paper as JSON."""
    return json_text(paper.run).encode()

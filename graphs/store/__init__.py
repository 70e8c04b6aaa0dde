"""The graph at rest and opened: build it, open it, ask it.

Start reading at `build` (files to a folder), then `graph` (what one does with it).
"""

from __future__ import annotations

from findingsgraph.graphs.store.build import BuildResult, Built, build
from findingsgraph.graphs.store.changes import Change, read_changes
from findingsgraph.graphs.store.corrected import correct
from findingsgraph.graphs.store.graph import Graph
from findingsgraph.graphs.store.opening import open_graph
from findingsgraph.graphs.store.rows import Iri, Row, Rows, as_text

__all__ = [
    "BuildResult",
    "Built",
    "Change",
    "Graph",
    "Iri",
    "Row",
    "Rows",
    "as_text",
    "build",
    "correct",
    "open_graph",
    "read_changes",
]

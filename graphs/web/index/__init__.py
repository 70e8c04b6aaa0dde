"""The pages' own index: the graph's facts as SQLite tables with full text, made once a version.

SPARQL over a store answers any question; a page asks the same few, hundreds of times a
second, filtered, sorted and counted. SQLite is in Python itself, its FTS5 ranks and
knows phrases, and a file that is only read is shared by all threads.
"""

from __future__ import annotations

from findingsgraph.graphs.web.index.making import index_path, make_index
from findingsgraph.graphs.web.index.reading import Index

__all__ = ["Index", "index_path", "make_index"]

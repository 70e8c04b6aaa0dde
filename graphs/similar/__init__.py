"""Similar findings: which findings and recommendations say nearly the same, and by which words.

>>> from findingsgraph.loaders.triples import catalogue_quads
>>> from findingsgraph.graphs.store import Graph
>>> nothing = Graph.from_quads(catalogue_quads([("https://e.org/d", "a.pdf", True)], "https://e.org/"))
>>> len(similar(nothing, "Chronologies are poor.")), list(similar_pairs(nothing))
(0, [])
"""

from __future__ import annotations

from findingsgraph.graphs.similar.findings import MINIMUM, Collection, Pair, similar, similar_pairs

__all__ = ["MINIMUM", "Collection", "Pair", "similar", "similar_pairs"]

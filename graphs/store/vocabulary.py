"""The vocabulary inside a store: labels of concepts, grades and areas, the authority file."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from findingsgraph.ontology import turtle_files, turtle_text
from findingsgraph.ontology.iris import BASE

if TYPE_CHECKING:
    import pyoxigraph

__all__ = ["VOCABULARY", "load_vocabulary", "vocabulary_fingerprint"]

VOCABULARY = BASE + "vocabulary"
"""IRI of the named graph that holds the ontology and its vocabularies."""


def load_vocabulary(store: pyoxigraph.Store) -> None:
    """Load the ontology and its vocabularies into their named graph.

    All files at once, which a Turtle parser takes for one: a load costs more than what these hold.
    """
    import pyoxigraph

    text = "\n".join(map(turtle_text, turtle_files()))
    graph = pyoxigraph.NamedNode(VOCABULARY)
    store.bulk_load(text, pyoxigraph.RdfFormat.TURTLE, to_graph=graph, lenient=True)


def vocabulary_fingerprint() -> str:
    """Hash the vocabulary, so that a store with an older one is known."""
    text = "".join(turtle_text(name) for name in turtle_files())
    return hashlib.sha256(text.encode()).hexdigest()[:16]

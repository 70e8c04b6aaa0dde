"""The vocabulary inside a store: labels of concepts, grades and areas, the authority file."""

from __future__ import annotations

import hashlib

from findingsgraph.ontology import turtle_files, turtle_text
from findingsgraph.ontology.iris import BASE

__all__ = ["VOCABULARY", "vocabulary_fingerprint", "vocabulary_quads"]

VOCABULARY = BASE + "vocabulary"
"""IRI of the named graph that holds the ontology and its vocabularies."""


def vocabulary_quads() -> bytes:
    """Give the ontology and its vocabularies as N-Quads of their named graph.

    Loading many small files into a store costs more than all their quads at once.
    """
    import pyoxigraph

    graph = pyoxigraph.NamedNode(VOCABULARY)
    quads = (
        pyoxigraph.Quad(quad.subject, quad.predicate, quad.object, graph)
        for name in turtle_files()
        for quad in pyoxigraph.parse(turtle_text(name), pyoxigraph.RdfFormat.TURTLE, lenient=True)
    )
    return pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.N_QUADS) or b""


def vocabulary_fingerprint() -> str:
    """Hash the vocabulary, so that a store with an older one is known."""
    text = "".join(turtle_text(name) for name in turtle_files())
    return hashlib.sha256(text.encode()).hexdigest()[:16]

"""One document's facts in a store that may be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from findingsgraph.ontology.namespaces import PREFIXES, XSD

if TYPE_CHECKING:
    import pyoxigraph

__all__ = ["Facts"]


def _term(name: str) -> pyoxigraph.NamedNode:
    import pyoxigraph

    prefix, colon, local = name.partition(":")
    return pyoxigraph.NamedNode(PREFIXES[prefix] + local if colon and prefix in PREFIXES else name)


class Facts:
    """The facts of one named graph. Properties are prefixed names, things are IRIs."""

    def __init__(self, store: pyoxigraph.Store, graph: str) -> None:
        self.store = store
        self.graph = _term(graph)

    def has(self, thing: str) -> bool:
        """Say whether anything is said of a thing."""
        return next(self.store.quads_for_pattern(_term(thing), None, None, self.graph), None) is not None

    def values(self, thing: str, name: str) -> list[str]:
        """Give the values of a property, IRIs and literals alike, sorted."""
        found = self.store.quads_for_pattern(_term(thing), _term(name), None, self.graph)
        return sorted(quad.object.value for quad in found)  # type: ignore[union-attr]

    def value(self, thing: str, name: str) -> str:
        """Give the value of a property that has one; empty where there is none."""
        return next(iter(self.values(thing, name)), "")

    def subjects(self, name: str, value: str) -> list[str]:
        """Give what has an IRI as the value of a property, sorted."""
        found = self.store.quads_for_pattern(None, _term(name), _term(value), self.graph)
        return sorted(quad.subject.value for quad in found)  # type: ignore[union-attr]

    def add(self, thing: str, name: str, value: str, datatype: str = "") -> None:
        """State a fact: an IRI where the datatype is empty, else a literal (`string`, `decimal`, ...)."""
        import pyoxigraph

        self.store.add(
            pyoxigraph.Quad(
                _term(thing),
                _term(name),
                pyoxigraph.Literal(value, datatype=pyoxigraph.NamedNode(XSD + datatype))
                if datatype
                else _term(value),
                self.graph,
            )
        )

    def remove(self, thing: str, name: str | None = None, value: str | None = None) -> None:
        """Take back what is said of a thing: all, one property, or one IRI as its value."""
        pattern = (_term(thing), _term(name) if name else None, _term(value) if value else None)
        for quad in list(self.store.quads_for_pattern(*pattern, self.graph)):
            self.store.remove(quad)

    def put(self, thing: str, name: str, value: str, datatype: str = "") -> None:
        """State a fact in place of all others of that property."""
        self.remove(thing, name)
        self.add(thing, name, value, datatype)

    def rename(self, old: str, new: str) -> None:
        """Let everything that points at a thing point at another."""
        import pyoxigraph

        for quad in list(self.store.quads_for_pattern(None, None, _term(old), self.graph)):
            self.store.remove(quad)
            self.store.add(pyoxigraph.Quad(quad.subject, quad.predicate, _term(new), self.graph))

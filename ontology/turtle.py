"""Reading a Turtle file of this room into plain Python values.

pyoxigraph parses it (a few milliseconds; rdflib's import alone costs more), and
values keep the order of the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

import pyoxigraph

from findingsgraph.errors import BrokenVocabulary
from findingsgraph.ontology.iris import FG
from findingsgraph.ontology.offered import offered_folders

__all__ = ["Resource", "read_prefixes", "read_resources", "turtle_files", "turtle_text"]

SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
SHAPES = "shapes.ttl"
ENTRY_POINTS = "findingsgraph.vocabularies"
"""What other packages name to add to the vocabularies: grades, frameworks, concepts, themes, ..."""


class Resource:
    """One subject of a Turtle file with its values, in the order of the file."""

    def __init__(self, iri: str) -> None:
        self.iri = iri
        self.values: dict[str, list[str]] = {}
        self.literals: set[str] = set()
        """The properties that have literal values."""

    def all(self, predicate: str) -> tuple[str, ...]:
        """Every value of a property; empty where there is none."""
        return tuple(self.values.get(predicate, ()))

    def one(self, predicate: str, default: str = "") -> str:
        """The first value of a property, or the default."""
        return next(iter(self.values.get(predicate, ())), default)

    def extra(self, *known: str) -> Mapping[str, tuple[str, ...]]:
        """The literal values of all `fg:` properties but the known ones, by local name."""
        return MappingProxyType(
            {
                predicate.removeprefix(FG): self.all(predicate)
                for predicate in self.values
                if predicate.startswith(FG) and predicate in self.literals and predicate not in known
            }
        )


def turtle_files(shapes: bool = False) -> tuple[str, ...]:
    """Names of the vocabulary's Turtle files, sorted; with `shapes`, shapes.ttl too.

    Those that other packages offer are among them.
    """
    found = {entry.name for folder in _folders() for entry in folder.iterdir() if entry.name.endswith(".ttl")}
    return tuple(name for name in sorted(found) if shapes or name != SHAPES)


def turtle_text(name: str) -> str:
    """The text of a file of this room, and after it that of other packages' files of the same name."""
    found = (folder.joinpath(name) for folder in _folders())
    return "\n".join(file.read_text(encoding="utf-8") for file in found if file.is_file())


def _folders() -> tuple[Traversable, ...]:
    """This room, and the folders that other packages offer."""
    return (files(__package__), *offered_folders(ENTRY_POINTS))


@cache
def read_prefixes(name: str) -> Mapping[str, str]:
    """The prefixes that a file declares, sorted, with their namespaces."""
    parser = pyoxigraph.parse(turtle_text(name), format=pyoxigraph.RdfFormat.TURTLE)
    for _ in parser:
        pass
    return MappingProxyType(dict(sorted(parser.prefixes.items())))


def read_resources(*names: str) -> dict[str, Resource]:
    """All subjects of the files by IRI; what several files say of one is joined.

    Raises `BrokenVocabulary` where a file is no Turtle.
    """
    resources: dict[str, Resource] = {}
    for name in names:
        for subject, predicate, value, literal in _triples(name):
            resource = resources.setdefault(subject, Resource(subject))
            values = resource.values.setdefault(predicate, [])
            if value not in values:
                values.append(value)
            if literal:
                resource.literals.add(predicate)
    return resources


def _triples(name: str) -> Iterator[tuple[str, str, str, bool]]:
    try:
        for quad in pyoxigraph.parse(turtle_text(name), format=pyoxigraph.RdfFormat.TURTLE):
            value = quad.object
            if isinstance(quad.subject, pyoxigraph.NamedNode) and isinstance(
                value, pyoxigraph.NamedNode | pyoxigraph.Literal
            ):
                yield (
                    quad.subject.value,
                    quad.predicate.value,
                    value.value,
                    isinstance(value, pyoxigraph.Literal),
                )
    except SyntaxError as problem:
        raise BrokenVocabulary(name, str(problem)) from problem

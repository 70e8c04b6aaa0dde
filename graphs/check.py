"""Whether a graph is sound: SHACL, one document at a time, told in plain words.

The shapes are ontology/shapes.ttl. Each document's facts are checked as an rdflib graph in
memory: pyshacl over any other store is slow, and wrong where the store's plain strings are
not rdflib's own. Needs the extra `check` (pyshacl).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, Protocol

from findingsgraph.errors import MissingExtra
from findingsgraph.ontology.iris import FG, local_id
from findingsgraph.ontology.terms import terms
from findingsgraph.ontology.turtle import turtle_files, turtle_text

if TYPE_CHECKING:
    import rdflib

__all__ = ["Checkable", "Problem", "check", "check_facts"]

SH = "http://www.w3.org/ns/shacl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
Severity = Literal["violation", "warning", "info"]
NAMING = (SKOS + "prefLabel", FG + "surface", FG + "text", FG + "quote", FG + "printed", FG + "what")
"""What names a thing to a reader, the best first."""
CONTAINING = ("statementOf", "mentionIn", "measureIn", "involvementIn", "itemOf")
"""Where to look for the page of a thing that has none itself."""
NAME_LENGTH = 70
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something in a graph that is not as it should be."""

    source: str
    """The document's source, as in the tables."""
    page: int
    """Page of the PDF from 1; 0 where none is known."""
    thing: str
    """What it is about, in words: `statement "The board meets ..."`."""
    problem: str
    """What is wrong."""
    fix: str
    """What to do."""
    severity: Severity
    iri: str
    """The thing's IRI."""
    shape: str
    """Id of the shape in ontology/shapes.ttl: `judgement-grade`."""


class Named(Protocol):
    """A document, by its IRI and by its source."""

    @property
    def iri(self) -> str:
        """The document's IRI, which names its graph."""

    @property
    def source(self) -> str:
        """The document's source, as in the tables."""


class Checkable(Protocol):
    """A graph whose documents can be had one at a time: `findingsgraph.open(...)`."""

    def documents(self) -> Iterable[Named]:
        """Give the documents."""

    def to_rdflib(self, document: str) -> rdflib.Graph:
        """Give a copy of one document's facts."""


def check(graph: Checkable) -> list[Problem]:
    """Check every document of a graph; the problems in order of source, page and thing.

    Raises `MissingExtra` when pyshacl is not installed.
    """
    problems: list[Problem] = []
    for document in graph.documents():
        problems += _check(graph.to_rdflib(document.iri), document.source)
    return sorted(problems)


def check_facts(facts: rdflib.Graph, source: str) -> list[Problem]:
    """Check the facts of one document, which `source` names in the answer; they stay as they are."""
    import rdflib

    return _check(rdflib.Graph() + facts, source)


def _check(facts: rdflib.Graph, source: str) -> list[Problem]:
    """Check facts that may be added to."""
    validate = _validator()
    if not any(facts.subjects(_iri(RDF_TYPE), _iri(FG + "Document"))):
        # No shape would find anything here, and silence would pass for soundness.
        return [_no_document(source)]
    facts += _vocabulary()
    _, results, _ = validate(facts, shacl_graph=_shapes(), inference="none")
    return sorted(set(_problems(results, facts, source)))


def _iri(value: str) -> rdflib.URIRef:
    import rdflib

    return rdflib.URIRef(value)


def _validator() -> Callable[..., tuple[bool, Any, str]]:
    try:
        from pyshacl import validate
    except ImportError:
        raise MissingExtra("check", "pip install 'findingsgraph[check]'") from None
    return validate


@cache
def _shapes() -> rdflib.Graph:
    """The shapes, each property looking for its targets itself.

    By way of a node shape, pyshacl would run every property shape once a thing; so it runs
    once a graph, which is several times faster and finds the same.
    """
    import rdflib

    shapes = rdflib.Graph().parse(data=turtle_text("shapes.ttl"), format="turtle")
    has, target = _iri(SH + "property"), _iri(SH + "targetClass")
    for node, part in list(shapes.subject_objects(has)):
        shapes.remove((node, has, part))
        for targeted in shapes.objects(node, target):
            shapes.add((part, target, targeted))
    return shapes


@cache
def _vocabulary() -> rdflib.Graph:
    """Which IRIs are terms of a vocabulary, so that a shape can ask it of a value."""
    import rdflib

    known, concept = rdflib.Graph(), _iri(SKOS + "Concept")
    for name in turtle_files():
        read = rdflib.Graph().parse(data=turtle_text(name), format="turtle")
        for term in read.subjects(_iri(RDF_TYPE), concept):
            known.add((term, _iri(RDF_TYPE), concept))
    return known


def _no_document(source: str) -> Problem:
    return Problem(
        source=source,
        page=0,
        thing="the graph",
        problem="There is no fg:Document in it, so nothing was checked",
        fix="Build the document again.",
        severity="violation",
        iri="",
        shape="document",
    )


def _problems(results: rdflib.Graph, facts: rdflib.Graph, source: str) -> Iterator[Problem]:
    for result in results.subjects(_iri(RDF_TYPE), _iri(SH + "ValidationResult")):
        focus = results.value(result, _iri(SH + "focusNode"))
        problem, _, fix = str(results.value(result, _iri(SH + "resultMessage"))).partition(". ")
        yield Problem(
            source=source,
            page=_page(facts, focus),
            thing=_name(facts, focus),
            problem=problem,
            fix=fix,
            severity=_severity(str(results.value(result, _iri(SH + "resultSeverity")))),
            iri=str(focus),
            shape=local_id(str(results.value(result, _iri(SH + "sourceShape")))),
        )


def _severity(iri: str) -> Severity:
    return "warning" if iri == SH + "Warning" else "info" if iri == SH + "Info" else "violation"


def _page(facts: rdflib.Graph, thing: Any, steps: int = 3) -> int:
    """The first page of a thing: its own, its evidence's, or that of what it stands in (up to `steps` up)."""
    places = (thing, *facts.objects(thing, _iri(FG + "evidence")))
    pages = [str(page) for place in places for page in facts.objects(place, _iri(FG + "page"))]
    numbers = [int(page) for page in pages if page.isdecimal()]
    if numbers:
        return min(numbers)
    around = (value for name in CONTAINING for value in facts.objects(thing, _iri(FG + name)))
    return max((_page(facts, each, steps - 1) for each in around), default=0) if steps else 0


def _name(facts: rdflib.Graph, thing: Any) -> str:
    """What a thing is, with the words that name it or the end of its IRI."""
    classes = sorted(str(each) for each in facts.objects(thing, _iri(RDF_TYPE)))
    kind = next((terms()[local_id(each)].label for each in classes if local_id(each) in terms()), "thing")
    named = (words for each in NAMING for words in sorted(map(str, facts.objects(thing, _iri(each)))))
    words = next(named, "")
    words = " ".join(words.split())
    if len(words) > NAME_LENGTH:
        words = words[:NAME_LENGTH].rsplit(" ", 1)[0] + " ..."
    return f'{kind} "{words}"' if words else f"{kind} {local_id(str(thing))}"

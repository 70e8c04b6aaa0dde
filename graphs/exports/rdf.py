"""The graph itself as RDF: sorted, so that the same facts give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from findingsgraph.graphs.exports.credits import Credits
from findingsgraph.ontology.iris import FG
from findingsgraph.ontology.namespaces import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Quad, Triple

FOAF_NAME = "http://xmlns.com/foaf/0.1/name"
PROV_ASSOCIATION = "http://www.w3.org/ns/prov#Association"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def sort_quads(quads: Iterable[Quad]) -> list[Quad]:
    """Sort by graph, subject, predicate and object, as their N-Quads texts sort."""
    return sorted(
        quads, key=lambda q: (str(q.graph_name), str(q.subject), str(q.predicate), str(q.object))
    )  # fmt: skip


def without_names(quads: Iterable[Quad]) -> list[Quad]:
    """Leave out the names of inspectors and other persons, and the quotes that hold them."""
    kept = list(quads)
    associations = {
        q.subject for q in kept if q.predicate.value == RDF_TYPE and _iri(q.object) == PROV_ASSOCIATION
    }
    places = {q.object for q in kept if q.predicate.value == FG + "evidence" and q.subject in associations}
    return [
        q
        for q in kept
        if q.predicate.value not in (FOAF_NAME, FG + "leadInspector")
        and not (q.predicate.value == FG + "quote" and q.subject in places)
    ]


def write_nquads(quads: Sequence[Quad], credits: Credits) -> bytes:
    """Write N-Quads, a line a fact, sorted: the form to compare and to load elsewhere."""
    return "".join(sorted({f"{quad} .\n" for quad in quads})).encode()


def write_ntriples(quads: Sequence[Quad], credits: Credits) -> bytes:
    """Write N-Triples, sorted; which document says what is lost, facts of several stand once."""
    return "".join(sorted({f"{quad.triple} .\n" for quad in quads})).encode()


def write_turtle(quads: Sequence[Quad], credits: Credits) -> bytes:
    """Write Turtle with our prefixes; which document says what is lost."""
    from pyoxigraph import RdfFormat, serialize

    return _comments(credits) + _bytes(serialize(_triples(quads), format=RdfFormat.TURTLE, prefixes=PREFIXES))


def write_trig(quads: Sequence[Quad], credits: Credits) -> bytes:
    """Write TriG with our prefixes: Turtle with a block for each document's graph."""
    from pyoxigraph import RdfFormat, serialize

    return _comments(credits) + _bytes(serialize(quads, format=RdfFormat.TRIG, prefixes=PREFIXES))


def write_rdfxml(quads: Sequence[Quad], credits: Credits) -> bytes:
    """Write RDF/XML with our prefixes; which document says what is lost."""
    from pyoxigraph import RdfFormat, serialize

    return _bytes(serialize(_triples(quads), format=RdfFormat.RDF_XML, prefixes=PREFIXES))


def _triples(quads: Iterable[Quad]) -> list[Triple]:
    """Give the union of all graphs, each fact once, sorted."""
    unique = {str(quad.triple): quad.triple for quad in quads}
    return [
        unique[text]
        for text in sorted(unique, key=lambda text: _parts(unique[text]))
    ]  # fmt: skip


def _parts(triple: Triple) -> tuple[str, str, str]:
    return str(triple.subject), str(triple.predicate), str(triple.object)


def _comments(credits: Credits) -> bytes:
    return "".join(f"# {' '.join(line.split())}\n" for line in credits.lines()).encode()


def _bytes(written: bytes | None) -> bytes:
    return written or b""


def _iri(term: object) -> str:
    return str(getattr(term, "value", ""))

"""The graph itself as RDF: sorted, so that the same facts give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from findingsgraph.graphs.exports.credits import Credits
from findingsgraph.ontology.namespaces import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Quad, Triple


def read_quads(lines: Iterable[str]) -> list[Quad]:
    """Read N-Quads lines, sorted by graph, subject, predicate and object as their texts sort."""
    from pyoxigraph import RdfFormat, parse

    quads = parse("\n".join(lines) + "\n", format=RdfFormat.N_QUADS)
    return sorted(quads, key=lambda quad: (str(quad.graph_name), *_parts(quad.triple)))


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

    written = _bytes(serialize(_triples(quads), format=RdfFormat.RDF_XML, prefixes=PREFIXES))
    head, _, rest = written.partition(b"?>")
    said = " ".join(credits.lines()).replace("--", "- -")  # two hyphens would end a comment
    return head + f"?>\n<!-- {said} -->".encode() + rest


def _triples(quads: Iterable[Quad]) -> list[Triple]:
    """Give the union of all graphs, each fact once, sorted."""
    unique = {str(quad.triple): quad.triple for quad in quads}
    return sorted(unique.values(), key=_parts)


def _parts(triple: Triple) -> tuple[str, str, str]:
    return str(triple.subject), str(triple.predicate), str(triple.object)


def _comments(credits: Credits) -> bytes:
    return "".join(f"# {' '.join(line.split())}\n" for line in credits.lines()).encode()


def _bytes(written: bytes | None) -> bytes:
    return written or b""

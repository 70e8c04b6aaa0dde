"""JSON-LD written with the context is read back as the same triples."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from rdflib.compare import isomorphic

from findingsgraph.ontology.iris import FG
from findingsgraph.ontology.terms import terms
from findingsgraph.ontology.turtle import turtle_text

CONTEXT = json.loads(turtle_text("context.jsonld"))["@context"]
EXAMPLES = Path(__file__).parent / "shapes"


def example() -> rdflib.Graph:
    """All good examples in one graph: a value of nearly every property."""
    graph = rdflib.Graph()
    for path in [EXAMPLES / "report.ttl", *sorted((EXAMPLES / "good").glob("*.ttl"))]:
        graph.parse(path)
    return graph


def test_written_and_read_by_rdflib() -> None:
    graph = example()
    written = graph.serialize(format="json-ld", context=CONTEXT, auto_compact=False)
    assert isomorphic(rdflib.Graph().parse(data=written, format="json-ld"), graph)


def test_written_by_rdflib_and_read_by_oxigraph() -> None:
    graph = example()
    written = graph.serialize(format="json-ld", context=CONTEXT, auto_compact=False)
    quads = pyoxigraph.parse(io.BytesIO(written.encode()), format=pyoxigraph.RdfFormat.JSON_LD)
    lines = "\n".join(f"{quad.triple} ." for quad in quads)
    assert isomorphic(rdflib.Graph().parse(data=lines, format="nt"), graph)


def test_terms_are_written_short() -> None:
    written = json.loads(example().serialize(format="json-ld", context=CONTEXT))
    statement = next(node for node in written["@graph"] if node.get("decidedBy") == "rule:example")
    assert statement["type"] == "Statement"
    assert statement["stance"].endswith("strength")
    inspection = next(node for node in written["@graph"] if node.get("startDate") == "2014-01-13")
    assert inspection["endDate"] in ("2014-01-13", "2014-01-31")


@pytest.mark.parametrize("name", sorted(terms()))
def test_every_term_is_in_the_context(name: str) -> None:
    entry = CONTEXT[name]
    assert (entry if isinstance(entry, str) else entry["@id"]) == f"fg:{name}"
    assert CONTEXT["fg"] == FG

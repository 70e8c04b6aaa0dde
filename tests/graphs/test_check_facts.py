"""What the loaders write is sound by the shapes, and each kind of damage to it is told."""

from __future__ import annotations

import sys

import pytest
import rdflib
from factories import make_report
from rdflib.namespace import RDF, SH

from findingsgraph.errors import MissingExtra
from findingsgraph.graphs.check import check, check_facts
from findingsgraph.loaders.triples import report_quads
from findingsgraph.ontology.iris import FG
from findingsgraph.ontology.terms import terms
from findingsgraph.ontology.turtle import turtle_text

ONTOLOGY = rdflib.Namespace(FG)


def facts() -> rdflib.Graph:
    """A small report of every kind of fact, as the loaders write it."""
    lines = [f"{line.rsplit(' <', 1)[0]} ." for line in report_quads(make_report(), "https://example.org/")]
    return rdflib.Graph().parse(data="\n".join(lines), format="nt")


def test_what_the_loaders_write_is_sound() -> None:
    assert check_facts(facts(), "a.pdf") == []


def test_every_shape_finds_something_to_look_at() -> None:
    written, shapes = facts(), rdflib.Graph().parse(data=turtle_text("shapes.ttl"), format="turtle")
    for shape in shapes.subjects(RDF.type, SH.NodeShape):
        targets = list(shapes.objects(shape, SH.targetClass))
        assert any(True for each in targets for _ in written.subjects(RDF.type, each)), shape


def test_loaders_use_declared_terms_with_their_kind_of_value() -> None:
    for subject, predicate, value in facts():
        if str(predicate).startswith(FG):
            term = terms()[str(predicate).removeprefix(FG)]
            assert (term.kind == "object") == isinstance(value, rdflib.URIRef), (subject, predicate, value)
            if isinstance(value, rdflib.Literal) and term.range:
                assert str(value.datatype or rdflib.XSD.string) == term.range, (predicate, value)
        elif predicate == RDF.type and str(value).startswith(FG):
            assert terms()[str(value).removeprefix(FG)].kind == "class"


def test_loaders_keep_to_domains() -> None:
    written = facts()
    for subject, predicate, _ in written:
        term = terms().get(str(predicate).removeprefix(FG))
        if term and str(predicate).startswith(FG) and term.domain:
            classes = set(map(str, written.objects(subject, RDF.type)))
            wider = {
                above for each in classes if each.startswith(FG) for above in terms()[each[len(FG) :]].above
            }
            assert term.domain in classes | wider, (subject, predicate)


@pytest.mark.parametrize(
    ("property", "shape"),
    [
        ("grade", "judgement-grade"),
        ("evidence", "statement-evidence"),
        ("quote", "evidence-quote"),
        ("stance", "statement-stance"),
        ("unit", "measure-unit"),
        ("mentions", "mention-mentions"),
        ("statementOf", "report-item-statements"),
        ("documentOf", "document-report"),
        ("subject", "involvement-subject"),
    ],
)
def test_a_property_that_is_lost_is_told(property: str, shape: str) -> None:
    damaged = facts()
    damaged.remove((None, ONTOLOGY[property], None))
    problems = check_facts(damaged, "a.pdf")
    found = {problem.shape: problem for problem in problems}
    assert shape in found
    assert found[shape].source == "a.pdf" and found[shape].thing and found[shape].fix
    assert problems == sorted(problems)


def test_the_facts_are_left_as_they_were() -> None:
    given = facts()
    before = set(given)
    check_facts(given, "a.pdf")
    assert set(given) == before


def test_without_pyshacl_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyshacl", None)
    with pytest.raises(MissingExtra, match=r"pip install 'findingsgraph\[check\]'"):
        check_facts(facts(), "a.pdf")
    assert callable(check)

"""The Turtle files of the room: parsed alike by two readers, without blank nodes, every term declared."""

from __future__ import annotations

from collections import Counter

import pyoxigraph
import pytest
import rdflib
from beside import ROOT
from rdflib.compare import isomorphic
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from findingsgraph.ontology.derived import context_jsonld, reference_page
from findingsgraph.ontology.diagram import TIES, diagram_svg
from findingsgraph.ontology.iris import BASE, FG
from findingsgraph.ontology.terms import terms
from findingsgraph.ontology.turtle import turtle_files, turtle_text

FILES = turtle_files(shapes=True)
CONCEPTS = [
    ("concepts.ttl", "concept"),
    ("themes.ttl", "theme"),
    ("stances.ttl", "stance"),
    ("grades.ttl", "grade"),
    ("frameworks.ttl", "framework"),
    ("frameworks.ttl", "area"),
    ("relations.ttl", "relation"),
    ("units.ttl", "unit"),
    ("indicators.ttl", "indicator"),
    ("inspection-roles.ttl", "inspection-role"),
    ("licences.ttl", "licence"),
    ("national-framework.ttl", "national-framework"),
]


def with_rdflib(name: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=turtle_text(name), format="turtle")


def test_the_files_are_those_of_the_room() -> None:
    assert sorted(path.name for path in (ROOT / "ontology").glob("*.ttl")) == list(FILES)
    assert {"findings.ttl", "shapes.ttl", "authorities.ttl"} < set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_two_readers_read_the_same(name: str) -> None:
    by_oxigraph = list(pyoxigraph.parse(turtle_text(name), format=pyoxigraph.RdfFormat.TURTLE))
    lines = "\n".join(f"{quad.triple} ." for quad in by_oxigraph)
    again = rdflib.Graph().parse(data=lines, format="nt")
    assert len(by_oxigraph) == len(again) > 0
    assert isomorphic(again, with_rdflib(name))


@pytest.mark.parametrize("name", turtle_files())
def test_no_blank_nodes_in_vocabularies(name: str) -> None:
    assert not [term for triple in with_rdflib(name) for term in triple if isinstance(term, rdflib.BNode)]


def test_shapes_have_blank_nodes_for_inverse_paths_only() -> None:
    shapes = with_rdflib("shapes.ttl")
    blank = [triple for triple in shapes if isinstance(triple[0], rdflib.BNode)]
    assert {str(predicate) for _, predicate, _ in blank} == {"http://www.w3.org/ns/shacl#inversePath"}


@pytest.mark.parametrize("name", FILES)
def test_every_term_of_ours_is_declared(name: str) -> None:
    used = {str(term) for triple in with_rdflib(name) for term in triple if str(term).startswith(FG)}
    assert {iri.removeprefix(FG) for iri in used} <= set(terms())


@pytest.mark.parametrize("name", FILES)
def test_no_literal_is_ill_typed(name: str) -> None:
    for _, _, value in with_rdflib(name):
        assert not (isinstance(value, rdflib.Literal) and value.ill_typed), value


@pytest.mark.parametrize(("name", "scheme"), CONCEPTS)
def test_every_concept_has_one_id_one_label_and_its_own_iri(name: str, scheme: str) -> None:
    graph = with_rdflib(name)
    members = set(graph.subjects(SKOS.inScheme, rdflib.URIRef(BASE + scheme)))
    assert members
    for member in members:
        assert (member, RDF.type, SKOS.Concept) in graph
        (notation,) = graph.objects(member, SKOS.notation)
        assert str(member).startswith(f"{BASE}{scheme}/") and str(member).endswith(f"/{notation}")
        assert len(list(graph.objects(member, SKOS.prefLabel))) == 1, member


def test_boards_are_concepts_that_exist() -> None:
    known = set(with_rdflib("concepts.ttl").subjects(RDF.type, SKOS.Concept))
    assert set(with_rdflib("boards.ttl").subjects()) < known


def test_every_vocabulary_of_concepts_is_tested() -> None:
    with_concepts = {name for name in FILES if any(with_rdflib(name).subjects(RDF.type, SKOS.Concept))}
    assert with_concepts <= {name for name, _ in CONCEPTS}


def test_every_term_says_what_it_is() -> None:
    for term in terms().values():
        assert term.label and term.comment.endswith(".") and len(term.comment) > 15, term
        assert term.kind != "class" or term.above, f"{term.name} hangs under no class"


def test_classes_end_in_a_standard_class() -> None:
    def tops(name: str) -> set[str]:
        return {
            top
            for above in terms()[name].above
            for top in (tops(above.removeprefix(FG)) if above.startswith(FG) else {above})
        }

    for term in terms().values():
        if term.kind == "class":
            assert tops(term.name), term.name
            assert not any(top.startswith(BASE) for top in tops(term.name))


def test_domains_and_ranges_of_ours_are_classes_of_ours() -> None:
    for term in terms().values():
        for iri in (term.domain, term.range):
            assert not iri.startswith(FG) or terms()[iri.removeprefix(FG)].kind == "class"


def test_classes_are_capitalised_and_properties_are_not() -> None:
    graph = with_rdflib("findings.ttl")
    kinds = Counter(kind for kind in graph.objects(None, RDF.type))
    assert kinds[OWL.Ontology] == 1 and sum(kinds.values()) == len(terms()) + 1
    for term in terms().values():
        assert (term.kind == "class") == term.name[0].isupper()
        assert (rdflib.URIRef(FG + term.name), RDFS.isDefinedBy, rdflib.URIRef(BASE + "ontology")) in graph


def test_context_and_reference_page_are_current() -> None:
    assert (ROOT / "ontology" / "context.jsonld").read_text(encoding="utf-8") == context_jsonld()
    assert (ROOT / "docs" / "reference" / "ontology.md").read_text(encoding="utf-8") == reference_page()
    assert (ROOT / "docs" / "pictures" / "ontology.svg").read_text(encoding="utf-8") == diagram_svg()


def test_the_diagram_ties_what_the_ontology_ties() -> None:
    short = {term.name: term for term in terms().values()}
    for one, names, other in TIES:
        for name in names.split(", "):
            for said, drawn in ((short[name].domain, one), (short[name].range, other)):
                assert said in ("", FG + drawn), name


def test_reference_page_names_every_term() -> None:
    page = reference_page()
    assert [name for name in terms() if f"| `fg:{name}` |" not in page] == []

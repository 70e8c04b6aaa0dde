"""Each shape passes its good example and fails its bad one, every property with its own message."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdflib.namespace import RDF, SH, SKOS

from findingsgraph.graphs.check import Problem, check_facts
from findingsgraph.ontology import themes
from findingsgraph.ontology.iris import FG
from findingsgraph.ontology.turtle import turtle_text

EXAMPLES = Path(__file__).parent / "shapes"
SHAPE = "https://w3id.org/findingsgraph/shape/"
SHAPES = rdflib.Graph().parse(data=turtle_text("shapes.ttl"), format="turtle")
NODE_SHAPES = sorted(str(shape).removeprefix(SHAPE) for shape in SHAPES.subjects(RDF.type, SH.NodeShape))


def properties(shape: str) -> dict[str, str]:
    """The ids of a node shape's property shapes, with their messages."""
    found = SHAPES.objects(rdflib.URIRef(SHAPE + shape), SH.property)
    return {str(each).removeprefix(SHAPE): str(SHAPES.value(each, SH.message)) for each in found}


def problems(example: str) -> list[Problem]:
    facts = rdflib.Graph().parse(EXAMPLES / "report.ttl")
    facts.parse(EXAMPLES / example)
    return check_facts(facts, "report.txt")


def test_the_report_that_examples_are_added_to_is_sound() -> None:
    assert check_facts(rdflib.Graph().parse(EXAMPLES / "report.ttl"), "report.txt") == []


def test_every_shape_has_its_two_examples_and_no_example_is_left_over() -> None:
    for folder in ("good", "bad"):
        assert sorted(path.stem for path in (EXAMPLES / folder).glob("*.ttl")) == NODE_SHAPES


@pytest.mark.parametrize("shape", NODE_SHAPES)
def test_good_example_passes_all_shapes(shape: str) -> None:
    assert problems(f"good/{shape}.ttl") == []


@pytest.mark.parametrize("shape", NODE_SHAPES)
def test_good_example_has_something_that_the_shape_looks_at(shape: str) -> None:
    facts = rdflib.Graph().parse(EXAMPLES / "good" / f"{shape}.ttl")
    facts += rdflib.Graph().parse(EXAMPLES / "report.ttl")
    targets = SHAPES.objects(rdflib.URIRef(SHAPE + shape), SH.targetClass)
    assert any(True for target in targets for _ in facts.subjects(RDF.type, target))


@pytest.mark.parametrize("shape", NODE_SHAPES)
def test_bad_example_fails_every_property_with_its_message_and_no_other_shape(shape: str) -> None:
    found = {problem.shape: f"{problem.problem}. {problem.fix}" for problem in problems(f"bad/{shape}.ttl")}
    assert found == properties(shape)


def test_every_property_shape_belongs_to_a_node_shape() -> None:
    used = {name for shape in NODE_SHAPES for name in properties(shape)}
    assert used == {str(each).removeprefix(SHAPE) for each in SHAPES.subjects(RDF.type, SH.PropertyShape)}


def test_messages_say_what_is_wrong_and_what_to_do() -> None:
    messages = [message for shape in NODE_SHAPES for message in properties(shape).values()]
    for message in messages:
        problem, _, fix = message.partition(". ")
        assert problem and fix.endswith("."), message
        assert "sh:" not in message


def test_shapes_stay_within_core_constraints() -> None:
    extensions = {"sparql", "js", "rule", "target", "select", "ask", "construct"}
    assert not extensions & {str(p).removeprefix(str(SH)) for p in SHAPES.predicates() if str(p) in SH}


def test_the_shapes_are_shacl_by_shacl_s_own_shapes() -> None:
    conforms, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=SHAPES, meta_shacl=True)
    assert conforms, text


def test_a_graph_without_a_document_is_a_problem() -> None:
    found = check_facts(rdflib.Graph(), "nothing.txt")
    assert [problem.problem for problem in found] == ["There is no fg:Document in it, so nothing was checked"]


def test_a_problem_says_where_and_on_what() -> None:
    found = {problem.shape: problem for problem in problems("bad/recommendation.ttl")}
    stance = found["recommendation-stance"]
    assert (stance.source, stance.page) == ("report.txt", 4)
    assert stance.thing == 'recommendation "Ensure that plans are clear."'
    assert stance.severity == "violation"
    assert found["recommendation-addressee"].severity == "warning"


def test_the_page_of_a_mention_is_its_statement_s() -> None:
    pages = {problem.iri: problem.page for problem in problems("bad/mention.ttl")}
    assert pages["https://example.org/endless"] == 4


@pytest.mark.parametrize(
    "scheme", ["stance", "theme", "grade", "area", "relation", "unit", "framework", "concept", "indicator"]
)
def test_a_value_must_be_a_term_that_its_vocabulary_has(scheme: str) -> None:
    patterns = {str(pattern) for pattern in SHAPES.objects(None, SH.pattern)}
    (pattern,) = [each for each in patterns if each.endswith(f"/{scheme}/")]
    constrained = set(SHAPES.subjects(SH.pattern, rdflib.Literal(pattern)))
    assert constrained == {each for each in constrained if (each, SH["class"], SKOS.Concept) in SHAPES}


def test_examples_use_terms_of_the_ontology_only() -> None:
    ontology = rdflib.Graph().parse(data=turtle_text("findings.ttl"), format="turtle")
    for path in sorted(EXAMPLES.rglob("*.ttl")):
        for triple in rdflib.Graph().parse(path):
            for term in triple:
                if str(term).startswith(FG):
                    assert (term, None, None) in ontology, f"{path.name}: {term}"


def test_themes_of_the_examples_exist() -> None:
    assert {"early-help", "neglect", "adoption"} <= set(themes())

"""The library of questions: every header documents its file, every parameter is bound safely."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph
import pytest
from beside import ROOT
from hypothesis import given
from hypothesis import strategies as st

from findingsgraph.errors import BadValue, UnknownParameter, UnknownQuery
from findingsgraph.ontology import concepts, themes
from findingsgraph.queries import Query, bind, load, names, parse
from findingsgraph.queries.asking import as_query, with_prefixes
from findingsgraph.queries.reference import reference_page
from findingsgraph.queries.values import iri_term, text_term

CONTRACT = {
    "inspections": "source, report, authority, authority_name, urn, family, start, end, published, dated, "
    "lead_inspector",
    "judgements": "source, report, area, grade, printed, page",
    "judgements_missing": "source, report, area, status",
    "findings": "source, finding, part, section, kind, number, order, page, line, stance, text",
    "statements": "source, finding, statement, order, page, line, stance, decided_by, text",
    "mentions": "source, statement, concept, type, entity, name, surface, start, end",
    "measures": "source, statement, measure, value, unit, what, date, comparator_value, comparator_kind, "
    "text",
    "themes": "source, finding, theme",
    "recommendations": "source, recommendation, number, priority, addressee, addressee_name, page, text",
    "involvements": "source, statement, subject, relation, object, stance, rule, text",
    "entities": "entity, type, concept, name, authority, national, reports, mentions",
}  # fmt: skip
EVERYWHERE = {"source", "authority", "from", "to", "documents"}
OF_FINDINGS = EVERYWHERE | {"part", "kind", "stance", "theme"}
OF_MENTIONS = OF_FINDINGS | {"agency"}
TAKES = {
    "inspections": EVERYWHERE, "judgements": EVERYWHERE, "judgements_missing": EVERYWHERE,
    "findings": OF_MENTIONS, "statements": OF_MENTIONS, "mentions": OF_MENTIONS, "measures": OF_MENTIONS,
    "themes": OF_MENTIONS, "recommendations": OF_MENTIONS, "involvements": OF_MENTIONS,
    "entities": EVERYWHERE | {"agency"},
}  # fmt: skip


def selected(sparql: str) -> list[str]:
    answer = pyoxigraph.Store().query(sparql)
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    return [variable.value for variable in answer.variables]


@pytest.mark.parametrize("name", CONTRACT)
def test_the_contract_s_columns_and_parameters(name: str) -> None:
    query = load(name)
    columns = CONTRACT[name].split(", ")
    assert [column.name for column in query.columns] == columns
    assert selected(query.text) == columns
    assert {parameter.name for parameter in query.parameters} >= TAKES[name]


@pytest.mark.parametrize("name", names())
def test_every_file_is_documented_and_answers_as_it_stands(name: str) -> None:
    query = load(name)
    assert query.title != name
    assert len(query.description) > 30
    assert {parameter.name for parameter in query.parameters} >= EVERYWHERE
    assert [column.name for column in query.columns] == selected(query.text)
    assert selected(bind(query, {})) == selected(query.text)
    marks = set(re.findall(r"\{([a-z_]+)\*?\}", query.text.split("SELECT", 1)[1]))
    conditions = {
        found for each in re.findall(r"#\? (?:no )?([a-z_|]+)", query.text) for found in each.split("|")
    }
    parameters = {parameter.name for parameter in query.parameters}
    assert marks | conditions == parameters, "every parameter does something, every mark is a parameter"


@pytest.mark.parametrize("name", names())
def test_the_file_as_it_stands_is_the_question_with_its_defaults(name: str) -> None:
    query = load(name)
    without_marks = "\n".join(
        re.sub(r"\s+#\? .*$", "", line)
        for line in query.text.splitlines()
        if not line.lstrip().startswith("#? ")
    )
    assert bind(query, {}) == without_marks


@pytest.mark.parametrize("name", names())
def test_answers_are_in_a_total_order_and_portable(name: str) -> None:
    body = load(name).text.split("SELECT", 1)[1]
    assert "ORDER BY" in body.rsplit("}", 1)[1]
    assert not re.search(r"\((?:MIN|MAX|SAMPLE)\([^)]*?\?(\w+)\)* AS \?\1\)", body), "Fuseki refuses it"
    assert "SAMPLE" not in body
    assert "GROUP_CONCAT" not in body, "its order is nobody's"
    if "SELECT DISTINCT ?source" in load(name).text:
        assert "ORDER BY ?order" not in body


def test_one_parameter_is_described_in_one_way() -> None:
    seen: dict[tuple[str, str], set[str]] = {}
    for name in names():
        for parameter in load(name).parameters:
            seen.setdefault((parameter.name, parameter.default), set()).add(parameter.kind)
    assert all(len(kinds) == 1 for kinds in seen.values())


def question(kind: str, line: str, default: str = "") -> Query:
    extra = f", default {default}" if default else ""
    return parse("q", f"# # Q\n#\n# - `p` ({kind}{extra}): it.\nSELECT * WHERE {{ ?s ?p ?o\n{line}\n}}")


def test_lines_come_and_go() -> None:
    off, on = question("text", "#? p: FILTER(?o = {p})"), question("text", "FILTER(?o = 1) #? no p")
    assert "FILTER" not in bind(off, {})
    assert 'FILTER(?o = "a")' in bind(off, {"p": "a"})
    assert "FILTER(?o = 1)\n" in bind(on, {})
    assert "FILTER" not in bind(on, {"p": "a"})
    choice = question("x|y", "FILTER(?o = 1) #? p=x", "x")
    assert "FILTER" in bind(choice, {})
    assert "FILTER" in bind(choice, {"p": None})
    assert "FILTER" not in bind(choice, {"p": "y"})


def test_several_values() -> None:
    query = question("text", "#? p: FILTER(?o IN ({p}))")
    assert 'IN ("a", "b")' in bind(query, {"p": ["a", "b"]})
    with pytest.raises(BadValue, match="empty"):
        bind(query, {"p": []})


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_text_never_escapes_its_quotes(text: str) -> None:
    store = pyoxigraph.Store()
    literal = pyoxigraph.Literal(text)
    store.add(pyoxigraph.Quad(pyoxigraph.NamedNode("a:s"), pyoxigraph.NamedNode("a:p"), literal))
    answer = store.query(bind(question("text", "#? p: FILTER(?o = {p})"), {"p": text.strip() or "x"}))
    found = [solution["o"] for solution in answer]  # type: ignore[union-attr]
    assert found == ([literal] if text.strip() == text and text else [])


@given(st.text(max_size=30))
def test_no_iri_closes_itself(text: str) -> None:
    try:
        term = iri_term("https://e.org/" + text)
    except ValueError:
        return
    assert term.count("<") == term.count(">") == 1
    assert not re.search(r"[\x00-\x20\"{}\\^`|]", term)


@pytest.mark.parametrize(
    ("kind", "value", "problem"),
    [
        ("year", "14", "a year"),
        ("year", "2014) } #", "a year"),
        ("integer", "many", "whole number"),
        ("authority", "Hartlepol", "did you mean 'Hartlepool'"),
        ("authority", "https://e.org/a> ?x", "looks like an IRI"),
        ("agency", "polise", "did you mean 'police'"),
        ("theme", "early-helps", "did you mean 'early-help'"),
        ("all|preferred", "prefered", "did you mean 'preferred'"),
    ],
)
def test_what_cannot_be_is_refused_with_advice(kind: str, value: str, problem: str) -> None:
    with pytest.raises(BadValue, match=re.escape(problem)) as caught:
        bind(question(kind, "#? p: FILTER(?o = {p})"), {"p": value})
    assert "\n" not in str(caught.value)
    assert caught.value.exit_status == 2


def test_authorities_by_name_number_and_iri() -> None:
    query = question("authority", "#? p: FILTER(?o IN ({p}))")
    iri = "https://w3id.org/findingsgraph/authority/hartlepool"
    for given_as in ("Hartlepool", "hartlepool", "Hartlepool Borough Council", "80473", "E06000001", iri):
        assert f"IN (<{iri}>)" in bind(query, {"p": given_as})


def test_agencies_and_themes_by_id_or_iri() -> None:
    assert f"<{concepts()['police'].iri}>" in bind(question("agency", "#? p: {p}"), {"p": "police"})
    assert "<https://e.org/x>" in bind(question("agency", "#? p: {p}"), {"p": "https://e.org/x"})
    assert themes() and "early-help>" in bind(question("theme", "#? p: {p}"), {"p": "early-help"})


def test_unknown_names_suggest() -> None:
    with pytest.raises(UnknownQuery, match="did you mean 'statements'"):
        load("statments")
    with pytest.raises(UnknownParameter, match="did you mean 'agency'"):
        bind(load("statements"), {"agnecy": "police"})
    assert load("judgements-missing").name == "judgements_missing"


def test_what_may_be_asked(tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text("# # Mine\n#\n# Of mine.\n#\n# - `p` (year): when.\nSELECT * WHERE {}", encoding="utf-8")
    assert as_query(str(file)).parameters[0].kind == "year"
    assert as_query("ask where { ?s ?p ?o }").text.startswith("ask")
    with pytest.raises(UnknownQuery, match="no such file"):
        as_query(str(tmp_path / "other.rq"))
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(UnknownQuery, match="cannot be read: it is not UTF-8"):
        as_query(str(file))


def test_prefixes_are_added_where_missing_only() -> None:
    declared = "PREFIX fg: <https://e.org/> SELECT * { ?s fg:a skos:b }"
    assert with_prefixes(declared).startswith(
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX fg: <https://e.org/>"
    )
    untouched = 'SELECT * { ?s ?p "see fg:a", <https://e.org/skos:b> }'
    assert set(selected(with_prefixes(untouched))) == {"s", "p"}


def test_terms() -> None:
    assert text_term('"\\\n') == '"\\"\\\\\\u000A"'


def test_the_reference_page_is_current() -> None:
    page = (ROOT / "docs" / "reference" / "queries.md").read_text(encoding="utf-8")
    assert page == reference_page(), (
        "run: python -m findingsgraph.queries.reference > docs/reference/queries.md"
    )

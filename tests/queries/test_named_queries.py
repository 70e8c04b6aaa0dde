"""Every question gives the same answer on Oxigraph and on rdflib, and the right one on reports we know."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import rdflib
from factories import BOARD, CONFERENCE, NURSE, PLAN, POLICE, make_report, with_bytes

from findingsgraph.graphs.store import Graph
from findingsgraph.loaders.iris import document_iri
from findingsgraph.loaders.records import InspectionReport
from findingsgraph.loaders.triples import catalogue_quads, report_quads
from findingsgraph.ontology.iris import BASE
from findingsgraph.queries import bind, load, names

REPORT = BASE + "report/hartlepool/2013-11-19"
VALUES: dict[str, Any] = {
    "source": "hartlepool.pdf",
    "authority": "80473",
    "from": 2014,
    "to": 2014,
    "documents": "all",
    "part": "local-authority",
    "kind": ["finding", "recommendation"],
    "stance": ["weakness", "mixed"],
    "theme": "strategy-discussions",
    "agency": "police",
    "minimum": 1,
}


def graph_of(*documents: tuple[str, bool, InspectionReport]) -> Graph:
    """Make a graph of (source, preferred, report)."""
    lines: list[str] = []
    catalogue = []
    for source, preferred, report in documents:
        lines += report_quads(report)
        catalogue.append((document_iri(report.document.sha256, BASE), source, preferred))
    return Graph.from_quads(
        lines + catalogue_quads(catalogue), [report.document.text for *_, report in documents]
    )


@pytest.fixture(scope="module")
def graph() -> Iterator[Graph]:
    """Hartlepool as PDF and as text, and a later inspection of another authority."""
    yield graph_of(
        ("hartlepool.pdf", True, make_report()),
        ("hartlepool.txt", False, make_report(paged=False)),
        (
            "later/bradford.pdf",
            True,
            make_report(authority="bradford", start=date(2013, 12, 2), extra="Bradford"),
        ),
    )


@pytest.fixture(scope="module")
def dataset(graph: Graph) -> rdflib.Dataset:
    copy = graph.to_rdflib()
    assert isinstance(copy, rdflib.Dataset)
    return copy


def plain(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


SOMETIMES_EMPTY = (
    "recommendations-with-reasons",
    "measures-worse-than-national",
    "standing-together",
    "attendance-at-meetings",  # see tests/graphs/test_places.py
    "links",  # see tests/loaders/test_links.py
)
GIVEN = {
    "nothing": (),
    "basic": ("source", "authority", "from", "to", "documents"),
    "item": ("part", "kind", "stance", "theme", "agency", "minimum"),
}


@pytest.mark.parametrize("given", GIVEN)
@pytest.mark.parametrize("name", names())
def test_both_engines_agree(graph: Graph, dataset: rdflib.Dataset, name: str, given: str) -> None:
    query = load(name)
    takes = {parameter.name for parameter in query.parameters}
    values = {each: VALUES[each] for each in GIVEN[given] if each in takes}
    mine = [[plain(cell) for cell in row] for row in graph.query(name, **values)]
    theirs = [
        ["" if cell is None else str(cell) for cell in row]  # type: ignore[union-attr]
        for row in dataset.query(bind(query, values))
    ]
    assert mine == theirs
    if given == "nothing" and name not in SOMETIMES_EMPTY:
        assert mine, "a question that finds nothing here is not tested"


def test_inspections(graph: Graph) -> None:
    rows = graph.query("inspections")
    assert [row.source for row in rows] == ["hartlepool.pdf", "hartlepool.txt", "later/bradford.pdf"]
    assert rows[0].to_dict() == {
        "source": "hartlepool.pdf",
        "report": REPORT,
        "authority": BASE + "authority/hartlepool",
        "authority_name": "Hartlepool",
        "urn": "80473",
        "family": "sif",
        "start": date(2013, 11, 19),
        "end": date(2013, 12, 11),
        "published": date(2014, 2, 11),
        "dated": date(2014, 2, 11),
        "lead_inspector": "Ada Example",
    }


def test_judgements(graph: Graph) -> None:
    rows = graph.query("judgements", source="hartlepool.pdf")
    assert [tuple(row)[2:] for row in rows] == [
        ("overall", "good", "good", 1),
        ("lscb", "requires-improvement", "requires improvement", 1),
    ]
    missing = graph.query("judgements_missing", source="hartlepool.pdf")
    assert [tuple(row)[2:] for row in missing] == [
        ("adoption", "not-found"),
        ("care-leavers", "not-reported"),
    ]


def test_findings_in_reading_order(graph: Graph) -> None:
    rows = graph.query("findings", source="hartlepool.pdf")
    assert [(row.order, row.number, row.kind, row.part, row.stance, row.page) for row in rows] == [
        (1, "12", "finding", "local-authority", "mixed", 2),
        (2, None, "finding", "local-authority", "strength", 2),
        (3, None, "statistic", "local-authority", "context", 2),
        (4, "1", "recommendation", "local-authority", "required-action", 3),
        (5, None, "finding", "lscb", "weakness", 3),
    ]


def test_statements_of_text_have_lines_and_no_pages(graph: Graph) -> None:
    rows = graph.query("statements", source="hartlepool.txt")
    assert [row.text for row in rows][:3] == [POLICE, CONFERENCE.replace("\n", " "), NURSE]
    assert {row.page for row in rows} == {None}
    assert [row.line for row in rows] == sorted(row.line for row in rows)
    assert len({row.statement for row in graph.query("statements")}) == 2 * len(rows)


def test_mentions_point_into_their_statement(graph: Graph) -> None:
    texts = {row.statement: row.text for row in graph.query("statements")}
    rows = graph.query("mentions", source="hartlepool.pdf")
    assert [texts[row.statement][row.start : row.end] for row in rows] == [row.surface for row in rows]
    assert (rows[0].concept, rows[0].type, rows[0].name) == ("police", "agency", "Police")
    assert rows[0].entity == BASE + "authority/hartlepool/agency/police"


def test_two_comparators_are_two_rows_of_one_measure(graph: Graph) -> None:
    rows = graph.query("measures", source="hartlepool.pdf")
    assert [(str(row.value), row.unit, row.comparator_kind, plain(row.comparator_value)) for row in rows] == [
        ("96", "per-10000", "previous", "87"),
        ("96", "per-10000", "national", "60.5"),
        ("96", "per-10000", None, ""),
    ]
    assert rows[0].measure == rows[1].measure != rows[2].measure


def test_recommendations_and_involvements(graph: Graph) -> None:
    (row,) = graph.query("recommendations", source="hartlepool.pdf")
    assert (row.number, row.priority, row.addressee_name, row.page, row.text) == (
        "1", True, "Hartlepool Borough Council", 3, PLAN,
    )  # fmt: skip
    (row,) = graph.query("involvements", source="hartlepool.pdf")
    assert (row.relation, row.stance, row.subject) == (
        "absent-from", "weakness", BASE + "authority/hartlepool/agency/police",
    )  # fmt: skip


def test_entities_count_one_document_a_report(graph: Graph) -> None:
    once = {row.entity: row for row in graph.query("entities")}
    police = once[BASE + "authority/hartlepool/agency/police"]
    assert (police.reports, police.mentions, police.national) == (1, 3, False)
    assert graph.query("entities", documents="all", authority="Hartlepool", agency="police")[0].mentions == 6
    shared = once[BASE + "agency/cafcass"]
    assert (shared.national, shared.authority, shared.reports, shared.mentions) == (True, None, 0, 0)


def test_counting_questions_leave_out_what_is_not_a_finding_and_copies(graph: Graph) -> None:
    sections = {
        row.section: row.statements for row in graph.query("stance-by-section", authority="Hartlepool")
    }
    assert "about" not in sections
    assert sum(row.statements for row in graph.query("stance-by-section", authority="Hartlepool")) == 5
    asked = graph.query("stance-by-section", authority="Hartlepool", kind="statistic")
    assert [(row.section, row.statements) for row in asked] == [("about", 1)]


def test_what_is_said_of_the_police(graph: Graph) -> None:
    rows = graph.query("what-of-agency", agency="police", authority="Hartlepool")
    assert [(row.stance, row.text) for row in rows] == [
        ("weakness", POLICE),
        ("strength", CONFERENCE.replace("\n", " ")),
        ("required-action", PLAN),
    ]
    assert [row.text for row in graph.query("board-strengths-and-weaknesses", authority="Hartlepool")] == [
        BOARD
    ]


def test_who_stands_where(graph: Graph) -> None:
    (pair,) = graph.query("standing-together", minimum=1, authority="Hartlepool")
    assert {pair.name_a, pair.name_b} == {"Looked after children nurse", "Throughcare team"}
    assert (pair.findings, pair.weaknesses, pair.strengths) == (1, 0, 1)
    assert len(graph.query("standing-together", authority="Hartlepool")) == 0
    for agency, pairs in (("leaving-care-service", 1), ("police", 0)):
        assert (
            len(graph.query("standing-together", minimum=1, authority="Hartlepool", agency=agency)) == pairs
        )
    named = graph.query("most-named-in-weaknesses", authority="Hartlepool")
    assert {(row.name, row.weaknesses) for row in named} == {
        ("Police", 1), ("Hartlepool Safeguarding Children Board", 1)
    }  # fmt: skip
    kinds = {
        row.concept: (row.statements, row.weaknesses, row.strengths)
        for row in graph.query("weaknesses-by-agency")
    }
    assert kinds["police"] == (6, 2, 2)


def test_measures_against_the_national_figure(graph: Graph) -> None:
    row = graph.query("measures-against-national", authority="Hartlepool")[0]
    assert (str(row.value), str(row.national), str(row.difference), row.page) == ("96", "60.5", "35.5", 2)
    assert len(graph.query("measures-worse-than-national")) == 0


def test_quotes_are_what_is_printed(graph: Graph) -> None:
    rows = graph.query("quotes-for-theme", theme="strategy-discussions", authority="Hartlepool")
    assert [row.quote for row in rows] == [f"{POLICE}\n{CONFERENCE}"]
    layer = make_report().document.text
    assert layer[rows[0].start : rows[0].end] == rows[0].quote


def test_the_rest_of_a_report(graph: Graph) -> None:
    (post,) = graph.query("posts", authority="Hartlepool")
    assert (post.concept, post.since, post.vacant) == ("senior-leadership", "2013-10-21", False)
    (previous,) = graph.query("previous-inspections", authority="Hartlepool")
    assert (previous.what, previous.date, previous.grade) == ("safeguarding", "2010-06", "good")
    people = graph.query("inspectors", authority="Hartlepool")
    assert [(row.name, row.role) for row in people] == [
        ("Ada Example", "lead-inspector"), ('Bo "Quick" Sample', "team-inspector")
    ]  # fmt: skip
    (issue,) = graph.query("issues", source="hartlepool.pdf")
    assert (issue.kind, issue.line) == ("unknown-heading", 3)
    words = graph.query("judgements-in-words", authority="Hartlepool")
    assert [(row.area_name, row.grade_name, row.scale) for row in words] == [
        ("Overall effectiveness", "Good", "sif"),
        ("Local Safeguarding Children Board", "Requires improvement", "sif"),
    ]


def test_names_of_files_do_not_change_answers_without_them() -> None:
    reports = make_report(), make_report(authority="bradford", extra="Bradford")
    one = graph_of(("a.pdf", True, reports[0]), ("b.pdf", True, reports[1]))
    other = graph_of(("z.pdf", True, reports[0]), ("c.pdf", True, reports[1]))
    for name in names():
        if not {"source"} & {column.name for column in load(name).columns}:
            assert one.query(name).to_csv() == other.query(name).to_csv(), name


def test_parameters_narrow(graph: Graph) -> None:
    assert {row.source for row in graph.query("statements", documents="preferred")} == {
        "hartlepool.pdf", "later/bradford.pdf"
    }  # fmt: skip
    assert {row.source for row in graph.query("findings", authority="Bradford")} == {"later/bradford.pdf"}
    assert len(graph.query("judgements", from_=2015)) == len(graph.query("judgements", to=2013)) == 0
    assert {row.stance for row in graph.query("statements", stance="weakness")} == {"weakness"}
    assert {row.kind for row in graph.query("findings", kind="recommendation")} == {"recommendation"}
    assert {row.part for row in graph.query("findings", part="lscb")} == {"lscb"}
    entity = BASE + "authority/hartlepool/role/looked-after-nurse"
    assert [row.text for row in graph.query("statements", agency=entity, documents="preferred")] == [NURSE]


def test_two_reports_in_one_document_do_not_mix() -> None:
    one, other = make_report(), make_report(start=date(2013, 11, 25), authority="bradford")
    other = with_bytes(other, "x")
    object.__setattr__(other, "document", one.document)
    graph = graph_of(("both.pdf", True, one))
    lines = list(graph.quads()) + report_quads(other)
    both = Graph.from_quads(sorted(set(lines)))
    assert len(both.query("inspections")) == 2
    assert len(both.query("judgements")) == 4
    assert len(both.query("findings")) == 10
    assert {row.mentions for row in both.query("entities", agency="police")} == {3}

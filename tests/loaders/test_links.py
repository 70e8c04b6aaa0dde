"""Links that items print, from the page to the graph."""

from __future__ import annotations

import re

import pytest
from beside import REPORTS, needs_reports

from findingsgraph.graphs.store import Graph
from findingsgraph.loaders import read_document
from findingsgraph.loaders.documents import read_text
from findingsgraph.loaders.iris import document_iri
from findingsgraph.loaders.pipeline import read_reports
from findingsgraph.loaders.reading.links import cut_framework_tags, find_links
from findingsgraph.loaders.records import MappedText
from findingsgraph.loaders.triples import catalogue_quads, report_quads
from findingsgraph.ontology import BASE, national_framework, resource_base
from findingsgraph.queries.library import bind, load

ILACS = """Inspection of Hartlepool local authority children's services
Inspection dates: 11 to 22 May 2025
Lead inspector: Ada Example, His Majesty's Inspector
Judgement Grade
The impact of leaders on social work practice with children and families Good
The experiences and progress of children who need help and protection Good
The experiences and progress of children in care Good
The experiences and progress of care leavers Good
Overall effectiveness Good
Services for children have improved.
What needs to improve?
- The timeliness of visits to children. (outcome 3, national framework)
- The quality of supervision (enabler 2, national framework).
- Plans for children in care.
The experiences and progress of children who need help and protection: good
1. Visits to children are late (recommendation 2).
2. Plans are clear (Recommendation).
3. The police attend conferences (paragraph 9).
"""


def mapped(text: str) -> MappedText:
    return MappedText(text, ((0, 100, len(text), 7),))


@pytest.mark.parametrize(
    ("text", "links", "left"),
    [
        ("Plans (Enabler 2: Leaders drive practice).", [("enabler", "2")], "Plans."),
        (
            "Work (enabler: the workforce is equipped and effective, national framework).",
            [("enabler", "3")],
            "Work.",
        ),
        ("Plans (National Framework, Outcome two)", [("outcome", "2")], "Plans"),
        (
            "Plans. (outcome 3 and enabler 2, national framework)",
            [("outcome", "3"), ("enabler", "2")],
            "Plans.",
        ),
        ("Lives (principle 2, national framework), too", [("principle", "2")], "Lives, too"),
        ("Help (pages 3, 31, paragraphs 19, 94).", [("paragraph", "19"), ("paragraph", "94")], None),
        ("Help (Recommendations 4 and 5).", [("recommendation", "4"), ("recommendation", "5")], None),
        ("Help [Recommendation.]", [("recommendation", "")], None),
        ("Gaps (outcomes for children vary)", [], None),
        ("Gaps (outcome 3 of the plan)", [], None),
        ("Gaps (recommendations from reviews)", [], None),
        ("Gaps (paragraph 4 of the order)", [], None),
    ],
)
def test_what_is_a_link_and_what_is_a_remark(
    text: str, links: list[tuple[str, str]], left: str | None
) -> None:
    assert [(link.kind, link.number) for link in find_links(mapped(text))] == links
    cut = cut_framework_tags(mapped(text))
    assert cut.text == (text if left is None else left)
    for at, layer, length, _ in cut.segments:
        assert cut.text[at : at + length] == text[layer - 100 : layer - 100 + length]


def test_links_lead_to_items_and_to_the_national_framework() -> None:
    reports = read_reports(read_text(ILACS.encode(), "a.txt"))
    document = reports[0].document
    catalogue = catalogue_quads([(document_iri(document.sha256, resource_base()), "a.txt", True)])
    with Graph.from_quads([*report_quads(reports[0]), *catalogue], [document.text]) as graph:
        rows = list(graph.query("links"))
        assert [(row.kind, row.printed, (row.target or "").rsplit("/", 1)[-1]) for row in rows] == [
            ("outcome", "(outcome 3, national framework)", "outcome-3"),
            ("enabler", "(enabler 2, national framework)", "enabler-2"),
            ("recommendation", "(recommendation 2)", "2"),
            ("recommendation", "(Recommendation)", ""),
            ("paragraph", "(paragraph 9)", ""),
        ]
        theirs = graph.to_rdflib().query(bind(load("links"), {}))
        assert [[str(cell or "") for cell in row] for row in theirs if not isinstance(row, bool)] == [
            ["" if cell is None else str(cell) for cell in row] for row in rows
        ]
        assert rows[0].target == BASE + "national-framework/outcome-3"
        assert rows[0].target_text == national_framework()["outcome-3"].label
        assert rows[0].text == "The timeliness of visits to children."
        assert rows[2].target_text == "Plans are clear (Recommendation)."
        assert [row.text for row in graph.query("statements") if row.stance == "required-action"] == [
            "The timeliness of visits to children.",
            "The quality of supervision.",
            "Plans for children in care.",
        ]


TOPICS = (
    "Chronologies in case records",
    "Supervision of social workers",
    "Strategy meetings with the police",
    "Pathway plans of care leavers",
    "Private fostering arrangements",
    "Health assessments for looked after children",
    "Life story work with adopted children",
    "Visits to children in residential homes",
    "Return interviews of children who go missing",
    "Advocacy at child protection conferences",
)


def linking(count: int, shift: int) -> str:
    """A report with so many links to its paragraphs, each this far from the paragraph that is meant."""
    front = ILACS.split("- The timeliness")[0]
    asked = [f"- {TOPICS[n]} (paragraph {n + 1 + shift})." for n in range(count)]
    found = [f"{n}. {topic} could be better." for n, topic in enumerate(TOPICS, start=1)]
    heading = "The experiences and progress of children who need help and protection: good"
    return "\n".join([front.strip(), *asked, heading, *found])


@pytest.mark.parametrize(("count", "shift", "leads"), [(9, 0, 9), (9, 1, 0), (9, -1, 0), (7, 1, 7)])
def test_links_whose_numbers_mean_other_items_lead_nowhere_and_an_issue_says_so(
    count: int, shift: int, leads: int
) -> None:
    (report,) = read_reports(read_text(linking(count, shift).encode(), "a.txt"))
    links = [link for finding in report.findings for link in finding.links]
    assert len(links) == count
    assert sum(link.resolved for link in links) == leads
    quads = "\n".join(report_quads(report))
    assert quads.count("linksTo") == leads
    said = [issue.message for issue in report.issues if issue.kind == "links-unresolved"]
    found = count - (shift < 0)
    right = [
        f"of {found} printed links to a paragraph, 0 fit the number best, {found} the number {-shift:+d}"
    ]
    assert said == ([] if leads else right)


def test_a_link_to_a_number_that_no_paragraph_can_have_says_nothing() -> None:
    text = linking(9, 0).replace("(paragraph 9)", f"(paragraph {'9' * 5_000})")
    (report,) = read_reports(read_text(text.encode(), "a.txt"))
    numbers = [link.number for finding in report.findings for link in finding.links if link.resolved]
    assert numbers == [*map(str, range(1, 9)), "9" * 5_000]


@needs_reports
def test_the_reports_whose_links_are_right_keep_them() -> None:
    kept = {}
    for path in sorted(REPORTS.rglob("*201[56].pdf")):
        for report in read_document(path):
            numbered = [link for each in report.findings for link in each.links if link.number]
            if numbered:
                kept[path.parent.name.split("_")[-1], path.stem[-4:]] = {link.resolved for link in numbered}
    assert kept == {
        ("cheshire east", "2015"): {False},
        ("surrey", "2015"): {True},
        ("west sussex", "2016"): {True},
        ("wokingham", "2016"): {False},
    }


@needs_reports
def test_no_tag_is_left_in_the_reports_beside_the_project() -> None:
    left, kinds = [], set()
    for path in sorted(REPORTS.rglob("*202[56].pdf")):
        for report in read_document(path):
            for finding in report.findings:
                kinds |= {link.kind for link in finding.links}
                if re.search(
                    r"[(,]\s*national framework|\((?:outcome|enabler|principle)\b", finding.text, re.I
                ):
                    left.append(finding.text)
    assert (left, kinds) == ([], {"outcome", "enabler", "principle"})

"""Which reports a document holds."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from beside import HARTLEPOOL_TEXT, LABELS, REPORTS, ROOT, needs_reports

from findingsgraph.errors import BrokenGrammar, UnknownFamily
from findingsgraph.loaders import grammars
from findingsgraph.loaders.documents import open_document, read_text
from findingsgraph.loaders.families import lines_of, recognise
from findingsgraph.loaders.pipeline import read_reports
from findingsgraph.loaders.records import Document
from findingsgraph.loaders.triples import report_quads

FAMILIES = {
    "SIF": "sif",
    "SIF-reinspection": "sif-reinspection",
    "ILACS": "ilacs",
    "pre-SIF": "lac-2013",
}
SIF = "Inspection of services for children in need of help and\nprotection, children looked after\n"


def layer(*pages: str) -> Document:
    return read_text("\f".join(pages).encode(), "a.txt")


def layouts(document: Document) -> list[str]:
    return [found.layout for found in recognise(document)]


@pytest.mark.parametrize(
    ("pages", "layout"),
    [
        ([SIF, "Summary of key findings\n"], "sif-a"),
        ([SIF, "Summary of findings\n"], "sif-b"),
        ([SIF, "Executive summary\n"], "sif-c"),
        (["Re-inspection" + SIF[10:], "Executive summary\n"], "sif-reinspection"),
        (["Reinspection" + SIF[10:], "Executive summary\n"], "sif-reinspection"),
        (["Review of the effectiveness of the Local Safeguarding Children\nBoard\n"], "lscb-review"),
        (["Marlbury\nJudgement Grade\nThe impact of leaders on social work\nGood\n"], "ilacs"),
        (
            ["Inspection of looked after children\nservices\nReporting inspector Ann Example HMI\n"],
            "lac-2013",
        ),
    ],
)
def test_a_layout_is_known_by_its_cover_and_marker_lines(pages: list[str], layout: str) -> None:
    assert layouts(layer(*pages)) == [layout]


def test_a_marker_must_be_a_line_of_its_own() -> None:
    assert layouts(layer(SIF, "The executive summary says more.\n")) == ["sif-b"]


def test_a_second_cover_begins_a_second_report() -> None:
    title = "Inspection of the effectiveness of the local safeguarding"
    board = f"{title}\nchildren board\nInspection date: 1 May 2014\n"
    running = f"{title} children board: Marlbury 2\nThe board met.\n"
    document = layer(SIF + "Inspection date: 1 May 2014", "Summary of findings\n", board, running)
    found = recognise(document)
    assert [(each.layout, each.first, each.last) for each in found] == [
        ("sif-b", 1, 4),
        ("lscb-review", 5, 9),
    ]
    assert [line.number for each in found for line in lines_of(document, each)] == list(range(1, 10))


@pytest.mark.parametrize(
    "above", ["\n", "\n\n\n\n", "\n" * 40, "\f", "Typed from the printed report.\n\n\n\n"]
)
def test_what_stands_above_the_cover_belongs_to_the_report(above: str) -> None:
    document = read_text((above + HARTLEPOOL_TEXT.read_text(encoding="utf-8")).encode(), "a.txt")
    assert [(each.layout, each.first, each.last) for each in recognise(document)] == [
        ("sif-a", 1, document.lines[-1].number)
    ]


def test_other_documents_are_refused_in_one_line() -> None:
    with pytest.raises(UnknownFamily) as problem:
        recognise(layer("Dear Sir,\nI write about the school.\n"))
    assert str(problem.value).startswith("a.txt: no known kind of report: its first page names no inspection")
    assert "\n" not in str(problem.value)


def test_the_transcription_is_one_report() -> None:
    document = open_document(HARTLEPOOL_TEXT)
    (found,) = recognise(document)
    assert (found.family, found.layout, found.first, found.last) == ("sif", "sif-a", 1, len(document.lines))


GOOD = 'family = "x"\nfirst_stage = "a"\n[recognise]\norder = 1\nhead = "x"\n'


@pytest.fixture
def other_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of grammars that another package would offer; forgotten afterwards."""
    monkeypatch.setattr(grammars, "offered_folders", lambda group: (tmp_path,))
    grammars.layouts.cache_clear()
    yield tmp_path
    grammars.layouts.cache_clear()


def test_another_package_adds_a_layout(other_package: Path) -> None:
    (other_package / "school.toml").write_text(
        'family = "school"\nfirst_stage = "cover"\n'
        '[recognise]\norder = 5\nhead = "school inspection report"\n'
        '[[heading]]\nmatch = "main findings"\nsection = "findings"\nkind = "finding"\n'
    )
    assert layouts(layer("School inspection report\nMain findings\n")) == ["school"]
    assert layouts(layer(SIF, "Executive summary\n")) == ["sif-c"]


def test_a_report_of_another_family_is_read_without_grades(other_package: Path) -> None:
    (other_package / "health.toml").write_text(
        'family = "health-review"\nfirst_stage = "cover"\n'
        '[recognise]\norder = 5\nhead = "review of health services"\n'
        '[[heading]]\nmatch = "the child.s journey"\nsection = "journey"\nkind = "finding"\n'
        '[[heading]]\nmatch = "recommendations"\nsection = "recommendations"\nkind = "recommendation"\n'
    )
    text = (
        "Review of health services for children in Hartlepool\nInspection date: 3 March 2015 – 6 March 2015\n"
        "The child's journey\n1. Midwives do not share information with the police.\n"
        "Recommendations\n2. The CCG should ensure that midwives share information.\n"
    )
    (report,) = read_reports(read_text(text.encode(), "a.txt"))
    assert (report.facts.family, report.facts.authority, report.facts.framework) == (
        "health-review",
        "hartlepool",
        "",
    )
    assert [(each.kind, each.section, each.number) for each in report.findings] == [
        ("finding", "journey", "1"),
        ("recommendation", "recommendations", "2"),
    ]
    assert report.judgements == () and report.missing == ()
    assert "unknown-framework" in {issue.kind for issue in report.issues}
    assert any("health-review" in line for line in report_quads(report))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("family = ", "bad.toml: broken grammar: "),
        ('family = "x"\n[recognise]\norder = 1\n', "bad.toml: broken grammar: KeyError 'head'"),
        (GOOD.replace('"x"', '"("'), "bad.toml: broken grammar: "),
        (
            GOOD + '[[heading]]\nmatch = "a"\nkinds = "b"\n',
            "bad.toml: broken grammar: ValueError does not know 'kinds'",
        ),
        (
            GOOD + '[[heading]]\nmatch = "a"\nopens = "nxt"\n',
            "bad.toml: broken grammar: ValueError opens = 'nxt', did",
        ),
        ('extends = "bad"\n' + GOOD, "bad.toml: broken grammar: ValueError bad extends itself"),
    ],
)
def test_a_broken_grammar_is_named(other_package: Path, content: str, says: str) -> None:
    (other_package / "bad.toml").write_text(content)
    with pytest.raises(BrokenGrammar) as problem:
        grammars.layouts()
    assert str(problem.value).startswith(says)


@needs_reports
def test_every_report_has_its_family(report_layers: dict[str, Document]) -> None:
    expected = {
        entry["source"]: entry["family"] for entry in json.loads((LABELS / "judgements.json").read_text())
    }
    wrong = {}
    for source, document in report_layers.items():
        found = recognise(document)
        family = FAMILIES.get(expected[source], "lscb-review")
        if found[0].family != family or (found[0].first, found[-1].last) != (1, len(document.lines)):
            wrong[source] = found
    assert len(report_layers) == len(expected) == 91
    assert not wrong


@needs_reports
def test_only_hull_holds_two_reports(report_layers: dict[str, Document]) -> None:
    two = {
        source: layouts(document)
        for source, document in report_layers.items()
        if len(recognise(document)) > 1
    }
    assert list(two.values()) == [["sif-b", "lscb-review"]]
    assert all(source.startswith("80477") for source in two)
    assert (REPORTS / next(iter(two))).is_file()


GRADES = """
@prefix fg: <https://w3id.org/findingsgraph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix grade: <https://w3id.org/findingsgraph/grade/> .
@prefix scale: <https://w3id.org/findingsgraph/grade/health-review/> .

grade:health-review a skos:ConceptScheme ; skos:prefLabel "Grades of health reviews"@en .
scale:strong a skos:Concept ; skos:inScheme grade:health-review ; fg:scale grade:health-review ;
    skos:notation "strong" ; skos:prefLabel "Strong"@en ; fg:rank 2 .
scale:weak a skos:Concept ; skos:inScheme grade:health-review ; fg:scale grade:health-review ;
    skos:notation "weak" ; skos:prefLabel "Weak"@en ; fg:rank 1 .
"""
FRAMEWORKS = """
@prefix fg: <https://w3id.org/findingsgraph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix area: <https://w3id.org/findingsgraph/area/> .
@prefix framework: <https://w3id.org/findingsgraph/framework/> .
@prefix grade: <https://w3id.org/findingsgraph/grade/> .

framework:health-review a skos:Concept, prov:Plan ; skos:inScheme <https://w3id.org/findingsgraph/framework> ;
    skos:notation "health-review" ; skos:prefLabel "Review of health services"@en ;
    fg:family "health-review" ; fg:scale grade:health-review ; fg:judges area:midwifery ;
    fg:firstPublished "2015-01-01"^^xsd:date .
area:midwifery a skos:Concept ; skos:inScheme <https://w3id.org/findingsgraph/area> ;
    skos:notation "midwifery" ; skos:prefLabel "Midwifery"@en .
"""
ASK = """
import findingsgraph as fg, sys
report = fg.read(sys.argv[1])
print(report.facts.framework, [(each.area, each.grade, each.printed) for each in report.judgements])
with fg.build([sys.argv[1]], sys.argv[2]) as graph:
    print([(row.area, row.grade) for row in graph.query("judgements")])
    print([(row.section, row.kind) for row in graph.query("findings")], len(graph.query("issues")))
    print([(row.area_name, row.grade_name, row.scale) for row in graph.query("judgements-in-words")])
"""
BROKEN = [
    ("frameworks.ttl", "area:midwifery a", "area:births a", "<https://w3id.org/findingsgraph/area/births>"),
    ("frameworks.ttl", "fg:judges area:midwifery", "fg:judges area:births", "health-review judges 'births'"),
    ("frameworks.ttl", 'fg:family "health-review" ;', "", "health-review needs fg:family"),
    (
        "frameworks.ttl",
        "fg:scale grade:health-review",
        "fg:scale grade:none",
        "health-review needs fg:family",
    ),
    ("grades.ttl", "scale:weak a", "scale:feeble a", "<https://w3id.org/findingsgraph/grade/health-review/"),
    ("grades.ttl", "fg:rank 1 .", "fg:rank 1", "error"),
]


def install(folder: Path, grades: str = GRADES, frameworks: str = FRAMEWORKS) -> None:
    """Lay out a package as pip would install it: grammars and vocabularies by entry points."""
    package, facts = folder / "healthreviews", folder / "healthreviews-1.0.dist-info"
    package.mkdir()
    facts.mkdir()
    (package / "__init__.py").touch()
    (package / "grades.ttl").write_text(grades)
    (package / "frameworks.ttl").write_text(frameworks)
    (package / "health.toml").write_text(
        'family = "health-review"\nfirst_stage = "cover"\n'
        '[recognise]\norder = 5\nhead = "review of health services"\n'
        '[[heading]]\nmatch = "the child.s journey<tail>"\nsection = "journey"\nkind = "finding"\n'
    )
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: healthreviews\nVersion: 1.0\n")
    (facts / "entry_points.txt").write_text(
        "[findingsgraph.grammars]\nhealth = healthreviews\n[findingsgraph.vocabularies]\nhealth = healthreviews\n"
    )
    (folder / "review.txt").write_text(
        "Review of health services for children in Hartlepool\nInspection date: 3 March 2015 – 6 March 2015\n"
        "Midwifery Weak\nThe child's journey: strong\n1. Midwives do not share information with the police.\n"
    )


def ask(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command], env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def test_another_package_adds_a_layout_with_its_grades(tmp_path: Path) -> None:
    install(tmp_path)
    done = ask(tmp_path, "-c", ASK, str(tmp_path / "review.txt"), str(tmp_path / "graph"))
    assert done.stdout == (
        "health-review [('midwifery', 'weak', 'Weak')]\n[('midwifery', 'weak')]\n"
        "[('journey', 'finding')] 1\n[('Midwifery', 'Weak', 'health-review')]\n"
    ), done.stderr


def test_the_page_on_layouts_shows_these_vocabularies() -> None:
    page = (ROOT / "docs" / "how-to" / "add-a-layout.md").read_text(encoding="utf-8")
    shown = re.findall(r"```turtle\n(.+?)```", page, flags=re.DOTALL)
    assert [text.strip() for text in shown] == [GRADES.strip(), FRAMEWORKS.strip()]


@pytest.mark.parametrize(("file", "good", "bad", "says"), BROKEN)
def test_a_broken_vocabulary_of_another_package_is_named(
    file: str, good: str, bad: str, says: str, tmp_path: Path
) -> None:
    texts = {"grades.ttl": GRADES, "frameworks.ttl": FRAMEWORKS}
    assert good in texts[file]
    texts[file] = texts[file].replace(good, bad)
    install(tmp_path, texts["grades.ttl"], texts["frameworks.ttl"])
    build = "import sys; from findingsgraph.cli import main; sys.exit(main(['build', *sys.argv[1:]]))"
    (tmp_path / "other.txt").write_text((tmp_path / "review.txt").read_text() + "\n")
    done = ask(tmp_path, "-c", build, str(tmp_path), "--out", str(tmp_path / "graph"), "--jobs", "2")
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert f"{file}: broken vocabulary: " in line and says in line, line

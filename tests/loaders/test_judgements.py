from __future__ import annotations

import json
from pathlib import Path

import pytest
from beside import HARTLEPOOL_TEXT, LABELS, REPORTS, needs_reports
from covers import SIF_DATES, SIF_TABLE, document, ilacs, quote, sif, whole

from findingsgraph.errors import UnreadableSource
from findingsgraph.loaders.documents import open_document
from findingsgraph.loaders.families import recognise
from findingsgraph.loaders.pipeline import read_reports
from findingsgraph.loaders.reading.frameworks import fit_framework
from findingsgraph.loaders.reading.judgements import read_judgements, table_rows
from findingsgraph.loaders.reading.places import line_at
from findingsgraph.loaders.records import Document
from findingsgraph.loaders.sections import read_sections

OVERALL = "Children’s services in Example County require improvement to be good"
TABLE = {
    "help-and-protection": "good",
    "looked-after-and-permanence": "requires-improvement",
    "adoption": "outstanding",
    "care-leavers": "requires-improvement",
    "leadership": "inadequate",
}
BOARD = [["The Local Safeguarding Children Board is good", "The board meets often."]]


def grades(layer: Document, family: str) -> dict[str, str]:
    judgements, _, _ = read_judgements(layer, whole(layer, family), ())
    for judgement in judgements:
        assert quote(layer, judgement.span) == judgement.printed
        assert line_at(layer, judgement.span[0].start).number == judgement.line
    return {judgement.area: judgement.grade for judgement in judgements}


@pytest.mark.parametrize("paged", [True, False])
@pytest.mark.parametrize(
    "table",
    [
        pytest.param(SIF_TABLE, id="grade beside or below its label"),
        pytest.param(
            [
                "1. Children who need help and protection",
                "Good",
                "2. Children looked after and achieving permanence requires",
                "improvement",
                "2.1 Adoption performance",
                "Outstanding",
                "2.2 Experiences and progress of Care Leavers",
                "Requires",
                "Improvement",
                "3. Leadership, management and governance inadequate.2",
            ],
            id="grades split over lines, in lower case, with a footnote",
        ),
        pytest.param(
            [
                "1. Children who need help and protection1 Good2",
                "2. Children looked after and achieving permanence3",
                "Requires improvement4",
                "2.1 Adoption performance5",
                "Outstanding",
                "2.2 Experiences and progress of care leavers[6]",
                "Requires improvement",
                "3. Leadership, management and governance7 Inadequate.",
            ],
            id="footnotes' marks behind labels",
        ),
        pytest.param(
            [
                "1. Children who need help and protection                 Good",
                "                                                         Requires",
                "2. Children looked after and achieving permanence",
                "                                                         improvement",
                "   2.1 Adoption performance                              Outstanding",
                "                                                         Requires",
                "   2.2 Experiences and progress of care leavers",
                "                                                         improvement",
                "3. Leadership, management and governance                 Inadequate",
            ],
            id="grade half above and half below its label",
        ),
        pytest.param(
            [
                "1. Children who need help and protection\t\tGood",
                "2. Children looked after and achieving     Requires improvement",
                "   permanence",
                "\t2.1 Adoption performance\t**Outstanding**",
                "\t2.2 Experiences and progress of     Require",
                "\tcare leavers                       improvement",
                "3. Leadership, management and governance | Inadequate",
            ],
            id="grade inside its label",
        ),
        pytest.param(
            [
                "1. Children who need help and protection Good",
                "2. Children looked after and achieving permanence Requires improvement to",
                "be good",
                "2.1 Adoption performance Outstanding",
                "2.2 Experiences and progress of care leavers Require improvement to be good",
                "1.      Leadership, management and governance Inadequate",
            ],
            id="longest grade first, last row misnumbered",
        ),
        pytest.param(
            [
                "3. Leadership, management and governance Inadequate",
                "2.2 Experiences and progress of care leavers Requires improvement",
                "2.1 Adoption performance Outstanding",
                "2. Children looked after and achieving permanence Requires improvement",
                "1. Children who need help and protection Good",
            ],
            id="rows in another order",
        ),
    ],
)
def test_tables_of_the_single_inspection(table: list[str], paged: bool) -> None:
    layer = document(sif(SIF_DATES, OVERALL, table, more=BOARD), paged)
    expected = {**TABLE, "overall": "requires-improvement", "lscb": "good"}
    assert grades(layer, "sif") == expected


def test_a_table_over_two_pages() -> None:
    pages = sif(SIF_DATES, "Children’s services in Example are inadequate.2", SIF_TABLE[:5], "2")
    layer = document(
        [pages[0], ["1", *SIF_TABLE[5:], "Contents", "Leadership, management and governance 30"]]
    )
    assert grades(layer, "sif") == {**TABLE, "overall": "inadequate"}


def test_a_table_of_ilacs_over_two_pages_and_their_running_heads() -> None:
    heads = ["Inspection of Example local authority children’s services", "11 to 22 May 2020 {page}"]
    rows = [[*LEADERS, *HELP, *CARE, *LEAVERS[:1]], [LEAVERS[1], LEAVERS[2], *ALL, "Services are better."]]
    texts = [ilacs(*rows[0])[0][:-1], rows[1], ["What needs to improve?", "1. Visits."], ["2. Plans."]]
    pages = [
        [*(head.format(page=number) for head in heads if number > 1), *lines]
        for number, lines in enumerate(texts, start=1)
    ]
    layer = document(pages)
    (report,) = recognise(layer)
    sections, _ = read_sections(layer, report)
    judgements, missing, _ = read_judgements(layer, report, sections)
    assert {each.area: each.grade for each in judgements} == {
        **HALF,
        "care-leavers": "inadequate",
        "overall": "requires-improvement",
    }
    assert missing == ()


def test_the_last_row_alone_overleaf_is_found() -> None:
    pages = ilacs(*LEADERS, *HELP, *CARE, *LEAVERS, dates="Inspection dates: 3 to 14 June 2024")
    layer = document([pages[0][:-1], [*ALL, "Services are better."]])
    assert grades(layer, "ilacs")["overall"] == "requires-improvement"


def test_a_grade_over_two_pages_has_two_fragments() -> None:
    pages = sif(SIF_DATES, SIF_TABLE[:6], "3. Leadership, management and governance Requires")
    layer = document([[*pages[0], "2"], ["improvement", "Contents"]])
    (last,) = [row for row in table_rows(layer, whole(layer, "sif")) if row.area == "leadership"]
    assert (last.grade, [part.page for part in last.span]) == ("requires-improvement", [1, 2])
    assert quote(layer, last.span) == last.printed == "Requires improvement"


def test_not_judged_is_a_printed_grade() -> None:
    table = [
        *SIF_TABLE[:1],
        "2. Children looked after and achieving permanence Not Judged",
        "2.1 Adoption performance",
        "Not judged",
        *SIF_TABLE[5:],
    ]
    layer = document(sif(SIF_DATES, OVERALL, table, more=BOARD))
    found = grades(layer, "sif")
    assert found["looked-after-and-permanence"] == found["adoption"] == "not-judged"
    assert read_judgements(layer, whole(layer, "sif"), ())[1] == ()


@pytest.mark.parametrize(
    ("sentence", "grade"),
    [
        ("The overall judgement is good.", "good"),
        ("The overall judgement is **good.**", "good"),
        ("The overall judgement is that children’s services require\nimprovement", "requires-improvement"),
        ("The overall judgement is that children’s service are inadequate", "inadequate"),
        ("Children’s services in St. Example are outstanding", "outstanding"),
        ("Children’s services in the Royal Borough of Example and Sample are good", "good"),
        ("Children’s services require improvement to be good", "requires-improvement"),
        ("Children’s services in Example requires improvement to be\ngood", "requires-improvement"),
        ("Children’s services in Example are inadequate.2", "inadequate"),
    ],
)
def test_the_overall_grade_in_a_sentence(sentence: str, grade: str) -> None:
    layer = document(sif(SIF_DATES, sentence.split("\n"), SIF_TABLE))
    assert grades(layer, "sif")["overall"] == grade


def test_descriptors_give_no_grades() -> None:
    descriptors = [
        "The local authority leads effective services that meet the requirements for good.",
        "Leadership, management and governance require improvement as the characteristics of good",
        "leadership are not in place. It is expected that all children receive good help.",
        "Leadership, management and governance require improvement.",
    ]
    layer = document(sif(SIF_DATES, OVERALL, descriptors, SIF_TABLE, "The LSCB is not yet good."))
    assert grades(layer, "sif") == {**TABLE, "overall": "requires-improvement"}
    assert read_judgements(layer, whole(layer, "sif"), ())[2][0].kind == "judgement-not-found"


@pytest.mark.parametrize(
    "lines",
    [
        ["The effectiveness of the Local Safeguarding Children Board (LSCB) is", "inadequate"],
        [
            "The judgement for the effectiveness of the Local Safeguarding Children",
            "Board (LSCB) is **inadequate**",
        ],
        ["The effectiveness of the Example Safeguarding Children Board (ESCB) is inadequate."],
    ],
)
def test_the_board_on_the_cover(lines: list[str]) -> None:
    layer = document(sif(SIF_DATES, OVERALL, SIF_TABLE, lines))
    assert grades(layer, "sif")["lscb"] == "inadequate"


@pytest.mark.parametrize(
    "heading",
    [
        "The Local Safeguarding Children Board is inadequate",
        "The Local Safeguarding Children Board (LSCB) is inadequate.",
        "The Local Safeguarding Children is inadequate",
        "The effectiveness of the LSCB is\ninadequate",
        "The effectiveness of the Example Safeguarding Children Board (ESCB) is inadequate",
        "Example Safeguarding Children Board is inadequate.",
        "The LSCB is inadequate because:",
        "The ESCB is inadequate because",
    ],
)
def test_the_board_in_its_section(heading: str) -> None:
    contents = ["Contents", "The Local Safeguarding Children Board requires improvement 37"]
    layer = document(sif(SIF_DATES, OVERALL, SIF_TABLE, more=[contents, heading.split("\n")]))
    assert grades(layer, "sif")["lscb"] == "inadequate"


def test_what_is_said_of_the_board_in_passing_is_no_grade() -> None:
    prose = [
        "The LSCB is good at sharing what it learns.",
        "The LSCB is likely to be inadequate if the following applies:",
    ]
    layer = document(sif(SIF_DATES, OVERALL, SIF_TABLE, more=[prose]))
    assert "lscb" not in grades(layer, "sif")
    assert read_judgements(layer, whole(layer, "sif"), ())[1] == (("lscb", "not-found"),)


def test_a_review_of_the_board_alone() -> None:
    cover = [
        "Example Safeguarding Children Board",
        "Review of the effectiveness of the Local Safeguarding Children",
        "Board",
        *SIF_DATES,
        "The Local Safeguarding Children Board requires improvement",
        "The ways in which it works to keep children safe",
        "require improvement.",
    ]
    assert grades(document([cover, ["Contents"]]), "lscb-review") == {"lscb": "requires-improvement"}


LEADERS = ["The impact of leaders on social work", "practice with children and families", "Outstanding"]
HELP = [
    "The experiences and progress of children who need help",
    "and protection Requires improvement",
    "to be good",
]
BOTH = ["The experiences and progress of children in care and", "care leavers", "Good"]
CARE = ["The experiences and progress of", "children in care", "Good"]
LEAVERS = ["The experiences and progress of care", "leavers", "Inadequate"]
ALL = ["Overall effectiveness Requires improvement to", "be good"]
HALF = {"leaders-impact": "outstanding", "help-and-protection": "requires-improvement", "in-care": "good"}


@pytest.mark.parametrize(
    ("rows", "expected", "framework", "missing"),
    [
        pytest.param(
            [*LEADERS, *HELP, *BOTH, *ALL],
            {**HALF, "overall": "requires-improvement"},
            "ilacs-2018",
            (("care-leavers", "not-reported"),),
            id="2018: care and care leavers in one",
        ),
        pytest.param(
            [*HELP, *BOTH, *LEADERS, *ALL],
            {**HALF, "overall": "requires-improvement"},
            "ilacs-2018",
            (("care-leavers", "not-reported"),),
            id="rows in another order",
        ),
        pytest.param(
            [*LEADERS, *HELP, *CARE, *LEAVERS, *ALL],
            {**HALF, "care-leavers": "inadequate", "overall": "requires-improvement"},
            "ilacs-2023",
            (),
            id="2023: care leavers apart",
        ),
        pytest.param(
            [
                "The impact of leaders on practice with children and families. Outstanding",
                *HELP,
                *CARE,
                "The experiences and progress of children care leavers Inadequate",
            ],
            {**HALF, "care-leavers": "inadequate"},
            "ilacs-2026",
            (("overall", "not-reported"),),
            id="2026: no overall grade, labels with slips",
        ),
    ],
)
def test_versions_of_ilacs(
    rows: list[str], expected: dict[str, str], framework: str, missing: tuple[tuple[str, str], ...]
) -> None:
    layer = document(ilacs(*rows, dates="Inspection dates: 11 to 22 May 2026"))
    report = whole(layer, "ilacs")
    assert grades(layer, "ilacs") == expected
    fitted = fit_framework("ilacs", table_rows(layer, report), None)
    assert fitted is not None and fitted.id == framework
    assert read_judgements(layer, report, ())[1] == missing


@pytest.mark.parametrize(
    ("golden", "framework", "missing"),
    [
        ("ilacs-combined", "ilacs-2018", (("care-leavers", "not-reported"),)),
        ("ilacs", "ilacs-2023", ()),
        ("ilacs-without-overall", "ilacs-2026", (("overall", "not-reported"),)),
    ],
)
def test_whole_reports_of_the_three_versions(
    golden: str, framework: str, missing: tuple[tuple[str, str], ...]
) -> None:
    (report,) = read_reports(open_document(Path(__file__).parent / "golden" / f"{golden}.txt"))
    assert (report.facts.framework, report.missing) == (framework, missing)
    assert {issue.kind for issue in report.issues} <= {"number-missing", "unknown-authority"}


def test_a_lost_row_makes_no_report_one_of_a_later_framework() -> None:
    layer = document(ilacs(*LEADERS, *HELP, *CARE, *LEAVERS, dates="Inspection dates: 3 to 14 June 2024"))
    assert read_judgements(layer, whole(layer, "ilacs"), ())[1] == (("overall", "not-found"),)


def test_the_overall_grade_of_another_inspection_is_not_taken() -> None:
    pages = ilacs(*LEADERS, *HELP, *CARE, *LEAVERS, dates="Inspection dates: 11 to 22 May 2026")
    pages[0] += ["Much has changed since 2023, when overall effectiveness was judged to be", "inadequate."]
    assert "overall" not in grades(document(pages), "ilacs")


def test_a_heading_that_disagrees_with_the_table_is_an_issue() -> None:
    pages = ilacs(*LEADERS, *HELP, *BOTH, *ALL)
    pages[1] += [
        "The experiences and progress of children who need help and protection:",
        "inadequate",
        "1. One.",
    ]
    layer = document(pages)
    _, _, issues = read_judgements(layer, whole(layer, "ilacs"), ())
    assert [(issue.kind, layer.lines[issue.line - 1].text) for issue in issues] == [
        ("grade-mismatch", "inadequate")
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "The graded judgment for adoption performance is outstanding",
        "The graded judgement for adoption performance is that it is outstanding.",
        "Adoption performance is outstanding",
        "The graded judgment for the adoption performance outstanding",
    ],
)
def test_a_heading_gives_a_grade_that_the_table_has_lost(heading: str) -> None:
    layer = document(
        sif(SIF_DATES, OVERALL, SIF_TABLE[:4], SIF_TABLE[5:], more=[[heading, "1. One."], *BOARD])
    )
    assert grades(layer, "sif")["adoption"] == "outstanding"
    assert [issue.kind for issue in read_judgements(layer, whole(layer, "sif"), ())[2]] == [
        "grade-only-in-heading"
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "The graded judgement about the experience and progress of care leavers\nis that it requires "
        "improvement",
        "The graded judgment for the experiences and progress of care leavers is\nrequires improvement.",
        "The graded judgement for care leavers is requires improvement",
    ],
)
def test_headings_on_care_leavers(heading: str) -> None:
    layer = document(
        sif(SIF_DATES, OVERALL, SIF_TABLE[:5], SIF_TABLE[6:], more=[heading.split("\n"), *BOARD])
    )
    assert grades(layer, "sif")["care-leavers"] == "requires-improvement"


def test_earlier_grades_in_a_list_are_not_taken() -> None:
    earlier = ["The judgements were:", "\uf06e Adoption performance: Good", "Adoption performance: Good"]
    layer = document(
        sif(SIF_DATES, OVERALL, SIF_TABLE[:4], SIF_TABLE[5:], more=[["Contents"], earlier, *BOARD])
    )
    assert "adoption" not in grades(layer, "sif")


def test_the_2013_table_stands_at_the_end() -> None:
    scale = ["Grade 4 (inadequate) A service that does not meet minimum requirements"]
    body = ["Overall effectiveness", "Grade 4 (inadequate)", "1. The service is poor."]
    table = [
        "Record of main findings",
        "Services for looked after children",
        "Overall effectiveness Inadequate",
        "Capacity to improve Adequate",
        "Outcomes for looked after children",
        "and young people",
        "Grade 4 (inadequate)",
        "Quality of provision Adequate",
        "Leadership and management Inadequate",
    ]
    cover = ["Inspection of looked after children", "services", "Example County Council"]
    layer = document([[*cover, "Inspection dates: 8 – 12 July 2013"], scale, body, ["Example 21", *table]])
    assert grades(layer, "lac-2013") == {
        "overall": "inadequate",
        "capacity-to-improve": "adequate",
        "outcomes": "inadequate",
        "quality-of-provision": "adequate",
        "leadership": "inadequate",
    }


def test_a_document_without_a_table_has_no_judgements() -> None:
    layer = document(ilacs())
    judgements, missing, _ = read_judgements(layer, whole(layer, "ilacs"), ())
    assert judgements == ()
    assert {status for area, status in missing if area != "care-leavers"} == {"not-found"}


def test_hartlepool() -> None:
    layer = open_document(HARTLEPOOL_TEXT)
    (report,) = recognise(layer)
    judgements, missing, issues = read_judgements(layer, report, ())
    assert [(each.area, each.grade, each.printed, each.line) for each in judgements] == [
        ("overall", "good", "good", 13),
        ("help-and-protection", "good", "Good", 19),
        ("looked-after-and-permanence", "good", "Good", 20),
        ("adoption", "good", "Good", 21),
        ("care-leavers", "good", "Good", 22),
        ("leadership", "good", "Good", 23),
        ("lscb", "requires-improvement", "requires improvement", 25),
    ]
    assert all(quote(layer, each.span) == each.printed for each in judgements)
    assert (missing, issues) == ((), ())


@needs_reports
def test_every_report_beside_the_project() -> None:
    """All grades that people read on 91 covers, each at its place, and no heading against one."""
    truth = {
        each["source"]: each for each in json.loads((LABELS / "judgements.json").read_text(encoding="utf-8"))
    }
    wrong: list[tuple[str, object]] = []
    mismatches, seen = [], 0
    for source, expected in truth.items():
        try:
            layer = open_document(REPORTS / source)
        except UnreadableSource:
            continue
        found: dict[str, str] = {}
        for report in recognise(layer):
            judgements, _, issues = read_judgements(layer, report, ())
            found |= {each.area: each.grade for each in judgements}
            mismatches += [(source, issue) for issue in issues if issue.kind == "grade-mismatch"]
            wrong += [(source, each) for each in judgements if quote(layer, each.span) != each.printed]
        want = {
            each["area"]: "not-judged" if "not judged" in each["grade"].lower() else each["grade"]
            for each in expected["judgements"]
            if not each["area"].startswith("other:")
        }
        if expected["family"] == "pre-SIF":
            found = {area: grade for area, grade in found.items() if area in want}
        seen += 1
        if found != want:
            wrong.append((source, found))
    assert (seen, wrong, mismatches) == (len(truth), [], [])

from __future__ import annotations

import json
from datetime import date

import pytest
from beside import HARTLEPOOL_PDF, HARTLEPOOL_TEXT, LABELS, REPORTS, needs_reports
from covers import SIF_DATES, SIF_TABLE, SIF_TITLE, area_section, document, ilacs, quote, sif, whole

from findingsgraph.errors import UnreadableSource
from findingsgraph.loaders.documents import open_document
from findingsgraph.loaders.families import recognise
from findingsgraph.loaders.reading.facts import read_facts
from findingsgraph.loaders.reading.history import area_items, read_posts, read_previous
from findingsgraph.loaders.reading.people import read_people
from findingsgraph.loaders.reading.rights import read_legal_basis, read_licence
from findingsgraph.loaders.records import InspectionFacts
from findingsgraph.loaders.sections import read_sections


def facts(pages: list[list[str]], family: str = "ilacs", paged: bool = True) -> InspectionFacts:
    layer = document(pages, paged)
    return read_facts(layer, whole(layer, family), ())[0]


@pytest.mark.parametrize(
    ("top", "printed", "slug"),
    [
        (["1", "Wigan", *SIF_TITLE, "and"], "Wigan", "wigan"),
        (["Hartlepool Borough Council", *SIF_TITLE], "Hartlepool Borough Council", "hartlepool"),
        (
            [
                "London Borough of Barking and",
                "Dagenham",
                *SIF_TITLE,
                "and",
                "Review of the effectiveness of the",
                "local safeguarding children board1",
            ],
            "London Borough of Barking and Dagenham",
            "barking-and-dagenham",
        ),
        (["# Derby City", "**" + " ".join(SIF_TITLE) + "**¹"], "Derby City", "derby"),
        (["Re" + SIF_TITLE[0], SIF_TITLE[1]], "", ""),
        (
            ["Surrey County Council", "Re-i" + SIF_TITLE[0][1:], SIF_TITLE[1]],
            "Surrey County Council",
            "surrey",
        ),
        (["1", "Haringey", "Inspection of children’s social care services"], "Haringey", "haringey"),
        (
            ["Liverpool City Council", "Inspection of local authority children's services"],
            "Liverpool City Council",
            "liverpool",
        ),
        (
            ["Inspection of Bournemouth,", "Christchurch and Poole local authority", "children’s services"],
            "Bournemouth, Christchurch and Poole",
            "bournemouth-christchurch-and-poole",
        ),
        (["Inspection of Kent County Council children’s services"], "Kent County Council", "kent"),
        (
            ["Inspection of Bradford Children and", "Families Trust"],
            "Bradford Children and Families Trust",
            "bradford",
        ),
        (
            [
                "Inspection of Plymouth City Council children’s services",
                "22 January to 2 February 2024 1",
                "Inspection of Plymouth City Council",
                "local authority children’s services",
            ],
            "Plymouth City Council",
            "plymouth",
        ),
        (
            ["Inspection of looked after children", "services", "Norfolk County Council"],
            "Norfolk County Council",
            "norfolk",
        ),
        (
            [
                "Inspection of the effectiveness of the local safeguarding children board: Hull 1",
                "Kingston upon Hull Safeguarding",
                "Children Board",
                "Inspection of the effectiveness of the local safeguarding",
                "children board",
            ],
            "Kingston upon Hull Safeguarding Children Board",
            "kingston-upon-hull",
        ),
        (["Inspection of Nowhere local authority children’s services"], "Nowhere", ""),
    ],
)
def test_the_authority_on_the_cover(top: list[str], printed: str, slug: str) -> None:
    found = facts([[*top, "Inspection dates: 11 to 22 May 2020"], ["Contents"]])
    assert (found.authority_printed, found.authority) == (printed, slug)
    assert bool(found.urn) == bool(slug)


def test_an_unknown_authority_keeps_its_printed_name_and_is_an_issue() -> None:
    layer = document(
        [["Inspection of Nowhere local authority children’s services", "Inspection dates: 11 May 2020"]]
    )
    found, issues = read_facts(layer, whole(layer, "ilacs"), ())
    assert (found.authority_name, found.urn) == ("Nowhere", "")
    assert {issue.kind for issue in issues} == {"unknown-authority", "no-lead-inspector"}


@pytest.mark.parametrize("paged", [True, False])
def test_days_and_publication(paged: bool) -> None:
    found = facts(sif(SIF_DATES, SIF_TABLE), "sif", paged)
    assert [(window.start, window.end) for window in found.windows] == [
        (date(2015, 11, 3), date(2015, 11, 26))
    ]
    assert found.published == date(2016, 1, 22)
    layer = document(sif(SIF_DATES, SIF_TABLE), paged)
    assert quote(layer, found.windows[0].span) == "3 November 2015 – 26 November 2015"
    assert quote(layer, found.published_span) == "22 January 2016"


@pytest.mark.parametrize(
    "label", ["Inspection date: ", "Inspection dates: ", "Inspection dates : ", "**Inspection dates:** "]
)
def test_labels_before_the_days(label: str) -> None:
    found = facts(ilacs(dates=f"{label}11 – 22 July 2022"))
    assert [str(window.end) for window in found.windows] == ["2022-07-22"]
    assert (found.published, found.published_span) == (None, ())


def test_two_windows_over_two_lines() -> None:
    dates = ["Inspection dates: 5 December to 9 December 2022 and 14 to 15", "February 2023"]
    pages = [[*ilacs()[0][:2], *dates, *ilacs()[0][3:]]]
    found = facts(pages)
    assert [str(window.start) for window in found.windows] == ["2022-12-05", "2023-02-14"]


def test_days_that_are_none_are_an_issue() -> None:
    layer = document(ilacs(dates="Inspection dates: 31 June to 4 July 2022"))
    found, issues = read_facts(layer, whole(layer, "ilacs"), ())
    assert found.windows == ()
    assert "unreadable-date" in [issue.kind for issue in issues]


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["Lead inspector: Ada Example, Her Majesty’s Inspector"], ["Ada Example"]),
        (["Lead inspector: Ada Example", "Her Majesty’s Inspector"], ["Ada Example"]),
        (["Lead inspector: Ada Example HMI"], ["Ada Example"]),
        (["Lead inspector: Jenny-ellen O’Sample, His Majesty's Inspector"], ["Jenny-ellen O’Sample"]),
        (["Lead inspector: Máire Example, Senior His Majesty’s Inspector"], ["Máire Example"]),
        (
            [
                "Lead inspectors: Ada Example, His Majesty’s Inspector, and",
                "Bo Sample, His Majesty’s Inspector",
            ],
            ["Ada Example", "Bo Sample"],
        ),
        (["**Lead inspector:** Ada Example"], ["Ada Example"]),
        (["Reporting inspector Ada Example HMI", "Age group: All"], ["Ada Example"]),
        ([], []),
    ],
)
def test_the_lead_inspector_on_the_cover(lines: list[str], names: list[str]) -> None:
    pages = ilacs()
    pages[0][3:4] = lines
    found = facts(pages)
    assert [(person.name, person.role) for person in found.people] == [
        (name, "lead-inspector") for name in names
    ]


TEAM = [
    (
        ["Team inspectors: Ann Lee, Bo Ray, Cy", "Dee, Di Fox and Ed Gee."],
        ["Ann Lee", "Bo Ray", "Cy Dee", "Di Fox", "Ed Gee"],
    ),
    (
        ["Team inspectors: Ann Lee HMI, Bo Ray HMI, Cy Dee", "HMI, Di Fox AI, Ed Gee (OI)"],
        ["Ann Lee", "Bo Ray", "Cy Dee", "Di Fox", "Ed Gee"],
    ),
    (
        ["Team inspectors: Ann Lee, Bo Ray (HMIs)", "and Cy Dee and Di Fox (associate inspectors)"],
        ["Ann Lee", "Bo Ray", "Cy Dee", "Di Fox"],
    ),
    (["Team inspectors: Ann Lee, Bo Ray (Contracted", "Inspector)"], ["Ann Lee", "Bo Ray"]),
    (["Team inspectors: Ann Lee HMI and Bo Ray additional inspector"], ["Ann Lee", "Bo Ray"]),
    (["Team inspectors: Ann Lee. Bo Ray"], ["Ann Lee", "Bo Ray"]),
    (["Team inspectors: Ann Lee", "Bo Ray, Cy Dee"], ["Ann Lee", "Bo Ray", "Cy Dee"]),
    (["Team inspectors Ann Lee HMI (designate), Bo van der Ray"], ["Ann Lee", "Bo van der Ray"]),
    (["Team inspectors: Ann Lee, Bo", "", "Information about this area"], ["Ann Lee", "Bo"]),
]


@pytest.mark.parametrize(("lines", "names"), TEAM)
def test_lists_of_names(lines: list[str], names: list[str]) -> None:
    layer = document(
        sif(SIF_DATES, more=[["The inspection team", *lines, "Any complaints about the inspection"]])
    )
    people = read_people(layer, whole(layer, "sif"))
    assert [(person.name, person.role) for person in people] == [(name, "team-inspector") for name in names]
    assert [quote(layer, person.span) for person in people] == names


def test_a_list_goes_on_over_a_page_end() -> None:
    more = [["Team inspectors: Ann Lee, Bo", "46"], ["Ray, Cy Dee,", "47"], ["Di Fox", "Recommendations"]]
    layer = document(sif(SIF_DATES, more=more))
    people = read_people(layer, whole(layer, "sif"))
    assert [person.name for person in people] == ["Ann Lee", "Bo Ray", "Cy Dee", "Di Fox"]
    assert [part.page for part in people[1].span] == [2, 3]


def test_roles() -> None:
    team = [
        "The inspection team consisted of two of Her Majesty’s Inspectors (HMI).",
        "Lead inspector on site: Ann Lee",
        "Deputy lead inspector Bo Ray",
        "Shadow inspectors: Cy Dee",
        "Senior data analysts: Di Fox and Ed Gee",
        "Quality assurance manager: Flo Hay, Senior HMI",
        "Supernumerary inspector: Guy Ives",
        "Report author: Hal Jay",
    ]
    layer = document(sif(SIF_DATES, more=[["The inspection team", *team]]))
    assert [(person.name, person.role) for person in read_people(layer, whole(layer, "sif"))] == [
        ("Ann Lee", "lead-inspector"),
        ("Bo Ray", "deputy-lead-inspector"),
        ("Cy Dee", "shadow-inspector"),
        ("Di Fox", "senior-data-analyst"),
        ("Ed Gee", "senior-data-analyst"),
        ("Flo Hay", "quality-assurance-manager"),
        ("Guy Ives", "supernumerary-inspector"),
        ("Hal Jay", "report-author"),
    ]


def test_prose_about_inspectors_names_nobody() -> None:
    prose = [
        "Inspectors met Children in Care Council members.",
        "Lead inspectors Should not be confused with the",
        "lead member.",
    ]
    layer = document(sif(SIF_DATES, more=[prose]))
    assert read_people(layer, whole(layer, "sif")) == ()


PREVIOUS = [
    (
        "The previous inspection of Example’s safeguarding arrangements was in June 2012. The local "
        "authority "
        "was judged to be inadequate.",
        [("Example’s safeguarding arrangements", "2012-06", "inadequate", "inadequate")],
    ),
    (
        "The inspection of Example’s adoption service was in October 2010. The overall quality rating "
        "was satisfactory.",
        [("Example’s adoption service", "2010-10", "satisfactory", "satisfactory")],
    ),
    (
        "The last inspection of Example’s services for children looked after was published in July "
        "2012. It was judged to be Grade 2 (Good).",
        [("Example’s services for children looked after", "2012-07", "good", "Grade 2 (Good)")],
    ),
    (
        "The previous inspection of the fostering service in February 2011 judged the service as good.",
        [("the fostering service", "2011-02", "good", "good")],
    ),
    (
        "The previous inspection of safeguarding and services for looked after children was in July "
        "2012. The "
        "council was judged to be Good for safeguarding and Adequate for services for looked after children.",
        [
            ("safeguarding", "2012-07", "good", "Good"),
            ("services for looked after children", "2012-07", "adequate", "Adequate"),
        ],
    ),
    (
        "The previous inspection of safeguarding was in March 2013. It was judged to be adequate. At the "
        "time of "
        "the previous safeguarding inspection in 2010, it was judged to be inadequate.",
        [
            ("safeguarding", "2013-03", "adequate", "adequate"),
            ("safeguarding inspection", "2010", "inadequate", "inadequate"),
        ],
    ),
    (
        "The previous inspection of safeguarding was in May 2012. The authority was judged to require "
        "improvement.",
        [("safeguarding", "2012-05", "requires-improvement", "require improvement")],
    ),
    ("The previous inspection of safeguarding was in May 2012.", [("safeguarding", "2012-05", "", "")]),
    ("LA Fostering 10 Nov 2011 Good", [("LA Fostering", "2011-11-10", "good", "Good")]),
    (
        "The council operates one children’s home. It was judged to be good in its most recent Ofsted "
        "inspection.",
        [("one children’s home", "", "good", "good")],
    ),
    (
        "The council operates one children’s home, which was judged as requiring improvement to be good.",
        [("one children’s home", "", "requires-improvement", "requiring improvement to be good")],
    ),
    (
        "The council operates two children’s homes. Both were judged to be outstanding.",
        [("two children’s homes", "", "outstanding", "outstanding")],
    ),
    (
        "The council operates three homes. Two were judged to be good.",
        [("three homes", "", "", "good")],
    ),
    (
        "The council operates ten homes. All were judged to be good or outstanding.",
        [("ten homes", "", "", "good or outstanding")],
    ),
    ("The council operates no children’s homes.", []),
    ("The council does not operate any children’s homes.", []),
    ("Ofsted carried out seven monitoring visits between July 2016 and May 2018.", []),
]


@pytest.mark.parametrize(("said", "expected"), PREVIOUS)
def test_earlier_inspections(said: str, expected: list[tuple[str, str, str, str]]) -> None:
    found = read_previous(area_items([area_section("previous-inspection", said)]))
    assert [(each.what, each.date, each.grade, each.printed) for each in found] == expected
    assert all(said[each.span[0].start : each.span[-1].end].strip() for each in found)


def test_a_list_of_earlier_grades() -> None:
    items = [
        "The last inspection report for children’s services was published in August 2015. The judgements "
        "for the "
        "local authority were:",
        "Overall effectiveness: Inadequate",
        "Children looked after and achieving permanence: Requires improvement to be good",
        "Leadership, management and governance: Inadequate.",
        "Ofsted carried out seven monitoring visits.",
        "Overall effectiveness: Good",
    ]
    found = read_previous(area_items([area_section("previous-inspection", *items)]))
    assert [(each.what, each.date, each.grade) for each in found] == [
        ("children’s services", "2015-08", ""),
        ("Overall effectiveness", "2015-08", "inadequate"),
        ("Children looked after and achieving permanence", "2015-08", "requires-improvement"),
        ("Leadership, management and governance", "2015-08", "inadequate"),
    ]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            "The interim Director of Children’s Services has been in post since June 2015. She leads.",
            [("senior-leadership", "interim Director of Children’s Services", "2015-06", False)],
        ),
        (
            "The chief executive has been in post since 2011.",
            [("senior-leadership", "chief executive", "2011", False)],
        ),
        (
            "The chair of the Local Safeguarding Children Board (LSCB) has been in post since 4 May 2014 "
            "and retires.",
            [("lscb-chair", "chair of the Local Safeguarding Children Board (LSCB)", "2014-05-04", False)],
        ),
        (
            "The Chair of the Board left in spring. An interim Chair has been in post since November 2014.",
            [("lscb-chair", "interim Chair", "2014-11", False)],
        ),
        (
            "The director, people, who was the DCS, has been in post since May 2016.",
            [("senior-leadership", "director, people", "2016-05", False)],
        ),
        (
            "The chair of the LSCB has been vacant since October 2013 with the previous chair having "
            "been in post "
            "since May 2011.",
            [("lscb-chair", "chair of the LSCB", "2013-10", True)],
        ),
        ("The DCS is also responsible for adult services.", []),
    ],
)
def test_posts(said: str, expected: list[tuple[str, str, str, bool]]) -> None:
    found = read_posts(area_items([area_section("post", said)]))
    assert [(each.concept, each.title, each.since, each.vacant) for each in found] == expected


OGL = "under the terms of the Open Government Licence"
OGL_IRI = "https://www.nationalarchives.gov.uk/doc/open-government-licence/"
COPY = [
    "You may copy all or parts of this document for non-commercial educational purposes, as long as you",
    "give details of the source and date of publication and do not alter the information in any way.",
]


@pytest.mark.parametrize(
    ("tail", "licence", "printed"),
    [
        (
            [
                "You may reuse this information free of charge in any format,",
                f"{OGL}. To view",
                "this licence, visit a page.",
            ],
            OGL_IRI,
            f"You may reuse this information free of charge in any format, {OGL}.",
        ),
        (
            [
                f"You may use and re-use this {OGL}.",
                "See www.nationalarchives.gov.uk/doc/open-government-licence/version/3.",
            ],
            OGL_IRI + "version/3/",
            f"You may use and re-use this {OGL}.",
        ),
        (COPY, "non-commercial-educational", " ".join(COPY)),
        (["© Crown copyright 2013"], "", ""),
    ],
)
def test_rights(tail: list[str], licence: str, printed: str) -> None:
    layer = document([["Cover"], tail])
    assert read_licence(layer, whole(layer, "sif")) == (licence, printed)


def test_the_law_is_read_once_in_the_wording_of_the_body() -> None:
    note = [
        "1 Ofsted produces this report under its power to combine reports in accordance with section 152 of",
        "the Education and Inspections Act 2006. This is the inspection of functions carried out under "
        "section 136",
        "of the Education and Inspection Act 2006 and the review of the board carried out under the Local",
        "Safeguarding Children Boards (Review) Regulations 2013.",
    ]
    about = [
        "The inspection of the local authority was carried out under section 136 of the Education and",
        "Inspections Act 2006.",
        "The review of the board was carried out under section 15A of the Children Act 2004.",
    ]
    prose = [
        "Enquiries carried out under section 47 of the Children Act 1989 are timely.",
        "Reports say that assessments are carried out. Visits under section 17 of the Children Act 1989 "
        "are late.",
    ]
    layer = document([note, ["Contents"], prose, about])
    assert read_legal_basis(layer, whole(layer, "sif")) == (
        "section 136 of the Education and Inspections Act 2006",
        "section 15A of the Children Act 2004",
        "section 152 of the Education and Inspections Act 2006",
        "Local Safeguarding Children Boards (Review) Regulations 2013",
    )


def hartlepool(path: object) -> tuple[InspectionFacts, list[str]]:
    layer = open_document(path)  # type: ignore[arg-type]
    (report,) = recognise(layer)
    found, issues = read_facts(layer, report, read_sections(layer, report)[0])
    return found, [issue.kind for issue in issues]


def check_hartlepool(found: InspectionFacts, apostrophe: str) -> None:
    assert (found.family, found.layout, found.framework) == ("sif", "sif-a", "sif")
    assert (found.authority, found.authority_name, found.urn) == ("hartlepool", "Hartlepool", "80473")
    assert found.authority_printed == "Hartlepool Borough Council"
    assert [(window.start, window.end) for window in found.windows] == [
        (date(2013, 11, 19), date(2013, 12, 11))
    ]
    assert (found.published, found.published_span) == (None, ())
    assert found.legal_basis[:3] == (
        "section 136 of the Education and Inspections Act 2006",
        "section 15A of the Children Act 2004",
        "section 152 of the Education and Inspections Act 2006",
    )
    assert [person.name for person in found.people if person.role == "lead-inspector"] == ["Lynn Radley"]
    assert [person.name for person in found.people if person.role == "team-inspector"] == [
        "Sheena Doyle",
        "Tracey Metcalfe",
        "Ali Mekki",
        "Margaret Farrow",
        "Rob Hackeson",
        "Dominic Stevens",
        "John Gregg",
    ]
    assert len(found.people) == 8
    assert [(post.concept, post.title, post.since, post.vacant) for post in found.posts] == [
        ("senior-leadership", f"Director of Children{apostrophe}s Services", "2013-10-21", False),
        ("lscb-chair", f"chair of the Local Safeguarding Children{apostrophe}s Board", "2013-10", True),
    ]
    name = f"Hartlepool{apostrophe}s"
    assert [(each.what, each.date, each.grade) for each in found.previous] == [
        (f"one children{apostrophe}s home", "", "good"),
        (f"{name} safeguarding arrangements", "2010-06", "good"),
        (f"{name} services for looked after children", "2010-06", "good"),
        (f"{name} adoption service", "2012-01", "satisfactory"),
        (f"{name} fostering service", "2012-08", "good"),
    ]


def test_hartlepool_as_text() -> None:
    found, issues = hartlepool(HARTLEPOOL_TEXT)
    check_hartlepool(found, "'")
    assert issues == []
    layer = open_document(HARTLEPOOL_TEXT)
    assert quote(layer, found.windows[0].span) == "19 November 2013 – 11 December 2013"
    assert [quote(layer, person.span) for person in found.people] == [person.name for person in found.people]
    assert (
        quote(layer, found.posts[0].span)
        == "Director of Children's Services has been in post since 21 October 2013."
    )
    assert quote(layer, found.previous[3].span).endswith("The service was judged to be satisfactory.")


@needs_reports
def test_hartlepool_as_pdf() -> None:
    found, issues = hartlepool(HARTLEPOOL_PDF)
    check_hartlepool(found, "’")
    assert issues == []
    assert found.licence == "non-commercial-educational"
    assert found.licence_printed.startswith("You may copy all or parts of this document")


@needs_reports
def test_every_report_beside_the_project() -> None:
    """Days, families, publication and lead inspectors as people read them on 91 covers; and all quickly."""
    families = {
        "SIF": "sif",
        "SIF-reinspection": "sif-reinspection",
        "ILACS": "ilacs",
        "pre-SIF": "lac-2013",
        "other": "lscb-review",
    }
    truth = {
        each["source"]: each for each in json.loads((LABELS / "judgements.json").read_text(encoding="utf-8"))
    }
    wrong: list[tuple[str, object]] = []
    seen = 0
    for source, expected in truth.items():
        try:
            layer = open_document(REPORTS / source)
        except UnreadableSource:
            continue
        report = recognise(layer)[0]
        found, issues = read_facts(layer, report, ())
        seen += 1
        read = (
            found.family,
            str(found.windows[0].start),
            str(found.windows[-1].end),
            str(found.published) if found.published else None,
            ", ".join(person.name for person in found.people if person.role == "lead-inspector"),
            found.urn,
        )
        want = tuple(expected[key] for key in ("start", "end", "published", "lead_inspector"))
        if read != (families[expected["family"]], *want, source.split("_")[0]):
            wrong.append((source, read))
        wrong += [(source, issue) for issue in issues]
        wrong += [(source, person) for person in found.people if quote(layer, person.span) != person.name]
    assert (seen, wrong) == (len(truth), [])

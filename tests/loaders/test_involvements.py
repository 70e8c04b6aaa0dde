"""What sentences state of who does what with whom. The sentences are ours, in the style of reports."""

from __future__ import annotations

import time

import pytest
from beside import HARTLEPOOL_TEXT
from hypothesis import given
from hypothesis import strategies as st

from findingsgraph.loaders import read_document
from findingsgraph.loaders.reading.involvements import find_involvements
from findingsgraph.loaders.reading.mentions import find_mentions
from findingsgraph.loaders.reading.names import learn_names
from findingsgraph.loaders.reading.relation_patterns import patterns, possible_patterns
from findingsgraph.loaders.records import Involvement, ItemContext, Stance
from findingsgraph.ontology.vocabulary import relations

COUNCIL = ItemContext("sif", "local-authority", "help-and-protection", "finding", "")
BOARD = ItemContext("sif", "lscb", "lscb", "finding", "")


def read(
    sentence: str, item: ItemContext = COUNCIL, stance: Stance = "strength", before: str = ""
) -> tuple[Involvement, ...]:
    names = learn_names([(sentence, item)], "hartlepool", "Hartlepool")
    body = "hscb" if item.part == "lscb" else "local-authority"
    return find_involvements(
        sentence, find_mentions(sentence, item, names, before), stance, item, body, before
    )


STATED = [
    ("The police and health visitors work well together.", "police works-with health-visiting"),
    ("Health visitors liaise closely with schools.", "health-visiting works-with schools"),
    (
        "There are strong links between the virtual school and the youth offending service.",
        "virtual-school works-with youth-offending-service",
    ),
    (
        "Information-sharing between the police and schools is timely.",
        "police shares-information-with schools",
    ),
    ("The police routinely attend strategy meetings.", "police attends strategy-meeting"),
    ("Schools do not always attend strategy discussions.", "schools absent-from strategy-meeting"),
    (
        "Health visitors are not routinely invited to strategy meetings.",
        "health-visiting absent-from strategy-meeting",
    ),
    (
        "CAMHS workers are co-located with the leaving care team.",
        "camhs co-located-with leaving-care-service",
    ),
    ("The council has commissioned an advocacy service.", "local-authority commissions advocacy-service"),
    (
        "The edge of care service is jointly commissioned by the council and the clinical commissioning group.",
        "local-authority jointly-commissions edge-of-care-service",
    ),
    (
        "The police refer children to children's social care promptly.",
        "police refers-to childrens-social-care",
    ),
    ("Elected members hold senior leaders to account.", "elected-members challenges senior-leadership"),
    (
        "The fostering service is supported by the virtual school.",
        "virtual-school supports fostering-service",
    ),
    (
        "Probation is represented on the community safety partnership.",
        "probation member-of community-safety-partnership",
    ),
    (
        "The local authority provides an edge of care service.",
        "local-authority provides edge-of-care-service",
    ),
    (
        "The police notify children’s social care of incidents.",
        "police shares-information-with childrens-social-care",
    ),
    (
        "Schools value the advice and support offered by the virtual school.",
        "virtual-school supports schools",
    ),
    ("The virtual school provides good training for schools.", "virtual-school trains schools"),
    (
        "The lead member is the chair of the corporate parenting board.",
        "elected-members chairs corporate-parenting-board",
    ),
    (
        "The corporate parenting board is chaired by the lead member.",
        "elected-members chairs corporate-parenting-board",
    ),
    (
        "The corporate parenting board is well attended by elected members.",
        "elected-members attends corporate-parenting-board",
    ),
    (
        "The local authority has recently become part of a regional adoption agency.",
        "local-authority part-of adoption-agencies-and-consortia",
    ),
    ("The virtual school is led by committed senior leaders.", "senior-leadership leads virtual-school"),
    (
        "The Children in Care Council has some influence on the corporate parenting board.",
        "cicc influences corporate-parenting-board",
    ),
    (
        "The corporate parenting board receives regular reports from the virtual school.",
        "virtual-school reports-to corporate-parenting-board",
    ),
    (
        "The virtual school presents its annual report to the scrutiny committee.",
        "virtual-school reports-to scrutiny-committee",
    ),
    (
        "The chief executive holds the independent chair to account.",
        "chief-executive challenges lscb-chair",
    ),
    (
        "The corporate parenting board provides robust scrutiny and challenge to senior leaders.",
        "corporate-parenting-board challenges senior-leadership",
    ),
    (
        "There has been poor attendance by health visitors at child protection conferences.",
        "health-visiting absent-from strategy-meeting",
    ),
    ("Senior leaders and elected members meet regularly.", "senior-leadership works-with elected-members"),
    (
        "Personal advisers work closely with other agencies, such as the probation service.",
        "leaving-care-service works-with probation",
    ),
    (
        "The virtual school works well with carers, social workers and schools.",
        "virtual-school works-with schools",
    ),
    (
        "The local authority knows its children well and is an active member of the Family Justice Board.",
        "local-authority member-of family-justice-board",
    ),
    (
        "The co-location of police and health visitors helps children.",
        "police co-located-with health-visiting",
    ),
    (
        "Cases were stepped down to early help services from children’s social care.",
        "childrens-social-care refers-to early-help-services",
    ),
    ("The police practice of referring all incidents to the MASH is helpful.", "police refers-to mash"),
    # One wording a relation that had few, after those of other authorities' reports.
    (
        "The virtual school provides training to designated teachers and foster carers.",
        "virtual-school trains schools",
    ),
    (
        "The local safeguarding children board trains schools in how to use the neglect toolkit.",
        "hscb trains schools",
    ),
    ("The family justice board is chaired by a judge.", "courts chairs family-justice-board"),
    ("The advocacy service is provided by Barnardo's.", "barnardos provides advocacy-service"),
    (
        "The youth offending service is part of the early help service.",
        "youth-offending-service part-of early-help-services",
    ),
    (
        "The virtual school supports schools to make good use of the pupil premium.",
        "virtual-school supports schools",
    ),
    (
        "The children in care council has influenced the commissioning of the advocacy service.",
        "cicc influences advocacy-service",
    ),
    ("Schools refer children to the early help service.", "schools refers-to early-help-services"),
    (
        "The child exploitation sub-group reports to the safeguarding board.",
        "child-exploitation-sub-group reports-to hscb",
    ),
    (
        "The corporate parenting board holds senior leaders to account.",
        "corporate-parenting-board challenges senior-leadership",
    ),
    ("GPs are seldom represented on the safeguarding board.", "general-practitioners member-of hscb"),
    ("The multi-agency safeguarding hub has replaced the duty team.", "mash replaces duty-team"),
    (
        "The looked after children's nurse, based with the throughcare team, offers advice to young people.",
        "looked-after-health-service co-located-with leaving-care-service",
    ),
    (
        "Adoption social workers sit within the regional adoption agency.",
        "adoption-service part-of adoption-agencies-and-consortia",
    ),
]

QUOTED = [
    # From reports under the Open Government Licence v3.0, as each of them says; source named with each.
    (
        "Waltham Forest 2024",
        "The local authority and the regional adoption agency work collaboratively and effectively to ensure that children are carefully matched with adopter families.",
        {"local-authority works-with adoption-agencies-and-consortia"},
    ),
    (
        "Wigan 2025",
        "PAs maintain regular communication and work closely with probation, prison and housing colleagues to plan ahead and support rehabilitation arrangements.",
        {
            "leaving-care-service works-with probation",
            "leaving-care-service works-with prison",
            "leaving-care-service works-with housing-services",
        },
    ),
    (
        "Plymouth 2019",
        "The local authority has worked effectively with partner agencies such as the police and health services to successfully increase professional attendance and representation at key meetings such as conferences and reviews.",
        {"local-authority works-with police", "local-authority works-with health-services"},
    ),
    (
        "North Lincolnshire 2026",
        "An effective corporate parenting board provides robust scrutiny and challenge to senior leaders on behalf of children in care and care leavers.",
        {"corporate-parenting-board challenges senior-leadership"},
    ),
    (
        "Barking and Dagenham 2023",
        "An active Children in Care Council provides effective challenge to elected members and the senior officers, to strengthen the corporate parenting offer.",
        {"cicc challenges elected-members", "cicc challenges senior-leadership"},
    ),
    (
        "Cheshire East 2024",
        "The virtual school provides targeted support to schools to ensure that staff understand how to meet the needs of children in care and how to support their well-being.",
        {"virtual-school supports schools"},
    ),
    (
        "Surrey 2022",
        "As a consequence, for example, children in care teams are now co-located with care leaver teams.",
        {"looked-after-team co-located-with leaving-care-service"},
    ),
    (
        "Peterborough 2018",
        "The lead member and local safeguarding children board (LSCB) are providing effective challenge to the senior leadership team.",
        {"elected-members challenges senior-leadership", "hscb challenges senior-leadership"},
    ),
    (
        "Derby 2022",
        "Senior managers have appropriate oversight of the work the RAA completes on their behalf.",
        {"senior-leadership challenges adoption-agencies-and-consortia"},
    ),
    (
        "West Sussex 2023",
        "The local authority has a strong and effective relationship with the regional adoption agency (Adoption South East).",
        {"local-authority works-with adoption-agencies-and-consortia"},
    ),
]


@pytest.mark.parametrize(("source", "sentence", "expected"), QUOTED)
def test_quoted(source: str, sentence: str, expected: set[str]) -> None:
    found = {f"{one.subject} {one.relation} {one.object}" for one in read(sentence) if one.stated}
    assert found == expected, source


@pytest.mark.parametrize(("sentence", "expected"), STATED)
def test_stated(sentence: str, expected: str) -> None:
    found = [f"{one.subject} {one.relation} {one.object}" for one in read(sentence) if one.stated]
    assert expected in found


@pytest.mark.parametrize(
    "sentence",
    [
        "The police, schools and health visitors are named in the plan.",
        "Social workers value the virtual school; the police have a new building.",
        "Care leavers benefit from close relationships with their personal advisers.",
        "Decisions about children who have been referred to children's social care are late.",
        "Schools report that CAMHS waiting times are long.",
        "The local authority operates no children’s homes.",
        "The local authority does not operate any children’s homes.",
        "The board challenges schools to provide a good early help service.",
        "In addition to the police, schools also sit in.",
        "Children’s social care is firmly embedded in the council’s priorities.",
        "The voice of the child is evident, with schools and the police meeting the needs of children.",
    ],
)
def test_standing_in_one_sentence_is_no_involvement(sentence: str) -> None:
    assert read(sentence) == ()


def test_a_comma_parts_clauses_and_lists_differ() -> None:
    (one,) = read("This is reviewed by senior managers, and health visitors liaise well with schools.")
    assert (one.subject, one.object) == ("health-visiting", "schools")
    listed = read("Health visitors liaise well with schools, the police and other agencies.")
    assert {edge.object for edge in listed} == {"schools", "police"}


def test_the_council_s_service_is_the_service_and_a_chair_of_the_board_the_chair() -> None:
    (one,) = read("The council’s virtual school works well with schools.")
    assert (one.subject, one.object) == ("virtual-school", "schools")
    (other,) = read("The chief executive meets regularly with the independent chair of the LSCB.")
    assert (other.subject, other.object) == ("chief-executive", "lscb-chair")


def test_one_pair_may_have_two_relations() -> None:
    both = read("The board has no oversight or connection to the Family Justice Board.", BOARD, "weakness")
    assert {(one.relation, one.stance) for one in both} == {
        ("challenges", "weakness"),
        ("works-with", "weakness"),
    }
    shared = read(
        "Working practices between health visitors and the police need to develop to improve information-sharing.",
        stance="weakness",
    )
    assert {one.relation for one in shared} == {"works-with", "shares-information-with"}


CLAUSES: list[tuple[str, Stance, str, Stance]] = [
    (
        "The police work very well with schools, but care leavers wait far too long for a health assessment.",
        "mixed",
        "works-with",
        "strength",
    ),
    (
        "Although the housing offer is good and improving, joint work between health visitors and the police is weak.",
        "mixed",
        "works-with",
        "weakness",
    ),
    (
        "The police work well with schools, although this work is at an early stage.",
        "mixed",
        "works-with",
        "mixed",
    ),
    ("The LSCB does not monitor early help services.", "weakness", "challenges", "weakness"),
    ("The panel is chaired by the lead member.", "strength", "chairs", "context"),
    ("The panel is well chaired by the lead member.", "strength", "chairs", "strength"),
    ("The virtual school works with schools.", "context", "works-with", "context"),
    ("The police should attend strategy meetings.", "required-action", "attends", "required-action"),
    ("Schools do not attend strategy meetings.", "strength", "absent-from", "weakness"),
]


@pytest.mark.parametrize(("sentence", "stance", "relation", "expected"), CLAUSES)
def test_stance_of_the_clause(sentence: str, stance: Stance, relation: str, expected: Stance) -> None:
    item = ItemContext("sif", "local-authority", "adoption", "finding", "Adoption")
    found = {one.relation: one.stance for one in read(sentence, item, stance)}
    assert found[relation] == expected


FILLERS = ["is not always well ", "good strong links and ", "attendance at strategy meetings not involve "]


@pytest.mark.parametrize("filler", FILLERS)
def test_a_very_long_sentence_takes_little_time(filler: str) -> None:
    long = filler * (5000 // len(filler.split()))
    sentence = f"The police {long} schools and the police {long} health visitors."
    mentions = find_mentions(sentence, COUNCIL, learn_names([], "hartlepool", "Hartlepool"), "")
    start = time.process_time()
    find_involvements(sentence, mentions, "mixed", COUNCIL, "local-authority", "Strategy meetings. ")
    assert time.process_time() - start < 2


def test_every_relation_is_found_in_some_sentence() -> None:
    tried = {expected.split()[1] for _, expected in STATED} | {"sub-group-of", "replaces"}
    assert tried == set(relations())


def test_an_implied_body_is_inferred_and_says_so() -> None:
    (one,) = read("Good partnerships with schools help young mothers.")
    assert (one.subject, one.relation, one.object, one.stated) == (
        "local-authority",
        "works-with",
        "schools",
        False,
    )
    (other,) = read("Formal arrangements with the Health and Wellbeing Board are weak.", BOARD, "weakness")
    assert (other.subject, other.object, other.stance) == ("hscb", "health-and-wellbeing-board", "weakness")


def test_who_stays_away_from_a_meeting_spoken_of_before() -> None:
    (one,) = read(
        "The police send papers, but do not routinely attend.",
        stance="mixed",
        before="Strategy meetings are recorded well. ",
    )
    assert (one.subject, one.relation, one.object) == ("police", "absent-from", "strategy-meeting")
    assert one.stance == "weakness"


def test_the_cue_lies_in_the_sentence() -> None:
    sentence = "Health visitors liaise closely with schools."
    (one,) = read(sentence)
    assert sentence[one.start : one.end].lower().startswith("health visitors")
    assert sentence[one.start : one.end].endswith("schools")


def test_every_pattern_names_a_relation_of_the_ontology() -> None:
    assert {pattern.relation for pattern in patterns()} <= set(relations())
    assert len({pattern.rule for pattern in patterns()}) == len(patterns())


NEEDED = sorted({word for pattern in patterns() for word in pattern.needs})


@given(st.lists(st.sampled_from([*NEEDED, "⟦0:police⟧", "⟦1 2:schools camhs⟧", "x", " "]), max_size=12))
def test_the_patterns_tried_are_those_that_have_a_word_they_need(pieces: list[str]) -> None:
    text = "".join(["⟦9:courts⟧", *pieces])
    first, last = text.index("⟧"), text.rindex("⟦")
    possible = possible_patterns(9, "")
    assert list(possible.worth_trying(text)) == [
        pattern
        for pattern in possible.patterns
        for part in [text[first if pattern.begins else 0 : last if pattern.ends else len(text)]]
        if any(word in part for word in pattern.needs)
    ]


HARTLEPOOL = [
    ("police", "absent-from", "strategy-meeting", "weakness"),
    ("harbour", "co-located-with", "police", "strength"),
    ("harbour", "co-located-with", "health-services", "strength"),
    ("local-authority", "jointly-commissions", "emergency-duty-team", "strength"),
    ("neighbouring-authority", "jointly-commissions", "emergency-duty-team", "strength"),
    ("local-authority", "works-with", "cafcass", "strength"),
    ("local-authority", "commissions", "advocacy-service", None),
    ("cicc", "member-of", "corporate-parenting-board", None),
    ("vemt", "replaces", "missing-group", None),
    ("vemt", "works-with", "tees-wide-vemt", "strength"),
    ("childrens-trust-board", "sub-group-of", "health-and-wellbeing-board", None),
    ("local-authority", "works-with", "courts", "strength"),
    ("hscb", "works-with", "childrens-trust-board", "weakness"),
    ("hscb", "works-with", "family-justice-board", "weakness"),
    ("serious-case-review-implementation-group", "works-with", "cdop", "strength"),
    ("senior-leadership", "member-of", "hscb", "strength"),
    ("elected-members", "member-of", "health-and-wellbeing-board", "strength"),
    ("hscb", "works-with", "health-and-wellbeing-board", "weakness"),
]


def test_hartlepool() -> None:
    (report,) = read_document(HARTLEPOOL_TEXT)
    found = {
        (one.subject, one.relation, one.object, stance)
        for finding in report.findings
        for statement in finding.statements
        for one in statement.involvements
        for stance in (one.stance, None)
    }
    assert [edge for edge in HARTLEPOOL if edge not in found] == []

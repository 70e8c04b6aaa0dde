"""What sentences state of who does what with whom. The sentences are ours, in the style of reports."""

from __future__ import annotations

import pytest
from beside import HARTLEPOOL_TEXT

from findingsgraph.loaders import read_document
from findingsgraph.loaders.reading.involvements import find_involvements, patterns
from findingsgraph.loaders.reading.mentions import find_mentions
from findingsgraph.loaders.reading.names import learn_names
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
]


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
    ],
)
def test_standing_in_one_sentence_is_no_involvement(sentence: str) -> None:
    assert read(sentence) == ()


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


HARTLEPOOL = [
    ("police", "absent-from", "strategy-meeting", "weakness"),
    ("harbour", "co-located-with", "police", "strength"),
    ("harbour", "co-located-with", "health-services", "strength"),
    ("local-authority", "jointly-commissions", "emergency-duty-team", "strength"),
    ("neighbouring-authority", "jointly-commissions", "emergency-duty-team", "strength"),
    ("local-authority", "works-with", "cafcass", "strength"),
    ("local-authority", "commissions", "advocacy-service", None),
    ("cicc", "member-of", "corporate-parenting-board", None),
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

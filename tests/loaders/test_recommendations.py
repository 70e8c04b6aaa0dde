"""Recommendations: to whom they are addressed, and how urgent they are."""

from __future__ import annotations

import pytest

from findingsgraph.loaders.reading.recommendations import recommendation_facts
from findingsgraph.loaders.records import ItemContext, Mention, RecommendationFacts

LOCAL = ItemContext("sif", "local-authority", "recommendations", "recommendation", "Recommendations")
BODY = ("local-authority", "council")
NAMES = {
    "HSCB": ("lscb", "hscb"),
    "Senior managers": ("senior-leadership", "senior-leadership"),
    "local authority": ("local-authority", "council"),
    "police": ("police", "police"),
    "virtual school": ("virtual-school", "virtual-school"),
    "pathway plans": ("pathway-plan", "pathway-plan"),
    "leaving care service": ("leaving-care-service", "leaving-care-service"),
}


def mentions(text: str) -> list[Mention]:
    found = []
    for surface, (concept, entity) in NAMES.items():
        start = text.find(surface)
        if start >= 0:
            found.append(Mention(concept, surface, start, start + len(surface), entity, "label"))
    return found


def facts(text: str, item: ItemContext = LOCAL) -> RecommendationFacts:
    return recommendation_facts(text, item, mentions(text), BODY)


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("The HSCB must accelerate its work.", "hscb"),
        ("The HSCB should promote its offer with the police.", "hscb"),
        ("Senior managers should review every case.", "senior-leadership"),
        ("The local authority and its partners need to agree a plan.", "council"),
        ("In partnership with schools, the virtual school should track progress.", "virtual-school"),
        ("The HSCB is required to report yearly.", "hscb"),
        ("The police should always attend.", "police"),
    ],
)
def test_the_grammatical_subject_is_addressed(text: str, addressee: str) -> None:
    assert facts(text) == RecommendationFacts(False, addressee, addressee_inferred=False)


@pytest.mark.parametrize(
    "text",
    [
        "Ensure that the police attend conferences.",
        "Promote police attendance at strategy meetings.",
        "Social workers need to record the views of children.",
        "Managers must check that the police are told.",
        "The leaving care service should be strengthened.",
        "The role of the virtual school needs to be reviewed.",
        "Work with the police should start sooner.",
        "All pathway plans must contain clear targets.",
        "Children should know the police officer.",
        "The quality of plans.",
    ],
)
def test_else_the_part_is_addressed_and_that_is_inferred(text: str) -> None:
    assert facts(text) == RecommendationFacts(False, "council", addressee_inferred=True)


def test_a_mention_of_a_later_sentence_is_no_subject() -> None:
    text = "Managers should act. The police attend."
    elsewhere = Mention("police", "police", 4, 10, "police", "label")
    assert recommendation_facts(text, LOCAL, [elsewhere], BODY).addressee_inferred


def test_priority_actions_are_a_priority() -> None:
    urgent = ItemContext("sif", "lscb", "priority", "priority-action", "Priority and immediate action")
    assert facts("Ensure that practice is safe.", urgent).priority
    assert not facts("Ensure that practice is safe.").priority

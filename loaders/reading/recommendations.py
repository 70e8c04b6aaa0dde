"""Say to whom a recommendation is addressed and how urgent it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from findingsgraph.loaders.records import ItemContext, Mention, RecommendationFacts
from findingsgraph.ontology.vocabulary import concepts

__all__ = ["recommendation_facts"]

_ASKED = re.compile(
    r"\b(?:should|must|needs? to|(?:is|are) required to|(?:is|are) to)\b(?!\s+(?:\w+ly )?(?:be|have been)\b)"
)
"""What tells a grammatical subject to do something; `should be improved` asks nothing of its subject."""
_LEAD_IN = re.compile(
    r"^(?:in|with|as|through|together|alongside|following|working|when|to)\b[^,]*,\s*", re.I
)
_NOT_HEAD = re.compile(r"\b(?:of|for|by|with|to|from|in|on|between|that|so|ensure|work)\b", re.I)


def recommendation_facts(
    text: str, item: ItemContext, mentions: Sequence[Mention], part_body: tuple[str, str]
) -> RecommendationFacts:
    """Give the priority and the addressee of a recommendation.

    The addressee is the body, service or role that is the grammatical subject of
    `should`, `must` or `need to`. Where none is printed (`Ensure that ...`) it is the
    body that the part of the report is about, `part_body` (its concept and entity key),
    and `addressee_inferred` says so.

    >>> item = ItemContext("sif", "lscb", "recommendations", "recommendation", "Areas for improvement")
    >>> mention = Mention("lscb", "HSCB", 4, 8, "hscb", "acronym")
    >>> recommendation_facts("The HSCB must accelerate its work.", item, [mention], ("lscb", "hscb"))
    RecommendationFacts(priority=False, addressee='hscb', addressee_inferred=False)
    """
    named = _addressee(text, mentions)
    return RecommendationFacts(
        priority=item.kind == "priority-action",
        addressee=named or part_body[1],
        addressee_inferred=not named,
    )


def _addressee(text: str, mentions: Sequence[Mention]) -> str:
    """The entity of the first mention that heads the subject; empty where there is none."""
    asked = _ASKED.search(text)
    if asked is None:
        return ""
    lead_in = _LEAD_IN.match(text, 0, asked.start())
    begin = lead_in.end() if lead_in else 0
    for mention in sorted(mentions, key=lambda each: each.start):
        inside = begin <= mention.start and mention.end <= asked.start()
        printed = text[mention.start : mention.end] == mention.surface
        heads = not _NOT_HEAD.search(text[begin : mention.start])
        if inside and printed and heads and _can_act(mention.concept):
            return mention.entity
    return ""


def _can_act(concept: str) -> bool:
    known = concepts().get(concept)
    return known is not None and known.type != "instrument"

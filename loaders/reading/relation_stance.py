"""The stance of one relation: mostly its sentence's, in a mixed sentence its clause's.

What is denied is a weakness, who stays away is one, and an arrangement that nothing
praises is context. The words for all this stand in involvements.toml; what a clause says
is for the stance model to tell.
"""

from __future__ import annotations

import re
from functools import cache

from findingsgraph.loaders.reading.masked import GROUP, involvement_rules
from findingsgraph.loaders.reading.stance import decide_stances
from findingsgraph.loaders.records import ItemContext, Stance

__all__ = ["edge_stance"]

_NEW_CLAUSE = re.compile(r",\s+(?=(?:[\w’-]+\s+){1,8}(?:is|are|was|were|has|have|do|does|did|can|need)\b)")
"""Where the main clause begins after one that opens with 'although'."""


def edge_stance(
    sentence: str, stance: Stance, relation: str, words: str, place: tuple[int, int], item: ItemContext
) -> Stance:
    """Give the stance of one relation: its clause's where the sentence weighs two against each other.

    `words` are the masked words that state the relation, `place` its range of the sentence.
    What is denied is a weakness, and who stays away is one even in a sentence that praises.
    """
    if stance == "required-action":
        return stance
    words = re.sub(GROUP, "", words)
    if relation == "absent-from" or _word_pattern("denial").search(words):
        return "weakness" if stance != "context" or relation != "absent-from" else stance
    neutral = involvement_rules()["stance"]
    if relation in neutral["structure"]:
        return "context"
    if (
        stance == "strength"
        and relation in neutral["arrangements"]
        and not _word_pattern("praise").search(sentence)
    ):
        return "context"
    clause = _clause(sentence, place) if stance == "mixed" else ""
    said = decide_stances([clause], item)[0].stance if clause else stance
    return stance if said == "required-action" else said


@cache
def _word_pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{involvement_rules()['words'][name]})\b", re.IGNORECASE)


def _clause(sentence: str, place: tuple[int, int]) -> str:
    """Give the clause that holds a range, of a sentence that sets one clause against another; else ''."""
    cuts = [cut.start() for cut in _word_pattern("turn").finditer(sentence)]
    if cuts and cuts[0] == 0:
        cuts[:1] = [cut.start() for cut in _NEW_CLAUSE.finditer(sentence)][:1]
    bounds = [0, *sorted(cuts), len(sentence)]
    for start, end in zip(bounds, bounds[1:], strict=False):
        if len(bounds) > 2 and start <= place[0] and place[1] <= end:
            return sentence[start:end].strip(" ,;")
    return ""

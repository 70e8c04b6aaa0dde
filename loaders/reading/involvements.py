"""Who does what with whom: typed relations between bodies, from the sentence that states them.

Mentions are masked by their position, so that patterns (involvements.toml) see the
sentence's grammar and no names: "⟦0⟧ is a sub-group of ⟦1⟧". Precision comes first;
two bodies that merely stand in one sentence are no involvement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

from findingsgraph.loaders.reading.masked import MEETING, Masked, meeting_pattern
from findingsgraph.loaders.reading.relation_patterns import OPENINGS, Pattern, possible_patterns
from findingsgraph.loaders.reading.relation_stance import edge_stance
from findingsgraph.loaders.records import Involvement, ItemContext, Mention, Stance
from findingsgraph.ontology.vocabulary import concepts

__all__ = ["MEETING", "find_involvements"]

SPEAKERS = frozenset({"agency", "service"})
"""Types of which a next sentence without a subject ('Good links with schools …') still speaks."""

_FAR_BEGINS = ("⟦", *(f"{word}, " for word in OPENINGS))
"""What a sentence whose second verb is looked for begins with, in lower case."""


def find_involvements(
    sentence: str,
    mentions: Sequence[Mention],
    stance: Stance,
    item: ItemContext,
    body: str,
    before: str = "",
    leading: tuple[str, str] = ("", ""),
    council: tuple[str, str] = ("", ""),
) -> tuple[Involvement, ...]:
    """Give the relations that the sentence states between the bodies it mentions.

    `body` is the entity key of what the part is about (the council, the board), which
    stands in where a pattern names one end only; `before` is the item's text before the
    sentence; `leading` are concept and entity with which the sentence before began, which
    'It' means; `council` are the authority's bare name and its entity. Involvements come
    in the order of the patterns, each pair of bodies once unless two relations are stated.
    """
    masked = Masked(sentence, mentions, leading, council)
    speaker = leading[1] if leading[0] and concepts()[leading[0]].type in SPEAKERS else body
    if not masked.ends:
        return ()
    found: dict[tuple[frozenset[str], str], Involvement] = {}
    joined: set[frozenset[str]] = set()
    # Words are looked for once for all patterns, which share them; few sentences then need a pattern.
    for pattern in possible_patterns(masked.text.count("⟦"), item.part).worth_trying(masked.text):
        if pattern.antecedent and not meeting_pattern().search(before):
            continue
        if pattern.this and not leading[1]:
            continue
        implied = leading[1] if pattern.this else body if pattern.part else speaker
        for match in _matches(pattern, masked.text):
            start, end = masked.place(match)
            for subject, other, stated in _pairs(pattern, match, masked, implied):
                pair = frozenset((subject, other))
                if MEETING in pair and pattern.relation not in ("attends", "absent-from"):
                    continue
                if (
                    len(pair) == 1
                    or (pair, pattern.relation) in found
                    or (pair in joined and not pattern.also)
                ):
                    continue
                joined.add(pair)
                words = match.groupdict().get("verb") or match[0]
                sign = edge_stance(sentence, stance, pattern.relation, words, (start, end), item)
                found[pair, pattern.relation] = Involvement(
                    subject, pattern.relation, other, sign, pattern.rule, stated, start, end
                )
    return tuple(found.values())


def _matches(pattern: Pattern, text: str) -> Iterator[re.Match[str]]:
    yield from _compiled(pattern.match).finditer(text)
    if pattern.far and " and " in text and text.startswith(_FAR_BEGINS):
        far = _compiled(pattern.far).match(text)
        if far:
            yield far


@cache
def _compiled(text: str) -> re.Pattern[str]:
    """Compile a pattern once: one report needs some of them, and compiling all costs more than reading it."""
    return re.compile(text)


def _pairs(
    pattern: Pattern, match: re.Match[str], masked: Masked, body: str
) -> Iterator[tuple[str, str, bool]]:
    groups = match.groupdict()
    if groups.get("A"):
        ends = masked.entities(groups["A"], pattern.object)
        yield from ((one, other, True) for one, other in combinations(ends, 2))
        return
    if groups.get("S"):
        subjects, stated = masked.entities(groups["S"], pattern.subject), True
    else:
        subjects, stated = [pattern.implied or body], False
    if pattern.antecedent:
        objects = [MEETING]
    elif groups.get("O"):
        objects = masked.entities(groups["O"], pattern.object)
    else:
        objects, stated = [body], False
    for subject in subjects:
        for other in objects:
            yield subject, other, stated

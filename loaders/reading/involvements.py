"""Who does what with whom: typed relations between bodies, from the sentence that states them.

Mentions are masked by their position, so that patterns (involvements.toml) see the
sentence's grammar and no names: "⟦0⟧ is a sub-group of ⟦1⟧". Precision comes first;
two bodies that merely stand in one sentence are no involvement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from findingsgraph.loaders.reading.masked import GROUP, MEETING, Masked, involvement_rules, meeting_pattern
from findingsgraph.loaders.reading.stance import decide_stances
from findingsgraph.loaders.records import Involvement, ItemContext, Mention, Stance

__all__ = ["MEETING", "Pattern", "find_involvements", "patterns"]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way in which sentences state a relation."""

    rule: str
    relation: str
    needs: tuple[str, ...]
    match: re.Pattern[str]
    """Matches masked text in lower case."""
    marks: int
    """How many marks a sentence must have."""
    subject: frozenset[str]
    object: frozenset[str]
    part: str
    implied: str
    """Concept of a subject that the words imply (an independently chaired board has a chair)."""
    antecedent: bool
    """The object is the meeting that the item spoke of before."""
    also: bool
    """Whether it may state a second relation of two bodies that another pattern joined."""


@cache
def patterns() -> tuple[Pattern, ...]:
    """All patterns, compiled, in the order in which they are tried."""
    rules = involvement_rules()
    words: dict[str, str] = rules["words"]
    meeting = rf"⟦[\d ]+:{MEETING}⟧"

    def expand(found: re.Match[str]) -> str:
        name = found[1]
        if name in "SOAso":
            return f"(?P<{name.upper()}>{GROUP})"
        if name == "M":
            return f"(?P<O>{meeting})"
        if name == "m":
            return meeting
        if name[1:].isdigit():
            return _between(words["between" if name[0] == "n" else "contrast"], name[1:], name[0] == "i")
        return words[name]

    return tuple(
        Pattern(
            rule=rule["rule"],
            relation=rule["relation"],
            needs=tuple(rule["needs"]),
            match=re.compile(re.sub(r"\{(\w+)\}", expand, _spaced(rule["match"]))),
            marks=len(re.findall(r"\{[SOAsoMm]\}", rule["match"])),
            subject=frozenset(rule.get("subject", ())),
            object=frozenset(rule.get("object", ())),
            part=rule.get("part", ""),
            implied=rule.get("implied", ""),
            antecedent="antecedent" in rule,
            also="also" in rule,
        )
        for rule in rules["pattern"]
    )


def _between(stops: str, most: str, including: bool) -> str:
    """Match up to so many words that are no mark and none of the stops, perhaps an 'including' after more."""
    words = rf"(?:[\s,(]+(?!{stops}\b)[^\s⟦⟧.;:,()]++){{0,{most}}}?[\s,)]*"
    if not including:
        return words
    others = "(?:agencies|partners|services|bodies|boards|groups|organisations|professionals|providers|others|teams)"
    leads_up = (
        rf"(?:[ ,]+[\w-]++){{0,5}}? {others},? (?:including|such as|particularly|especially)(?: with| to)? "
    )
    return rf"(?:{words}|{leads_up})"


def _spaced(match: str) -> str:
    """Let `{w2}` stand for its own spaces, and a subject be parted from its verb by an aside."""
    match = re.sub(r" ?(\{[win]\d\}) ?", r"\1", match)
    with_others = "(?: and (?:{others}))?(?:,[^,.;⟦]{0,80},)?(?:,? (?:who|which|that))?"
    match = match.replace("{O},? {adv}", "{O},?(?: who| which| that)? {adv}")
    return re.sub(r"(\{[SsA]\}) (\{adv\})", rf"\1{with_others} \2", match)


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
    body = leading[1] or body
    if not masked.ends:
        return ()
    found: dict[tuple[frozenset[str], str], Involvement] = {}
    joined: set[frozenset[str]] = set()
    marks = masked.text.count("⟦")
    for pattern in patterns():
        if pattern.marks > marks or pattern.part not in ("", item.part):
            continue
        if not any(word in masked.text for word in pattern.needs):
            continue
        if pattern.antecedent and not meeting_pattern().search(before):
            continue
        for match in pattern.match.finditer(masked.text):
            start, end = masked.place(match)
            for subject, other, stated in _pairs(pattern, match, masked, body):
                pair = frozenset((subject, other))
                if (
                    len(pair) == 1
                    or (pair, pattern.relation) in found
                    or (pair in joined and not pattern.also)
                ):
                    continue
                joined.add(pair)
                sign = edge_stance(sentence, stance, pattern.relation, match[0], (start, end), item)
                found[pair, pattern.relation] = Involvement(
                    subject, pattern.relation, other, sign, pattern.rule, stated, start, end
                )
    return tuple(found.values())


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
    clause = _clause(sentence, place)
    if not clause or stance == "context":
        return stance
    said = decide_stances([clause], item)[0].stance
    if said == "required-action" or (said == "context" and stance != "mixed"):
        return stance
    return said


@cache
def _word_pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{involvement_rules()['words'][name]})\b", re.IGNORECASE)


def _clause(sentence: str, place: tuple[int, int]) -> str:
    """Give the clause that holds a range, of a sentence that sets one clause against another; else ''."""
    cuts = [cut.start() for cut in _word_pattern("contrast").finditer(sentence)]
    if cuts and cuts[0] == 0:
        cuts[:1] = [cut.start() for cut in _NEW_CLAUSE.finditer(sentence)][:1]
    bounds = [0, *sorted(cuts), len(sentence)]
    for start, end in zip(bounds, bounds[1:], strict=False):
        if len(bounds) > 2 and start <= place[0] and place[1] <= end:
            return sentence[start:end].strip(" ,;")
    return ""


_NEW_CLAUSE = re.compile(r",\s+(?=(?:[\w’-]+\s+){1,5}(?:is|are|was|were|has|have|do|does|did|can|need)\b)")
"""Where the main clause begins after one that opens with 'although'."""


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

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
from findingsgraph.loaders.reading.relation_stance import edge_stance
from findingsgraph.loaders.records import Involvement, ItemContext, Mention, Stance
from findingsgraph.ontology.vocabulary import concepts

__all__ = ["MEETING", "Pattern", "find_involvements", "patterns"]

SPEAKERS = frozenset({"agency", "service"})
"""Types of which a next sentence without a subject ('Good links with schools …') still speaks."""

_MARK = r"\{[SOAsoMm]\}"
_BEGINS = re.compile(rf"(?:\(\?<![^()]*\))?{_MARK}")
_ENDS = re.compile(rf"{_MARK}$")
_OPENINGS = ("however", "also", "furthermore", "in addition")
_FAR_BEGINS = ("⟦", *(f"{word}, " for word in _OPENINGS))
"""What a sentence whose second verb is looked for begins with, in lower case."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way in which sentences state a relation."""

    rule: str
    relation: str
    needs: frozenset[str]
    """Beginnings of words of which one must be there."""
    match: str
    """Matches masked text in lower case; compiled when a sentence first needs it."""
    far: str
    """The same where a second verb follows the sentence's subject: 'The board … and works with …'."""
    marks: int
    """How many marks a sentence must have."""
    begins: bool
    """Whether it begins with a mark: what it needs then stands behind the sentence's first one."""
    ends: bool
    """Whether it ends with a mark: what it needs then stands before the sentence's last one."""
    subject: frozenset[str]
    object: frozenset[str]
    part: str
    implied: str
    """Concept of a subject that the words imply (an independently chaired board has a chair)."""
    antecedent: bool
    """The object is the meeting that the item spoke of before."""
    this: bool
    """The subject is what the sentence before began with ('This development replaces …')."""
    also: bool
    """Whether it may state a second relation of two bodies that another pattern joined."""


@cache
def patterns() -> tuple[Pattern, ...]:
    """All patterns, in the order in which they are tried."""
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

    def written(text: str) -> str:
        return re.sub(r"\{(\w+)\}", expand, text)

    return tuple(
        Pattern(
            rule=rule["rule"],
            relation=rule["relation"],
            needs=frozenset(rule["needs"]),
            match=written(_spaced(rule["match"])),
            far=written(_far(rule["match"])) if rule["match"].startswith(("{S} {adv}", "{s} {adv}")) else "",
            marks=len(re.findall(_MARK, rule["match"])),
            begins=_BEGINS.match(rule["match"]) is not None,
            ends=_ENDS.search(rule["match"]) is not None,
            subject=frozenset(rule.get("subject", ())),
            object=frozenset(rule.get("object", ())),
            part=rule.get("part", ""),
            implied=rule.get("implied", ""),
            antecedent="antecedent" in rule,
            this="this" in rule,
            also="also" in rule,
        )
        for rule in rules["pattern"]
    )


@cache
def _possible(marks: int, part: str) -> tuple[tuple[Pattern, ...], tuple[str, ...]]:
    """Give the patterns that sentences with so many marks can match, and all that these need."""
    possible = [each for each in patterns() if each.marks <= marks and each.part in ("", part)]
    return tuple(possible), tuple(sorted(frozenset().union(*(pattern.needs for pattern in possible))))


def _between(stops: str, most: str, including: bool) -> str:
    """Match up to so many words that are no mark and none of the stops, perhaps an 'including' after more."""
    words = rf"(?:[\s,(]+(?!{stops}\b)[^\s⟦⟧.;:,()]++){{0,{most}}}?[\s,)]*"
    if not including:
        return words
    kinds = "agencies|partners|services|bodies|boards|groups|organisations|professionals|providers|teams"
    some = r"(?:[ ,]+[\w-]++)"
    leads_up = rf"{some}{{0,5}}? (?:{kinds}){some}{{0,5}}?,? (?:including|such as|especially)(?: with| to)? "
    unnamed = rf"{some}{{1,4}}?,? and(?: with)? "
    return rf"(?:{words}|{leads_up}|{unnamed})"


def _spaced(match: str) -> str:
    """Let `{w2}` stand for its own spaces, and a subject be parted from its verb by an aside."""
    match = re.sub(r" ?(\{[win]\d\}) ?", r"\1", match)
    with_others = "(?: and (?:{others}))?(?:,[^,.;]{0,90},)?(?:,? (?:who|which|that))?"
    match = match.replace("{O},? {adv}", "{O},?(?: who| which| that)? {adv}")
    return re.sub(r"(\{[SsA]\}) (\{adv\})", rf"\1{with_others} \2", match)


def _far(match: str) -> str:
    """Read a pattern that begins with subject and verb for the second of two verbs."""
    start, rest = match[:3], match[4:]
    finite = r"(?=(?:\w+ly |also |now )?(?:has|have|is|are|was|were|does|do|[a-z]+s|[a-z]+ed)\b)"
    opening = f"^(?:(?:{'|'.join(_OPENINGS)}), )?"
    return _spaced(rf"{opening}{start}[^.;]{{0,150}}?,? (?:and|but) {finite}(?P<verb>{rest})")


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
    possible, needed = _possible(masked.text.count("⟦"), item.part)
    # Looked for once for all patterns, which share what they need; few sentences then need a pattern.
    there = _parts_with(needed, masked.text)
    for pattern in possible:
        if pattern.needs.isdisjoint(there[pattern.begins, pattern.ends]):
            continue
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


def _parts_with(needed: Sequence[str], text: str) -> dict[tuple[bool, bool], frozenset[str]]:
    """Say which of the words stand behind the first mark (or anywhere), and before the last (or anywhere)."""
    there = frozenset(filter(text.__contains__, needed))
    first, last = text.index("⟧"), text.rindex("⟦")
    parts = {(True, False): text[first:], (False, True): text[:last], (True, True): text[first:last]}
    return {(False, False): there} | {
        which: frozenset(filter(part.__contains__, there)) for which, part in parts.items()
    }


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

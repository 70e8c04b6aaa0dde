"""How sentences state relations, from involvements.toml, and which of these ways a sentence can take."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from findingsgraph.loaders.reading.masked import GROUP, MEETING, involvement_rules

__all__ = ["OPENINGS", "Pattern", "patterns", "possible_patterns"]

_MARK = r"\{[SOAsoMm]\}"
_BEGINS = re.compile(rf"(?:\(\?<![^()]*\))?{_MARK}")
_ENDS = re.compile(rf"{_MARK}$")
OPENINGS = ("however", "also", "furthermore", "in addition")
"""What may stand before the subject of a sentence whose second verb is looked for."""


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


@dataclass(frozen=True, slots=True)
class Possible:
    """Patterns that a sentence can match, to be found by the words that they need."""

    patterns: tuple[Pattern, ...]
    words: dict[str, list[str]]
    """All that they need: words that hold no shorter need, and longer needs by one that they hold."""
    needing: dict[tuple[bool, bool], dict[str, list[int]]]
    """Places of the patterns by a word they need, apart for those that begin, and that end, with a mark."""

    def worth_trying(self, text: str) -> Iterator[Pattern]:
        """Yield, in order, the patterns of which a word stands where they need it."""
        there = list(filter(text.__contains__, self.words))
        there += [longer for word in there for longer in self.words[word] if longer in text]
        first, last = text.index("⟧"), text.rindex("⟦")
        places: set[int] = set()
        for (begins, ends), by_word in self.needing.items():
            part = text[first if begins else 0 : last if ends else len(text)]
            for word in there:
                if word in by_word and word in part:
                    places.update(by_word[word])
        return map(self.patterns.__getitem__, sorted(places))


def possible_patterns(marks: int, part: str) -> Possible:
    """Give the patterns that sentences with so many marks can match."""
    return _possible(min(marks, _most_marks()), part)


@cache
def _most_marks() -> int:
    return max(each.marks for each in patterns())


@cache
def _possible(marks: int, part: str) -> Possible:
    possible = tuple(each for each in patterns() if each.marks <= marks and each.part in ("", part))
    needing: dict[tuple[bool, bool], dict[str, list[int]]] = {}
    for place, pattern in enumerate(possible):
        by_word = needing.setdefault((pattern.begins, pattern.ends), {})
        for word in pattern.needs:
            by_word.setdefault(word, []).append(place)
    words: dict[str, list[str]] = {}
    for word in sorted(
        {word for each in needing.values() for word in each}, key=lambda word: (len(word), word)
    ):
        shorter = next((known for known in words if known in word), None)
        if shorter is None:
            words[word] = []
        else:
            words[shorter].append(word)
    return Possible(possible, words, needing)


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
    opening = f"^(?:(?:{'|'.join(OPENINGS)}), )?"
    return _spaced(rf"{opening}{start}[^.;]{{0,150}}?,? (?:and|but) {finite}(?P<verb>{rest})")

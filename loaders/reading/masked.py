"""A sentence as the patterns of involvements see it: every list of bodies is one mark.

"The ⟦0:lscb⟧ is supported by ⟦1 2:police probation⟧": positions and concepts of the
mentions, no names. Which words may stand in a list is decided here, once for all patterns.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Any

from findingsgraph.loaders.records import Mention
from findingsgraph.ontology.vocabulary import concepts

__all__ = ["GROUP", "MEETING", "NO_BODIES", "Masked", "involvement_rules", "meeting_pattern"]

MEETING = "strategy-meeting"
"""Concept of the meetings that bodies attend or miss; such a meeting is an entity, never a mention."""

NO_BODIES = frozenset({"instrument"})
"""Types that neither act nor are acted with."""

REF = r"⟦\d+:[a-z0-9-]+⟧"
ONE = (
    rf"{REF}(?:[’'](?!s\b)|[\"”])?(?:\s+(?:staff|officers|teams?|partners?|colleagues|managers|members|professionals|services?|board"
    r"|group|workers|agenc(?:y|ies)|representatives)\b)?(?:\s+(?:in|of|within)\s+(?:the\s+)?⟦\d+:local-authority⟧)?"
)
SMALL = (
    r"(?:(?:the|its|their|his|her|all|both|other|local|key|some|most|an?|relevant|partner|own|new|these|each"
    r"|elected|political|corporate|senior|specialist|independent)\s+)*[‘'\"“]?"
)
"""Small words before a body, which patterns need not know."""
BEFORE = re.compile(rf"(?<![a-z]){SMALL}$")
JOINT = (
    r"(?:\s*,\s*(?:and\s+|or\s+)?"
    r"|\s+(?:and|or|as well as|along with|together with|alongside)\s+(?:with\s+|from\s+|to\s+)?"
    r"|\s+(?=[‘'\"“]))"
)
LIST = re.compile(rf"{ONE}(?:{JOINT}(?:[a-z-]+(?:\s+[a-z-]+)?{JOINT})?{SMALL}{ONE})*")
"""One body, or several of a list; what stands between them may hold a word for somebody unnamed."""
GROUP = r"⟦[\d ]+:[a-z0-9 -]+⟧"


@cache
def involvement_rules() -> dict[str, Any]:
    """Give involvements.toml as it stands."""
    source = resources.files("findingsgraph.loaders.reading") / "involvements.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def meeting_pattern() -> re.Pattern[str]:
    """What counts as a meeting that bodies attend or miss."""
    return re.compile(involvement_rules()["meetings"]["match"], re.IGNORECASE)


@cache
def _plainer() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """Ways of saying one body with two names: what must be there, how it is said, what is left of it."""
    return tuple(
        (row["needs"], re.compile(row["match"]), row["left"]) for row in involvement_rules()["plainer"]
    )


def _agrees(pronoun: str, concept: str) -> bool:
    """Whether 'It' or 'They' can mean a body of this concept."""
    return pronoun == "It" or concept in involvement_rules()["they"]["concepts"]


class Masked:
    """A sentence in which every list of bodies is one mark: `⟦positions:concepts⟧`."""

    def __init__(
        self,
        sentence: str,
        mentions: Sequence[Mention],
        leading: tuple[str, str] = ("", ""),
        council: tuple[str, str] = ("", ""),
    ) -> None:
        spans = [
            (m.start, m.end, m.concept, m.entity)
            for m in mentions
            if _takes_part(m.concept) and not _only_says_what(sentence, m)
        ]
        more = [(found.span(), MEETING, MEETING) for found in _meetings(sentence)]
        if council[0]:
            more += [
                (found.span(), "local-authority", council[1]) for found in _by_name(council[0], sentence)
            ]
        if leading[0] and (pronoun := _PRONOUN.match(sentence)) and _agrees(pronoun[1], leading[0]):
            more.append((pronoun.span(1), *leading))
        for (start, end), concept, entity in more:
            if not any(a < end and start < b for a, b, _, _ in spans):
                spans.append((start, end, concept, entity))
        spans.sort()
        self.ends = [(concept, entity) for _, _, concept, entity in spans]
        self._places = [(start, end) for start, end, _, _ in spans]
        self.text = _lists(_marked(sentence, spans)) if spans else ""

    def entities(self, group: str, kinds: frozenset[str]) -> list[str]:
        """List the entities referred to in a mark, of the concepts or types wanted."""
        chosen: dict[str, None] = {}
        for number in group[1 : group.index(":")].split():
            concept, entity = self.ends[int(number)]
            type = concepts()[concept].type
            if type not in NO_BODIES and (not kinds or concept in kinds or type in kinds):
                chosen[entity] = None
        return list(chosen)

    def place(self, match: re.Match[str]) -> tuple[int, int]:
        """Give the range of the sentence from the first to the last body of a match."""
        numbers = [int(number) for mark in re.findall(r"⟦([\d ]+):", match[0]) for number in mark.split()]
        return self._places[min(numbers)][0], self._places[max(numbers)][1]


def _marked(sentence: str, spans: Sequence[tuple[int, int, str, str]]) -> str:
    """Put a mark in place of each mention; the rest in lower case."""
    pieces: list[str] = []
    at = 0
    for index, (start, end, concept, _) in enumerate(spans):
        if index and _same_in_brackets(sentence, spans[index - 1], spans[index]):
            at = end + 1 if sentence[end : end + 1] == ")" else end
            continue
        pieces += [sentence[at:start].lower(), f"⟦{index}:{concept}⟧"]
        at = end
    return "".join([*pieces, sentence[at:].lower()])


def _lists(text: str) -> str:
    """Make one mark of each list of marks, with the small words before it."""
    for needed, spoken, plain in _plainer():
        if needed in text:
            text = spoken.sub(plain, text)
    pieces: list[str] = []
    at = 0
    for found in LIST.finditer(text):
        before = text[max(at, found.start() - 60) : found.start()]
        small = BEFORE.search(before)
        pieces += [text[at : found.start() - (len(small[0]) if small else 0)], _join(found)]
        at = found.end()
    return "".join([*pieces, text[at:]])


def _meetings(sentence: str) -> Iterator[re.Match[str]]:
    words = involvement_rules()["meetings"]["needs"]
    if any(map(sentence.__contains__, words)):
        yield from meeting_pattern().finditer(sentence)


_PRONOUN = re.compile(
    r"(It|They) (?=(?:also |now )?[a-z]+)(?!is (?:clear|not clear|too early|an?|important|good|positive))"
)


def _by_name(name: str, sentence: str) -> Iterator[re.Match[str]]:
    """Find the authority's bare name where it stands for the council: who does, or with whom."""
    if name in sentence:
        yield from re.finditer(
            rf"(?<=\bby ){re.escape(name)}(?= and\b)|{re.escape(name)}(?= staff\b)", sentence
        )


def _takes_part(concept: str) -> bool:
    """Whether patterns see a mention: bodies, and the audit by which a board challenges."""
    return concepts()[concept].type not in NO_BODIES or concept == "section-11-audit"


def _only_says_what(sentence: str, mention: Mention) -> bool:
    """Whether 'sub-group' says what another body is ('a sub-group of the board'), and is none itself."""
    return (
        mention.concept == "lscb-subgroup"
        and sentence.startswith(" of", mention.end)
        and sentence[: mention.start].endswith((" a ", " one of the "))
    )


def _same_in_brackets(
    sentence: str, one: tuple[int, int, str, str], other: tuple[int, int, str, str]
) -> bool:
    """Whether the second mention is the first's acronym in brackets: `full name (ACR)`."""
    return one[3] == other[3] and sentence[one[1] : other[0]].strip() == "("


_TWO_CLAUSES = re.compile(r"⟧[^⟦,]*,\s*(?:and\b|or\b)?")
"""A comma between two bodies, and no third: mostly one clause ends there and the next begins."""
_GOES_ON = re.compile(r",? (?:and|or|as well as) |, [a-z’-]+(?: [a-z’-]+)?(?:,| and | or )")


def _join(found: re.Match[str]) -> str:
    """Make one mark of a list of marks."""
    end = found[0].index("⟧") + 1
    if "⟦" not in found[0][end:]:  # nearly always one body alone
        return found[0][:end]
    listed = re.sub(r"(?<=⟧) (?:in|of|within) (?:the )?⟦[^⟧]*⟧", "", found[0])
    marks = re.findall(r"⟦(\d+):([a-z0-9-]+)⟧", listed)
    if len(marks) == 2 and _TWO_CLAUSES.search(listed) and not _GOES_ON.match(found.string, found.end()):
        return listed
    return f"⟦{' '.join(number for number, _ in marks)}:{' '.join(concept for _, concept in marks)}⟧"

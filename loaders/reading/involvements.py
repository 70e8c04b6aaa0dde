"""Who does what with whom: typed relations between bodies, from the sentence that states them.

Mentions are masked by their position, so that patterns (involvements.toml) see the
sentence's grammar and no names: "⟦0⟧ is a sub-group of ⟦1⟧". Precision comes first;
two bodies that merely stand in one sentence are no involvement.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import combinations
from typing import Any

from findingsgraph.loaders.records import Involvement, ItemContext, Mention, Stance
from findingsgraph.ontology.vocabulary import concepts

MEETING = "strategy-meeting"
"""Concept of the meetings that bodies attend or miss; such a meeting is an entity, never a mention."""

NO_BODIES = frozenset({"instrument"})
"""Types that neither act nor are acted with."""

REF = r"⟦\d+:[a-z0-9-]+⟧"
ONE = (
    r"(?:(?:the|its|their|his|her|all|both|other|local|key|some|most|an?|relevant|partner|own|new|these|each"
    r"|elected|political|corporate|senior|specialist|independent)\s+)*"
    rf"[‘'\"“]?{REF}[’'\"”]?(?:\s+(?:staff|officers|teams?|partners?|colleagues|managers|professionals|services?|board|group"
    r"|workers|agenc(?:y|ies)|representatives)\b)?(?:\s+(?:in|of|within)\s+(?:the\s+)?⟦\d+:local-authority⟧)?"
)
JOINT = (
    r"(?:\s*,\s*(?:and\s+|or\s+)?"
    r"|\s+(?:and|or|as well as|along with|together with|alongside)\s+(?:with\s+|from\s+|to\s+)?"
    r"|\s+(?=[‘'\"“]))"
)
LIST = re.compile(rf"{ONE}(?:{JOINT}(?:[a-z-]+(?:\s+[a-z-]+)?{JOINT})?{ONE})*")
"""One body, or several of a list; what stands between them may hold a word for somebody unnamed."""
GROUP = r"⟦[\d ]+:[a-z0-9 -]+⟧"


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


@cache
def _rules() -> dict[str, Any]:
    source = resources.files("findingsgraph.loaders.reading") / "involvements.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def meeting_pattern() -> re.Pattern[str]:
    """What counts as a meeting that bodies attend or miss."""
    return re.compile(_rules()["meetings"]["match"], re.IGNORECASE)


@cache
def patterns() -> tuple[Pattern, ...]:
    """All patterns, compiled, in the order in which they are tried."""
    rules = _rules()
    words: dict[str, str] = rules["words"]
    meeting = rf"⟦[\d ]+:{MEETING}⟧"

    def expand(found: re.Match[str]) -> str:
        name = found[1]
        if name in "SOAso":
            return f"(?P<{name.upper()}>{GROUP})"
        if name == "M":
            return f"(?P<O>{meeting})"
        if name[0] == "w" and name[1:].isdigit():
            return rf"(?:\s*[,(]?\s*\b[^\s⟦⟧.;:,()]+){{0,{name[1:]}}}?[\s,)]*"
        return words[name]

    return tuple(
        Pattern(
            rule=rule["rule"],
            relation=rule["relation"],
            needs=tuple(rule["needs"]),
            match=re.compile(re.sub(r"\{(\w+)\}", expand, _spaced(rule["match"]))),
            marks=len(re.findall(r"\{[SOAsoM]\}", rule["match"])),
            subject=frozenset(rule.get("subject", ())),
            object=frozenset(rule.get("object", ())),
            part=rule.get("part", ""),
            implied=rule.get("implied", ""),
            antecedent="antecedent" in rule,
        )
        for rule in rules["pattern"]
    )


def _spaced(match: str) -> str:
    """Let `{w2}` stand for its own spaces, and a subject be parted from its verb by an aside."""
    match = re.sub(r" ?(\{w\d\}) ?", r"\1", match)
    return re.sub(r"(\{[Ss]\}) (\{adv\})", r"\1(?:,[^,.;⟦]{0,80},)? \2", match)


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
    in the order of the patterns, each pair of bodies once.
    """
    masked = Masked(sentence, mentions, leading, council)
    body = leading[1] or body
    if not masked.ends:
        return ()
    found: dict[frozenset[str], Involvement] = {}
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
                if len(pair) == 2 and pair not in found:
                    sign = _sign(stance, pattern.relation)
                    found[pair] = Involvement(
                        subject, pattern.relation, other, sign, pattern.rule, stated, start, end
                    )
    return tuple(found.values())


def _sign(stance: Stance, relation: str) -> Stance:
    """A body that stays away is a weakness even in a sentence that praises something else."""
    return "weakness" if relation == "absent-from" and stance in ("mixed", "strength") else stance


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
        more = [(found.span(), MEETING, MEETING) for found in meeting_pattern().finditer(sentence)]
        if council[0]:
            more += [
                (found.span(), "local-authority", council[1]) for found in _by_name(council[0], sentence)
            ]
        if leading[0] and (pronoun := _PRONOUN.match(sentence)):
            more.append((pronoun.span(1), *leading))
        for (start, end), concept, entity in more:
            if not any(a < end and start < b for a, b, _, _ in spans):
                spans.append((start, end, concept, entity))
        spans.sort()
        self.ends = [(concept, entity) for _, _, concept, entity in spans]
        self._places = [(start, end) for start, end, _, _ in spans]
        pieces: list[str] = []
        at = 0
        for index, (start, end, concept, _) in enumerate(spans):
            if index and _same_in_brackets(sentence, spans[index - 1], spans[index]):
                at = end + 1 if sentence[end : end + 1] == ")" else end
                continue
            pieces += [sentence[at:start], f"⟦{index}:{concept}⟧"]
            at = end
        pieces.append(sentence[at:])
        self.text = LIST.sub(_join, "".join(pieces).lower())

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
        sentence[: mention.start].endswith((" a ", " one of the "))
        and sentence.startswith(" of", mention.end)
        and mention.concept == "lscb-subgroup"
    )


def _same_in_brackets(
    sentence: str, one: tuple[int, int, str, str], other: tuple[int, int, str, str]
) -> bool:
    """Whether the second mention is the first's acronym in brackets: `full name (ACR)`."""
    return one[3] == other[3] and sentence[one[1] : other[0]].strip() == "("


def _join(found: re.Match[str]) -> str:
    """Make one mark of a list of marks."""
    marks = re.findall(
        r"⟦(\d+):([a-z0-9-]+)⟧", re.sub(r"(?<=⟧) (?:in|of|within) (?:the )?⟦[^⟧]*⟧", "", found[0])
    )
    return f"⟦{' '.join(number for number, _ in marks)}:{' '.join(concept for _, concept in marks)}⟧"

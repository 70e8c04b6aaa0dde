"""Names in quotes before what they are: the ‘Willow’ team, the ‘Meeting Needs’ threshold document."""

from __future__ import annotations

import re
from functools import cache

from findingsgraph.loaders.reading.chains import topics
from findingsgraph.loaders.reading.kinds import kind_of
from findingsgraph.loaders.reading.learned import Learned
from findingsgraph.loaders.reading.senses import Sense, distinct
from findingsgraph.loaders.reading.shapes import head_type, label_before, names_itself, ordinary
from findingsgraph.loaders.reading.wordings import name_rules, tokens

__all__ = ["learn_quoted"]

_QUOTED = re.compile(
    r"(?<!\w)[‘'“\"](?P<bare>[\w@](?:[^‘’'“”\".;:()]|[’'](?=\w)){1,45}?)[’'”\"](?!\w)"
    r"(?: (?P<after>[a-z][\w-]*(?: [a-z][\w-]*){0,2}))?"
)

_SPEECH = re.compile(
    r"(?:said|says?|told|describ\w+|as|felt|feel|comment\w*|words|like a|rated|judged|are|is)\W+$"
)
"""Behind these words somebody is quoted, or something is called good."""
_OPENING = ("‘", "“", " '", ' "')


def learn_quoted(text: str, learned: Learned) -> str:
    """Learn the quoted names of a text; give the text with these names blanked out."""
    if not any(mark in text for mark in _OPENING):
        return text
    for match in _QUOTED.finditer(text):
        bare = match["bare"].rstrip(",")
        after = (match["after"] or "").split()
        end = _kind(after)
        small = bare[0].islower()
        if small and end is None and _headed(bare):
            concept = kind_of(bare, f"other-{head_type(bare.split()[-1]) or 'instrument'}")
            learned.note(concept, learned.key(concept, bare), bare)
            continue
        if ordinary(bare) or _is_label(bare) or small and not _serves(bare, after, end):
            continue
        if end is None:
            said = _SPEECH.search(text, max(0, match.start() - 24), match.start())
            _learn_title(bare, learned, said is not None)
            continue
        size, known = end
        full = f"{bare} {' '.join(after[:size])}"
        concept = known.concept if known else kind_of(full, f"other-{head_type(full.split()[-1])}")
        if concept in name_rules()["unnamed"]["concepts"] or _is_label(full) and not distinct(concept):
            continue
        learned.note(concept, learned.key(concept, full), full)
        if not _is_topic(bare):
            learned.show(full, bare)
        if (" " in bare or bare.isupper()) and not small:
            learned.note(concept, learned.key(concept, full), bare)
        text = text[: match.start()] + "_" * (match.end() - match.start()) + text[match.end() :]
    return text


def _serves(bare: str, after: list[str], end: tuple[int, Sense | None] | None) -> bool:
    """Tell whether what stands behind small words says they name a service, or something to read.

    The ‘keeping families together’ team, the ‘positive steps’ leaflet.
    """
    if end is None or " " not in bare:
        return False
    head = after[end[0] - 1]
    return head in _documents() or bare.count(" ") > 1 and head_type(head) == "service"


def _learn_title(bare: str, learned: Learned, spoken: bool) -> None:
    """Learn what is quoted and has a capital, as a title: ‘Our Say Counts’ reviews, ‘Without limits’."""
    words, small = bare.split(), name_rules()["small"]["words"]
    titled = len(words) > 1 and all(word[0].isupper() or word in small for word in words)
    if titled or not spoken and names_itself(bare):
        concept = kind_of(bare, "other-instrument")
        learned.note(concept, learned.key(concept, bare), bare)
        learned.titles.add(bare)


@cache
def _documents() -> frozenset[str]:
    return frozenset(name_rules()["quoted"]["documents"])


def _headed(bare: str) -> bool:
    """Tell whether words in quotes end with a head noun of their own: ‘dynamic purchasing system’."""
    words = bare.split()
    if len(words) < 2 or "the" in words or label_before(tokens(bare)):
        return False
    if words[-1].removesuffix("s") in _documents():
        return True
    return len(words) > 2 and (head_type(words[-1]) is not None or words[-1] == "system")


def _kind(after: list[str]) -> tuple[int, Sense | None] | None:
    """Give how many words behind the name say what it is, and the label that they are."""
    for size in range(1, len(after) + 1):
        known = label_before(tokens(" ".join(after[:size])))
        if known and known[0] == 0:
            return size, known[1]
        if head_type(after[size - 1]):
            return size, None
        if not all(part in topics() for token in tokens(after[size - 1]) for part in token.word.split()):
            return None
    return None


def _is_topic(bare: str) -> bool:
    """Tell whether a word in quotes says what a body is for rather than its name: the ‘Missing’ group."""
    return " " not in bare and any(token.word in topics() for token in tokens(bare))


def _is_label(bare: str) -> bool:
    """Tell whether the vocabulary knows the words in quotes: ‘Staying Put’."""
    known = label_before(tokens(bare))
    return known is not None and known[0] == 0

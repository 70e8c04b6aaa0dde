"""Acronyms: `full name (ACR)` introduces one, for the whole report."""

from __future__ import annotations

import re
from collections.abc import Sequence

from findingsgraph.loaders.reading.body_keys import local_key, slug
from findingsgraph.loaders.reading.kinds import kind_of, kind_of_words
from findingsgraph.loaders.reading.learned import BRACKET, Learned
from findingsgraph.loaders.reading.senses import Sense
from findingsgraph.loaders.reading.shapes import (
    head_type,
    initials,
    label_before,
    mixed,
    ordinary,
    starters,
    unnamed,
)
from findingsgraph.loaders.reading.wordings import Token, name_rules, tokens

__all__ = ["learn_acronyms"]

_HEAD_AFTER = re.compile(r" ([a-z]+)\b")
_MEANS = re.compile(r"(?P<bare>[A-Z]\w*)[’'”\"]?(?: (?P<head>[A-Za-z]+))? \((?P<full>[A-Z][^()]{8,80})\)")
"""A short name before what its letters stand for: 'LEAF service (Learning, Employment, Advice)'."""


def learn_acronyms(text: str, learned: Learned) -> None:
    """Learn `full name (ACR)`; what has neither a label nor a head noun is no body."""
    for match in BRACKET.finditer(text):
        acronym = match[1].removesuffix("s") if match[1][-2:-1].isupper() else match[1]
        learned.bracketed.add(acronym)
        offset = max(0, match.start() - 130)
        before = text[offset : match.start()]
        words = tokens(before)
        if not words or before.rstrip().endswith((".", ";", ",")):
            continue
        if not _learn_around(text, match.end(), before, words, acronym, learned):
            _learn(before, words, acronym, learned)
    if " (" in text:
        _learn_meanings(text, learned)


def _learn_meanings(text: str, learned: Learned) -> None:
    """Learn short names that stand before what their letters stand for."""
    for match in _MEANS.finditer(text):
        bare, head, full = match["bare"], match["head"] or "", match["full"]
        words = tokens(full)
        if len(words) < 3 or initials(words, bare) != 0 or label_before(tokens(bare)) or ordinary(full):
            continue
        if head and not head_type(head):
            continue
        known = label_before(words) or (label_before(tokens(f"{bare} {head}")) if head else None)
        concept = known[1].concept if known else kind_of(full, f"other-{head_type(head) or 'service'}")
        if concept not in name_rules()["unnamed"]["concepts"]:
            key = slug(f"{bare} {head}")
            for label in (f"{bare} {head}", bare, full) if head else (bare, full):
                learned.note(concept, key, label)
            learned.show(bare, bare)


def _learn_around(
    text: str, end: int, before: str, words: Sequence[Token], acronym: str, learned: Learned
) -> bool:
    """Learn an acronym that stands within its name: 'young people moving on (YPMO) team'."""
    follow, start = _HEAD_AFTER.match(text, end), initials(words, acronym)
    if follow is None or start is None or not head_type(follow[1]) or label_before(words):
        return False
    if head_type(words[-1].word) or label_before(tokens(acronym)) or len(words) - start < 2:
        return False
    if words[start].word in starters():
        return False
    name = f"{before[words[start].start :].rstrip()} {follow[1]}"
    known = label_before(tokens(name))
    concept = known[1].concept if known else kind_of(name, f"other-{head_type(follow[1])}")
    key = learned.key(concept, name)
    bare = before[words[start].start :].rstrip(" ’'‘\"”")
    titled = [bare] if all(word[0].isupper() for word in bare.split()) else []
    alone = [] if acronym in name_rules()["everybody"]["acronyms"] else [acronym]
    for label in (name, *titled, f"{acronym} {follow[1]}", *alone):
        learned.note(concept, key, label)
    return True


def _learn(before: str, words: Sequence[Token], acronym: str, learned: Learned) -> None:
    """Learn an acronym from the words before it."""
    start, known = _start(words, acronym), label_before(words)
    if start is not None and known and known[0] < start:
        known = _named_by(words, start, acronym, known)
    elif start is None and known and _another(acronym, known[1].concept):
        return
    if known is None and (start is None or not _names(before, words[start:], acronym)):
        return
    begin = min(start if start is not None else len(words), known[0] if known else len(words))
    while begin < len(words) - 1 and words[begin].word in name_rules()["small"]["words"]:
        begin += 1
    name = before[words[begin].start :].rstrip(" ’'‘\"”")
    type = head_type(words[-1].word) or ("instrument" if _titled(before, words[begin:]) else "board")
    concept = known[1].concept if known else kind_of(name, f"other-{type}")
    if concept.startswith("other-") and acronym in name_rules()["everybody"]["acronyms"]:
        return
    if concept == "lscb" and not acronym.endswith(("SCB", "SCP", "B")):
        return
    itself = label_before(tokens(acronym))
    same = itself is not None and itself[1].concept == concept
    key = learned.key(concept, name)
    if same:
        key = local_key(concept, acronym, learned.authority)
    elif concept in name_rules()["unnamed"]["concepts"] and not concept.startswith("other-"):
        key = local_key(concept, name, learned.authority)
    place = learned.place_before(words, begin)
    if place is None:
        learned.note(concept, key, name)
        learned.note(concept, key, acronym)
        return
    front = before[words[place].start : words[begin].start].strip()
    other = f"{slug(front)}-{key if same else slug(name)}"
    learned.note(concept, other, f"{front} {name}")
    learned.note(concept, other, f"{front} {acronym}")


def _start(words: Sequence[Token], acronym: str) -> int | None:
    """Give where the full name begins; its head may have no letter: 'Northern Outreach Service (NO)'."""
    start = initials(words, acronym)
    if start is None and len(acronym) > 2 and head_type(words[-1].word):
        return initials(words[:-1], acronym)
    return start


def _names(before: str, words: Sequence[Token], acronym: str) -> bool:
    """Tell whether words are a name: by their head noun, the kind that they show, or their capitals.

    What is 'multi-agency' and has an acronym of its own is where agencies meet.
    """
    plain = tuple([word.word for word in words])
    if head_type(plain[-1]) is not None or kind_of_words(plain) or _titled(before, words) and mixed(acronym):
        return True
    return plain[:2] == ("multi", "agency") and label_before(tokens(acronym)) is None


def _titled(before: str, words: Sequence[Token]) -> bool:
    """Tell whether words have capitals, as a name that no head noun ends: 'Centre of Excellence'."""
    printed = [before[word.start] for word in words if word.word not in name_rules()["small"]["words"]]
    return len(printed) > 1 and all(map(str.isupper, printed)) and not unnamed(before[words[0].start :])


def _named_by(
    words: Sequence[Token], start: int, acronym: str, longer: tuple[int, Sense]
) -> tuple[int, Sense] | None:
    """Give the label that an acronym stands for when a longer one ends there too.

    'chair of the Local Safeguarding Children Board (LSCB)' is a chair, but LSCB is the board.
    """
    inside = label_before(words[start:])
    if inside:
        return start + inside[0], inside[1]
    return None if _another(acronym, longer[1].concept) else longer


def _another(acronym: str, concept: str) -> bool:
    """Tell whether an acronym is a label of another concept than the words before it."""
    itself = label_before(tokens(acronym))
    return itself is not None and itself[1].concept != concept

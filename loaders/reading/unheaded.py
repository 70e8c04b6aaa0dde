"""Capitalised names that no head noun ends, beside no kind: 'Healthy Bright Minds', 'TalkBox'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from findingsgraph.loaders.reading.body_keys import slug
from findingsgraph.loaders.reading.chains import loose
from findingsgraph.loaders.reading.learned import BOARD, Learned
from findingsgraph.loaders.reading.shapes import holds_label, mixed, opens_sentence, place_words, unnamed
from findingsgraph.loaders.reading.wordings import Token, name_rules

__all__ = ["familiar", "learn_unheaded"]

_SUCH = ("such as ", "such as the ")
_WORD_BEFORE = re.compile(r"(\w+)\W*$")


def learn_unheaded(text: str, start: int, name: str, words: Sequence[Token], learned: Learned) -> None:
    """Learn a name without a head noun: capitals that are no place's, people's, law's or post's.

    `text[start:]` begins with `name`, whose tokens are `words`. What opens a sentence is a name only
    where more than its first word has a capital. Adds to `learned`; gives nothing.
    """
    told = text.endswith(_said(), 0, start)
    if " " not in name:
        such = told or text.endswith(_SUCH, 0, start) and not unnamed(name) and _says_more(words)
        if not (such or mixed(name)) or BOARD.match(name) or _is_council(name, learned.short):
            return
    opens = opens_sentence(text, start)
    if name in learned.bracketed or "," in name or opens and not _all_proper(name, words):
        return
    before = _WORD_BEFORE.search(text, max(0, start - 20), start)
    said = before[1].lower() if before else ""
    if " " in name and not told and (said in _where("before") or unnamed(name) or not _says_more(words)):
        return
    type = "service" if opens or " " not in name or said in _where("actors") else "instrument"
    learned.note(f"other-{type}", slug(name), name)
    learned.titles.add(name)


def _all_proper(name: str, words: Sequence[Token]) -> bool:
    """Tell whether what opens a sentence is a name: each word has a capital and more, none is a place's."""
    if " " not in name or place_words() & {word.word for word in words}:
        return " " not in name
    return all(word[0].isupper() and word[1:].islower() for word in name.split())


def _is_council(name: str, short: str) -> bool:
    """Tell whether an acronym is the authority's own: 'NSCC' of North Shore."""
    return name.isupper() and len(short) > 1 and name.lower().startswith(short)


@cache
def _where(words: str) -> frozenset[str]:
    return frozenset(name_rules()["where"][words])


@cache
def _said() -> tuple[str, ...]:
    """What stands before a name that is told to be one: 'known as'."""
    return tuple(f"{words} {each}" for words in name_rules()["where"]["said"] for each in ("", "the "))


def _says_more(words: Sequence[Token]) -> bool:
    """Tell whether words hold no label, and one that is neither of the field nor of an authority's name."""
    return any(token.word not in familiar() for token in words) and not holds_label(words)


@cache
def familiar() -> frozenset[str]:
    """The words of the field, of authorities' names, and of those of several areas: 'Greater Derby'."""
    rules = name_rules()
    return loose() | place_words() | frozenset(rules["small"]["words"] + rules["elsewhere"]["words"])

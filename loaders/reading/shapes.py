"""The shapes of proper names: where they begin and end, and what kind of thing they name.

names.toml holds the head nouns, the words that never begin a name, and the patterns that
show a name's concept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from findingsgraph.loaders.reading.senses import Sense, label_tree
from findingsgraph.loaders.reading.wordings import Token, is_acronym, label_words, name_rules, tokens
from findingsgraph.loaders.records import EntityType
from findingsgraph.ontology.vocabulary import authorities

__all__ = [
    "ends_with", "first_type", "head_type", "holds_label", "initials", "label_before", "labels_in", "mixed",
    "names_itself", "opens_sentence", "ordinary", "pieces", "place_words", "places", "single_concepts",
    "skip_starters", "starters", "unnamed",
]  # fmt: skip


_MIXED = re.compile(r"[A-Z@]\w*(?:[A-Z]|(?<=[a-z])\d)\w*")
_PRINTED = re.compile(r"\S+")
_JOINT = re.compile(r"\b(\w++)(,? and (?:the )?|, | (?:of|in|for|on|to|with) the | (?:to|with|for) )")
"""Words are taken whole: in a damaged report one may have 50,000 letters."""


def opens_sentence(text: str, at: int) -> bool:
    """Tell whether a sentence begins there."""
    while at and text[at - 1].isspace():
        at -= 1
    return at == 0 or text[at - 1] in ".!?:•"


def ends_with(label: str, plain: Sequence[str]) -> bool:
    """Tell whether a name is another one, or the last words of it."""
    words = label_words(label)
    return words[-len(plain) :] == tuple(plain)


def initials(words: Sequence[Token], acronym: str) -> int | None:
    """Give the index of the word with which an acronym's full name begins.

    >>> initials(tokens("in the Seaside Support Hub"), "SSH")
    2
    >>> initials(tokens("to the duty, triage and assessment"), "DTA")
    2
    """
    letters = re.sub(r"[^a-z0-9]", "", acronym.lower())
    small = name_rules()["small"]["words"]
    at = len(letters) - 1
    skipped = 0
    for index in range(len(words) - 1, -1, -1):
        word = words[index].word
        if word == "," and index < len(words) - 1:
            continue
        if not word[0].isalnum():
            return None
        if word[0] == letters[at] or (letters[at], word) in (("4", "for"), ("2", "to")):
            at -= 1
            if at < 0:
                return index
        elif word not in small and word != "multi":
            skipped += 1
            if skipped > 2 or at == len(letters) - 1:
                return None
    return None


@lru_cache(maxsize=20_000)
def head_type(word: str) -> EntityType | None:
    """Give the type of body that a head noun names; None when it is no head noun.

    >>> head_type("teams"), head_type("Strategy"), head_type("morning")
    ('service', 'instrument', None)
    """
    found = tokens(word)
    return _heads().get(found[-1].word) if found else None


@lru_cache(maxsize=20_000)
def mixed(word: str) -> bool:
    """Tell whether a word is written as only names are: with a capital or figure inside, or in capitals.

    >>> [mixed(word) for word in ("TalkBox", "Futures4All", "CLICK", "Lantern", "CSE", "COVID-19")]
    [True, True, True, False, False, False]
    """
    plain = word.removesuffix("s") if word[-2:-1].isupper() else word
    known = plain in name_rules()["everybody"]["acronyms"]
    return not known and len(plain) > 2 and _MIXED.fullmatch(plain) is not None


def first_type(words: Sequence[Token]) -> EntityType | None:
    """Give the type of body that a name's first word tells; None when it tells none.

    >>> first_type(tokens("Operation Lighthouse")), first_type(tokens("operation"))
    ('instrument', None)
    """
    kinds: dict[EntityType, list[str]] = name_rules()["firsts"]
    least = 3 if words[0].word in kinds["agency"] else 2
    return next((kind for kind, each in kinds.items() if len(words) >= least and words[0].word in each), None)


def pieces(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Part 'One Board and the Other Panel' behind each head noun."""
    known = label_before(tokens(text[begin:end]))
    if known and known[0] == 0:
        yield begin, end
        return
    for match in _JOINT.finditer(text[begin:end]):
        left = tokens(text[begin : begin + match.end(1)])
        if (
            head_type(match[1])
            or is_acronym(match[1])
            or match[2].startswith(" and")
            and mixed(match[1])
            or match[2].endswith(" the ")
            and "and" not in match[2]
            or (label_before(left) and (match[2] != " for " or _is_name(text[begin + match.end() : end])))
            or match[2] in (" to ", " with ", " and the ")
            and (match[2] != " to " or len(left) - (left[0].word == "the") > 1)
            and _is_name(text[begin + match.end() : end])
        ):
            yield begin, begin + match.end(1)
            yield from pieces(text, begin + match.end(), end)
            return
    yield begin, end


def _is_name(text: str) -> bool:
    """Tell whether a capitalised stretch is a body's name by itself: a label, or words and their head."""
    words = tokens(text)
    known = label_before(words)
    return known is not None and known[0] == 0 or len(words) > 1 and head_type(words[-1].word) is not None


def labels_in(words: Sequence[Token]) -> Iterator[tuple[int, int, Sense]]:
    """Give the plain labels in a text as token ranges, longest first, not overlapping."""
    tree, free = label_tree(), 0
    for at in tree.places(words):
        if at < free:
            continue
        for end, senses in tree.ends(words, at):
            if senses[0].plain:
                yield at, end, senses[0]
                free = end
                break


def label_before(words: Sequence[Token]) -> tuple[int, Sense] | None:
    """Give where the longest plain label that ends with the last word begins, and its sense."""
    tree = label_tree()
    if not words or words[-1].word not in tree.last_words:
        return None
    for begin in range(max(0, len(words) - 9), len(words)):
        if words[begin].word not in tree.root:
            continue
        for end, senses in tree.ends(words, begin):
            if end == len(words) and senses[0].plain:
                return begin, senses[0]
    return None


@cache
def _heads() -> dict[str, EntityType]:
    kinds: dict[str, list[str]] = name_rules()["heads"]
    return {tokens(word)[-1].word: kind for kind, words in kinds.items() for word in words}  # type: ignore[misc]


@cache
def starters() -> frozenset[str]:
    """Words that begin no name."""
    return frozenset(name_rules()["starters"]["words"])


@cache
def single_concepts() -> frozenset[str]:
    """Concepts of which an authority has one body."""
    return frozenset(name_rules()["single"]["concepts"])


@cache
def places() -> tuple[str, ...]:
    """The names of all authorities, as comparable words."""
    return tuple(" ".join(token.word for token in tokens(each.name)) for each in authorities())


@cache
def place_words() -> frozenset[str]:
    """The words of which the names of authorities are made."""
    return frozenset(word for place in places() for word in place.split())


def skip_starters(text: str, begin: int, end: int, words: Sequence[str] = ()) -> int:
    """Give where a name begins behind words that begin none: those of names.toml, or `words`."""
    never = frozenset(words) or starters()
    while begin < end:
        word = _PRINTED.match(text, begin, end)
        if not word or word[0].lower().strip(",’'") not in never:
            break
        begin = min(end, word.end() + 1)
    return begin


@cache
def _ordinary_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(name_rules()['ordinary']['words'])})\b")


def ordinary(name: str) -> bool:
    """Tell whether a capitalised stretch is a month, a law or the like and no name."""
    return _ordinary_pattern().search(name) is not None


@cache
def _unnamed() -> frozenset[str]:
    words: list[str] = name_rules()["everybody"]["words"]
    return frozenset(word for each in words for word in label_words(each))


def unnamed(name: str) -> bool:
    """Tell whether a capitalised stretch tells of people, places, laws or posts and is no name by itself.

    >>> unnamed("Special Guardianship Orders"), unnamed("White British"), unnamed("Healthy Bright Minds")
    (True, True, False)
    """
    if ordinary(name):
        return True
    return any(word in _unnamed() for word in label_words(name))


def names_itself(quoted: str) -> bool:
    """Tell whether what is quoted with a capital is a name, not somebody's words, a place or a status.

    >>> [names_itself(each) for each in ("Without limits", "Wavemakers", "I like my social worker", "NEET")]
    [True, True, False, False]
    """
    said, rules = label_words(quoted), name_rules()
    if not said or unnamed(quoted) or quoted in rules["everybody"]["acronyms"] or any(map(str.isdigit, said)):
        return False
    return said[0] not in rules["quoted"]["speech"] and not set(said) & place_words() and quoted[-1] != "!"


def holds_label(words: Sequence[Token]) -> bool:
    """Tell whether any label of the vocabulary stands in a name, also one that needs its surroundings."""
    tree = label_tree()
    return any(tree.ends(words, at) for at in tree.places(words))

"""Named bodies of no listed kind: topic words before a head noun, also written small.

Since 2015 reports write 'neglect strategy' and 'training sub-group' without capitals. What
may stand before the head are the words that the vocabulary's own labels are made of, and
those of names.toml; a chain of them is a name, anything else ends it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import chain

from findingsgraph.loaders.reading.bodies import slug
from findingsgraph.loaders.reading.senses import distinct
from findingsgraph.loaders.reading.shapes import head_type, kind_of
from findingsgraph.loaders.reading.wordings import Token, alternatives, canonical, name_rules
from findingsgraph.loaders.records import ItemContext, Mention
from findingsgraph.ontology.vocabulary import concepts

__all__ = ["lengthen", "named_phrases", "topics"]


_FOLLOWS = re.compile(r" (?:discussion|meeting|manager|conference|leader|member|around)")
"""Behind such words a head is none: 'team managers', 'strategy discussions'."""
_QUOTED = re.compile(r"(?<![\w])[‘'“\"]([\w@][^‘’'“”\".;:()]{3,40})[’'”\"] ([a-z]+)\b")


@cache
def topics() -> frozenset[str]:
    """The words that may stand before the head noun of a name."""
    known: set[str] = set()
    for concept in concepts().values():
        written = [surface.text for surface in concept.surfaces] + list(concept.extra.get("wording", ()))
        parts = chain.from_iterable(map(alternatives, written))
        known.update(word for choices in parts for words in choices for word in words)
    rule = name_rules()["phrase"]
    return frozenset(word for word in known | set(rule["more"]) if word.isalpha()) - set(rule["never"])


@cache
def _stops() -> frozenset[str]:
    """Words that are no part of a sub-group's topic."""
    return frozenset(chain.from_iterable(map(canonical, name_rules()["phrase"]["stops"])))


@cache
def _heads() -> frozenset[str]:
    return frozenset(name_rules()["phrase"]["heads"])


def bridged(words: list[Token]) -> list[Token]:
    """Leave out an acronym in brackets within a name: 'children missing education (CME) team'.

    >>> from findingsgraph.loaders.reading.wordings import tokens
    >>> [word.word for word in bridged(tokens("the missing education (CME) team"))]
    ['the', 'missing', 'education', 'team']
    """
    if not any(word.word == "(" for word in words):
        return words
    heads, kept, at = name_rules()["phrase"]["bridge"], [], 0
    while at < len(words):
        closed = at + 3 < len(words) and words[at].word == "(" and words[at + 2].word == ")"
        if closed and words[at + 3].word in heads:
            at += 3
            continue
        kept.append(words[at])
        at += 1
    return kept


def lengthen(words: Sequence[Token], at: int, concept: str, floor: int) -> int:
    """Give where the mention begins when the topic words before a label belong to its name.

    `floor` is the first word that is still free.
    """
    if not distinct(concept) or concept in name_rules()["phrase"]["short"]:
        return words[at].start
    begin = _chain(words, at)
    if concept == "lscb-subgroup":
        begin = min(begin, _topic(words, at))
    begin = max(begin, floor)
    while begin < at and words[begin].word == "and":
        begin += 1
    return words[begin].start


def _topic(words: Sequence[Token], at: int) -> int:
    """Give where the topic of a sub-group begins: 'child in need task and finish group'.

    Anything may be its topic, up to a word that belongs to the sentence.
    """
    stops, begin = _stops(), at
    while (
        begin > 0
        and at - begin < 6
        and words[begin - 1].word[0].isalpha()
        and words[begin - 1].word not in stops
    ):
        begin -= 1
    while begin < at and words[begin].word in name_rules()["small"]["words"]:
        begin += 1
    return begin


def _chain(words: Sequence[Token], at: int) -> int:
    """Give the first token of the chain of topic words that ends before a token."""
    known, begin = topics(), at
    while begin > 0 and at - begin < 7:
        word = words[begin - 1].word
        if word in known and words[begin - 1].end != words[begin].end:
            begin -= 1
        elif word == "and" and begin < at and begin > 1 and words[begin - 2].word in known:
            begin -= 2
        else:
            break
    while begin < at and words[begin].word == "and":
        begin += 1
    return begin


def named_phrases(
    sentence: str, words: Sequence[Token], taken: Sequence[tuple[int, int]], item: ItemContext
) -> list[Mention]:
    """Give the named bodies that stand outside the ranges that are taken."""
    phrases = _quoted(sentence, taken)
    held = [*taken, *((each.start, each.end) for each in phrases)]
    last = -1
    for at, token in enumerate(words):
        if token.word not in _heads() or _covered(token, held):
            continue
        begin = max(_chain(words, at), last + 1)
        begin = next(
            (index + 1 for index in range(at - 1, begin - 1, -1) if _covered(words[index], held)), begin
        )
        while begin < at and words[begin].word == "and":
            begin += 1
        if begin == at:
            continue
        start, end = words[begin].start, token.end
        surface = sentence[start:end]
        concept = kind_of(surface, f"other-{head_type(token.word) or 'instrument'}")
        if item.part == "lscb" and concept == "other-board" and token.word == "group":
            concept = "lscb-subgroup"
        if _names_nothing(sentence, words[begin : at + 1], concept):
            continue
        last = at
        phrases.append(Mention(concept, surface, start, end, slug(surface), "phrase"))
    return phrases


def _covered(token: Token, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(start < token.end and token.start < end for start, end in ranges)


def _names_nothing(sentence: str, phrase: Sequence[Token], concept: str) -> bool:
    """Tell whether words before a head are no name: several of a kind, a common thing, a longer word's end.

    'assessment tools', 'the training programme', '(well-)being framework', 'team (manager)'.
    """
    rule, start, end = name_rules()["phrase"], phrase[0].start, phrase[-1].end
    if sentence[max(0, start - 1) : start] in ("-", "’", "'") or _FOLLOWS.match(sentence, end):
        return True
    if " ".join(word.word for word in phrase) in rule["common"]:
        return True
    several = sentence[end - 1] == "s" and phrase[-1].word + "s" == sentence[phrase[-1].start : end].lower()
    small = not any(letter.isupper() for letter in sentence[start + 1 : end])
    return several and small and (concept.startswith("other-") or phrase[-1].word == "group")


def _quoted(sentence: str, taken: Sequence[tuple[int, int]]) -> list[Mention]:
    """Give names in quotes before a head noun: the 'Grow your own' scheme."""
    found: list[Mention] = []
    for match in _QUOTED.finditer(sentence):
        start, end = match.span()
        if head_type(match[2]) and not any(a < end and start < b for a, b in taken):
            concept = kind_of(match[0], f"other-{head_type(match[2])}")
            found.append(Mention(concept, match[0], start, end, slug(match[0]), "quoted"))
    return found

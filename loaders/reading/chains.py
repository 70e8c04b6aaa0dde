"""Chains of words before a head noun or a label: how far back the name of a body reaches.

What may stand there are the words that the vocabulary's own labels are made of, and those
of names.toml; anything else ends the chain.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from functools import cache
from itertools import chain as joined

from findingsgraph.loaders.reading.kinds import kind_heads, kind_of_words
from findingsgraph.loaders.reading.senses import distinct
from findingsgraph.loaders.reading.wordings import Token, alternatives, canonical, label_words, name_rules
from findingsgraph.ontology.vocabulary import concepts

__all__ = ["chain", "from_quote", "fronted", "loose", "post_end", "topics", "widen"]

_CLOSED = re.compile(r"[’'”\"](?= )")
_OPENED = re.compile(r"(?<!\w)[‘'“\"](?!\s)[^‘’'“”\".;:()]*$")


@cache
def topics() -> frozenset[str]:
    """The words that may stand before the head noun of a name."""
    known: set[str] = set()
    for concept in concepts().values():
        written = [surface.text for surface in concept.surfaces] + list(concept.extra.get("wording", ()))
        parts = joined.from_iterable(map(alternatives, written))
        known.update(word for choices in parts for words in choices for word in words)
    rule = name_rules()["phrase"]
    return frozenset(word for word in known | set(rule["more"]) if word.isalpha()) - set(rule["never"])


@cache
def loose() -> frozenset[str]:
    """The words that may stand before the head noun of a phrase whose words show its kind."""
    return topics() | frozenset(name_rules()["phrase"]["loose"])


@cache
def _pairs() -> frozenset[tuple[str, ...]]:
    """Two words that are a topic together, though the second alone is none."""
    return frozenset(map(label_words, name_rules()["phrase"]["pairs"]))


@cache
def _stops() -> frozenset[str]:
    """Words that are no part of a sub-group's topic."""
    return frozenset(joined.from_iterable(map(canonical, name_rules()["phrase"]["stops"])))


def post_end(sentence: str, words: Sequence[Token], end: int) -> int:
    """Give where a post ends, behind the fields it is responsible for: 'Director of Schools and Skills'."""
    if words[end - 1].word not in ("of", "for"):
        if end >= len(words) or words[end].word not in ("of", "for"):
            return end
        end += 1
    last = at = end
    while at < len(words) and at - end < 9:
        word = words[at]
        if sentence[word.start].isupper() or word.word in loose():
            last = at = at + 1
        elif word.word in ("and", ","):
            at += 1
        else:
            break
    return last


def widen(words: Sequence[Token], at: int, end: int, concept: str, floor: int) -> tuple[int, str]:
    """Give where the mention of a label begins, and its concept: words before it may show another kind.

    'youth homelessness prevention service' is no prevention service. `floor` is the first word that
    is still free.
    """
    begin = max(chain(words, at, loose()), floor)
    said = [word.word for word in words[begin:end]]
    if begin < at and said[-1] in kind_heads() and "and" not in said[: at - begin]:
        kind = kind_of_words(tuple(said))
        if kind and kind not in (concept, kind_of_words(tuple(said[at - begin :]))):
            return begin, kind
    return _lengthen(words, at, end, concept, floor), concept


def _lengthen(words: Sequence[Token], at: int, end: int, concept: str, floor: int) -> int:
    """Give where the mention begins when the topic words before a label belong to its name.

    `floor` is the first word that is still free.
    """
    if concept in name_rules()["phrase"]["short"]:
        return at
    if not distinct(concept) and words[end - 1].word not in name_rules()["phrase"]["named"]:
        return at
    begin = chain(words, at, topics())
    if concept == "lscb-subgroup" or words[at].word in ("sub", "task"):
        begin = min(begin, _topic(words, at))
    begin = fronted(words, begin, floor)
    while begin < at and words[begin].word == "and":
        begin += 1
    return begin


def fronted(words: Sequence[Token], begin: int, floor: int) -> int:
    """Give where a name begins with the words in front that say what sort of team or group it is."""
    front = name_rules()["phrase"]["front"]
    begin = max(begin, floor)
    while begin > floor and words[begin - 1].word in front:
        begin -= 1
    return begin


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


def chain(words: Sequence[Token], at: int, known: Container[str]) -> int:
    """Give the first token of the chain of known words that ends before a token."""
    begin = at - 1 if at and words[at - 1].start == words[at].start else at
    while begin > 0 and at - begin < 7:
        word = words[begin - 1].word
        if begin > 1 and (words[begin - 2].word, word) in _pairs():
            begin -= 2
        elif word in known and words[begin - 1].end != words[begin].end:
            begin -= 1
        elif begin > 1 and word == "and" and begin < at and words[begin - 2].word in known:
            begin -= 2
        else:
            break
    while begin < at and words[begin].word == "and":
        begin += 1
    return begin


def from_quote(sentence: str, start: int, end: int) -> int:
    """Give where a phrase begins that closes a quote: with what opens it (‘one placement’ policy)."""
    if not _CLOSED.search(sentence, start, end):
        return start
    opened = _OPENED.search(sentence, max(0, start - 40), start)
    return opened.start() if opened else start

"""Named bodies of no listed kind: topic words before a head noun, also written small.

Since 2015 reports write 'neglect strategy' and 'training sub-group' without capitals. Before
a head noun a chain of topic words is a name; behind other heads it is one only where the
words show its kind ('parental support engagement officers').
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from findingsgraph.loaders.reading.body_keys import local_key, slug
from findingsgraph.loaders.reading.chains import chain, from_quote, fronted, loose, topics
from findingsgraph.loaders.reading.kinds import kind_heads, kind_of, kind_of_words
from findingsgraph.loaders.reading.shapes import head_type
from findingsgraph.loaders.reading.wordings import Token, name_rules, tokens
from findingsgraph.loaders.records import ItemContext, Mention

__all__ = ["bridged", "named_phrases"]


_FOLLOWS = re.compile(r" (?:discussion|meeting|manager|conference|leader|member|around|tax)")
"""Behind such words a head is none: 'team managers', 'strategy discussions'."""
_QUOTED = re.compile(r"(?<![\w])[‘'“\"]([\w@][^‘’'“”\".;:()]{3,40})[’'”\"] ([a-z]+)\b")

_OPENING = ("‘", "'", "“", '"')


@cache
def _heads() -> frozenset[str]:
    return frozenset(name_rules()["phrase"]["heads"])


@cache
def _ends() -> frozenset[str]:
    """The words with which a phrase may end."""
    return _heads() | kind_heads()


def bridged(text: str) -> list[Token]:
    """Cut a text into tokens without an acronym in brackets within a name: 'missing education (CME) team'.

    >>> [word.word for word in bridged("the missing education (CME) team")]
    ['the', 'missing', 'education', 'team']
    """
    words = tokens(text)
    if "(" not in text:
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


def named_phrases(
    sentence: str, words: Sequence[Token], taken: Sequence[tuple[int, int]], item: ItemContext
) -> list[Mention]:
    """Give the named bodies that stand outside the ranges that are taken."""
    phrases = _quoted(sentence, taken)
    held = [*taken, *((each.start, each.end) for each in phrases)]
    last, ends = -1, _ends()
    for at in [at for at, token in enumerate(words) if token[0] in ends]:
        if _covered(words[at], held):
            continue
        found = _phrase(sentence, words, at, last + 1, held, item)
        several = [found] if found else _of_kind(sentence, words, at, last + 1, held)
        if several:
            last = at
            phrases += several
    return phrases


def _phrase(
    sentence: str,
    words: Sequence[Token],
    at: int,
    floor: int,
    held: Sequence[tuple[int, int]],
    item: ItemContext,
) -> Mention | None:
    """Give the named body whose head noun is a word, if topic words stand before it."""
    token = words[at]
    if token.word not in _heads():
        return None
    begin = _free(words, max(chain(words, at, topics()), floor), at, held)
    if words[begin].start == token.start or begin == at - 1 and words[begin].word == "co":
        return None
    if token.word in name_rules()["phrase"]["named"]:
        begin = _free(words, fronted(words, begin, floor), at, held)
    start, end = from_quote(sentence, words[begin].start, token.end), token.end
    if any(a < end and start < b for a, b in held):
        return None
    surface = sentence[start:end]
    concept = kind_of(surface, f"other-{head_type(token.word) or 'instrument'}")
    if item.part == "lscb" and concept == "other-board" and token.word == "group":
        concept = "lscb-subgroup"
    if _names_nothing(sentence, words[begin : at + 1], concept):
        return None
    return Mention(concept, surface, start, end, slug(surface), "phrase")


def _of_kind(
    sentence: str, words: Sequence[Token], at: int, floor: int, held: Sequence[tuple[int, int]]
) -> list[Mention]:
    """Give the body whose kind the words before a head noun show: 'parental support engagement officers'.

    Two bodies may share their head: 'fostering and adoption colleagues'.
    """
    if _FOLLOWS.match(sentence, words[at].end):
        return []
    begin = _free(words, max(chain(words, at, loose()), floor), at, held)
    said = [word.word for word in words[begin : at + 1]]
    if "and" in said:
        cut = said.index("and")
        left, right = kind_of_words((*said[:cut], said[-1])), kind_of_words(tuple(said[cut + 1 :]))
        if left and right and left != right:
            first = _shown(sentence, words[begin].start, words[begin + cut - 1].end, left)
            return [first, _shown(sentence, words[begin + cut + 1].start, words[at].end, right)]
    concept = kind_of_words(tuple(said)) if begin < at else ""
    if not concept:
        return _for_whom(sentence, words, at, held)
    return [_shown(sentence, words[begin].start, words[at].end, concept)]


def _for_whom(
    sentence: str, words: Sequence[Token], at: int, held: Sequence[tuple[int, int]]
) -> list[Mention]:
    """Give the body whose kind the words behind its head show: 'a hub for children who go missing'."""
    rule = name_rules()["phrase"]
    if words[at].word not in rule["for-whom"] or at + 2 >= len(words) or words[at + 1].word != "for":
        return []
    end = at + 2
    while end < len(words) and end - at < 9 and not _covered(words[end], held):
        if words[end].word not in loose() and words[end].word not in rule["joins"]:
            break
        end += 1
    while words[end - 1].word in rule["joins"]:
        end -= 1
    first = at - 1 if words[at - 1].start == words[at].start else at
    said = [word.word for word in (*words[at + 2 : end], *words[first : at + 1])]
    concept = kind_of_words(tuple(said))
    return [_shown(sentence, words[at].start, words[end - 1].end, concept)] if concept else []


def _shown(sentence: str, start: int, end: int, concept: str) -> Mention:
    surface = sentence[start:end]
    return Mention(concept, surface, start, end, local_key(concept, surface, ""), "kind")


def _free(words: Sequence[Token], begin: int, at: int, held: Sequence[tuple[int, int]]) -> int:
    """Give where a phrase that ends with a word begins, behind what is held and without a leading 'and'."""
    begin = next((index + 1 for index in range(at - 1, begin - 1, -1) if _covered(words[index], held)), begin)
    while begin < at and words[begin].word == "and":
        begin += 1
    return begin


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
    if not any(mark in sentence for mark in _OPENING):
        return found
    for match in _QUOTED.finditer(sentence):
        start, end = match.span()
        if head_type(match[2]) and not any(a < end and start < b for a, b in taken):
            concept = kind_of(match[0], f"other-{head_type(match[2])}")
            found.append(Mention(concept, match[0], start, end, slug(match[0]), "quoted"))
    return found

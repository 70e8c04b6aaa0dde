"""Words in their order: how a sentence and the vocabulary's labels become comparable.

A label is found whatever its case, plural, possessive, hyphens or spelling variant, as
long as its words stand side by side; a label written as an acronym (`LSCB`, `IROs`) is
found as it is written. Both sides are cut into tokens by the same rule.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache, partial
from importlib import resources
from itertools import chain, product
from typing import Any, NamedTuple

from findingsgraph.loaders.reading.remembered import Remembered

__all__ = [
    "Token",
    "alternatives",
    "canonical",
    "expand",
    "is_acronym",
    "label_words",
    "name_rules",
    "rules",
    "tokens",
]

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?|(?<=\s)[-–−](?=\s)|[^\s\w'‘’\"“”\-‐‑–−]")
_GROUP = re.compile(r"\(([^()]*)\)")
_ACRONYM = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Za-z]{0,2}[A-Z&0-9][A-Za-z&0-9/+\-]{0,7}")
_DASHES = ("-", "–", "−")
_MOST_CHUNKS = 60_000
"""A hundred reports have some 30,000 different ones."""


class Token(NamedTuple):
    """A word or a mark of a sentence; quotes, hyphens and white space are none."""

    word: str
    """Comparable form: lower case, without plural and possessive."""
    start: int
    end: int


_token = partial(tuple.__new__, Token)
"""`Token(...)` without the cost of a Python function; takes one tuple."""


@cache
def rules() -> dict[str, Any]:
    """What mentions.toml says: spelling variants, guards, heads, blocking phrases.

    >>> rules()["same"]["advisor"]
    'adviser'
    """
    return _toml("mentions.toml")


@cache
def name_rules() -> dict[str, Any]:
    """What names.toml says: head nouns, words that begin no name, well-known keys.

    >>> "university" in name_rules()["heads"]["agency"]
    True
    """
    return _toml("names.toml")


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("findingsgraph.loaders.reading").joinpath(name).read_text("utf-8"))


def canonical(word: str) -> tuple[str, ...]:
    """Give a word's comparable form; a few words are written as one or as two.

    >>> canonical("Boards'"), canonical("Children's"), canonical("wellbeing"), canonical("CAMHS")
    (('board',), ('children',), ('well', 'being'), ('camhs',))
    """
    return _comparable(word)[0]


@lru_cache(maxsize=_MOST_CHUNKS)
def _comparable(word: str) -> tuple[tuple[str, ...], int]:
    """Give a printed word's comparable form, and how many letters of it are a possessive."""
    low = word.lower().replace("’", "'")
    tail = 2 if low.endswith("'s") else 0
    low = low.rstrip("'").removesuffix("'s")
    plural = len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us"))
    if plural and not (len(low) < 6 and word.isupper()):  # CAMHS is one, OFFICERS are many
        low = low[:-3] + "y" if low.endswith("ies") and len(low) > 4 else low[:-1]
    low = rules()["same"].get(low, low)
    return tuple(rules()["split"].get(low, low).split()), tail


def tokens(text: str) -> list[Token]:
    """Cut a text into tokens; a possessive `'s` is left out of their range.

    >>> [token.word for token in tokens("The LSCB’s sub-groups, for example.")]
    ['the', 'lscb', 'sub', 'group', ',', 'for', 'example', '.']
    """
    found: list[Token] = []
    at = 0
    # A dash is a token between white space; at an end of the text it is none, nor is what stands for it.
    if text.startswith(_DASHES):
        text = "_" + text[1:]
    if text.endswith(_DASHES):
        text = text[:-1] + "_"
    chunks, token, add = _CHUNKS, _token, found.append
    for chunk in text.split(" "):
        for word, start, end in chunks[chunk]:
            add(token((word, at + start, at + end)))
        at += len(chunk) + 1
    return found


def _cut(chunk: str) -> tuple[tuple[str, int, int], ...]:
    """Cut what stands between two spaces into tokens."""
    found = []
    for match in _TOKEN.finditer(f" {chunk} "):
        words, tail = _comparable(match[0])
        start, end = match.span()
        found += [(word, start - 1, end - 1 - tail) for word in words]
    return tuple(found)


_CHUNKS = Remembered(_cut)


@lru_cache(maxsize=_MOST_CHUNKS)
def label_words(label: str) -> tuple[str, ...]:
    """Give the comparable words of a label or of a part of one."""
    return tuple(word for match in _TOKEN.finditer(label) for word in _comparable(match[0])[0])


def is_acronym(label: str) -> bool:
    """Tell whether a label is written in capitals, so that case decides.

    >>> [is_acronym(label) for label in ("LSCB", "IROs", "CiCC", "A&E", "Cafcass", "Ofsted")]
    [True, True, True, True, False, False]
    """
    return _ACRONYM.fullmatch(label) is not None


def expand(wording: str) -> Iterator[tuple[str, ...]]:
    """Give the labels that a wording with alternatives in brackets stands for, as comparable words.

    >>> [" ".join(words) for words in expand("adult (care|) (team|services)")]
    ['adult care team', 'adult care service', 'adult team', 'adult service']
    """
    for chosen in product(*alternatives(wording)):
        yield tuple(chain.from_iterable(chosen))


def alternatives(wording: str) -> list[list[tuple[str, ...]]]:
    """Give the comparable words of each part of a wording: several where it has alternatives.

    >>> alternatives("adult (care|)")
    [[('adult',)], [('care',), ()], [()]]
    """
    return [
        [label_words(each) for each in part.split("|")] if index % 2 else [label_words(part)]
        for index, part in enumerate(_GROUP.split(wording))
    ]

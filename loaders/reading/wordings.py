"""Words in their order: how a sentence and the vocabulary's labels become comparable.

A label is found whatever its case, plural, possessive, hyphens or spelling variant, as
long as its words stand side by side; a label written as an acronym (`LSCB`, `IROs`) is
found as it is written. Both sides are cut into tokens by the same rule; the labels make
a tree of tokens, so that a sentence is read once, whatever the number of labels.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources
from itertools import product
from typing import Any, NamedTuple

__all__ = ["Token", "WordTree", "canonical", "expand", "is_acronym", "name_rules", "rules", "tokens"]

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?|(?<=\s)[-–−](?=\s)|[^\s\w'‘’\"“”\-‐‑–−]")
_GROUP = re.compile(r"\(([^()]*)\)")
_ACRONYM = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Za-z]{0,2}[A-Z&0-9][A-Za-z&0-9/+\-]{0,7}")
_LABEL = ""
"""The key of a tree's node under which a finished label's value hangs."""


class Token(NamedTuple):
    """A word or a mark of a sentence; quotes, hyphens and white space are none."""

    word: str
    """Comparable form: lower case, without plural and possessive."""
    start: int
    end: int


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


@cache
def canonical(word: str) -> tuple[str, ...]:
    """Give a word's comparable form; a few words are written as one or as two.

    >>> canonical("Boards'"), canonical("Children's"), canonical("wellbeing"), canonical("CAMHS")
    (('board',), ('children',), ('well', 'being'), ('camhs',))
    """
    low = word.lower().replace("’", "'").rstrip("'")
    low = low.removesuffix("'s")
    if len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us")) and not word.isupper():
        low = low[:-3] + "y" if low.endswith("ies") and len(low) > 4 else low[:-1]
    low = rules()["same"].get(low, low)
    return tuple(rules()["split"].get(low, low).split())


def tokens(text: str) -> list[Token]:
    """Cut a text into tokens; a possessive `'s` is left out of their range.

    >>> [token.word for token in tokens("The LSCB’s sub-groups, for example.")]
    ['the', 'lscb', 'sub', 'group', ',', 'for', 'example', '.']
    """
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        text_of = match[0]
        if text_of.endswith(("'s", "’s")):
            end -= 2
        for word in canonical(text_of):
            found.append(Token(word, start, end))
    return found


def is_acronym(label: str) -> bool:
    """Tell whether a label is written in capitals, so that case decides.

    >>> [is_acronym(label) for label in ("LSCB", "IROs", "CiCC", "A&E", "Cafcass", "Ofsted")]
    [True, True, True, True, False, False]
    """
    return _ACRONYM.fullmatch(label) is not None


def expand(wording: str) -> Iterator[str]:
    """Give the labels that a wording with alternatives in brackets stands for.

    >>> list(expand("adult (care|) (team|services)"))
    ['adult care team', 'adult care services', 'adult team', 'adult services']
    """
    parts = _GROUP.split(wording)
    choices = [part.split("|") if index % 2 else [part] for index, part in enumerate(parts)]
    for chosen in product(*choices):
        yield " ".join("".join(chosen).split())


class WordTree:
    """Labels with a value each, found in tokens, longest first.

    >>> tree = WordTree([("virtual school", "virtual-school"), ("school", "schools")])
    >>> tree.longest(tokens("Virtual schools"), 0)
    (2, ('virtual-school',))
    """

    def __init__(self, labels: Iterable[tuple[str, Any]] = ()) -> None:
        self.root: dict[str, Any] = {}
        for label, value in labels:
            self.add(label, value)

    def add(self, label: str, value: Any) -> None:
        """Hang a value under a label; several values keep the order of their coming."""
        node = self.root
        for token in tokens(label):
            node = node.setdefault(token.word, {})
        if node is not self.root and value not in (held := node.get(_LABEL, ())):
            node[_LABEL] = (*held, value)

    def longest(self, words: Sequence[Token], at: int) -> tuple[int, tuple[Any, ...]] | None:
        """Give the end and values of the longest label that begins at a token."""
        return next(iter(self.ends(words, at)), None)

    def ends(self, words: Sequence[Token], at: int) -> list[tuple[int, tuple[Any, ...]]]:
        """Give the ends and values of all labels that begin at a token, longest first."""
        node: dict[str, Any] = self.root
        found: list[tuple[int, tuple[Any, ...]]] = []
        for index in range(at, len(words)):
            below = node.get(words[index].word)
            if below is None:
                break
            node = below
            if values := node.get(_LABEL):
                found.append((index + 1, values))
        found.reverse()
        return found

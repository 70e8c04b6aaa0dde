"""Cue words of a stance and the order in which their classes stand in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

__all__ = ["FAMILIES", "Family", "cue_class", "cue_features", "cue_names"]


class Family(NamedTuple):
    """A way to read the classes of a sentence: some of them, in runs of up to so many."""

    prefix: str
    """What its features are called by."""
    classes: frozenset[str] | None
    """The classes that count, all when None."""
    longest: int

    def within(self, classes: Sequence[str]) -> Sequence[str]:
        """Give the classes that count, between the sentence's ends `^` and `$`."""
        kept = classes if self.classes is None else [name for name in classes if name in self.classes]
        return ("^", *kept, "$")


_TELLING = "bad better contrast delay good lack less limited no not too yet"
_COLOURING = (
    "could down early enough gain high improvement little low made must only plan risk strain to-better up"
)

FAMILIES = (
    Family("cue:", None, 2),
    Family("cues:", frozenset(f"{_TELLING} {_COLOURING}".split()), 4),
    Family("told:", frozenset(_TELLING.split()), 5),
)
"""All classes; those that judge or colour a judgement; those that judge. The fewer, the longer the runs."""


@cache
def _table() -> tuple[dict[str, str], dict[str, str]]:
    """Give the class of each whole word, and of each beginning of a word, from `stance_cues.tsv`."""
    table = resources.files("findingsgraph.loaders.reading").joinpath("stance_cues.tsv")
    whole: dict[str, str] = {}
    beginnings: dict[str, str] = {}
    for line in table.read_text("utf-8").splitlines():
        if line and line[0] != "#":
            name, words = line.split("\t")
            for word in words.split():
                kind = beginnings if word.endswith("*") else whole
                kind.setdefault(word.rstrip("*"), "" if name == "-" else name)
    return whole, beginnings


@cache
def _longest() -> int:
    """Give the letters of the longest beginning of a word."""
    return max(map(len, _table()[1]))


def cue_names() -> list[str]:
    """Give the names of all classes, in their order."""
    return sorted({name for table in _table() for name in table.values()} - {""})


@lru_cache(maxsize=60_000)  # a hundred reports hold some 8,000 different words
def cue_class(word: str) -> str:
    """Give a lower-case word's class, empty when it is no cue; the longest beginning counts.

    >>> cue_class("drifting"), cue_class("sufficiently"), cue_class("table")
    ('delay', 'enough', '')
    """
    whole, beginnings = _table()
    if word in whole:
        return whole[word]
    longest = min(len(word), _longest())
    return next((beginnings[word[:n]] for n in range(longest, 1, -1) if word[:n] in beginnings), "")


def cue_features(words: Sequence[str]) -> list[str]:
    """Give the runs of cue classes of each family, `^` and `$` being the sentence's ends.

    >>> cue_features(["plans", "are", "not", "yet", "robust"])[:4]
    ['cue:^', 'cue:^ plan', 'cue:plan', 'cue:plan be']
    """
    classes = [name for name in map(cue_class, words) if name]
    return [run for family in FAMILIES for run in _runs(family, classes)]


def _runs(family: Family, classes: Sequence[str]) -> Iterator[str]:
    ends = family.within(classes)
    for start in range(len(ends)):
        for end in range(start + 1, min(start + family.longest, len(ends)) + 1):
            yield family.prefix + " ".join(ends[start:end])

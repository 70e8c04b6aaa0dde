"""Cue words of a stance and the order in which their classes stand in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources

__all__ = ["JUDGING", "LONGEST", "cue_class", "cue_features"]

LONGEST = 4
"""Classes in a run."""
JUDGING = frozenset(["not", "lack", "too", "contrast", "good", "bad", "yet", "rise", "early"])
"""Classes that judge; their order is read a second time without the others in between."""


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
                kind.setdefault(word.rstrip("*"), name)
    return whole, beginnings


@cache
def cue_class(word: str) -> str:
    """Give a lower-case word's class, empty when it is no cue; the longest beginning counts.

    >>> cue_class("drifting"), cue_class("sufficiently"), cue_class("table")
    ('bad', 'enough', '')
    """
    whole, beginnings = _table()
    if word in whole:
        return whole[word]
    return next((beginnings[word[:n]] for n in range(len(word), 1, -1) if word[:n] in beginnings), "")


def cue_features(words: Sequence[str]) -> list[str]:
    """Give the runs of up to four cue classes, `^` and `$` being the sentence's ends.

    >>> cue_features(["plans", "are", "not", "yet", "robust"])[:4]
    ['cue:^', 'cue:^ plan', 'cue:^ plan not', 'cue:^ plan not yet']
    """
    classes = [name for name in map(cue_class, words) if name]
    judging = [name for name in classes if name in JUDGING]
    return [*_runs("cue:", classes), *_runs("cues:", judging)]


def _runs(prefix: str, classes: Sequence[str]) -> list[str]:
    ends = ["^", *classes, "$"]
    runs = []
    for start, name in enumerate(ends):
        run = prefix + name
        runs.append(run)
        for name in ends[start + 1 : start + LONGEST]:
            run = f"{run} {name}"
            runs.append(run)
    return runs

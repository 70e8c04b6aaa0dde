"""What a finding's words and heading offer to tell its themes by.

The same function serves the reading of reports and the training, so that a weight
means the same in both. Words count by their stems (`referrals` is `referral`).
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from findingsgraph.loaders.records import ItemContext
from findingsgraph.ontology.vocabulary import themes

__all__ = ["Features", "places", "read_features", "stems"]

_WORD = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*")
_MOST_STEMS = 50_000
"""Reports use some 20,000 different words; what is more is not kept."""
_END = re.compile(r"[.!?;](?: |$)")


@dataclass(frozen=True, slots=True)
class Features:
    """What a finding offers."""

    words: tuple[str, ...]
    """The stems of its words, in order."""
    cues: tuple[tuple[str, int, int], ...]
    """The theme cues among the words: (theme, first word, one past the last word)."""
    terms: frozenset[str]
    """The stems and pairs of stems."""
    signs: dict[str, float]
    """Cue counts, heading and length by name, with two decimals at most."""


def read_features(text: str, item: ItemContext) -> Features:
    """Give the features of a finding.

    >>> item = ItemContext("ilacs", "local-authority", "help-and-protection", "finding", "Help")
    >>> found = read_features("Referrals receive a prompt response.", item)
    >>> "referral receive" in found.terms, found.signs["section:help"]
    (True, 1.0)
    >>> found.signs["cue:thresholds-and-referrals"]
    0.69
    """
    words = stems(text)
    pairs = map(" ".join, zip(words, words[1:], strict=False))
    cues = _cues_in(words)
    return Features(
        tuple(words),
        tuple(cues),
        frozenset((*words, *pairs)),
        {**_signs(words, cues, text), **_heading(item)},
    )


def stems(text: str) -> list[str]:
    """The word stems of a text.

    >>> stems("Children’s centres and agencies")
    ['children', 'centre', 'and', 'agency']
    """
    return list(map(_STEMS.__getitem__, _WORD.findall(_plain(text))))


def _plain(text: str) -> str:
    """Lower case, straight apostrophes: the length stays, so that places do."""
    return text.lower().replace("\u2019", "'").replace("\u2018", "'")


def places(text: str) -> list[tuple[int, int]]:
    """Where each word of a text begins and ends.

    >>> places("All  partners")
    [(0, 3), (5, 13)]
    """
    return [match.span() for match in _WORD.finditer(_plain(text))]


class _Stems(dict[str, str]):
    """Word to stem, worked out when first asked."""

    def __missing__(self, word: str) -> str:
        stem = word.removesuffix("'s")
        if stem.endswith("ies") and len(stem) > 4:
            stem = stem[:-3] + "y"
        elif stem.endswith("s") and len(stem) > 3 and not stem.endswith(("ss", "us", "is")):
            stem = stem[:-1]
        if len(self) < _MOST_STEMS:
            self[word] = stem
        return stem


_STEMS = _Stems()


def _cues_in(words: list[str]) -> list[tuple[str, int, int]]:
    """The theme cues among word stems: (theme, first word, one past the last word)."""
    index = _cue_index()
    found = []
    for place, word in enumerate(words):
        if word in index:
            for rest, theme in index[word]:
                end = place + 1 + len(rest)
                if not rest or words[place + 1 : end] == rest:
                    found.append((theme, place, end))
    return found


def _signs(words: Sequence[str], cues: Sequence[tuple[str, int, int]], text: str) -> dict[str, float]:
    first = _END.search(text)
    opening = text.count(" ", 0, first.start()) + 1 if first else len(words)
    counts: Counter[str] = Counter()
    early: set[str] = set()
    for theme, place, _ in cues:
        counts[theme] += 1
        if place < opening:
            early.add(theme)
    signs = {"text:length": round(min(2.0, len(words) / 60), 2)}
    total = sum(counts.values())
    for theme, count in counts.items():
        signs[f"cue:{theme}"] = round(min(3.0, math.log1p(count)), 2)
        signs[f"density:{theme}"] = round(min(1.0, 10 * count / len(words)), 2)
        signs[f"share:{theme}"] = round(count / total, 2)
    signs.update((f"opening:{theme}", 0.7) for theme in sorted(early))
    return signs


@lru_cache(maxsize=2_000)
def _heading(item: ItemContext) -> dict[str, float]:
    """What the heading says; items of one section share it, so it is kept."""
    where = f"{item.heading} {item.section.replace('-', ' ')}".lower()
    signs = {f"section:{name}": 1.0 for name, pattern in _sections() if pattern.search(where)}
    if item.part == "lscb":
        signs["section:lscb"] = 1.0
    if item.kind in ("statistic", "post", "previous-inspection"):
        signs["section:area"] = 1.0
    if item.kind in ("recommendation", "priority-action"):
        signs["section:improve"] = 1.0
    signs.update((f"heading:{theme}", 0.7) for theme, _, _ in _cues_in(stems(item.heading)))
    return signs


@cache
def _sections() -> tuple[tuple[str, re.Pattern[str]], ...]:
    text = files("findingsgraph.loaders.reading").joinpath("theme-sections.toml").read_text(encoding="utf-8")
    return tuple((name, re.compile(pattern)) for name, pattern in tomllib.loads(text).items())


@cache
def _cue_index() -> dict[str, list[tuple[list[str], str]]]:
    """The other stems of cues and their themes, by the first stem."""
    index: dict[str, list[tuple[list[str], str]]] = {}
    for (first, *rest), theme in _all_cues():
        if (rest, theme) not in index.setdefault(first, []):
            index[first].append((rest, theme))
    return index


def _all_cues() -> Iterable[tuple[tuple[str, ...], str]]:
    return ((tuple(stems(cue)), theme.id) for theme in themes().values() for cue in theme.cues)

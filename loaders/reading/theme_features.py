"""What a finding's words and heading offer to tell its themes by.

The same function serves the reading of reports and the training, so that a weight
means the same in both. Words count by their stems (`referrals` is `referral`).
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from findingsgraph.loaders.records import ItemContext
from findingsgraph.ontology.vocabulary import themes

__all__ = ["Features", "cues_in", "printed", "read_features", "stems"]

_WORD = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*")
_STRAIGHT = str.maketrans("\u2018\u2019\u2013", "''-")
_END = re.compile(r"[.!?;](?: |$)")
_COMMON = frozenset(
    "the a an of to in and for is are that this with on by as it be at from or has have been their they not "
    "which these was were but also who will can all more when than some its".split()
)


@dataclass(frozen=True, slots=True)
class Features:
    """`terms`: the word stems and pairs of stems; `signs`: cue counts, heading and length, by name."""

    terms: frozenset[str]
    signs: dict[str, float]


def read_features(text: str, item: ItemContext) -> Features:
    """Give the features of a finding.

    >>> item = ItemContext("ilacs", "local-authority", "help-and-protection", "finding", "Help and protection")
    >>> found = read_features("Referrals receive a prompt response.", item)
    >>> "referral receive" in found.terms, found.signs["section:help"], found.signs["cue:thresholds-and-referrals"]
    (True, 1.0, 0.69)
    """
    words = stems(text)
    return Features(frozenset(_terms(words)), {**_signs(words, text), **_heading(item)})


def stems(text: str) -> list[str]:
    """The word stems of a text.

    >>> stems("Children’s centres and agencies")
    ['children', 'centre', 'and', 'agency']
    """
    return [_stem(word) for word in _WORD.findall(text.lower().translate(_STRAIGHT))]


def printed(text: str, first: int, last: int) -> str:
    """The words of a text from number `first` to before number `last`, as they are printed.

    >>> printed("All Strategy discussions are held.", 1, 3)
    'Strategy discussions'
    """
    places = [match.span() for match in _WORD.finditer(text.lower().translate(_STRAIGHT))]
    return text[places[first][0] : places[last - 1][1]]


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    word = word.removesuffix("'s")
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def cues_in(words: list[str]) -> Iterator[tuple[str, int, int]]:
    """The theme cues among word stems: (theme, first word, one past the last word)."""
    index = _cue_index()
    for place, word in enumerate(words):
        for cue, theme in index.get(word, ()):
            end = place + len(cue)
            if len(cue) == 1 or words[place:end] == cue:
                yield theme, place, end


def _terms(words: list[str]) -> Iterator[str]:
    last = ""
    for word in words:
        common = word in _COMMON
        if not common:
            yield word
        if last and not (common and last in _COMMON):
            yield f"{last} {word}"
        last = word


def _signs(words: list[str], text: str) -> dict[str, float]:
    first = _END.search(text)
    opening = len(stems(text[: first.start()])) if first else len(words)
    counts: Counter[str] = Counter()
    early: set[str] = set()
    for theme, place, _ in cues_in(words):
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
    signs.update((f"heading:{theme}", 0.7) for theme, _, _ in cues_in(stems(item.heading)))
    return signs


@cache
def _sections() -> tuple[tuple[str, re.Pattern[str]], ...]:
    text = files("findingsgraph.loaders.reading").joinpath("theme-sections.toml").read_text(encoding="utf-8")
    return tuple((name, re.compile(pattern)) for name, pattern in tomllib.loads(text).items())


@cache
def _cue_index() -> dict[str, list[tuple[list[str], str]]]:
    """Cues by their first stem."""
    index: dict[str, list[tuple[list[str], str]]] = {}
    for cue, theme in _all_cues():
        if (cue, theme) not in index.setdefault(cue[0], []):
            index[cue[0]].append((cue, theme))
    return index


def _all_cues() -> Iterable[tuple[list[str], str]]:
    return ((stems(cue), theme.id) for theme in themes().values() for cue in theme.cues)

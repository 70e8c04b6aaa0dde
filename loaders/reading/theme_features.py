"""What a finding's words and heading offer to tell its themes by.

The same function serves the reading of reports and the training, so that a weight
means the same in both. Words count by their stems (`referrals` is `referral`).
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain, islice

from findingsgraph.loaders.reading.remembered import Remembered
from findingsgraph.loaders.records import ItemContext, ItemKind, Part
from findingsgraph.ontology.vocabulary import themes

__all__ = ["Features", "places", "read_features", "stems"]

_WORD = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*")
STEP, LATE = 3, 6
"""Findings in one place of a section; the last place, which all later ones share."""
_END = re.compile(r"[.!?;](?: |$)")


@dataclass(frozen=True, slots=True)
class Features:
    """What a finding offers."""

    words: tuple[str, ...]
    """The stems of its words, in order."""
    cues: tuple[tuple[str, int, int], ...]
    """The theme cues among the words: (theme, first word, one past the last word)."""
    terms: Set[str]
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
    terms = set(words)
    terms.update(map(" ".join, zip(words, words[1:], strict=False)))
    cues = _cues_in(words)
    return Features(
        tuple(words),
        tuple(cues),
        terms,
        _signs(words, cues, text) | _heading(item.heading, item.section, item.part, item.kind) | _place(item),
    )


def stems(text: str) -> list[str]:
    """The word stems of a text.

    >>> stems("Children’s centres and agencies")
    ['children', 'centre', 'and', 'agency']
    """
    return list(chain.from_iterable(map(_STEMS.__getitem__, text.split())))


def _plain(text: str) -> str:
    """Lower case, straight apostrophes: the length stays, so that places do."""
    return text.lower().replace("\u2019", "'").replace("\u2018", "'")


def places(text: str, most: int | None = None) -> list[tuple[int, int]]:
    """Where each word of a text begins and ends, or each of the first `most`.

    >>> places("All  partners")
    [(0, 3), (5, 13)]
    """
    return [match.span() for match in islice(_WORD.finditer(_plain(text)), most)]


def _stems_in(written: str) -> tuple[str, ...]:
    """Give the stems of what stands between two spaces: no word goes over a space."""
    return tuple(map(_stem, _WORD.findall(_plain(written))))


_STEMS = Remembered(_stems_in)


def _stem(word: str) -> str:
    stem = word.removesuffix("'s")
    if stem.endswith("ies") and len(stem) > 4:
        return stem[:-3] + "y"
    if stem.endswith("s") and len(stem) > 3 and not stem.endswith(("ss", "us", "is")):
        return stem[:-1]
    return stem


def _cues_in(words: list[str]) -> list[tuple[str, int, int]]:
    """The theme cues among word stems: (theme, first word, one past the last word)."""
    index = _cue_index()
    found = []
    for place in [place for place, word in enumerate(words) if word in index]:
        following = words[place + 1] if place + 1 < len(words) else ""
        for rest, theme in index[words[place]]:
            if not rest or rest[0] == following:
                end = place + 1 + len(rest)
                if words[place + 1 : end] == rest:
                    found.append((theme, place, end))
    return found


def _signs(words: Sequence[str], cues: Sequence[tuple[str, int, int]], text: str) -> dict[str, float]:
    first = _END.search(text)
    opening = text.count(" ", 0, first.start()) + 1 if first else len(words)
    counts: dict[str, int] = {}
    for theme, _, _ in cues:
        counts[theme] = counts.get(theme, 0) + 1
    signs = {"text:length": round(min(2.0, len(words) / 60), 2)}
    for theme, count in counts.items():
        signs[f"cue:{theme}"] = round(min(3.0, math.log1p(count)), 2)
        signs[f"density:{theme}"] = round(min(1.0, 10 * count / len(words)), 2)
        signs[f"share:{theme}"] = round(count / len(cues), 2)
    early = {theme for theme, place, _ in cues if place < opening}
    signs.update({f"opening:{theme}": 0.7 for theme in sorted(early)})
    return signs


def _place(item: ItemContext) -> dict[str, float]:
    """The section, and where in it a finding stands: reports take their matters in much the same order."""
    signs = {f"part:{item.part}:{item.section}": 1.0}
    if item.kind == "finding":
        signs[f"place:{item.section or item.part}:{min(LATE, item.position // STEP)}"] = 0.7
    return signs


@lru_cache(maxsize=2_000)
def _heading(heading: str, section: str, part: Part, kind: ItemKind) -> dict[str, float]:
    """What the heading says; items of one section share it, so it is kept."""
    where = f"{heading} {section.replace('-', ' ')}".lower()
    signs = {f"section:{name}": 1.0 for name, pattern in _sections() if pattern.search(where)}
    if part == "lscb":
        signs["section:lscb"] = 1.0
    if kind in ("statistic", "post", "previous-inspection"):
        signs["section:area"] = 1.0
    if kind in ("recommendation", "priority-action"):
        signs["section:improve"] = 1.0
    signs.update((f"heading:{theme}", 0.7) for theme, _, _ in _cues_in(stems(heading)))
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

"""Tell the themes of a finding, and the words that show each.

A sparse linear model per theme over cue terms (ontology/themes.ttl), word stems and
the heading. Its weights are a readable table, `theme-weights.tsv`, made by
`python -m findingsgraph.loaders.training.themes`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from findingsgraph.loaders.reading.theme_features import Features, cues_in, printed, read_features, stems
from findingsgraph.loaders.records import ItemContext, ThemeTag
from findingsgraph.ontology.vocabulary import themes

__all__ = ["ENOUGH", "LEAST", "MOST", "Weights", "find_themes", "pick", "read_weights", "scores"]

MOST = 3
"""A finding has at most this many themes."""
LEAST = 0.12
"""The likeliest theme is given from this probability on, even below the threshold of the others."""
ENOUGH = 0.3
"""All themes are given from this probability on."""

_LEAST, _ENOUGH = (math.log(chance / (1 - chance)) for chance in (LEAST, ENOUGH))

Weights = Mapping[str, tuple[tuple[str, float], ...]]
"""Feature to (theme, weight); `text:bias` is a feature that every finding has."""


def find_themes(text: str, item: ItemContext) -> tuple[ThemeTag, ...]:
    """Give the themes of a finding, the likeliest first, each with the words that show it.

    `text` is the whole item, not a sentence. A finding without a theme gives an empty tuple.

    >>> item = ItemContext("ilacs", "local-authority", "help-and-protection", "finding", "Help and protection")
    >>> find_themes("Strategy discussions are timely and the police attend.", item)[0]
    ThemeTag(theme='strategy-discussions', cue='Strategy discussions')
    """
    features = read_features(text, item)
    chosen = pick(scores(features, _weights()))
    words = stems(text) if chosen else []
    return tuple(ThemeTag(theme, _shown_by(theme, text, words, item, features)) for theme in chosen)


def pick(odds: Mapping[str, float]) -> tuple[str, ...]:
    """The themes to give by their log odds, the likeliest first.

    >>> pick({"adoption": 2.0, "education": -0.5, "neglect": -3.0}), pick({"neglect": -1.9}), pick({"neglect": -4.0})
    (('adoption', 'education'), ('neglect',), ())
    """
    likely = sorted(odds, key=lambda theme: (-odds[theme], theme))[:MOST]
    enough = tuple(theme for theme in likely if odds[theme] >= _ENOUGH)
    return enough or tuple(theme for theme in likely[:1] if odds[theme] >= _LEAST)


def scores(features: Features, weights: Weights) -> dict[str, float]:
    """The log odds of every theme that a weight speaks of."""
    total = dict(weights.get("text:bias", ()))
    for name, value in features.signs.items():
        for theme, weight in weights.get(name, ()):
            total[theme] += weight * value
    share = 1 / math.sqrt(len(features.terms) or 1)
    for term in features.terms & weights.keys():
        for theme, weight in weights[term]:
            total[theme] += weight * share
    return total


def _shown_by(theme: str, text: str, words: list[str], item: ItemContext, features: Features) -> str:
    """The words that speak most for a theme: a cue as printed, else the strongest term, else the heading."""
    cues = [(end - start, -start) for cue, start, end in cues_in(words) if cue == theme]
    if cues:
        length, place = max(cues)
        return printed(text, -place, -place + length)
    own = {term: weight for term in features.terms for t, weight in _weights().get(term, ()) if t == theme}
    best = max(sorted(own), key=lambda term: own[term], default="")
    if best and own[best] > 0:
        parts = best.split(" ")
        place = next(i for i in range(len(words)) if words[i : i + len(parts)] == parts)
        return printed(text, place, place + len(parts))
    return item.heading or item.section


@cache
def _weights() -> Weights:
    lines = files("findingsgraph.loaders.reading").joinpath("theme-weights.tsv").read_text(encoding="utf-8")
    return read_weights(line.split("\t") for line in lines.splitlines() if line and not line.startswith("#"))


def read_weights(rows: Iterable[list[str]]) -> Weights:
    """Weights by feature from rows of theme, feature and weight."""
    known = themes()
    table: dict[str, list[tuple[str, float]]] = {}
    for theme, feature, weight in rows:
        if theme in known:
            table.setdefault(feature, []).append((theme, float(weight)))
    return {feature: tuple(pairs) for feature, pairs in table.items()}

"""Tell the themes of a finding, and the words that show each.

A sparse linear model per theme over cue terms (ontology/themes.ttl), word stems and
the heading. Its weights are a readable table, `theme-weights.tsv`, made by
`python -m findingsgraph.loaders.training.themes`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from findingsgraph.loaders.reading.packed_weights import PackedWeights
from findingsgraph.loaders.reading.theme_features import Features, places, read_features
from findingsgraph.loaders.records import ItemContext, ThemeTag

__all__ = ["ENOUGH", "LEAST", "MOST", "find_themes", "pick"]

MOST = 3
"""A finding has at most this many themes."""
LEAST = 0.12
"""The likeliest theme is given from this probability on, even below the threshold of the others."""
ENOUGH = 0.3
"""All themes are given from this probability on."""
_LEAST, _ENOUGH = (math.log(chance / (1 - chance)) for chance in (LEAST, ENOUGH))


def find_themes(text: str, item: ItemContext) -> tuple[ThemeTag, ...]:
    """Give the themes of a finding, the likeliest first, each with the words that show it.

    `text` is the whole item, not a sentence. A finding without a theme gives an empty tuple.

    >>> item = ItemContext("ilacs", "local-authority", "help-and-protection", "finding", "Help")
    >>> find_themes("Strategy discussions are timely and the police attend.", item)[0]
    ThemeTag(theme='strategy-discussions', cue='Strategy discussions')
    """
    features = read_features(text, item)
    chosen = pick(_weights().scores(features))
    if not chosen:
        return ()
    words = [_shown_by(theme, features) for theme in chosen]
    where = places(text, max(start + length for start, length in words))
    return tuple(
        ThemeTag(theme, text[where[start][0] : where[start + length - 1][1]])
        if length
        else ThemeTag(theme, item.heading or item.section)
        for theme, (start, length) in zip(chosen, words, strict=True)
    )


def pick(odds: Mapping[str, float]) -> tuple[str, ...]:
    """The themes to give by their log odds, the likeliest first.

    >>> pick({"adoption": 2.0, "education": -0.5, "neglect": -3.0})
    ('adoption', 'education')
    >>> pick({"neglect": -1.9}), pick({"neglect": -4.0})
    (('neglect',), ())
    """
    possible = [theme for theme, score in odds.items() if score >= _LEAST]
    likely = sorted(possible, key=lambda theme: (-odds[theme], theme))[:MOST]
    return tuple(theme for theme in likely if odds[theme] >= _ENOUGH) or tuple(likely[:1])


def _shown_by(theme: str, features: Features) -> tuple[int, int]:
    """First and number of the words that speak most for a theme: a cue, else the strongest term.

    No words, where only the heading speaks for it.
    """
    cues = [(end - start, -start) for cue, start, end in features.cues if cue == theme]
    if cues:
        length, start = max(cues)
        return -start, length
    weights = _weights().of(theme)
    weighty = [(-weights[term], term) for term in features.terms if term in weights]
    lightest, best = min(weighty, default=(0.0, ""))
    if lightest >= 0:
        return 0, 0
    words = tuple(best.split(" "))
    length, all_words = len(words), features.words
    return next(i for i in range(len(all_words)) if all_words[i : i + length] == words), length


@cache
def _weights() -> PackedWeights:
    table = files("findingsgraph.loaders.reading").joinpath("theme-weights.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return PackedWeights(
        (theme, feature, float(weight))
        for theme, weight, features in rows
        for feature in features.split(", ")
    )

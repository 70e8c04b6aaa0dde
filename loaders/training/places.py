"""Words that name a place: nothing is learned from them, so that no weight speaks of one authority."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources

from findingsgraph.ontology.vocabulary import authorities

__all__ = ["without_places"]


def without_places(words: Sequence[str]) -> list[str]:
    """Leave out the words that are part of an authority's name, also `barnsley's` and `pan-london`.

    >>> without_places("social workers in hartlepool's teams work well with east sussex".split())
    ['social', 'workers', 'in', 'teams', 'work', 'well', 'with', 'east']
    """
    return [word for word in words if _places().isdisjoint(re.split(r"['-]", word))]


@cache
def _places() -> frozenset[str]:
    source = resources.files("findingsgraph.loaders.training") / "places.toml"
    common = set(tomllib.loads(source.read_text(encoding="utf-8"))["common"])
    named = {word for each in authorities() for word in re.findall(r"\b[A-Z][a-z]+", each.name)}
    return frozenset(word.lower() for word in named - common)

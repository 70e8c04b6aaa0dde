"""A linear model over many classes whose sums are added all at once.

Each feature's weights, one a class, lie side by side in the bits of one large integer
(32 bits a class), so that adding two features' integers adds the weights of all classes,
exactly and in any order. Plain Python adds such integers some fifty times faster than
it would add the weights one by one.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable, Mapping

from findingsgraph.loaders.reading.theme_features import Features

__all__ = ["BIAS", "PackedWeights"]

BIAS = "text:bias"
"""The feature that every finding has."""
_BITS = 32
_HALF = 1 << (_BITS - 1)
_CENTS = 100
"""Weights and the values of signs have two decimals."""


class PackedWeights:
    """Weights by feature and class, from rows of class, feature and weight.

    >>> weights = PackedWeights([("adoption", "text:bias", -1.0), ("adoption", "adopter", 2.5)])
    >>> weights.scores(Features(("adopter",), (), frozenset({"adopter"}), {}))
    {'adoption': 1.5}
    """

    def __init__(self, rows: Iterable[tuple[str, str, float]]) -> None:
        table = list(rows)
        self.classes = tuple(dict.fromkeys(name for name, _, _ in table))
        self._of: dict[str, dict[str, float]] = {name: {} for name in self.classes}
        shift = {name: _BITS * place for place, name in enumerate(self.classes)}
        packed: dict[str, int] = {}
        for name, feature, weight in table:
            self._of[name][feature] = weight
            packed[feature] = packed.get(feature, 0) + (round(weight * _CENTS) << shift[name])
        self._packed = packed
        self._halves = sum(_HALF << place for place in shift.values())
        self._unpack = struct.Struct(f"<{len(self.classes)}I").unpack

    def of(self, name: str) -> Mapping[str, float]:
        """The weights of one class by feature."""
        return self._of[name]

    def scores(self, features: Features) -> dict[str, float]:
        """The log odds of every class; terms count less where there are many of them."""
        packed = self._packed
        terms = sum(filter(None, map(packed.get, features.terms)))
        signs = packed.get(BIAS, 0) * _CENTS
        for sign, value in features.signs.items():
            if sign in packed:
                signs += packed[sign] * round(value * _CENTS)
        share = 1 / (_CENTS * math.sqrt(len(features.terms) or 1))
        pairs = zip(self.classes, self._fields(terms), self._fields(signs), strict=True)
        return {name: term * share + sign / (_CENTS * _CENTS) for name, term, sign in pairs}

    def _fields(self, total: int) -> list[int]:
        """The sums of the classes, which lie around half of the field's range so that none is negative."""
        size = len(self.classes) * _BITS // 8
        return [field - _HALF for field in self._unpack((total + self._halves).to_bytes(size, "little"))]

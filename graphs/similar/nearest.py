"""Exact nearest neighbours among sparse vectors of whole numbers.

`nearest_to` answers for one vector, `all_pairs` for all of a collection at once. Both give
every pair that reaches a least product, and the same numbers: products are whole, so no order
of adding changes them. `each_nearest` keeps of these the nearest ones of each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from itertools import islice
from typing import TypeVar

from findingsgraph.errors import MissingExtra
from findingsgraph.loaders.reading.terms import Vector

__all__ = [
    "Near", "Nearest", "Postings", "all_pairs", "as_ties", "each_nearest", "nearest_of", "nearest_to",
    "postings",
]  # fmt: skip

FEW = 2_000
"""So many vectors, those of a dozen reports, are compared without scipy in a few seconds."""

Near = tuple[int, int]
"""Place of a vector in the collection, and its product with what was asked."""
Postings = Mapping[str, Sequence[tuple[int, int]]]
"""By term, the places of the vectors that have it, and its weight there."""
End = TypeVar("End", int, str)
Nearness = TypeVar("Nearness", int, float)
Nearest = tuple[End, list[tuple[End, Nearness]]]
"""What others are nearest to, and they with their nearness, the nearest first."""


def postings(vectors: Sequence[Vector]) -> Postings:
    """Turn a collection round: who has each term."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for place, each in enumerate(vectors):
        for term, weight in each.items():
            found[term].append((place, weight))
    return found


def nearest_to(asked: Vector, among: Postings, least: int, after: int = -1) -> list[Near]:
    """Give who is near what is asked, by place; only those that come after `after`.

    >>> nearest_to({"a": 3}, postings([{"a": 2, "b": 1}, {"b": 5}]), 6)
    [(0, 6)]
    """
    products: dict[int, int] = defaultdict(int)
    for term, weight in asked.items():
        for place, other in among.get(term, ()):
            products[place] += weight * other
    return sorted(near for near in products.items() if near[1] >= least and near[0] > after)


def all_pairs(vectors: Sequence[Vector], least: int) -> Iterator[tuple[int, int, int]]:
    """Give all pairs of the collection whose product is at least `least`: first, second, product.

    The first comes before the second, pairs in order. Raises `MissingExtra` where there are
    more than `FEW` vectors and scipy, which is fifty times as fast, is not installed.

    >>> list(all_pairs([{"a": 3}, {"b": 1}, {"a": 2}], 5))
    [(0, 2, 6)]
    """
    if find_spec("scipy"):
        from findingsgraph.graphs.similar.matrix import pairs_by_matrix

        return pairs_by_matrix(vectors, least)
    if len(vectors) > FEW:
        raise MissingExtra("scipy", "to compare so many findings: pip install 'findingsgraph[similar]'")
    return _one_by_one(vectors, least)


def _one_by_one(vectors: Sequence[Vector], least: int) -> Iterator[tuple[int, int, int]]:
    among = postings(vectors)
    for place, each in enumerate(vectors):
        for other, product in nearest_to(each, among, least, after=place):
            yield place, other, product


def each_nearest(
    vectors: Sequence[Vector], least: int, most: int, fits: Callable[[int, int], bool]
) -> Iterator[Nearest[int, int]]:
    """Give, for each vector in order, the `most` others nearest to it that fit it; none below `least`.

    Of others as near as each other those first in order come first. Vectors without any are left
    out. Those that are the same are compared once. Raises as `all_pairs` does.

    >>> list(each_nearest([{"a": 3}, {"b": 1}, {"a": 2}, {"a": 2}], 5, 1, lambda one, other: True))
    [(0, [(2, 6)]), (2, [(0, 6)]), (3, [(0, 6)])]
    """
    alike: dict[tuple[tuple[str, ...], tuple[int, ...]], list[int]] = defaultdict(list)
    for place, each in enumerate(vectors):
        alike[tuple(each), tuple(each.values())].append(place)
    members = list(alike.values())
    near: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for one, other, product in all_pairs([vectors[places[0]] for places in members], least):
        near[one].append((-product, other))
        near[other].append((-product, one))
    for at, (_, weights) in enumerate(alike):
        if len(members[at]) > 1 and (own := sum(weight * weight for weight in weights)) >= least:
            near[at].append((-own, at))
    found: dict[int, list[tuple[int, int]]] = {}
    for at, groups in near.items():
        others = sorted([(product, other) for product, group in groups for other in members[group]])
        for place in members[at]:
            fitting = (each for each in others if each[1] != place and fits(place, each[1]))
            found[place] = [(other, -product) for product, other in islice(fitting, most)]
    return ((place, found[place]) for place in sorted(found) if found[place])


def nearest_of(pairs: Iterable[tuple[End, End, Nearness]], most: int) -> Iterator[Nearest[End, Nearness]]:
    """Give the same of pairs that are told: for each end in order, the `most` others nearest to it.

    >>> list(nearest_of([(1, 2, 5), (1, 3, 7)], 1))
    [(1, [(3, 7)]), (2, [(1, 5)]), (3, [(1, 7)])]
    """
    near: dict[End, list[tuple[Nearness, End]]] = defaultdict(list)
    for one, other, nearness in pairs:
        near[one].append((-nearness, other))
        near[other].append((-nearness, one))
    for one in sorted(near):
        yield one, [(other, -nearness) for nearness, other in sorted(near[one])[:most]]


def as_ties(nearest: Iterable[Nearest[End, Nearness]]) -> list[tuple[End, End, Nearness]]:
    """Give in order, once each, the pairs of which one end at least is among the nearest to the other.

    >>> as_ties(nearest_of([(1, 2, 5), (1, 3, 7), (2, 3, 6)], 1))
    [(1, 3, 7), (2, 3, 6)]
    """
    chosen = {
        (min(one, other), max(one, other), nearness) for one, others in nearest for other, nearness in others
    }
    return sorted(chosen)

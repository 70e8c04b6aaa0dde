"""Exact nearest neighbours among sparse vectors of whole numbers.

`nearest_to` answers for one vector, `all_pairs` for all of a collection at once. Both give
every pair that reaches a least product, and the same numbers: products are whole, so no order
of adding changes them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from findingsgraph.errors import MissingExtra
from findingsgraph.loaders.reading.terms import Vector

if TYPE_CHECKING:
    import numpy as np

__all__ = ["Near", "Postings", "all_pairs", "nearest_to", "postings"]

BLOCK = 512
"""Vectors multiplied at once: what lies in memory is some ten megabytes a block."""

FEW = 2_000
"""So many vectors, those of a dozen reports, are compared without scipy in a few seconds."""

Near = tuple[int, int]
"""Place of a vector in the collection, and its product with what was asked."""
Postings = Mapping[str, Sequence[tuple[int, int]]]
"""By term, the places of the vectors that have it, and its weight there."""


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
        return _by_matrix(vectors, least)
    if len(vectors) > FEW:
        raise MissingExtra("scipy", "to compare so many findings: pip install 'findingsgraph[similar]'")
    return _one_by_one(vectors, least)


def _one_by_one(vectors: Sequence[Vector], least: int) -> Iterator[tuple[int, int, int]]:
    among = postings(vectors)
    for place, each in enumerate(vectors):
        for other, product in nearest_to(each, among, least, after=place):
            yield place, other, product


def _by_matrix(vectors: Sequence[Vector], least: int) -> Iterator[tuple[int, int, int]]:
    import numpy as np

    table = _matrix(vectors)
    for start in range(0, len(vectors), BLOCK):
        rest = table[start:]
        products = (table[start : start + BLOCK] @ rest.T).tocoo()
        near = (products.data >= least) & (products.col > products.row)
        rows, columns, data = products.row[near], products.col[near], products.data[near]
        order = np.lexsort((columns, rows))
        yield from zip(
            (rows[order] + start).tolist(),
            (columns[order] + start).tolist(),
            data[order].tolist(),
            strict=True,
        )


def _matrix(vectors: Sequence[Vector]) -> Any:
    import numpy as np
    from scipy.sparse import csr_matrix

    names: dict[str, int] = {}
    columns = [names.setdefault(term, len(names)) for each in vectors for term in each]
    data: np.ndarray[Any, Any] = np.array([weight for each in vectors for weight in each.values()], np.int64)
    ends = np.cumsum([0, *(len(each) for each in vectors)])
    return csr_matrix((data, columns, ends), shape=(len(vectors), len(names) or 1))

"""All near pairs of many sparse vectors of whole numbers, by products of matrices: exact.

Two texts are seldom near by words that many texts have. So terms are parted: only the rare ones are
multiplied pair by pair, a third of the work, and what the common ones can add at most (the product
of their lengths; Bayardo, Ma and Srikant 2007 prune in a like way) tells which pairs are worth their
exact product. The few vectors that common terms alone could bring near others are multiplied with
all. The numbers are whole and below 2**53, so that floating point adds them exactly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from findingsgraph.loaders.reading.terms import Vector

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, Any]
    Pairs = tuple[Numbers, Numbers, Numbers]

__all__ = ["pairs_by_matrix"]

CELLS = 4_000_000
"""Products held at once: some fifty megabytes."""
MANY = 20
"""A term that more than one vector in so many has is common."""
SLACK = 1e-9
"""Lengths are rounded, and a bound must not be."""


def pairs_by_matrix(vectors: Sequence[Vector], least: int) -> Iterator[tuple[int, int, int]]:
    """Give all pairs whose product is at least `least`: first, second, product; in order.

    >>> list(pairs_by_matrix([{"a": 3}, {"b": 1}, {"a": 2}], 5))
    [(0, 2, 6)]
    """
    import numpy as np

    parted = _part(vectors)
    heavy = int(np.count_nonzero(parted.length**2 >= least * (1 - SLACK)))
    found = [_products(parted.whole, *rows, least) for rows in _blocks(0, heavy, len(vectors))]
    found += [_by_rare(parted, *rows, least) for rows in _blocks(heavy, len(vectors), len(vectors))]
    if not found:
        return
    ones, others, products = (np.concatenate(column) for column in zip(*found, strict=True))
    ones, others = parted.place[ones], parted.place[others]
    first, second = np.minimum(ones, others), np.maximum(ones, others)
    order = np.lexsort((second, first))
    columns = (first[order], second[order], products[order].astype(np.int64))
    yield from zip(*(column.tolist() for column in columns), strict=True)


@dataclass(frozen=True, slots=True)
class _Parted:
    """Vectors by the length of what they have of common terms, the longest first."""

    whole: Any
    """Sparse: a row a vector, a column a term."""
    rare: Any
    """Of these, the rare terms."""
    common: Numbers
    """The common terms, not sparse."""
    length: Numbers
    """Of the common terms."""
    place: Numbers
    """In the collection."""


def _part(vectors: Sequence[Vector]) -> _Parted:
    import numpy as np

    table = _table(vectors)
    often = np.bincount(table.indices, minlength=table.shape[1]) * MANY > len(vectors)
    common = table[:, often].toarray()
    length = np.sqrt(np.einsum("ij,ij->i", common, common))
    place = np.argsort(-length, kind="stable")
    return _Parted(table[place], table[:, ~often][place], common[place], length[place], place)


def _blocks(start: int, end: int, many: int) -> Iterator[tuple[int, int]]:
    """Give first and last of rows to be multiplied with so many at once."""
    step = max(1, CELLS // max(1, many))
    for first in range(start, end, step):
        yield first, min(first + step, end)


def _by_rare(parted: _Parted, start: int, end: int, least: int) -> Pairs:
    """Compare vectors with those behind them that only rare terms can bring near."""
    import numpy as np

    enough = least * (1 - SLACK)
    # What most pairs have of rare terms is too little beside the longest common part from here on.
    ones, others, products = _products(parted.rare, start, end, enough - parted.length[start] ** 2)
    kept = products + parted.length[ones] * parted.length[others] >= enough
    ones, others, products = ones[kept], others[kept], products[kept]
    products = products + np.einsum("ij,ij->i", parted.common[ones], parted.common[others])
    near = products >= least
    return ones[near], others[near], products[near]


def _products(table: Any, start: int, end: int, least: float) -> Pairs:
    """Give the products of rows with rows behind them that are at least so much."""
    import numpy as np

    products = table[start:end] @ table[start:].T
    near = np.flatnonzero(products.data >= least)
    ones, others = np.searchsorted(products.indptr, near, "right") - 1, products.indices[near]
    behind = others > ones
    return ones[behind] + start, others[behind] + start, products.data[near[behind]]


def _table(vectors: Sequence[Vector]) -> Any:
    """Give a sparse matrix: a row a vector, a column a term."""
    import numpy as np
    from scipy.sparse import csr_matrix

    names: defaultdict[str, int] = defaultdict()
    names.default_factory = names.__len__
    columns = np.fromiter(map(names.__getitem__, chain.from_iterable(vectors)), np.int32)
    data = np.fromiter(chain.from_iterable(each.values() for each in vectors), float)
    ends = np.cumsum([0, *map(len, vectors)])
    return csr_matrix((data, columns, ends), shape=(len(vectors), len(names) or 1))

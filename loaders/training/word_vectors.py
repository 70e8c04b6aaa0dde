"""What words have in common, by the company they keep in the reports: no label is looked at.

A word that few labelled texts have is then judged by words that stand in texts of the same sort.
The vectors only serve learning: what they give is added to each word's own weight.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.decomposition import TruncatedSVD

from findingsgraph.loaders.findings import Item
from findingsgraph.loaders.training.as_read import read_items
from findingsgraph.loaders.training.places import without_places

__all__ = ["SIZE", "ReportText", "read_texts", "word_vectors"]

SIZE = 100
"""Numbers of a vector; twice as many give no more."""
SEEN = 5
"""A word that fewer texts have keeps too little company."""
AUTHORITIES = 3
"""A word that reports of fewer authorities have is a name of one place."""
TOGETHER = 3
"""Two words that stand in fewer texts together do so by chance."""


@dataclass(frozen=True, slots=True)
class ReportText:
    """The words of a text that nobody labelled, or whose labels are not looked at."""

    authority: str
    words: frozenset[str]


def read_texts(
    reports: Path, without: Set[str], texts_of: Callable[[Item], Iterable[Iterable[str]]]
) -> tuple[ReportText, ...]:
    """Read the texts of all reports of a folder but some, named as the labels name their source.

    `texts_of` gives the words of each text of an item: of the item, or of each sentence.
    """
    sources = sorted(path.relative_to(reports).as_posix() for path in reports.rglob("*.pdf"))
    found: list[ReportText] = []
    for source in sources:
        if source not in without and (reports / source).read_bytes()[:5] == b"%PDF-":
            authority = source.split("/")[0].split("_")[-1]
            for item in read_items(reports / source):
                found += [ReportText(authority, frozenset(words)) for words in texts_of(item)]
    return tuple(found)


def word_vectors(texts: Sequence[ReportText]) -> Mapping[str, np.ndarray]:
    """Give each word's vector of length 1: positive pointwise mutual information, its largest components.

    Words are like each other that stand in one text with the same words (Levy and Goldberg, 2014).
    Empty where the texts have too few words for so many components.

    >>> word_vectors([ReportText("hartlepool", frozenset({"adopter", "panel"}))])
    {}
    """
    words = _known(texts)
    if len(words) <= SIZE:
        return {}
    place = {word: i for i, word in enumerate(words)}
    cells = [
        (row, place[word]) for row, text in enumerate(texts) for word in sorted(text.words) if word in place
    ]
    rows, columns = zip(*cells, strict=True)
    said = csr_matrix((np.ones(len(cells)), (rows, columns)), shape=(len(texts), len(words)))
    table = TruncatedSVD(SIZE, random_state=0).fit_transform(_shared(said))
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    return dict(zip(words, table / np.maximum(lengths, 1e-9), strict=True))


def _known(texts: Iterable[ReportText]) -> list[str]:
    seen: Counter[str] = Counter()
    where: dict[str, set[str]] = {}
    for text in texts:
        seen.update(text.words)
        for word in text.words:
            where.setdefault(word, set()).add(text.authority)
    known = [word for word, count in seen.items() if count >= SEEN and len(where[word]) >= AUTHORITIES]
    return sorted(without_places([word for word in known if not word.isdigit()]))


def _shared(said: csr_matrix) -> csr_matrix:
    """How much oftener two words stand together than by chance, as logarithms, where they do."""
    pairs = (said.T @ said).tocoo()
    kept = (pairs.row != pairs.col) & (pairs.data >= TOGETHER)
    row, column, count = pairs.row[kept], pairs.col[kept], pairs.data[kept]
    total = np.maximum(np.bincount(row, weights=count, minlength=pairs.shape[0]), 1)
    information = np.log(count * total.sum() / (total[row] * total[column]))
    more = information > 0
    return csr_matrix((information[more], (row[more], column[more])), shape=pairs.shape)

"""Learn what cue terms, words and headings say of a finding's themes.

    python -m findingsgraph.loaders.training.themes [LABELS]

writes loaders/reading/theme-weights.tsv from LABELS/train and prints two figures: F1 in
cross-validation by whole authorities, and on LABELS/gold, which nothing is learned from.
All choices (features, sizes, thresholds) are made by the first figure alone.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.model_selection import GroupKFold
from sklearn.svm import LinearSVC

from findingsgraph.loaders.reading.packed_weights import BIAS, PackedWeights
from findingsgraph.loaders.reading.theme_features import Features, read_features
from findingsgraph.loaders.reading.themes import pick
from findingsgraph.loaders.training.labels import LABELS, LabelledItem, read_labels
from findingsgraph.ontology.vocabulary import themes

SEEN = 4
"""A word that fewer findings have is left out."""
KEPT = 12_000
"""Weights kept over all themes: those that move the odds most, so that themes of many words get more."""
STRENGTH = 0.07
"""Inverse of the regularisation."""
BIASED = 3.0
"""How much less than other weights a theme's bias is held back."""
STEEP, SHIFT = 4.8, 0.33
"""What turns the margins of authorities that were not seen into log odds (Platt, 1999)."""
RARE = 1.5
"""How much a term counts against the other signs, for each power of e by which it is rare."""
FOLDS = 6

Row = tuple[str, str, float]


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled finding: its features, its themes and whose report it stands in."""

    features: Features
    themes: frozenset[str]
    authority: str


def examples(items: Iterable[LabelledItem]) -> list[Example]:
    """Labelled items as examples."""
    return [
        Example(
            read_features(" ".join(item.sentences), replace(item.context, heading=item.heading)),
            frozenset(item.themes),
            item.authority,
        )
        for item in items
    ]


def learn(known: Sequence[Example]) -> list[Row]:
    """Give weights (theme, feature, weight) learned from examples; the same examples give the same rows."""
    frequency = Counter(term for each in known for term in each.features.terms)
    terms = sorted(term for term, count in frequency.items() if count >= SEEN)
    signs = sorted({sign for each in known for sign in each.features.signs})
    scale = {term: RARE * math.log(len(known) / frequency[term]) for term in terms}
    names = terms + signs
    table = _matrix(known, {name: i for i, name in enumerate(names)}, scale)
    labels = {theme: np.array([theme in each.themes for each in known]) for theme in themes()}
    targets = {theme: target for theme, target in labels.items() if target.any()}
    rows: list[Row] = []
    for (theme, target), kept in zip(targets.items(), _kept(table, targets.values()), strict=True):
        rows += _learn_one(theme, table[:, kept], target, [names[i] for i in kept], scale)
    return rows


def _kept(table: csr_matrix, targets: Iterable[np.ndarray]) -> list[np.ndarray]:
    """The columns that each theme keeps: all themes share one measure of what is worth a weight."""
    spread = np.sqrt(np.asarray(table.multiply(table).mean(axis=0)).ravel())
    worth = np.array([np.abs(_fit(table, target).coef_[0]) * spread for target in targets])
    least = np.sort(worth, axis=None)[-min(KEPT, worth.size)]
    return [np.flatnonzero((each >= least) & (each > 0)) for each in worth]


def _learn_one(
    theme: str, table: csr_matrix, target: np.ndarray, names: Sequence[str], scale: dict[str, float]
) -> list[Row]:
    model = _fit(table, target)
    rows = [(theme, BIAS, round(STEEP * float(model.intercept_[0]) + SHIFT, 2))]
    for name, weight in zip(names, model.coef_[0], strict=True):
        value = round(STEEP * float(weight) * scale.get(name, 1.0), 2)
        if value:
            rows.append((theme, name, value))
    return rows


def _fit(table: csr_matrix, target: np.ndarray) -> LinearSVC:
    return LinearSVC(C=STRENGTH, intercept_scaling=BIASED, random_state=0).fit(table, target)


def _matrix(known: Sequence[Example], column: dict[str, int], scale: dict[str, float]) -> csr_matrix:
    cells: list[tuple[int, int, float]] = []
    for row, each in enumerate(known):
        share = 1 / math.sqrt(len(each.features.terms) or 1)
        for term in sorted(each.features.terms & scale.keys()):
            cells.append((row, column[term], scale[term] * share))
        signs = each.features.signs.items()
        cells += [(row, column[sign], value) for sign, value in signs if sign in column]
    rows, columns, values = zip(*cells, strict=True)
    return csr_matrix((values, (rows, columns)), shape=(len(known), len(column)))


def f1(asked: Sequence[Example], weights: PackedWeights) -> tuple[int, int, int]:
    """True positives, false positives and false negatives over all themes."""
    right = wrong = missing = 0
    for each in asked:
        given = set(pick(weights.scores(each.features)))
        right += len(given & each.themes)
        wrong += len(given - each.themes)
        missing += len(each.themes - given)
    return right, wrong, missing


def cross_validated(known: Sequence[Example]) -> float:
    """F1 on authorities that the weights have not seen."""
    groups = [each.authority for each in known]
    total = np.zeros(3)
    for train, test in GroupKFold(FOLDS).split(groups, groups=groups):
        weights = PackedWeights(learn([known[i] for i in train]))
        total += f1([known[i] for i in test], weights)
    return _ratio(*total)


def _ratio(right: float, wrong: float, missing: float) -> float:
    return 2 * right / (2 * right + wrong + missing)


def main(folder: Path) -> None:
    """Train, write the table, print the figures."""
    known = examples(read_labels(folder / "train"))
    rows = learn(known)
    table = Path(str(files("findingsgraph.loaders.reading"))) / "theme-weights.tsv"
    lines = ["# theme, feature, weight; written by python -m findingsgraph.loaders.training.themes"]
    lines += [f"{theme}\t{feature}\t{weight:g}" for theme, feature, weight in rows]
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"themes F1, other authorities of train: {cross_validated(known):.3f}")
    gold = examples(read_labels(folder / "gold"))
    print(f"themes F1, gold: {_ratio(*f1(gold, PackedWeights(rows))):.3f} ({len(rows)} weights)")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else LABELS)

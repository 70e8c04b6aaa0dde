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
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.model_selection import GroupKFold
from sklearn.svm import LinearSVC

from findingsgraph.loaders.reading.packed_weights import BIAS, PackedWeights
from findingsgraph.loaders.reading.theme_features import Features, read_features, stems
from findingsgraph.loaders.reading.themes import pick
from findingsgraph.loaders.training.as_read import REPORTS, in_context
from findingsgraph.loaders.training.labels import LABELS, LabelledItem, sources
from findingsgraph.loaders.training.places import without_places
from findingsgraph.loaders.training.word_vectors import SIZE, ReportText, read_texts, word_vectors
from findingsgraph.ontology.vocabulary import themes

SEEN = 4
"""A word that fewer findings have is left out."""
KEPT = 60_000
"""Weights kept over all themes: those that move the odds most, so that themes of many words get more."""
WORD = 1.6
"""How much sooner a word keeps its weight than a pair, which takes more room in the table."""
COMPANY = 2.0
"""How much the company that words keep counts against the words themselves."""
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


def learn(known: Sequence[Example], texts: Sequence[ReportText]) -> list[Row]:
    """Give weights (theme, feature, weight) learned from examples and from unlabelled texts.

    The same examples and texts give the same rows.
    """
    near = word_vectors(texts)
    scale = _scale(known, texts, near)
    signs = sorted({sign for each in known for sign in each.features.signs})
    names = sorted(scale) + signs
    table = _matrix(known, {name: i for i, name in enumerate(names)}, scale)
    vectors = _vectors(table, names, near)
    shared = table @ vectors
    centre = shared.mean(axis=0)
    wide = hstack([table, csr_matrix(shared - centre)]).tocsr()
    weights: dict[str, tuple[np.ndarray, float]] = {}
    for theme in themes():
        target = np.array([theme in each.themes for each in known])
        if target.any():
            own, bias = _fit(wide, target)
            own, of_vectors = own[: len(names)], own[len(names) :]
            weights[theme] = own + vectors @ of_vectors, bias - float(centre @ of_vectors)
    return _rows(weights, names, scale, table)


def _scale(
    known: Sequence[Example], texts: Sequence[ReportText], near: Mapping[str, np.ndarray]
) -> dict[str, float]:
    """How rare each term is: among the findings, or among the texts where few findings have it."""
    found = Counter(term for each in known for term in each.features.terms)
    said = Counter(word for text in texts for word in text.words)
    terms = [term for term, count in found.items() if count >= SEEN and _names_no_place(term)]
    scale = {word: RARE * math.log(len(texts) / said[word]) for word in near}
    return scale | {term: RARE * math.log(len(known) / found[term]) for term in terms}


def _names_no_place(term: str) -> bool:
    words = term.split(" ")
    return len(without_places(words)) == len(words)


def _vectors(table: csr_matrix, names: Sequence[str], near: Mapping[str, np.ndarray]) -> np.ndarray:
    """The vector of each column, none for pairs and signs, scaled by how much vectors are to count."""
    none = np.zeros(SIZE)
    vectors = np.array([near.get(name, none) for name in names])
    spread = table @ vectors
    spread = spread - spread.mean(axis=0)
    return vectors * (COMPANY / max(1e-9, math.sqrt(float((spread**2).sum(axis=1).mean()))))


def _rows(
    weights: Mapping[str, tuple[np.ndarray, float]],
    names: Sequence[str],
    scale: Mapping[str, float],
    table: csr_matrix,
) -> list[Row]:
    """The weights that move the odds most, over all themes; the bias takes the mean of what others give."""
    mean = np.asarray(table.mean(axis=0)).ravel()
    spread = np.sqrt(np.asarray(table.multiply(table).mean(axis=0)).ravel() - mean**2)
    spread *= np.array([1.0 if " " in name else WORD for name in names])
    worth = {theme: np.abs(own) * spread for theme, (own, _) in weights.items()}
    every = np.sort(np.concatenate(list(worth.values())))
    least = every[-min(KEPT, every.size)]
    rows: list[Row] = []
    for theme, (own, bias) in weights.items():
        kept = (worth[theme] >= least) & (worth[theme] > 0)
        rows.append((theme, BIAS, round(STEEP * (bias + float(mean[~kept] @ own[~kept])) + SHIFT, 2)))
        for at in map(int, np.flatnonzero(kept)):
            value = round(STEEP * float(own[at]) * scale.get(names[at], 1.0), 1)
            if value:
                rows.append((theme, names[at], value))
    return rows


def _fit(table: csr_matrix, target: np.ndarray) -> tuple[np.ndarray, float]:
    model = LinearSVC(C=STRENGTH, intercept_scaling=BIASED, random_state=0).fit(table, target)
    return model.coef_[0], float(model.intercept_[0])


def _matrix(known: Sequence[Example], column: Mapping[str, int], scale: Mapping[str, float]) -> csr_matrix:
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


def cross_validated(known: Sequence[Example], texts: Sequence[ReportText]) -> float:
    """F1 on authorities of which neither weights nor word vectors have seen a report."""
    groups = [each.authority for each in known]
    total = np.zeros(3)
    for train, test in GroupKFold(FOLDS).split(groups, groups=groups):
        unseen = {groups[i] for i in test}
        seen = [text for text in texts if text.authority not in unseen]
        weights = PackedWeights(learn([known[i] for i in train], seen))
        total += f1([known[i] for i in test], weights)
    return _ratio(*total)


def _ratio(right: float, wrong: float, missing: float) -> float:
    return 2 * right / (2 * right + wrong + missing)


def write(rows: Iterable[Row], table: Path) -> None:
    """Write the table: a line for each theme and weight, the strongest first, with all its features."""
    alike: dict[str, dict[float, list[str]]] = {}
    for theme, feature, weight in rows:
        alike.setdefault(theme, {}).setdefault(weight, []).append(feature)
    lines = ["# theme, weight, features; written by python -m findingsgraph.loaders.training.themes"]
    for theme, features in alike.items():
        lines += [f"{theme}\t{weight:g}\t{', '.join(features[weight])}" for weight in sorted(features)[::-1]]
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(folder: Path) -> None:
    """Train, write the table, print the figures."""
    known = examples(in_context(folder / "train"))
    texts = read_texts(REPORTS, sources(folder / "gold"), lambda item: [stems(item.block.text)])
    rows = learn(known, texts)
    write(rows, Path(str(files("findingsgraph.loaders.reading"))) / "theme-weights.tsv")
    print(f"themes F1, other authorities of train: {cross_validated(known, texts):.3f}")
    gold = examples(in_context(folder / "gold"))
    print(f"themes F1, gold: {_ratio(*f1(gold, PackedWeights(rows))):.3f} ({len(rows)} weights)")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else LABELS)

"""Train the stance model that the loaders ship, loaders/reading/stance_model.tsv.

`python -m findingsgraph.loaders.training.stance` writes it again, the same bytes each time.

Learns from labels/train alone. Cross-validation leaves out whole authorities, so that the
figures printed are about reports of authorities that the model never saw; the leads and
how often they were right (the confidence) come from it too.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from findingsgraph.loaders.reading.stance import decide_by_rule
from findingsgraph.loaders.reading.stance_features import (
    context_features,
    cue_features,
    scale,
    text_features,
    word_parts,
    words_of,
)
from findingsgraph.loaders.reading.stance_model import NEIGHBOURS, STANCES
from findingsgraph.loaders.records import ItemContext, Stance
from findingsgraph.loaders.training.labels import LABELS, LabelledItem, read_labels
from findingsgraph.loaders.training.places import without_places

MODEL = Path(__file__).resolve().parent.parent / "reading" / "stance_model.tsv"
FOLDS = 6
UNIT = 1000
"""Weights are written in thousandths."""
SMALLEST = 20
"""A feature is left out when no stance gives it this many thousandths."""
PENALTY = 0.2
CUE_SCALE = 0.4
"""The weight of a run of cues in learning."""
CUES = ("cue:", "cues:")


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled sentence as features, with its place in its item."""

    authority: str
    features: Mapping[str, float]
    accepted: tuple[Stance, ...]
    ruled: Stance | None
    first: bool
    last: bool


def examples_of(items: Sequence[LabelledItem], forget: bool = False) -> list[Example]:
    """Give the sentences as features; with `forget`, every fourth item loses its kind and grade.

    A model that has learned with and without them still reads where a heading was not understood.
    """
    found = []
    for number, item in enumerate(items):
        context = _forgotten(item.context) if forget and number % 4 == 0 else item.context
        before: list[str] = []
        count = len(item.sentences)
        for index, sentence in enumerate(item.sentences):
            words = without_places(words_of(sentence))
            about = context_features(words, sentence, context, index, count)
            rule = decide_by_rule(sentence, item.context.kind)
            found.append(
                Example(
                    authority=item.authority,
                    features=sentence_features(words, before, about),
                    accepted=item.accepted[index],
                    ruled=rule.stance if rule else None,
                    first=index == 0,
                    last=index == count - 1,
                )
            )
            before = words
    return found


def _forgotten(context: ItemContext) -> ItemContext:
    return replace(context, kind="finding", grade="")


def sentence_features(words: Sequence[str], before: Sequence[str], about: Sequence[str]) -> dict[str, float]:
    """Give the features that the model sums when it reads, with their scale."""
    once = dict.fromkeys(words)
    text = Counter(f"~{part}" for word in once for part in word_parts(word))
    text.update(once.keys())
    text.update(text_features(words))
    features = {name: count * scale(words) for name, count in text.items()}
    for name in cue_features(words):  # once for each time they stand there, as the sum has it
        features[name] = features.get(name, 0.0) + CUE_SCALE
    earlier = list(dict.fromkeys(before))
    features |= {f"<{word}": scale(earlier) for word in earlier}
    return features | dict.fromkeys(about, 1.0)


class Columns:
    """Which column of the matrix a feature is: those that at least two examples have, by name."""

    def __init__(self, examples: Sequence[Example]) -> None:
        counts = Counter(chain.from_iterable(example.features for example in examples))
        self.names = sorted(name for name, count in counts.items() if count > 1)
        self._at = {name: at for at, name in enumerate(self.names)}

    def matrix(self, examples: Sequence[Example]) -> csr_matrix:
        """Give the examples as rows."""
        starts, columns, values = [0], [], []
        for example in examples:
            for name, value in example.features.items():
                at = self._at.get(name)
                if at is not None:
                    columns.append(at)
                    values.append(value)
            starts.append(len(columns))
        return csr_matrix((values, columns, starts), shape=(len(examples), len(self.names)))


def fit(examples: Sequence[Example]) -> tuple[Columns, Any]:
    """Fit the weights to the examples that no rule settles."""
    learned = [example for example in examples if example.ruled is None]
    columns = Columns(learned)
    model = LinearSVC(C=PENALTY, random_state=0)
    model.fit(columns.matrix(learned), [STANCES.index(example.accepted[0]) for example in learned])
    return columns, model


def folds(examples: Sequence[Example]) -> list[int]:
    """Give each example its fold, the same for all of an authority."""
    sizes = [0] * FOLDS
    fold: dict[str, int] = {}
    for authority, count in sorted(
        Counter(example.authority for example in examples).items(), key=lambda row: (-row[1], row[0])
    ):
        fold[authority] = sizes.index(min(sizes))
        sizes[fold[authority]] += count
    return [fold[example.authority] for example in examples]


Scores = NDArray[np.float64]


def score(columns: Columns, model: Any, examples: Sequence[Example]) -> Scores:
    """Give each example's score for each stance, in the order of `STANCES`."""
    scores = np.full((len(examples), len(STANCES)), -1.0)
    scores[:, model.classes_] = model.decision_function(columns.matrix(examples))
    return scores


def cross_scores(examples: Sequence[Example], plain: Sequence[Example], fold: Sequence[int]) -> Scores:
    """Score each example by weights that saw nothing of its authority."""
    scores = np.zeros((len(examples), len(STANCES)))
    for out in range(FOLDS):
        columns, model = fit([example for example, at in zip(examples, fold, strict=True) if at != out])
        held = [at for at, of in enumerate(fold) if of == out]
        scores[held] = score(columns, model, [plain[at] for at in held])
    return scores


def with_neighbours(examples: Sequence[Example], scores: Scores) -> Scores:
    """Put each example's scores beside those of the sentences before and after, as `NEIGHBOURS` says."""
    first = np.array([[float(example.first)] for example in examples])
    last = np.array([[float(example.last)] for example in examples])
    before = np.roll(scores, 1, axis=0) * (1 - first)
    after = np.roll(scores, -1, axis=0) * (1 - last)
    return np.hstack([scores, before, first, after, last])


def fit_neighbours(examples: Sequence[Example], values: Scores) -> Any:
    """Fit the second step, whose outcome is a probability."""
    learned = [at for at, example in enumerate(examples) if example.ruled is None]
    wanted = [STANCES.index(examples[at].accepted[0]) for at in learned]
    return LogisticRegression(C=0.3, max_iter=1000).fit(values[learned], wanted)


@dataclass(frozen=True, slots=True)
class Guess:
    """What was said of an example, and with what probability."""

    stance: Stance
    confidence: float


def guess(examples: Sequence[Example], model: Any, values: Scores) -> list[Guess]:
    """Judge examples by rule or by the second step."""
    shares = model.predict_proba(values)
    return [
        Guess(example.ruled or STANCES[model.classes_[row.argmax()]], 1.0 if example.ruled else row.max())
        for example, row in zip(examples, shares, strict=True)
    ]


def cross_validate(examples: Sequence[Example], scores: Scores, fold: Sequence[int]) -> list[Guess]:
    """Judge each example by a second step, too, that saw nothing of its authority."""
    values, at = with_neighbours(examples, scores), np.array(fold)
    guesses: dict[int, Guess] = {}
    for out in range(FOLDS):
        kept, held = np.flatnonzero(at != out).tolist(), np.flatnonzero(at == out).tolist()
        model = fit_neighbours([examples[i] for i in kept], values[kept])
        guesses |= zip(held, guess([examples[i] for i in held], model, values[held]), strict=True)
    return [guesses[number] for number in range(len(examples))]


def report(name: str, examples: Sequence[Example], guesses: Sequence[Guess]) -> str:
    """Give accuracy and macro-F1 (strength, weakness, context, required-action) in a line."""
    confusion: Counter[tuple[Stance, Stance]] = Counter()
    for example, said in zip(examples, guesses, strict=True):
        right = said.stance in example.accepted
        confusion[example.accepted[0], example.accepted[0] if right else said.stance] += 1
    accuracy = sum(count for (want, got), count in confusion.items() if want == got) / len(examples)
    f1 = {}
    for stance in STANCES:
        true = confusion[stance, stance]
        wrong = sum(n for (want, got), n in confusion.items() if (want == stance) != (got == stance))
        f1[stance] = 2 * true / (2 * true + wrong) if true + wrong else 1.0
    macro = sum(share for stance, share in f1.items() if stance != "mixed") / 4
    shares = " ".join(f"{stance} {share:.3f}" for stance, share in f1.items())
    return f"{name}: accuracy {accuracy:.4f} macro-F1 {macro:.4f} ({shares}) of {len(examples)} sentences"


def confidence_line(examples: Sequence[Example], guesses: Sequence[Guess]) -> str:
    """Say how many of the statements given 0.9 or more were right."""
    sure = [
        said.stance in example.accepted
        for example, said in zip(examples, guesses, strict=True)
        if said.confidence >= 0.9 and example.ruled is None
    ]
    return (
        f"  the model gives {len(sure)} of them 0.9 or more; {sum(sure) / len(sure):.4f} of these are right"
    )


def rows(columns: Columns, model: Any, second: Any) -> list[str]:
    """Give the lines of the table of weights."""
    table = np.zeros((len(columns.names), len(STANCES)))
    table[:, model.classes_] = model.coef_.T
    prior = np.full(len(STANCES), -1.0)
    prior[model.classes_] = model.intercept_
    lines = [
        "# Weights of the stance model in thousandths: feature, then " + ", ".join(STANCES) + ".",
        "# Made by python -m findingsgraph.loaders.training.stance; do not edit.",
        "# ~ a part of a word, < a word of the sentence before, = how neighbours are weighed in.",
        _row("=prior", prior),
        _row("=bias", second.intercept_),
    ]
    lines += [_row(f"={name}", weights) for name, weights in zip(NEIGHBOURS, second.coef_.T, strict=True)]
    for name, weights in zip(columns.names, table, strict=True):
        if name.startswith(CUES):
            weights = weights * CUE_SCALE  # so that reading need not scale them
        if abs(weights).max() * UNIT >= SMALLEST:
            lines.append(_row(name, weights))
    return lines


def _row(name: str, weights: Iterable[float]) -> str:
    return "\t".join([name, *(str(round(float(weight) * UNIT)) for weight in weights)])


def train(labels: Path = LABELS) -> list[str]:
    """Cross-validate, print the figures, and give the lines of the model."""
    items = read_labels(labels / "train")
    plain, examples = examples_of(items), examples_of(items, forget=True)
    fold = folds(examples)
    scores = cross_scores(examples, plain, fold)
    guesses = cross_validate(plain, scores, fold)
    print(report("cross-validation over whole authorities", plain, guesses), file=sys.stderr)
    print(confidence_line(plain, guesses), file=sys.stderr)
    columns, model = fit(examples)
    return rows(columns, model, fit_neighbours(plain, with_neighbours(plain, scores)))


if __name__ == "__main__":
    MODEL.write_text("\n".join(train()) + "\n", "utf-8")

"""Labelled sentences as the features that the stance model learns from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from scipy.sparse import csr_matrix

from findingsgraph.loaders.reading.stance import decide_by_rule
from findingsgraph.loaders.reading.stance_features import (
    context_features,
    cue_features,
    scale,
    text_features,
    word_parts,
    words_of,
)
from findingsgraph.loaders.records import ItemContext, Stance, StanceDecision
from findingsgraph.loaders.training.labels import LabelledItem
from findingsgraph.loaders.training.places import without_places

__all__ = ["CUES", "CUE_SCALE", "Columns", "Example", "examples_of", "sentence_features"]

CUE_SCALE = 0.4
"""The weight of a run of cues in learning."""
CUES = ("cue:", "cues:")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence as features, with its place in its item; one without a label accepts no stance."""

    authority: str
    features: Mapping[str, float]
    accepted: tuple[Stance, ...]
    ruled: StanceDecision | None
    """What a rule settles."""
    first: bool
    last: bool

    @property
    def learned(self) -> bool:
        """Tell whether the weights learn from it: labelled, and settled by no rule."""
        return bool(self.accepted) and self.ruled is None


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
            found.append(
                Example(
                    authority=item.authority,
                    features=sentence_features(words, before, about),
                    accepted=item.accepted[index],
                    ruled=decide_by_rule(sentence, item.context.kind),
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

"""Labelled sentences as the features that the stance model learns from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from scipy.sparse import csr_matrix

from findingsgraph.loaders.reading.stance import decide_by_rule
from findingsgraph.loaders.reading.stance_cues import FAMILIES
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

__all__ = [
    "Columns",
    "Example",
    "common_words",
    "counts_by_length",
    "examples_of",
    "learning_scale",
    "sentence_features",
]

COMMON = 50
"""A word that so many sentences have is known by itself, without its parts."""
_WORDS, _PARTS, _BEFORE, _CUES, _ABOUT = 2.0, 0.7, 1.2, 0.5, 0.8
_CUE_PREFIXES = tuple(family.prefix for family in FAMILIES)
_MARKS = ("figures", "names-recommendation")


def learning_scale(name: str) -> float:
    """Give how large a feature is in learning beside what it is in reading: the larger, the freer its weight.

    >>> [learning_scale(name) for name in ("good", "not good", "~goo", "<good", "cue:good", "kind=finding")]
    [2.0, 2.0, 0.7, 1.2, 0.5, 0.8]
    """
    if name[0] in "~<":
        return _PARTS if name[0] == "~" else _BEFORE
    if name.startswith(_CUE_PREFIXES):
        return _CUES
    return _ABOUT if "=" in name or name in _MARKS else _WORDS


def counts_by_length(name: str) -> bool:
    """Tell whether a feature is of a text, and so counts the less the longer the text is."""
    return learning_scale(name) not in (_CUES, _ABOUT)


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
    found, common = [], common_words(items)
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
                    features=sentence_features(words, before, about, common),
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


def common_words(items: Iterable[LabelledItem]) -> frozenset[str]:
    """Give the words of which enough is known without their parts."""
    counts = Counter(
        word for item in items for sentence in item.sentences for word in set(words_of(sentence))
    )
    return frozenset(word for word, count in counts.items() if count >= COMMON)


def sentence_features(
    words: Sequence[str], before: Sequence[str], about: Sequence[str], common: frozenset[str] = frozenset()
) -> dict[str, float]:
    """Give the features that the model sums when it reads, with their scale there."""
    once = dict.fromkeys(words)
    text = Counter(f"~{part}" for word in once if word not in common for part in word_parts(word))
    text.update(once.keys())
    text.update(text_features(words))
    features = {name: count * scale(words) for name, count in text.items()}
    for name in cue_features(words):  # once for each time they stand there, as the sum has it
        features[name] = features.get(name, 0.0) + 1.0
    earlier = list(dict.fromkeys(before))
    features |= {f"<{word}": scale(earlier) for word in earlier}
    return features | dict.fromkeys(about, 1.0)


class Columns:
    """Which column of the matrix a feature is: those that at least two examples have, by name."""

    def __init__(self, examples: Sequence[Example]) -> None:
        counts = Counter(chain.from_iterable(example.features for example in examples))
        self.names = sorted(name for name, count in counts.items() if count > 1)
        self._at = {name: at for at, name in enumerate(self.names)}
        self.scales = [learning_scale(name) for name in self.names]

    def matrix(self, examples: Sequence[Example]) -> csr_matrix:
        """Give the examples as rows."""
        starts, columns, values = [0], [], []
        for example in examples:
            for name, value in example.features.items():
                at = self._at.get(name)
                if at is not None:
                    columns.append(at)
                    values.append(value * self.scales[at])
            starts.append(len(columns))
        return csr_matrix((values, columns, starts), shape=(len(examples), len(self.names)))

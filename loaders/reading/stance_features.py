"""What the stance model looks at in a sentence: features by group, the same when it learns and when it reads.

A group has its own scale, so that a long sentence does not shout down a short one: words and
pairs of words weigh 1/√n in a sentence of n words, the words of the sentence before 1/√n likewise,
runs of cues and what is known besides the words 1. A feature counts once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Sized
from math import sqrt

from findingsgraph.loaders.reading.stance_cues import cue_features
from findingsgraph.loaders.records import ItemContext

__all__ = [
    "CONTRAST",
    "FIGURES",
    "Place",
    "context_features",
    "cue_features",
    "edge_features",
    "first_features",
    "last_features",
    "mark_features",
    "names_recommendation",
    "place_features",
    "place_of",
    "scale",
    "text_features",
    "word_parts",
    "words_of",
]

Words = Sequence[str]
Place = tuple[str, str, str, int, int, int]
"""Where a sentence stands: see `place_of`."""

_SPACED = str.maketrans(
    dict.fromkeys('()[]{},;:.!?/\\"“”…*•&+=@#_|<>£$\xa0', " ") | {"’": "'", "‘": "'", "–": "-", "‑": "-"}
)
_DIGITS = frozenset("0123456789")
FIGURES = frozenset(["0", "0%"])
"""What every number becomes."""
CONTRAST = frozenset(
    ["although", "but", "despite", "except", "however", "nevertheless"]
    + ["though", "unless", "whereas", "while", "whilst", "yet"]
)
_PART_SIZES = range(3, 6)


def words_of(sentence: str) -> list[str]:
    """Give the lower-case words; every number is `0`, every percentage `0%`.

    >>> words_of("However, 250 (45%) of children’s plans are well-written.")
    ['however', '0', '0%', 'of', "children's", 'plans', 'are', 'well-written']
    """
    found = [word for part in sentence.lower().translate(_SPACED).split() if (word := part.strip("'-"))]
    if not _DIGITS.isdisjoint(sentence):
        found = [
            word if word[0] > "9" or word[0] < "0" else "0%" if word[-1] == "%" else "0" for word in found
        ]
    return found


def word_parts(word: str) -> list[str]:
    """Give the three to five letters long parts of a word, its ends marked.

    >>> word_parts("good")
    ['<go', 'goo', 'ood', 'od>', '<goo', 'good', 'ood>', '<good', 'good>']
    """
    marked = f"<{word}>"
    return [marked[i : i + size] for size in _PART_SIZES for i in range(len(marked) - size + 1)]


def text_features(words: Words) -> list[str]:
    """Give the pairs of neighbouring words, and the words around the first contrast.

    Words alone are left to the caller, who knows which have weights and which only their parts'.

    >>> text_features(["plans", "exist", "but", "drift"])
    ['plans exist', 'exist but', 'but drift', 'before:plans', 'before:exist', 'after:drift']
    """
    features = [f"{a} {b}" for a, b in zip(words, words[1:], strict=False)]
    features += _clause_features(words)
    return list(dict.fromkeys(features))


def _clause_features(words: Words) -> Iterator[str]:
    """Say which words stand before and after a contrast; `led:` when the contrast opens the sentence."""
    if CONTRAST.isdisjoint(words):
        return
    at = next(i for i, word in enumerate(words) if word in CONTRAST)
    for word in dict.fromkeys(words[:at]):
        yield f"before:{word}"
    after = "after" if at else "led"
    for word in dict.fromkeys(words[at + 1 :]):
        yield f"{after}:{word}"


def context_features(words: Words, sentence: str, context: ItemContext, index: int, count: int) -> list[str]:
    """Give what is known besides the words: first and last words, place, list, grade, figures.

    `index` counts the sentence within its item of `count` sentences, from 0.
    """
    place = place_of(len(words), context, index, count)
    return place_features(*place) + edge_features(words, sentence)


def place_of(size: int, context: ItemContext, index: int, count: int) -> Place:
    """Give where a sentence of so many words stands, in the few different ways that count."""
    left = count - 1 - index
    return (
        context.kind,
        context.grade,
        context.part,
        index if index < 4 else 4,
        left if left < 2 else 2,
        size // 6 if size < 42 else 7,
    )


def place_features(kind: str, grade: str, part: str, index: int, left: int, size: int) -> list[str]:
    """Give what the place of a sentence offers."""
    return [
        f"kind={kind}",
        f"grade={grade}",
        f"part={part}",
        f"kind+grade={kind} {grade}",
        f"sentence={index}",
        f"left={left}",
        f"words={size}",
    ]


def edge_features(words: Words, sentence: str) -> list[str]:
    """Give the first and last words, and what figures and brackets there are."""
    marks = mark_features(not FIGURES.isdisjoint(words), names_recommendation(sentence))
    return [*first_features(words), *last_features(words), *marks]


def mark_features(figures: bool, recommendation: bool) -> list[str]:
    """Give what is said of a sentence with figures, and of one that `names_recommendation`."""
    return ["figures"] * figures + ["names-recommendation"] * recommendation


def first_features(words: Words) -> list[str]:
    """Give the first word, the first two and the first three: all of them where there are fewer."""
    return [f"first={' '.join(words[:size])}" for size in (1, 2, 3)] if words else []


def last_features(words: Words) -> list[str]:
    """Give the last word and the last two."""
    return [f"last={words[-1]}", f"last={' '.join(words[-2:])}"] if words else []


def names_recommendation(sentence: str) -> bool:
    """Tell whether a sentence ends with the number of a recommendation in brackets."""
    return ")" in sentence[-3:] and "ecommendation" in sentence[-45:]


def scale(words: Sized) -> float:
    """Give the weight of a text feature in a sentence of these words."""
    return 1 / sqrt(len(words)) if words else 0.0

"""Learn what each word is worth when two texts are compared: the rarer in reports, the more.

    python -m findingsgraph.loaders.training.terms [LABELS]

writes loaders/reading/term-weights.tsv from the words of LABELS/train: the inverse document
frequency of word stems (Spärck Jones, 1972), a finding being a document. Words of the grammar,
words that more than one finding in seven has, numbers and names of places are left out.
"""

from __future__ import annotations

import math
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib import resources
from pathlib import Path

from findingsgraph.loaders.reading.theme_features import stems
from findingsgraph.loaders.training.labels import LABELS, read_labels
from findingsgraph.loaders.training.places import without_places

COMMON = 0.15
"""A word that a larger share of findings has tells nothing."""
SEEN = 2
"""A word that fewer findings have is mostly a name or a slip."""


def learn(texts: Iterable[str]) -> list[tuple[str, float]]:
    """Give the weight of each word stem that counts, sorted.

    >>> learn(["Chronologies are late.", "Chronologies help.", *["Plans help."] * 18])
    [('chronology', 2.13)]
    """
    said = [set(stems(text)) for text in texts]
    frequency = Counter(stem for each in said for stem in each)
    most = COMMON * len(said)
    known = [stem for stem, count in frequency.items() if SEEN <= count <= most and _counts(stem)]
    return [(stem, _weight(frequency[stem], len(said))) for stem in sorted(without_places(known))]


def _weight(count: int, texts: int) -> float:
    return round(math.log((texts + 1) / (count + 0.5)), 2)


def _counts(stem: str) -> bool:
    return len(stem) > 1 and not any(letter.isdigit() for letter in stem) and stem not in _grammar()


@cache
def _grammar() -> frozenset[str]:
    table = resources.files("findingsgraph.loaders.training").joinpath("terms.toml")
    groups = tomllib.loads(table.read_text("utf-8")).values()
    return frozenset(stem for words in groups for stem in stems(words))


def main(folder: Path) -> None:
    """Learn and write the table."""
    rows = learn(" ".join(item.sentences) for item in read_labels(folder / "train"))
    target = resources.files("findingsgraph.loaders.reading").joinpath("term-weights.tsv")
    lines = ["# word stem, weight; written by python -m findingsgraph.loaders.training.terms"]
    lines += [f"{stem}\t{weight:g}" for stem, weight in rows]
    Path(str(target)).write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(rows)} words")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else LABELS)

"""Counts of sentences by stance, and the share of weaknesses with its interval."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from findingsgraph.graphs.places.intervals import wilson
from findingsgraph.graphs.places.material import Inspection, Sentence
from findingsgraph.graphs.store.rows import Cell

__all__ = ["COLUMNS", "Tally", "leaning", "tallies"]

COLUMNS = ("statements", "strengths", "weaknesses", "mixed", "required", "share", "low", "high")
"""Columns that `Tally.cells` fills."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many sentences say what.

    >>> tally = Tally.of(["strength"] * 5 + ["weakness", "mixed", "context"])
    >>> tally.statements, tally.valued, tally.share
    (8, 7, 0.286)
    >>> tally.interval
    (0.082, 0.641)
    """

    statements: int
    strengths: int
    weaknesses: int
    mixed: int
    required: int

    @classmethod
    def of(cls, stances: Iterable[str]) -> Tally:
        """Count stances."""
        counts = Counter(stances)
        return cls(
            counts.total(), counts["strength"], counts["weakness"], counts["mixed"], counts["required-action"]
        )

    @property
    def valued(self) -> int:
        """Sentences that find something good or bad."""
        return self.strengths + self.weaknesses + self.mixed

    @property
    def weak(self) -> int:
        """Of these, those with a weakness, mixed ones too."""
        return self.weaknesses + self.mixed

    @property
    def share(self) -> float | None:
        """Share of the valued sentences that have a weakness; None where none is valued."""
        return round(self.weak / self.valued, 3) if self.valued else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95% interval of that share; None where none is valued."""
        if not self.valued:
            return None
        low, high = wilson(self.weak, self.valued)
        return round(low, 3), round(high, 3)

    def cells(self) -> tuple[Cell, ...]:
        """Give the values of `COLUMNS`."""
        low, high = self.interval or (None, None)
        counts = (self.statements, self.strengths, self.weaknesses, self.mixed, self.required)
        return (*counts, self.share, low, high)


def leaning(tally: Tally) -> str:
    """Say where most sentences point: strength, weakness, both (as many), or nothing when none is valued.

    >>> leaning(Tally.of(["strength", "strength", "mixed"])), leaning(Tally.of(["context"]))
    ('strength', '')
    """
    if not tally.valued:
        return ""
    if tally.strengths == tally.weaknesses:
        return "both"
    return "strength" if tally.strengths > tally.weaknesses else "weakness"


def tallies(
    found: Sequence[Inspection],
    said: Mapping[str, Sequence[Sentence]],
    keys: Callable[[Sentence], Iterable[str]],
) -> Iterator[tuple[str, list[Tally]]]:
    """Count each inspection's sentences by key, in the order of the inspections.

    Keys that most sentences have come first; an inspection without one has an empty tally.
    """
    stances: dict[str, dict[str, list[str]]] = {}
    for each in found:
        for sentence in said[each.iri]:
            for key in keys(sentence):
                stances.setdefault(key, {}).setdefault(each.iri, []).append(sentence.stance)
    for key in sorted(stances, key=lambda key: (-sum(map(len, stances[key].values())), key)):
        yield key, [Tally.of(stances[key].get(each.iri, ())) for each in found]

"""One number of a sentence and what stands around it, for those who look for what it is held against."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from findingsgraph.loaders.reading.comparator_cues import Kind, cues
from findingsgraph.loaders.reading.numerals import Numeral

__all__ = ["DATE_NEAR", "NEAR", "Link", "View", "alike"]

NEAR = 80
"""How many characters before a number its cue may stand, where no other number stands between."""
DATE_NEAR = 30
"""How many characters after a comparator its date may stand."""
_SAID_AFTER = 45
"""How many characters after a number may say what it is."""
_TIMES = ("days", "weeks", "months")


@dataclass(frozen=True, slots=True)
class Link:
    """Numeral `other` is what numeral `subject` is held against (indices into one sentence's numerals)."""

    subject: int
    other: int
    kind: Kind
    own: bool = False
    """Whether `other` is a measure itself too: an earlier value that had its own, the whole of a part."""
    whole: bool = False
    """Whether `other` is what `subject` is part of: 12 of 15 cases."""


@dataclass(frozen=True, slots=True)
class View:
    """One numeral of a sentence and the words around it, up to the numerals next to it."""

    text: str
    numerals: Sequence[Numeral]
    index: int
    taken: frozenset[int]
    """Numerals that are comparators already."""

    @property
    def numeral(self) -> Numeral:
        """The number itself."""
        return self.numerals[self.index]

    @property
    def next(self) -> Numeral | None:
        """The number after it."""
        return self.numerals[self.index + 1] if self.index + 1 < len(self.numerals) else None

    @property
    def before(self) -> str:
        """The words between it and the number before."""
        begin = self.numerals[self.index - 1].end if self.index else 0
        return self.text[begin : self.numeral.start]

    @property
    def near(self) -> str:
        """The words before in the same part of the sentence; `and more than 60%` compares with nothing."""
        words = self.before[-NEAR:].rpartition(";")[2]
        return cues().approximate.sub(" ", words)

    @property
    def after(self) -> str:
        """The words between it and the number after."""
        return self.text[self.numeral.end : self.next.start if self.next else None]

    @property
    def following(self) -> str:
        """The first words after, which may say what the number is: `25% nationally`."""
        return cues().clause.split(self.after, maxsplit=1)[0][:_SAID_AFTER]

    def subject(self) -> int | None:
        """The nearest numeral before that measures the same unit and is no comparator itself.

        `29 weeks, three weeks above the target of 26 weeks`: rather one that says not by how much it differs.
        """
        nearest = self._earlier(lambda numeral: alike(numeral, self.numeral))
        if nearest is None or cues().amount.match(self.text, self.numerals[nearest].end) is None:
            return nearest
        amount = cues().amount
        rather = self._earlier(lambda n: alike(n, self.numeral) and amount.match(self.text, n.end) is None)
        return nearest if rather is None else rather

    def lasting(self) -> int | None:
        """The nearest length of time before a bare number: `530 days compared with 590`."""
        return None if self.numeral.unit else self._earlier(lambda numeral: numeral.unit in _TIMES)

    def _earlier(self, fits: Callable[[Numeral], bool]) -> int | None:
        places = (i for i in range(self.index - 1, -1, -1) if i not in self.taken and fits(self.numerals[i]))
        return next(places, None)


def alike(a: Numeral, b: Numeral) -> bool:
    """Whether two numbers are in one unit; a rate's unit is now and then printed once for both."""
    rate = "per-10000" in (a.unit, b.unit) and "" in (a.unit, b.unit)
    return a.unit == b.unit or (rate and a.form == b.form == "digits")

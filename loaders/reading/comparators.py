"""Find what a measure is held against: the national average, the year before, the whole it is part of.

A number that stands only to be compared with (`compared to a national average of
46 weeks`, `up from 22%`) becomes a comparator of the measure beside it and is no
measure of its own, unless its sentence has nothing else to hold it against.
The words that show it are data: `comparators.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from findingsgraph.loaders.reading.comparator_cues import Kind, cues
from findingsgraph.loaders.reading.numerals import DateMention, Numeral
from findingsgraph.loaders.records import Comparator

__all__ = ["Link", "compare", "goes_on", "held_against", "is_change", "link_numerals", "looks_back"]

_NEAR = 60
"""How many characters before a number its cue may stand, where no other number stands between."""
_TIMES = ("days", "weeks", "months")
_DATE_NEAR = 30
"""How many characters after a comparator its date may stand."""


@dataclass(frozen=True, slots=True)
class Link:
    """Numeral `other` is what numeral `subject` is held against (indices into one sentence's numerals)."""

    subject: int
    other: int
    kind: Kind
    own: bool = False
    """Whether `other` is a measure itself, held against an earlier one."""


@dataclass(frozen=True, slots=True)
class _View:
    """One numeral of a sentence and the words around it, up to the numerals next to it."""

    text: str
    numerals: Sequence[Numeral]
    index: int
    taken: frozenset[int]
    """Numerals that are comparators already."""

    @property
    def numeral(self) -> Numeral:
        return self.numerals[self.index]

    @property
    def next(self) -> Numeral | None:
        return self.numerals[self.index + 1] if self.index + 1 < len(self.numerals) else None

    @property
    def before(self) -> str:
        begin = self.numerals[self.index - 1].end if self.index else 0
        return self.text[begin : self.numeral.start]

    @property
    def after(self) -> str:
        return self.text[self.numeral.end : self.next.start if self.next else None]

    def subject(self) -> int | None:
        """The nearest numeral before that measures the same unit and is no comparator itself."""
        earlier = range(self.index - 1, -1, -1)
        alike = (i for i in earlier if i not in self.taken and _alike(self.numerals[i], self.numeral))
        return next(alike, None)

    def lasting(self) -> int | None:
        """The nearest length of time before a bare number: `530 days compared with 590`."""
        if self.numeral.unit:
            return None
        earlier = range(self.index - 1, -1, -1)
        return next((i for i in earlier if i not in self.taken and self.numerals[i].unit in _TIMES), None)


def link_numerals(text: str, numerals: Sequence[Numeral]) -> tuple[Link, ...]:
    """Say which numerals of a plain sentence are comparators of which.

    >>> from findingsgraph.loaders.reading.numerals import find_numerals
    >>> text = "the average is 34 weeks compared to a national average of 46 weeks"
    >>> link_numerals(text, find_numerals(text)[0])
    (Link(subject=0, other=1, kind='national', own=False),)
    """
    links: list[Link] = []
    taken: frozenset[int] = frozenset()
    for index in range(len(numerals) if len(numerals) > 1 else 0):
        if index in taken:
            continue
        view = _View(text, numerals, index, taken)
        link = next((found for find in _FINDERS if (found := find(view))), None)
        if link:
            links.append(link)
            taken |= {link.other}
    return tuple(links)


def _from_to(view: _View) -> Link | None:
    """`from 103 to 129`: the earlier value is held against the later."""
    if view.next is None or not _alike(view.numeral, view.next):
        return None
    if cues().from_.search(view.before) and cues().to.search(view.after):
        return Link(view.index + 1, view.index, "previous")
    return None


def _part_of_whole(view: _View) -> Link | None:
    """`77 out of 134`, `six (46%) of the 13`, `82/206`."""
    if not view.index or view.numeral.unit or not cues().part.search(view.before):
        return None
    part = view.index - 1
    if view.before.startswith(")") and part and view.numerals[part].unit == "percent":
        part -= 1
    return None if view.numerals[part].unit else Link(part, view.index, "other")


def _trend(view: _View) -> Link | None:
    """`40 in 2012-13, dropping to 20 in 2013-14`: the earlier value stands further back."""
    earlier = view.subject()
    if earlier is None or not cues().trend.search(view.before):
        return None
    change = cues().by.search(view.text[: view.numerals[earlier].start])
    return None if change else Link(view.index, earlier, "previous")


def _changed_from(view: _View) -> Link | None:
    """`26%, an increase from 22%`; in `an increase from 12 ... and an increase from 7` both look back."""
    subject = view.subject()
    if subject is None or not cues().change.search(view.before[-_NEAR:]):
        return None
    if cues().change.search(view.text[: view.numerals[subject].start]):
        return None
    return Link(subject, view.index, "previous")


def _compared(view: _View) -> Link | None:
    """`34 weeks compared to a national average of 46 weeks`, `37 weeks, above the 26-week target`."""
    subject, before = view.subject(), view.before[-_NEAR:]
    if subject is None:
        subject = view.lasting()
    if subject is None:
        return None
    if not (view.numeral.unit or view.numerals[subject].unit or cues().held.search(before)):
        return None
    if cues().joined.search(before) and view.index - 1 not in view.taken:
        return None
    if cues().after.search(view.after):
        kind = _kind("", view.after[:_DATE_NEAR])
        return Link(subject, view.index, _kind(before, "") if kind == "other" else kind)
    if cues().before.search(before):
        return Link(subject, view.index, _kind(before, view.after[:_DATE_NEAR]))
    return None


def _compared_ahead(view: _View) -> Link | None:
    """`compared to 25% nationally, 17% were`: the number compared with stands first."""
    if view.next is None or not view.numeral.unit or not _alike(view.numeral, view.next):
        return None
    if cues().ahead.search(view.before):
        return Link(view.index + 1, view.index, _kind(view.before[-_NEAR:], view.after[:_DATE_NEAR]))
    return None


def _series(view: _View) -> Link | None:
    """`62% in 2013 and just 55% in June 2014`: the later of two dated values looks back."""
    if not view.index or view.index - 1 in view.taken:
        return None
    if not _alike(view.numeral, view.numerals[view.index - 1]):
        return None
    earlier, later = cues().dated.fullmatch(view.before), cues().when.match(view.after)
    if earlier is None or later is None or not earlier[1] < later[1]:
        return None
    own = goes_on(view.text, view.numerals[view.index - 1])
    return Link(view.index, view.index - 1, "previous", own)


_FINDERS = (_from_to, _part_of_whole, _series, _trend, _changed_from, _compared, _compared_ahead)


def _alike(a: Numeral, b: Numeral) -> bool:
    """Whether two numbers are in one unit; a rate's unit is now and then printed once for both."""
    rate = "per-10000" in (a.unit, b.unit) and "" in (a.unit, b.unit)
    return a.unit == b.unit or (rate and a.form == b.form == "digits")


def _kind(before: str, after: str) -> Kind:
    """The kind whose words stand nearest before the number, else first after it."""
    near = [(m.start(), kind) for kind, pattern in cues().kinds for m in pattern.finditer(before)]
    if near:
        return max(near)[1]
    return next((kind for kind, pattern in cues().kinds if pattern.search(after)), "other")


def looks_back(text: str, numeral: Numeral) -> bool:
    """Say whether a numeral's subject is in the sentence before: `This is an increase from 103`."""
    return cues().change.search(text[: numeral.start]) is not None


def goes_on(text: str, numeral: Numeral) -> bool:
    """Say whether a number is where an earlier one went to: `This fell to 62%`."""
    return cues().trend.search(text[: numeral.start]) is not None


def held_against(text: str, numeral: Numeral) -> Kind | None:
    """Give the kind of what a sentence holds the number of the one before against.

    >>> from findingsgraph.loaders.reading.numerals import find_numerals
    >>> text = "this compares very well with a national average of 30 weeks"
    >>> held_against(text, find_numerals(text)[0][0])
    'national'
    """
    before = text[max(0, numeral.start - _NEAR) : numeral.start]
    return _kind(before, "") if cues().before.search(before) else None


def is_change(text: str, numeral: Numeral) -> bool:
    """Say whether a number is by how much another one changed: `a 12% decrease from 1,950`."""
    return cues().amount.match(text, numeral.end) is not None


def compare(subject: Numeral, other: Numeral, kind: Kind, dates: Sequence[DateMention]) -> Comparator:
    """Make the comparator; its date is the one printed right after it."""
    date = next((d.iso for d in dates if 0 <= d.start - other.end <= _DATE_NEAR), "")
    direction: Literal["higher", "lower", "same"]
    if subject.value == other.value:
        direction = "same"
    else:
        direction = "higher" if subject.value > other.value else "lower"
    return Comparator(value=other.value, kind=kind, direction=direction, date=date)

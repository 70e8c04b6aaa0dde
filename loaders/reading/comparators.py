"""Find what a measure is held against: the national average, the year before, the whole it is part of.

A number that stands only to be compared with (`compared to a national average of
46 weeks`, `up from 22%`) becomes a comparator of the measure beside it and is no
measure of its own, unless its sentence has nothing else to hold it against.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast

from findingsgraph.loaders.reading.numerals import DateMention, Numeral
from findingsgraph.loaders.records import Comparator

__all__ = ["Link", "compare", "link_numerals", "looks_back"]

Kind = Literal["national", "previous", "local", "similar", "other"]
_NEAR = 60
"""How many characters before a number its cue may stand, where no other number stands between."""


@dataclass(frozen=True, slots=True)
class Link:
    """Numeral `other` is what numeral `subject` is held against (indices into one sentence's numerals)."""

    subject: int
    other: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class _Cues:
    before: re.Pattern[str]
    change: re.Pattern[str]
    to: re.Pattern[str]
    cue: re.Pattern[str]
    part: re.Pattern[str]
    kinds: tuple[tuple[Kind, re.Pattern[str]], ...]


def link_numerals(text: str, numerals: Sequence[Numeral]) -> tuple[Link, ...]:
    """Say which numerals of a plain sentence are comparators of which.

    >>> from findingsgraph.loaders.reading.numerals import find_numerals
    >>> text = "the average is 34 weeks compared to a national average of 46 weeks"
    >>> link_numerals(text, find_numerals(text)[0])
    (Link(subject=0, other=1, kind='national'),)
    """
    links: list[Link] = []
    taken: set[int] = set()
    for index in range(len(numerals)):
        if index in taken:
            continue
        link = _link(text, numerals, index, taken)
        if link:
            links.append(link)
            taken.add(link.other)
    return tuple(links)


def _link(text: str, numerals: Sequence[Numeral], index: int, taken: set[int]) -> Link | None:
    cues, numeral = _cues(), numerals[index]
    before = text[numerals[index - 1].end if index else 0 : numeral.start]
    after = text[numeral.end : numerals[index + 1].start if index + 1 < len(numerals) else len(text)]
    subject = _subject(numerals, index, taken)
    if index + 1 < len(numerals) and cues.before.search(before) and cues.to.search(after):
        if _alike(numeral, numerals[index + 1]):
            return Link(index + 1, index, "previous")
    if subject is None:
        return _ahead(text, numerals, index, before, after)
    if cues.part.search(before) and numeral.form in ("digits", "words") and not numeral.unit:
        return Link(index - 1, index, "other") if not numerals[index - 1].unit else None
    if cues.change.search(before[-_NEAR:]):
        return Link(subject, index, "previous")
    if cues.cue.search(before[-_NEAR:]) or (cues.cue.search(after[:24]) and "(" not in after[:24]):
        if numeral.unit:
            return Link(subject, index, _kind(before[-_NEAR:], after[:32]))
    return None


def _ahead(text: str, numerals: Sequence[Numeral], index: int, before: str, after: str) -> Link | None:
    """The number compared with stands first: `compared to 25% nationally, 17% were ...`."""
    if index + 1 >= len(numerals) or not re.search(r"\b(?:compared|against|whereas|while)\b", before):
        return None
    if numerals[index].unit and _alike(numerals[index], numerals[index + 1]):
        return Link(index + 1, index, _kind(before, after[:32]))
    return None


def _subject(numerals: Sequence[Numeral], index: int, taken: set[int]) -> int | None:
    """The nearest numeral before this one that measures the same unit and is no comparator itself."""
    for other in range(index - 1, -1, -1):
        if other not in taken and _alike(numerals[other], numerals[index]):
            return other
    return None


def _alike(a: Numeral, b: Numeral) -> bool:
    return a.unit == b.unit or (not a.unit and bool(b.unit) and b.unit != "percent")


def _kind(before: str, after: str) -> Kind:
    """The kind by the words nearest before the number, else by those after it."""
    best: tuple[int, Kind] | None = None
    for kind, pattern in _cues().kinds:
        places = [m.start() for m in pattern.finditer(before)]
        if places and (best is None or places[-1] > best[0]):
            best = places[-1], kind
    if best:
        return best[1]
    return next((kind for kind, pattern in _cues().kinds if pattern.search(after)), "other")


def looks_back(text: str, numeral: Numeral) -> bool:
    """Say whether a numeral's subject is in the sentence before: `This is an increase from 103`."""
    return _cues().change.search(text[: numeral.start]) is not None


def compare(subject: Numeral, other: Numeral, kind: Kind, dates: Sequence[DateMention]) -> Comparator:
    """Make the comparator; its date is the first one printed after it and before anything else."""
    gap = 30
    date = next((d.iso for d in dates if 0 <= d.start - other.end <= gap), "")
    direction: Literal["higher", "lower", "same"]
    if subject.value == other.value:
        direction = "same"
    else:
        direction = "higher" if subject.value > other.value else "lower"
    return Comparator(value=other.value, kind=kind, direction=direction, date=date)


@cache
def _cues() -> _Cues:
    data: dict[str, Any] = tomllib.loads(
        files("findingsgraph.loaders.reading").joinpath("comparators.toml").read_text(encoding="utf-8")
    )
    return _Cues(
        before=re.compile(data["from"]),
        change=re.compile(data["change"]),
        to=re.compile(data["to"]),
        cue=re.compile(data["cue"]),
        part=re.compile(data["part"]["of"]),
        kinds=tuple((cast(Kind, kind), re.compile(p)) for kind, p in data["kind"].items()),
    )

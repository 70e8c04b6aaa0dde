"""Find what a measure is held against: the national average, the year before, the whole it is part of.

A number that stands only to be compared with (`compared to a national average of
46 weeks`, `up from 22%`) becomes a comparator of the measure beside it and is no
measure of its own, unless its sentence has nothing else to hold it against.
The words that show it are data: `comparators.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from findingsgraph.loaders.reading.comparator_changes import CHANGES
from findingsgraph.loaders.reading.comparator_cues import Kind, cues
from findingsgraph.loaders.reading.comparator_views import DATE_NEAR, NEAR, Link, View, alike
from findingsgraph.loaders.reading.numerals import DateMention, Numeral
from findingsgraph.loaders.records import Comparator

__all__ = ["compare", "held_against", "is_change", "link_numerals"]

_NAMED_BEFORE = 30
"""How many characters before a cue may say who is compared with: `statistical neighbours' average`."""


def link_numerals(text: str, numerals: Sequence[Numeral]) -> tuple[Link, ...]:
    """Say which numerals of a plain sentence are comparators of which.

    >>> from findingsgraph.loaders.reading.numerals import find_numerals
    >>> text = "the average is 34 weeks compared to a national average of 46 weeks"
    >>> link_numerals(text, find_numerals(text)[0])
    (Link(subject=0, other=1, kind='national', own=False, whole=False),)
    """
    links: list[Link] = []
    taken: frozenset[int] = frozenset()
    for index in range(len(numerals) if len(numerals) > 1 else 0):
        if index in taken:
            continue
        view = View(text, numerals, index, taken)
        link = next((found for find in _FINDERS if (found := find(view))), None)
        if link:
            joined = _joined(view, link)
            links += joined
            taken |= {each.other for each in joined}
    return tuple(links)


def _joined(view: View, link: Link) -> tuple[Link, ...]:
    """The link with that of a second number joined to the first.

    `2% and 5%, down from 3% and 6% respectively` are two pairs; in `12%, below the London
    and England averages of 14% and 15%` both are for the one value, a kind each.
    """
    second = view.next
    if link.other != view.index or second is None or view.after != " and " or not alike(view.numeral, second):
        return (link,)
    kinds = _kinds(view.near)
    if len(kinds) > 1:
        first = replace(link, kind=kinds[-2])
        return first, replace(link, other=view.index + 1, kind=kinds[-1])
    subject = View(view.text, view.numerals, link.subject, view.taken).subject()
    if subject is None or not cues().respectively.match(view.text, second.end):
        return (link,)
    return replace(link, subject=subject), replace(link, other=view.index + 1)


def _part_of_whole(view: View) -> Link | None:
    """`77 out of 134`, `six (46%) of the 13`, `82/206`."""
    if not view.index or view.numeral.unit or not cues().part.search(view.before):
        return None
    part = view.index - 1
    if view.before.startswith(")") and part and view.numerals[part].unit == "percent":
        part -= 1
    if view.numerals[part].unit:
        return None
    counted = cues().counted_whole.search(view.before) is not None
    return Link(part, view.index, "other", own=counted, whole=True)


def _part_after_whole(view: View) -> Link | None:
    """`Of the 66 children, only 27`: the whole stands first, a number of its own too."""
    if view.numeral.unit or view.numeral.form not in ("digits", "words") or cues().part.search(view.after):
        return None
    for whole in range(view.index):
        numeral = view.numerals[whole]
        between = view.text[numeral.end : view.numeral.start]
        if numeral.unit or numeral.value < view.numeral.value:
            continue
        opening = view.text[max(0, numeral.start - NEAR) : numeral.start]
        if cues().whole.search(opening) and cues().portion.search(between):
            return Link(view.index, whole, "other", own=True, whole=True)
    return None


def _part_of_these(view: View) -> Link | None:
    """`26 children are waiting, of whom 15 have a plan`, `nine of them`: of the nearest count before."""
    if view.numeral.unit or view.numeral.form not in ("digits", "words"):
        return None
    if not cues().of_these.match(view.after) and not cues().of_these_before.search(view.before[-NEAR:]):
        return None
    for whole in range(view.index - 1, -1, -1):
        numeral = view.numerals[whole]
        if not numeral.unit and numeral.form in ("digits", "words") and numeral.value > view.numeral.value:
            return Link(view.index, whole, "other", own=True, whole=True)
    return None


def _compared(view: View) -> Link | None:
    """`34 weeks compared to a national average of 46 weeks`, `37 weeks, above the 26-week target`."""
    subject, before = view.subject(), view.near
    if subject is None:
        subject = view.lasting()
    if subject is None or _is_amount(view, subject):
        return None
    if not (view.numeral.unit or view.numerals[subject].unit or cues().held.search(before)):
        return None
    if cues().anew.search(view.before):
        return None
    if cues().by.search(before) or (cues().joined.search(before) and view.index - 1 not in view.taken):
        return None
    if cues().after.search(view.after):
        return Link(subject, view.index, _kind(view.following, before))
    if cues().before.search(before):
        return Link(subject, view.index, _kind(before, view.following))
    return None


def _is_amount(view: View, subject: int) -> bool:
    """`12%, which is a 1% increase on the year before`: the 1% is no earlier value."""
    held = is_change(view.text, view.numerals[subject])
    return is_change(view.text, view.numeral) and not held


def _compared_ahead(view: View) -> Link | None:
    """`compared to 25% nationally, 17% were`: the number compared with stands first."""
    if view.next is None or not view.numeral.unit or not alike(view.numeral, view.next):
        return None
    if cues().ahead.search(view.before):
        return Link(view.index + 1, view.index, _kind(view.near, view.following))
    return None


_FINDERS = (*CHANGES, _part_of_whole, _compared, _compared_ahead, _part_of_these, _part_after_whole)


def _kind(*texts: str) -> Kind:
    """The kind whose words stand nearest before the number, else last in the other texts, in their order.

    A year before weighs less than who is compared with: `the previous year's average for similar areas`.
    """
    kinds = [kind for text in texts for kind in reversed(_kinds(text))]
    if kinds and kinds[0] == "previous":
        return next((kind for kind in kinds if kind not in ("previous", "other")), "previous")
    return next(iter(kinds), "previous" if any(map(cues().year.match, texts)) else "other")


def _kinds(text: str) -> list[Kind]:
    """The kinds that words name from where they begin to compare on, in the order of the words."""
    cue = cues().before.search(text)
    begin = max(0, cue.start() - _NAMED_BEFORE) if cue else 0
    found = sorted((m.start(), kind) for kind, pattern in cues().kinds for m in pattern.finditer(text, begin))
    return [kind for _, kind in found]


def held_against(text: str, numerals: Sequence[Numeral]) -> tuple[tuple[Numeral, Kind], ...]:
    """Give what a sentence holds the number of the one before against, with kinds: its first number, or two.

    >>> from findingsgraph.loaders.reading.numerals import find_numerals
    >>> text = "this compares very well with a national average of 30 weeks"
    >>> [(str(held.value), kind) for held, kind in held_against(text, find_numerals(text)[0])]
    [('30', 'national')]
    """
    view = View(text, numerals, 0, frozenset())
    if is_change(text, view.numeral) or not cues().before.search(view.near):
        return ()
    joined = _joined(view, Link(0, 0, _kind(view.near, view.following)))
    return tuple((numerals[link.other], link.kind) for link in joined)


def is_change(text: str, numeral: Numeral) -> bool:
    """Say whether a number is by how much another one changed: `a 12% decrease from 1,950`."""
    return cues().amount.match(text, numeral.end) is not None


def compare(subject: Numeral, other: Numeral, kind: Kind, dates: Sequence[DateMention]) -> Comparator:
    """Make the comparator; its date is the one printed right after it."""
    date = next((d.iso for d in dates if 0 <= d.start - other.end <= DATE_NEAR), "")
    direction: Literal["higher", "lower", "same"]
    if subject.value == other.value:
        direction = "same"
    else:
        direction = "higher" if subject.value > other.value else "lower"
    return Comparator(value=other.value, kind=kind, direction=direction, date=date)

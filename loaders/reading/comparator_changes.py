"""Find the earlier value that a later one is held against: `from 103 to 129`, `62% in 2013, 55% in 2014`."""

from __future__ import annotations

from findingsgraph.loaders.reading.comparator_cues import cues
from findingsgraph.loaders.reading.comparator_views import Link, View, alike
from findingsgraph.loaders.reading.numerals import Numeral

__all__ = ["CHANGES", "goes_on", "looks_back"]


def _from_to(view: View) -> Link | None:
    """`from 103 to 129`: the earlier value is held against the later; `vary from 29 to 45` says no change."""
    following = view.next
    if following is None or not _to_or_from(view.numeral, following):
        return None
    if not cues().from_.search(view.before) or not cues().to.search(view.after):
        return None
    return None if cues().spread.search(view.before) else Link(view.index + 1, view.index, "previous")


def _to_or_from(earlier: Numeral, later: Numeral) -> bool:
    """Whether two numbers are in one unit: in `from four days to one` it is printed with the first."""
    lasting = earlier.unit in ("days", "weeks", "months") and not later.unit and later.form != "nought"
    return alike(earlier, later) or lasting


def _chain(view: View) -> Link | None:
    """`from 16% to 8% to 6%`: the third value is held against the second."""
    index, numerals = view.index, view.numerals
    if index < 2 or index - 2 not in view.taken or index - 1 in view.taken:
        return None
    if not alike(view.numeral, numerals[index - 1]) or not cues().onward.fullmatch(view.before):
        return None
    began = cues().from_.search(view.text[: numerals[index - 2].start])
    return Link(index, index - 1, "previous", own=True) if began else None


def _series(view: View) -> Link | None:
    """`62% in 2013 and just 55% in June 2014`: the later of two dated values looks back."""
    if not view.index or view.index - 1 in view.taken:
        return None
    if not alike(view.numeral, view.numerals[view.index - 1]):
        return None
    earlier, later = cues().dated.fullmatch(view.before), cues().when.match(view.after)
    if earlier is None or later is None or not earlier[1] < later[1]:
        return None
    own = goes_on(view.text, view.numerals[view.index - 1])
    return Link(view.index, view.index - 1, "previous", own)


def _trend(view: View) -> Link | None:
    """`40 in 2012-13, dropping to 20 in 2013-14`: the earlier value stands further back."""
    earlier = view.subject()
    if earlier is None or not cues().trend.search(view.before):
        return None
    change = cues().by.search(view.text[: view.numerals[earlier].start])
    own = earlier - 1 in view.taken  # a value that had an earlier one of its own
    return None if change else Link(view.index, earlier, "previous", own)


def _changed_from(view: View) -> Link | None:
    """`26%, an increase from 22%`; in `an increase from 12 ... and an increase from 7` both look back."""
    subject = view.subject()
    if subject is None:
        return None
    came_from = subject == view.index - 1 and cues().came_from.fullmatch(view.before)
    if came_from and cues().trend.search(view.text[: view.numerals[subject].start]):
        return Link(subject, view.index, "previous")
    if not cues().change.search(view.near):
        return None
    if cues().change.search(view.text[: view.numerals[subject].start]):
        return None
    return Link(subject, view.index, "previous")


CHANGES = (_from_to, _chain, _series, _trend, _changed_from)


def looks_back(text: str, numeral: Numeral) -> bool:
    """Say whether a numeral's subject is in the sentence before: `This is an increase from 103`."""
    return cues().change.search(text[: numeral.start]) is not None


def goes_on(text: str, numeral: Numeral) -> bool:
    """Say whether a number is where an earlier one went to: `This fell to 62%`."""
    return cues().trend.search(text[: numeral.start]) is not None

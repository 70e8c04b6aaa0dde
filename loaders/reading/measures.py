"""Find the measures of an item's sentences: numbers that measure something, and their comparators."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from findingsgraph.loaders.reading.comparators import compare, link_numerals
from findingsgraph.loaders.reading.looking_back import NumberedSentence, looked_back
from findingsgraph.loaders.reading.measured import date_of, pattern, population_of, what_of
from findingsgraph.loaders.reading.numerals import Numeral, find_numerals, has_number, plain
from findingsgraph.loaders.reading.statistics import find_indicators
from findingsgraph.loaders.records import Comparator, ItemContext, Measure

__all__ = ["find_measures"]

_ABOUT_THE_AREA = ("statistic", "previous-inspection", "post")
_DURATION = ("weeks", "months", "years")
_LASTING = ("days", *_DURATION)
_LISTED = re.compile(r"[a-z\d]")
"""How an item of a list begins, and no sentence."""


def find_measures(
    sentences: Sequence[str], item: ItemContext, before: Sequence[str] = ()
) -> tuple[tuple[Measure, ...], ...]:
    """Give the measures of each sentence of one item.

    `before` holds the sentences that precede the item in its section, the nearest last:
    a list's lead-in (`The proportion of children entitled to free school meals:`) says
    what the list's items measure.

    >>> item = ItemContext("sif", "local-authority", "area", "statistic", "Children looked after")
    >>> found = find_measures(
    ...     ["At 31 October 2013, 205 children are being looked after (a rate of 96 per 10,000).",
    ...      "This is an increase from 189 (87 per 10,000) at 31 October 2012."], item)
    >>> [(str(m.value), m.unit, [str(c.value) for c in m.comparators]) for m in found[0]]
    [('205', 'count', ['189']), ('96', 'per-10000', ['87'])]
    """
    read = [_read(sentence) for sentence in sentences]
    if not any(sentence.numerals for sentence in read):
        return tuple(() for _ in read)
    found: list[tuple[Measure, ...]] = []
    for index, sentence in enumerate(read):
        earlier = (*before, *sentences[:index])
        measures = _measures(sentence, item, earlier)
        if index:
            found[index - 1], measures = looked_back(found[index - 1], sentence, measures)
        found.append(measures)
    return tuple(found)


def _read(sentence: str) -> NumberedSentence:
    text = plain(sentence)
    if not has_number(text):
        return NumberedSentence(sentence, text, (), (), ())
    numerals, dates = find_numerals(text)
    numerals = tuple(n for i, n in enumerate(numerals) if not (i and _qualifies(text, n)))
    return NumberedSentence(sentence, text, numerals, dates, link_numerals(text, numerals))


def _qualifies(text: str, numeral: Numeral) -> bool:
    """A length of time that only narrows another number: `10% were on a plan for over 15 months`."""
    return numeral.unit in _DURATION and pattern("narrowing").search(text[: numeral.start]) is not None


@dataclass(frozen=True, slots=True)
class _Linked:
    """The numerals of a sentence and, by their places, what its links say of them."""

    numerals: list[Numeral]
    comparators: dict[int, list[Comparator]] = field(default_factory=dict)
    wholes: dict[int, int] = field(default_factory=dict)
    """The place of what a numeral is part of."""
    earlier: dict[int, Numeral] = field(default_factory=dict)
    """What a numeral went up or down from, where that stands right before it."""


def _linked(sentence: NumberedSentence) -> _Linked:
    """Put links beside numerals; one without a unit has that of what it is held against."""
    out = _Linked(list(sentence.numerals))
    for link in sentence.links:
        subject, other = out.numerals[link.subject], out.numerals[link.other]
        held = compare(subject, other, link.kind, sentence.dates)
        out.comparators.setdefault(link.subject, []).append(held)
        if link.whole:
            out.wholes[link.subject] = link.other
        if link.kind == "previous" and link.other == link.subject - 1:
            out.earlier[link.subject] = other
        out.numerals[link.subject] = replace(subject, unit=subject.unit or other.unit)
    for index, numeral in enumerate(out.numerals):
        if index and index not in out.earlier and pattern("by_to").search(sentence.text[: numeral.start]):
            out.earlier[index] = out.numerals[index - 1]
    return out


def _measures(sentence: NumberedSentence, item: ItemContext, before: Sequence[str]) -> tuple[Measure, ...]:
    """The measures of one sentence by itself; `before` holds the sentences that precede it."""
    if not sentence.numerals:
        return ()
    linked = _linked(sentence)
    indicators: dict[int, str] = {}
    if item.kind in _ABOUT_THE_AREA:
        indicators = find_indicators(sentence.plain, linked.numerals, [plain(text) for text in before])
    lead_in, since = _lead_in(before) if _LISTED.match(sentence.text) else ("", "")
    if pattern("of_these").match(sentence.text):
        since = _dated(before)
    others = {link.other for link in sentence.links if not link.own}
    found = []
    for index in range(len(linked.numerals)):
        if index not in others:
            measure = _measure(sentence, linked, index)
            indicator = indicators.get(measure.start, "")
            what, date = f"{lead_in} {measure.what}".strip(), measure.date or (since if indicator else "")
            found.append(replace(measure, what=what, date=date, indicator=indicator))
    return tuple(found)


def _measure(sentence: NumberedSentence, linked: _Linked, index: int) -> Measure:
    """The measure that a numeral is, as the words of its sentence tell."""
    numeral, earlier, whole = linked.numerals[index], linked.earlier.get(index), linked.wholes.get(index)
    begin, until = _bounds(sentence.text, linked.numerals, index, earlier is not None, whole)
    part_of = linked.numerals[whole] if whole is not None else None
    printed_after = part_of if whole is not None and whole > index else None
    return Measure(
        value=numeral.value,
        unit=numeral.unit or "count",
        what=what_of(sentence.text, numeral, begin, until, printed_after, earlier),
        start=numeral.start,
        end=numeral.end,
        date=date_of(sentence.text, numeral, sentence.dates, until, earlier),
        population=population_of(sentence.text, numeral, part_of),
        comparators=tuple(linked.comparators.get(index, ())),
    )


def _lead_in(before: Sequence[str]) -> tuple[str, str]:
    """The words above a list, and the date that they or the sentence before them print.

    `At 31 October 2013, 205 children were looked after. Of this number:` dates what is
    listed below it; `In the last 12 months:` does not.
    """
    for index in range(len(before) - 1, -1, -1):
        text = before[index].rstrip()
        if pattern("of_these").match(text):
            return "", _dated(before[:index])
        if text.endswith(":"):
            return ("" if pattern("in_months").match(text) else text[:-1]), ""
        if not _LISTED.match(text):
            break
    return "", ""


def _dated(before: Sequence[str]) -> str:
    """The date that the last sentence of the form `At 31 October 2013, ...` prints."""
    dated = next((text for text in reversed(before) if pattern("at_date").match(text)), "")
    return next((date.iso for date in find_numerals(plain(dated))[1]), "")


def _opens(text: str) -> bool:
    """Whether a bracket opens in it that it does not close."""
    return text.count("(") > text.count(")")


def _is_how_long(text: str, numerals: Sequence[Numeral], index: int) -> bool:
    """A length of time that says which ones are counted: `children who wait less than 20 months`."""
    since = numerals[index - 1].end if index else 0
    lasting = numerals[index].unit in _LASTING
    return lasting and pattern("how_long").search(text[since : numerals[index].start]) is not None


def _bounds(
    text: str, numerals: Sequence[Numeral], index: int, went: bool, whole: int | None
) -> tuple[int, int]:
    """The end of the numeral before and the start of the one after; brackets are stepped over.

    So are the earlier value that a number went up or down from, the whole it is part of, and a
    length of time that belongs to what is counted: `40% waited less than 20 months`.
    """
    place = index - 1 if went else index
    since = numerals[place - 1].end if place else 0
    while place and _is_how_long(text, numerals, place - 1):
        place -= 1
        since = numerals[place - 1].end if place else 0
    last = max(index, whole or 0)
    following = numerals[last + 1 :]
    end = numerals[last].end
    if following and _opens(text[end : following[0].start]):
        closed = text.find(")", following[0].end)
        following = [each for each in following[1:] if each.start > closed]
    if following and pattern("of_the").fullmatch(text[end : following[0].start]):
        following = following[1:]
    if following and _is_how_long(text, numerals, numerals.index(following[0])):
        following = following[1:]
    return since, following[0].start if following else len(text)

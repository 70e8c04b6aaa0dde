"""Find the measures of an item's sentences: numbers that measure something, and their comparators."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from findingsgraph.loaders.reading.comparator_changes import goes_on, looks_back
from findingsgraph.loaders.reading.comparator_views import Link
from findingsgraph.loaders.reading.comparators import compare, held_against, is_change, link_numerals
from findingsgraph.loaders.reading.measured import date_of, pattern, population_of, what_of
from findingsgraph.loaders.reading.numerals import DateMention, Numeral, find_numerals, has_number, plain
from findingsgraph.loaders.reading.statistics import find_indicators
from findingsgraph.loaders.records import Comparator, ItemContext, Measure

__all__ = ["find_measures"]

_ABOUT_THE_AREA = ("statistic", "previous-inspection", "post")
_DURATION = ("weeks", "months", "years")
_LASTING = ("days", *_DURATION)


_LISTED = re.compile(r"[a-z\d]")


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    plain: str
    numerals: tuple[Numeral, ...]
    dates: tuple[DateMention, ...]
    links: tuple[Link, ...]


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
        follows_on = bool(index and found[index - 1]) and _follows_on(sentence)
        measures = _measures(sentence, item, earlier)
        if follows_on:
            found[index - 1] = _with_earlier_values(found[index - 1], sentence)
            measures = _with_subject_of(measures, found[index - 1])
        elif index:
            found[index - 1] = _compared_next(found[index - 1], sentence)
            measures = _gone_on(measures, found[index - 1], sentence)
        found.append(measures)
    return tuple(found)


def _read(sentence: str) -> _Sentence:
    text = plain(sentence)
    if not has_number(text):
        return _Sentence(sentence, text, (), (), ())
    numerals, dates = find_numerals(text)
    numerals = tuple(n for i, n in enumerate(numerals) if not (i and _qualifies(text, n)))
    return _Sentence(sentence, text, numerals, dates, link_numerals(text, numerals))


def _qualifies(text: str, numeral: Numeral) -> bool:
    """A length of time that only narrows another number: `10% were on a plan for over 15 months`."""
    return numeral.unit in _DURATION and pattern("narrowing").search(text[: numeral.start]) is not None


def _measures(sentence: _Sentence, item: ItemContext, before: Sequence[str]) -> tuple[Measure, ...]:
    if not sentence.numerals:
        return ()
    comparators: dict[int, list[Comparator]] = {}
    wholes: dict[int, int] = {}
    earlier: dict[int, Numeral] = {}
    numerals = list(sentence.numerals)
    others = {link.other for link in sentence.links if not link.own}
    for link in sentence.links:
        subject, other = numerals[link.subject], numerals[link.other]
        comparators.setdefault(link.subject, []).append(compare(subject, other, link.kind, sentence.dates))
        if link.whole:
            wholes[link.subject] = link.other
        if link.kind == "previous" and link.other == link.subject - 1:
            earlier[link.subject] = other
        numerals[link.subject] = replace(subject, unit=subject.unit or other.unit)
    indicators: dict[int, str] = {}
    if item.kind in _ABOUT_THE_AREA:
        indicators = find_indicators(sentence.plain, numerals, [plain(text) for text in before])
    lead_in, since = _lead_in(before) if _LISTED.match(sentence.text) else ("", "")
    if pattern("of_these").match(sentence.text):
        since = _dated(before)
    found = []
    for index, numeral in enumerate(numerals):
        if index in others:
            continue
        whole = wholes.get(index)
        begin, until = _bounds(sentence.text, numerals, index, index in earlier, whole)
        part_of = numerals[whole] if whole is not None else None
        printed_after = part_of if whole is not None and whole > index else None
        what = what_of(sentence.text, numeral, begin, until, printed_after, earlier.get(index))
        dated = date_of(sentence.text, numeral, sentence.dates, until, earlier.get(index))
        found.append(
            Measure(
                value=numeral.value,
                unit=numeral.unit or "count",
                what=f"{lead_in} {what}".strip(),
                start=numeral.start,
                end=numeral.end,
                date=dated or (since if numeral.start in indicators else ""),
                population=population_of(sentence.text, numeral, part_of),
                indicator=indicators.get(numeral.start, ""),
                comparators=tuple(comparators.get(index, ())),
            )
        )
    return tuple(found)


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


def _bounds(
    text: str, numerals: Sequence[Numeral], index: int, went: bool, whole: int | None
) -> tuple[int, int]:
    """The end of the numeral before and the start of the one after; brackets are stepped over.

    So are the earlier value that a number went up or down from, the whole it is part of, and a
    length of time that belongs to what is counted: `40% waited less than 20 months`.
    """
    place = index - 1 if went else index
    since = numerals[place - 1].end if place else 0
    last = max(index, whole or 0)
    following = numerals[last + 1 :]
    end = numerals[last].end
    if following and text[end : following[0].start].strip() in ("(", "(or"):
        closed = text.find(")", end)
        following = [each for each in following[1:] if each.start > closed]
    if (
        following
        and following[0].unit in _LASTING
        and pattern("how_long").search(text[end : following[0].start])
    ):
        following = following[1:]
    return since, following[0].start if following else len(text)


def _follows_on(sentence: _Sentence) -> bool:
    first = next((each for each in sentence.numerals if not is_change(sentence.plain, each)), None)
    return (
        first is not None
        and pattern("follows_on").match(sentence.plain) is not None
        and looks_back(sentence.plain, first)
    )


def _with_earlier_values(measures: Sequence[Measure], following: _Sentence) -> tuple[Measure, ...]:
    """Hold measures against the values that the next sentence prints: `This is an increase from 103`."""
    out = list(measures)
    linked = {link.other for link in following.links}
    for index, numeral in enumerate(following.numerals):
        unit = numeral.unit or "count"
        place = next((i for i, m in enumerate(out) if m.unit == unit and not _has_previous(m)), None)
        if index in linked or place is None or is_change(following.plain, numeral):
            continue
        measure = out[place]
        subject = Numeral(measure.value, measure.unit, measure.start, measure.end, "digits")
        earlier = compare(subject, numeral, "previous", following.dates)
        out[place] = replace(measure, comparators=(*measure.comparators, earlier))
    return tuple(out)


def _compared_next(measures: tuple[Measure, ...], following: _Sentence) -> tuple[Measure, ...]:
    """Hold a measure against what the next sentence does: `This is below the average of 15%`."""
    if not measures or not following.numerals or pattern("compares").match(following.plain) is None:
        return measures
    held = held_against(following.plain, following.numerals)
    units = {other.unit or "count" for other, _ in held}
    place = next((i for i in range(len(measures) - 1, -1, -1) if {measures[i].unit} == units), None)
    if place is None:
        return measures
    measure = measures[place]
    subject = Numeral(measure.value, measure.unit, measure.start, measure.end, "digits")
    found = [compare(subject, other, kind, following.dates) for other, kind in held]
    return (
        *measures[:place],
        replace(measure, comparators=(*measure.comparators, *found)),
        *measures[place + 1 :],
    )


def _gone_on(
    measures: tuple[Measure, ...], earlier: Sequence[Measure], sentence: _Sentence
) -> tuple[Measure, ...]:
    """Hold a value against that of the sentence before, from which it went: `This fell to 62%`."""
    first = next(iter(sentence.numerals), None)
    if (
        first is None
        or not measures
        or measures[0].start != first.start
        or not goes_on(sentence.plain, first)
    ):
        return measures
    past = next((each for each in reversed(earlier) if each.unit == measures[0].unit), None)
    if past is None or pattern("goes_on").match(sentence.plain) is None:
        return measures
    held = compare(first, Numeral(past.value, past.unit, past.start, past.end, "digits"), "previous", ())
    return (replace(measures[0], comparators=(held, *measures[0].comparators)), *measures[1:])


def _has_previous(measure: Measure) -> bool:
    return any(comparator.kind == "previous" for comparator in measure.comparators)


def _with_subject_of(measures: Sequence[Measure], earlier: Sequence[Measure]) -> tuple[Measure, ...]:
    """A sentence that looks back measures what the sentence before it measured."""
    subjects = {measure.unit: measure for measure in reversed(earlier)}
    return tuple(
        replace(measure, what=subjects[measure.unit].what) if measure.unit in subjects else measure
        for measure in measures
    )

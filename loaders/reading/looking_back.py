"""What a sentence says of a number in the one before: `This is an increase from 103`, `This fell to 62%`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from findingsgraph.loaders.reading.comparator_changes import goes_on, looks_back
from findingsgraph.loaders.reading.comparator_views import Link
from findingsgraph.loaders.reading.comparators import compare, held_against, is_change
from findingsgraph.loaders.reading.measured import pattern
from findingsgraph.loaders.reading.numerals import DateMention, Numeral
from findingsgraph.loaders.records import Comparator, Measure

__all__ = ["NumberedSentence", "looked_back"]

_Measures = tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class NumberedSentence:
    """A sentence and the numbers in it."""

    text: str
    plain: str
    numerals: tuple[Numeral, ...]
    dates: tuple[DateMention, ...]
    links: tuple[Link, ...]


def looked_back(
    earlier: _Measures, sentence: NumberedSentence, measures: _Measures
) -> tuple[_Measures, _Measures]:
    """Give the measures of the sentence before and of this one with what this one says of those.

    >>> looked_back((), NumberedSentence("", "", (), (), ()), ())
    ((), ())
    """
    if not earlier or not sentence.numerals:
        return earlier, measures
    if _follows_on(sentence):
        return _with_earlier_values(earlier, sentence), _with_subject_of(measures, earlier)
    gone_on = _gone_on(measures, earlier, sentence)
    if pattern("only_this").match(sentence.text):
        gone_on = _with_subject_where_none(gone_on, earlier)
    return _compared_next(earlier, sentence), _with_whole(gone_on, earlier, sentence)


def _follows_on(sentence: NumberedSentence) -> bool:
    first = next((each for each in sentence.numerals if not is_change(sentence.plain, each)), None)
    return (
        first is not None
        and pattern("follows_on").match(sentence.plain) is not None
        and looks_back(sentence.plain, first)
    )


def _with_earlier_values(measures: _Measures, following: NumberedSentence) -> _Measures:
    """Hold measures against the values that the next sentence prints: `This is an increase from 103`."""
    out = list(measures)
    linked = {place for link in following.links for place in (link.subject, link.other)}
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


def _compared_next(measures: _Measures, following: NumberedSentence) -> _Measures:
    """Hold a measure against what the next sentence does: `This is below the average of 15%`."""
    if pattern("compares").match(following.plain) is None:
        return measures
    held = held_against(following.plain, following.numerals)
    held += tuple((following.numerals[link.other], link.kind) for link in following.links if not link.subject)
    unit = (held[0][0].unit or "count") if held else ""
    place = next((i for i in range(len(measures) - 1, -1, -1) if measures[i].unit == unit), None)
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


def _gone_on(measures: _Measures, earlier: Sequence[Measure], sentence: NumberedSentence) -> _Measures:
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


def _with_subject_of(measures: Sequence[Measure], earlier: Sequence[Measure]) -> _Measures:
    """A sentence that looks back measures what the sentence before it measured."""
    subjects = {measure.unit: measure for measure in reversed(earlier)}
    return tuple(
        replace(measure, what=subjects[measure.unit].what) if measure.unit in subjects else measure
        for measure in measures
    )


def _with_whole(measures: _Measures, earlier: _Measures, sentence: NumberedSentence) -> _Measures:
    """Hold a part against the whole in the sentence before: `The council runs ten homes. Seven were good.`"""
    counts = [each for each in earlier if each.unit == "count"]
    first = sentence.numerals[0]
    if len(counts) != 1 or not measures or measures[0].start != first.start or first.form == "nought":
        return measures
    opening, verb = sentence.plain[: first.start], sentence.plain[first.end :]
    if pattern("part_opens").fullmatch(opening) is None or pattern("part_goes_on").match(verb) is None:
        return measures
    whole = _whole_of(counts[0])
    if first.unit or whole.value <= first.value or any(map(_is_whole, measures[0].comparators)):
        return measures
    held = replace(measures[0], comparators=(*measures[0].comparators, compare(first, whole, "other", ())))
    return (held, *measures[1:])


def _whole_of(measure: Measure) -> Numeral:
    """What a count gives as a whole: itself, or its own where it is a part."""
    value = next((each.value for each in measure.comparators if _is_whole(each)), measure.value)
    return Numeral(value, "", measure.start, measure.end, "digits")


def _is_whole(comparator: Comparator) -> bool:
    return comparator.kind == "other"


def _with_subject_where_none(measures: _Measures, earlier: _Measures) -> _Measures:
    """Where the words for what is measured are only `This`, they are those of the sentence before.

    `This has reduced from 67 weeks to 33 weeks`, `This compares well with an average of 211 days`.
    """
    subjects = {measure.unit: measure.what for measure in earlier}
    return tuple(
        replace(each, what=subjects[each.unit])
        if each.unit in subjects and pattern("only_this").match(each.what)
        else each
        for each in measures
    )

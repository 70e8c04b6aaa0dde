"""Find the measures of an item's sentences: numbers that measure something, and what they are held against."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from findingsgraph.loaders.reading.comparators import Link, compare, link_numerals, looks_back
from findingsgraph.loaders.reading.numerals import DateMention, Numeral, find_numerals, has_number, plain
from findingsgraph.loaders.records import Comparator, ItemContext, Measure

__all__ = ["find_measures"]


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
    a list's lead-in (`In the last 12 months there have been:`) says what its items count.

    >>> item = ItemContext("sif", "local-authority", "area", "statistic", "Children looked after in this area")
    >>> found = find_measures(
    ...     ["At 31 October 2013, 205 children are being looked after (a rate of 96 per 10,000 children).",
    ...      "This is an increase from 189 (87 per 10,000 children) at 31 October 2012."], item)
    >>> [(str(m.value), m.unit, [str(c.value) for c in m.comparators]) for m in found[0]]
    [('205', 'count', ['189']), ('96', 'per-10000', ['87'])]
    """
    read = [_read(sentence) for sentence in sentences]
    found = [_measures(sentence) for sentence in read]
    for index in range(1, len(read)):
        found[index - 1] = _look_back(found[index - 1], read[index])
    return tuple(found)


def _read(sentence: str) -> _Sentence:
    text = plain(sentence)
    if not has_number(text):
        return _Sentence(sentence, text, (), (), ())
    numerals, dates = find_numerals(text)
    return _Sentence(sentence, text, numerals, dates, link_numerals(text, numerals))


def _measures(sentence: _Sentence) -> tuple[Measure, ...]:
    if not sentence.numerals:
        return ()
    comparators: dict[int, list[Comparator]] = {}
    units = {index: numeral.unit for index, numeral in enumerate(sentence.numerals)}
    others = {link.other for link in sentence.links}
    for link in sentence.links:
        subject, other = sentence.numerals[link.subject], sentence.numerals[link.other]
        comparators.setdefault(link.subject, []).append(compare(subject, other, link.kind, sentence.dates))
        units[link.subject] = subject.unit or other.unit
    return tuple(
        Measure(
            value=numeral.value,
            unit=units[index] or "count",
            what="",
            start=numeral.start,
            end=numeral.end,
            date="",
            comparators=tuple(comparators.get(index, ())),
        )
        for index, numeral in enumerate(sentence.numerals)
        if index not in others
    )


def _look_back(measures: tuple[Measure, ...], following: _Sentence) -> tuple[Measure, ...]:
    """Give the measures of a sentence the comparators that the sentence after it prints."""
    if not measures or not following.numerals or not looks_back(following.plain, following.numerals[0]):
        return measures
    if not re.match(r"(?:this|these|it|which|an?)\b", following.plain):
        return measures
    earlier = [
        n for i, n in enumerate(following.numerals) if all(i != link.other for link in following.links)
    ]
    out = list(measures)
    for numeral in earlier:
        for index, measure in enumerate(out):
            if measure.unit == (numeral.unit or "count") and not measure.comparators:
                subject = Numeral(measure.value, measure.unit, measure.start, measure.end, "")
                out[index] = replace(
                    measure, comparators=(compare(subject, numeral, "previous", following.dates),)
                )
                break
    return tuple(out)

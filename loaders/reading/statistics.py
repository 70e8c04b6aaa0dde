"""Recognise the fixed statistics of the section about the area."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from findingsgraph.loaders.reading.numerals import Numeral
from findingsgraph.ontology.indicators import Indicator, indicators

__all__ = ["find_indicators"]

_OF_THESE = re.compile(r"of (?:these|this|those)(?: (?:<\d+>|[\d,]+|(?!number)[a-z]+)){0,3},? (?=<)")


def find_indicators(text: str, numerals: Sequence[Numeral], before: Sequence[str]) -> dict[int, str]:
    """Say which numerals of a plain sentence are which indicator's, by the numeral's start.

    `before` are the plain sentences that precede it, the nearest last: where two
    indicators are worded alike, the one whose lead-in was printed last is meant.

    >>> from findingsgraph.loaders.reading.numerals import find_numerals
    >>> text = "in primary schools is 26.7% (the national average is 18.1%)"
    >>> lead_in = "the proportion of children entitled to free school meals:"
    >>> find_indicators(text, find_numerals(text)[0], [lead_in])
    {22: 'free-school-meals-primary'}
    """
    marked = _after_of_these(_marked(text, numerals), before)
    found: dict[int, tuple[int, str]] = {}
    for indicator, number in _matches(marked, numerals):
        near = _nearness(indicator, [*before, text])
        start = numerals[number].start
        if near >= 0 and near > found.get(start, (-1, ""))[0]:
            found[start] = near, indicator.id
    return {start: id for start, (_, id) in sorted(found.items())}


def _after_of_these(marked: str, before: Sequence[str]) -> str:
    """`Of these 145, 73.1% live outside the area` as a part of the sentence before, which says of whom."""
    opening = _OF_THESE.match(marked)
    if opening is None or not before:
        return marked
    return f"{before[-1].rstrip(' .;')}, of whom {marked[opening.end() :]}"


def _matches(marked: str, numerals: Sequence[Numeral]) -> Iterator[tuple[Indicator, int]]:
    for indicator, pattern in _patterns():
        match = pattern.search(marked)
        if match and (numerals[int(match["number"])].unit or "count") == indicator.unit:
            yield indicator, int(match["number"])


def _nearness(indicator: Indicator, sentences: Sequence[str]) -> int:
    """How far down the lead-in stands; -1 where it is needed and not there."""
    if indicator.lead_in is None:
        return len(sentences)
    places = (i for i in range(len(sentences) - 1, -1, -1) if indicator.lead_in.search(sentences[i]))
    return next(places, -1)


def _marked(text: str, numerals: Sequence[Numeral]) -> str:
    """The text with each numeral's place in place of the numeral."""
    parts, at = [], 0
    for index, numeral in enumerate(numerals):
        parts += [text[at : numeral.start], f"<{index}>"]
        if numeral.form == "nought":  # "no children ceased": the words that are counted stay
            parts.append(text[numeral.start : numeral.end].removeprefix("no").removeprefix("ne"))
        at = numeral.end
    return "".join([*parts, text[at:]])


@cache
def _patterns() -> tuple[tuple[Indicator, re.Pattern[str]], ...]:
    return tuple((each, pattern) for each in indicators().values() for pattern in each.patterns)

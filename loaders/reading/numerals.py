"""Find the numbers in a sentence that could measure something.

Dates, ages, section numbers and other printed numbers that measure nothing are
recognised first and put out of sight; what is left are numerals, each with its
unit if one stands beside it. Which words are numbers, and which numbers measure
nothing, is data: `numbers.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from findingsgraph.loaders.reading.number_words import NumberWords, number_words
from findingsgraph.loaders.reading.remembered import Remembered

__all__ = ["DateMention", "Numeral", "find_numerals", "has_number", "plain"]

_PLAIN = (
    ("\u2019", "'"), ("\u2013", "-"), ("\u2018", "'"), ("\u201c", '"'), ("\u201d", '"'),
    ("\u2014", "-"), ("\u2212", "-"), ("\u2011", "-"), ("\u00a0", " "), ("\u2009", " "),
)  # fmt: skip
_HOURS_A_DAY = 24
_RATE_OF = 10_000
_INTRODUCED_BY = 24
"""Characters before a number among which the word stands that introduces it."""
_SCALE = {"million": 1_000_000, "m": 1_000_000, "billion": 1_000_000_000, "k": 1_000, "thousand": 1_000}
_SHARED_UNIT = re.compile(r"^ ?(?:and|to|or|-) (?:the )?$")
_RATE = re.compile(r"\brate (?:of|was|is) (?:around |about |approximately )?$")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a sentence: `text[start:end]` are its words, the unit's included."""

    value: Decimal
    unit: str
    """As in `Measure.unit`; empty where no unit stands beside the number."""
    start: int
    end: int
    form: str
    """digits, words, fraction, ratio, nought or times."""


@dataclass(frozen=True, slots=True)
class DateMention:
    """A day, month, year or span of years, in ISO form."""

    iso: str
    start: int
    end: int


def plain(text: str) -> str:
    """Lower-case text of the same length with straight quotes and plain hyphens.

    >>> plain("Children’s plans, 2013–14")
    "children's plans, 2013-14"
    """
    lowered = text.lower()
    lowered = lowered if len(lowered) == len(text) else text
    if not lowered.isascii():
        for printed, simple in _PLAIN:
            lowered = lowered.replace(printed, simple)
    return lowered


def has_number(text: str) -> bool:
    """Say whether plain text holds a digit or a word for a number.

    >>> has_number("two lay members"), has_number("often attended by others")
    (True, False)
    """
    return any(map(_HOLDS.__getitem__, text.split())) and number_words().number.search(text) is not None


def _may_hold(written: str) -> bool:
    """Tell whether what stands between two spaces may be of a number: in two sentences of three none is."""
    return number_words().part.search(written) is not None


_HOLDS = Remembered(_may_hold)


def find_numerals(text: str) -> tuple[tuple[Numeral, ...], tuple[DateMention, ...]]:
    """Give the numerals and the dates of plain text (see `plain`), in reading order.

    >>> numerals, dates = find_numerals("at 31 october 2013, 129 children aged 5 to 9 had a plan (6.5%).")
    >>> [(str(n.value), n.unit) for n in numerals], [d.iso for d in dates]
    ([('129', ''), ('6.5', 'percent')], ['2013-10-31'])
    """
    words = number_words()
    dates: list[DateMention] = []

    def hide(match: re.Match[str]) -> str:
        iso = words.iso(match)
        if iso:
            dates.append(DateMention(iso, match.start(), match.end()))
        return "\x00" * (match.end() - match.start())

    seen = words.mask.sub(hide, text)
    found = [n for n in _numerals(seen, words) if not _stray(n, text, words)]
    return tuple(_with_shared_units(found, text)), tuple(dates)


def _numerals(text: str, words: NumberWords) -> Iterator[Numeral]:
    for match in words.numeral.finditer(text):
        start, end = match.span()
        if match["nought"]:
            yield Numeral(Decimal(0), "", start, end, "nought")
        elif match["fraction"]:
            if text[end : end + 2].lstrip().startswith("("):
                continue  # "nearly three quarters (73%)": the figure in brackets says it again
            yield Numeral(words.phrase(words.fractions, text, start), "percent", start, end, "fraction")
        elif match["ratio"]:
            yield Numeral(words.phrase(words.ratios, text, start), "ratio", start, end, "ratio")
        elif match["times"]:
            first = match["times"].split()[0]
            yield Numeral(words.times.get(first) or words.value(first), "", start, end, "times")
        else:
            form = "digits" if match["number"][0].isdigit() else "words"
            yield _with_unit(match, words.value(match["number"]), form)


def _with_unit(match: re.Match[str], value: Decimal, form: str) -> Numeral:
    start, end = match.span()
    if match["scale"]:
        value = (value * _SCALE[match["scale"].strip()]).quantize(Decimal(1))
    if match["pound"]:
        return Numeral(value, "pounds", start, end, form)
    if match["percent"]:
        return Numeral(value, "percent", start, end, form)
    if match["rate"]:
        return Numeral(value, "per-10000", start, end, form)
    if match["period"]:
        unit = match["period"].rstrip("s") + "s"
        if unit == "hours":
            return Numeral(_days(value), "days", start, end, form)
        return Numeral(value, unit, start, end, form)
    return Numeral(value, "", start, end, form)


def _days(hours: Decimal) -> Decimal:
    days = hours / _HOURS_A_DAY
    return days.quantize(Decimal(1)) if days == days.to_integral() else days.quantize(Decimal("0.01"))


def _stray(numeral: Numeral, text: str, words: NumberWords) -> bool:
    """A number that nothing introduces and nothing follows: a footnote's or a page's; a rate's own 10,000."""
    if numeral.value == _RATE_OF and text.endswith("per ", 0, numeral.start):
        return True
    if numeral.unit or numeral.form not in ("digits", "words") or numeral.value > 99:
        return False
    follows = text[numeral.end : numeral.end + 1]
    return (not follows or follows in ",.;") and not words.introduced.search(
        text, max(0, numeral.start - _INTRODUCED_BY), numeral.start
    )


def _with_shared_units(numerals: list[Numeral], text: str) -> list[Numeral]:
    """Give a number the unit of one it is joined to: `10 and 30 days`, `a rate of 41 ... 42 per 10,000`."""
    out = list(numerals)
    for index in range(len(out) - 2, -1, -1):
        one, other = out[index], out[index + 1]
        if one.unit or one.form not in ("digits", "words"):
            continue
        joined = other.unit not in ("", "percent", "pounds") and _SHARED_UNIT.match(
            text[one.end : other.start]
        )
        if joined:
            out[index] = replace(one, unit=other.unit)
        elif any(n.unit == "per-10000" for n in out[index + 1 :]) and _RATE.search(text[: one.start]):
            out[index] = replace(one, unit="per-10000")
    return out

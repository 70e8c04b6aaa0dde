"""Find the numbers in a sentence that could measure something.

Dates, ages, section numbers and other printed numbers that measure nothing are
recognised first and put out of sight; what is left are numerals, each with its
unit if one stands beside it. Which words are numbers, and which numbers measure
nothing, is data: `numbers.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["DateMention", "Numeral", "find_numerals", "has_number", "plain"]

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_SAME_LENGTH = str.maketrans(
    "\u2018\u2019\u201c\u201d\u2013\u2014\u2212\u2011\u00a0\u2009", "''\"\"---- " + " "
)
_HOURS_A_DAY = 24
_SCALE = {"million": 1_000_000, "m": 1_000_000, "billion": 1_000_000_000, "k": 1_000, "thousand": 1_000}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a sentence: `text[start:end]` are its words, the unit's included."""

    value: Decimal
    unit: str
    """As in `Measure.unit`; empty where no unit stands beside the number."""
    start: int
    end: int
    form: str
    """digits, words, fraction, nought or times."""


@dataclass(frozen=True, slots=True)
class DateMention:
    """A day, month, year or span of years, in ISO form."""

    iso: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Grammar:
    number: re.Pattern[str]
    """A quick look: could there be a number at all?"""
    mask: re.Pattern[str]
    numeral: re.Pattern[str]
    values: dict[str, Decimal]
    fractions: tuple[tuple[re.Pattern[str], Decimal], ...]
    times: dict[str, Decimal]


def plain(text: str) -> str:
    """Lower-case text of the same length with straight quotes and plain hyphens.

    >>> plain("Children’s plans, 2013–14")
    "children's plans, 2013-14"
    """
    lowered = text.lower()
    return (lowered if len(lowered) == len(text) else text).translate(_SAME_LENGTH)


def has_number(text: str) -> bool:
    """Say whether plain text holds a digit or a word for a number.

    >>> has_number("two lay members"), has_number("often attended by others")
    (True, False)
    """
    return _grammar().number.search(text) is not None


def find_numerals(text: str) -> tuple[tuple[Numeral, ...], tuple[DateMention, ...]]:
    """Give the numerals and the dates of plain text (see `plain`), in reading order.

    >>> numerals, dates = find_numerals("at 31 october 2013, 129 children aged 5 to 9 had a plan (6.5%).")
    >>> [(str(n.value), n.unit) for n in numerals], [d.iso for d in dates]
    ([('129', ''), ('6.5', 'percent')], ['2013-10-31'])
    """
    grammar = _grammar()
    dates: list[DateMention] = []

    def hide(match: re.Match[str]) -> str:
        iso = _iso(match)
        if iso:
            dates.append(DateMention(iso, match.start(), match.end()))
        return "\x00" * (match.end() - match.start())

    seen = grammar.mask.sub(hide, text)
    return tuple(_numerals(seen, grammar)), tuple(dates)


def _numerals(text: str, grammar: _Grammar) -> Iterator[Numeral]:
    for match in grammar.numeral.finditer(text):
        start, end = match.span()
        form = match.lastgroup or ""
        if match["nought"]:
            yield Numeral(Decimal(0), "", start, end, "nought")
        elif match["fraction"]:
            value = next(v for pattern, v in grammar.fractions if pattern.match(text, start))
            yield Numeral(value, "percent", start, end, "fraction")
        elif match["times"]:
            first = match["times"].split()[0]
            yield Numeral(grammar.times.get(first) or _value(first, grammar), "", start, end, "times")
        else:
            value, form = (
                _value(match["number"], grammar),
                "digits" if match["number"][0].isdigit() else "words",
            )
            yield _with_unit(match, value, form)


def _with_unit(match: re.Match[str], value: Decimal, form: str) -> Numeral:
    start, end = match.span()
    if match["pound"]:
        return Numeral(value * _SCALE.get((match["scale"] or "").strip(), 1), "pounds", start, end, form)
    if match["percent"]:
        return Numeral(value, "percent", start, end, form)
    if match["rate"]:
        return Numeral(value, "per-10000", start, end, form)
    if match["period"]:
        unit = match["period"].rstrip("s") + "s"
        if unit == "hours":
            return Numeral(round(value / _HOURS_A_DAY, 2).normalize() + 0, "days", start, end, form)
        return Numeral(value, unit, start, end, form)
    if match["scale"]:
        value *= _SCALE[match["scale"].strip()]
    return Numeral(value, "", start, end, form)


def _value(words: str, grammar: _Grammar) -> Decimal:
    """The value of a number in digits (`1,165`) or in words (`twenty-one`, `two hundred`)."""
    if words[0].isdigit():
        return Decimal(re.sub(r"(?<=,\d{3})\d$", "", words).replace(",", ""))
    total = Decimal(0)
    for word in re.split(r"[- ]", words):
        if word == "hundred":
            total = (total or Decimal(1)) * 100
        elif word != "a":
            total += grammar.values[word]
    return total


def _iso(match: re.Match[str]) -> str:
    """The ISO form of a date that the mask found; empty where it found something else."""
    for day, month, year, end in (("d", "m", "y", None), (None, "m2", "y2", None), ("d3", "m3", "y3", None)):
        if match[month]:
            if not match[year]:
                return ""
            number = int(match[month]) if match[month].isdigit() else _month(match[month])
            parts = [_year(match[year]), f"{number:02}"] + ([f"{int(match[day]):02}"] if day else [])
            return "-".join(parts)
    if match["y4"]:
        end = match["e4"]
        return f"{match['y4']}/{match['y4'][: 4 - len(end)] + end}" if end else match["y4"]
    return match["year"] or ""


def _month(name: str) -> int:
    return next(i for i, month in enumerate(_MONTHS, 1) if month.startswith(name[:3]))


def _year(printed: str) -> str:
    return printed if len(printed) == 4 else "20" + printed


@cache
def _grammar() -> _Grammar:
    data: dict[str, Any] = tomllib.loads(
        files("findingsgraph.loaders.reading").joinpath("numbers.toml").read_text(encoding="utf-8")
    )
    words = {word: Decimal(value) for word, value in data["words"].items()}
    one_word = "|".join(sorted(words, key=len, reverse=True))
    below_ten = "|".join(word for word, value in words.items() if value < 10)
    below_hundred = rf"(?:[a-z]+ty-(?:{below_ten})|{one_word})"
    in_words = rf"(?:(?:{one_word}|a) hundred(?: and {below_hundred})?|{below_hundred})"
    in_digits = r"\d{1,3}(?:,\d{3})+\d?(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
    months = "(?:" + "|".join([*_MONTHS, "(?:jan|feb|mar|apr|aug|sept|oct|nov|dec)(?=\\b)"]) + ")"

    def fill(pattern: str) -> str:
        return pattern.replace("{N}", rf"(?:\d[\d,]*(?:\.\d+)?|\b(?:{one_word})\b)").replace(
            "{MONTH}", months
        )

    fractions = "|".join(data["fractions"])
    masks = [fill(p) for p in data["dates"].values()]
    masks += [f"(?P<{name}>{fill(p)})" for name, p in data["masks"].items()]
    numeral = (
        rf"\b(?P<nought>{'|'.join(data['nought']['patterns'])})"
        rf"|\b(?P<times>{fill(data['times']['patterns'])})"
        rf"|\b(?P<fraction>{fractions})(?! ?\()"
        rf"|(?P<pound>£ ?)?(?<![\w.,/%'’&+\x00-])(?P<number>{in_digits}|{in_words}(?![-\w]))(?![\d]|(?<=\d)[a-z])"
        r"(?:(?P<percent> ?%| ?per ?cent(?:age points?)?| percentage points?)"
        r"|(?P<rate>(?: [a-z]+){0,2}? per 10,? ?000\b)"
        r"|[- ](?:working |calendar |school )?(?P<period>hours?|days?|weeks?|months?|years?)(?:ly)?\b(?!-old)"
        r"|(?P<scale>(?<=\d)(?: (?:million|billion|thousand)|[mk]\b)))?"
    )
    return _Grammar(
        number=re.compile(rf"\d|\b(?:{one_word}|half|a third|thirds|quarters?|once|twice|no|none|a fifth)\b"),
        mask=re.compile("|".join(masks)),
        numeral=re.compile(numeral),
        values=words,
        fractions=tuple((re.compile(p), Decimal(str(v))) for p, v in data["fractions"].items()),
        times={word: Decimal(value) for word, value in data["times"].items() if word != "patterns"},
    )

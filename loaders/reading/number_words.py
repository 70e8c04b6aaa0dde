"""The grammar of printed numbers: `numbers.toml` compiled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["NumberWords", "number_words"]

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_SHORT = "jan|feb|mar|apr|aug|sept|oct|nov|dec"
_DIGITS = r"\d{1,3}(?:,\d{3})+\d?(?!\d)(?:\.\d+)?|\d{1,3} \d{3}(?= children\b)|\d+(?:\.\d+)?"
"""One digit too many after thousands (`56,2002`) is a footnote's; `62 100 children` is one number."""
_UNIT = (
    r"(?:(?P<percent> ?%| ?per ?cent\b| percentage points?)"
    r"|(?P<rate>(?: [a-z]+){0,2}? per 10,? ?000\b)"
    r"|[- ](?:working |calendar |school )?(?P<period>hours?|days?|weeks?|months?|years?)(?:ly)?\b(?!-old)"
    r"|(?P<scale>(?<=\d)(?: (?:million|billion|thousand)|[mk])\b))?"
)
_ALONE = "half|thirds|quarters?|once|twice|none|no|doubled"
"""Words beside those of `numbers.toml` that show a number."""
_AND_A_HALF = " and a half"
_WORD_BEGINS = "(?<![a-z0-9])"
"""Asked once before all alternatives, which then fail at their first letter."""
_Phrases = tuple[tuple[re.Pattern[str], Decimal], ...]


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Patterns over plain text, and the values of words."""

    number: re.Pattern[str]
    """A quick look: could there be a number at all?"""
    part: re.Pattern[str]
    """The same for what stands between two spaces."""
    mask: re.Pattern[str]
    """Dates, and numbers that measure nothing."""
    numeral: re.Pattern[str]
    """A number with its unit, in what the mask has left."""
    introduced: re.Pattern[str]
    """The words before a bare number that show it to be one."""
    words: Mapping[str, Decimal]
    fractions: _Phrases
    ratios: _Phrases
    times: Mapping[str, Decimal]

    def value(self, number: str) -> Decimal:
        """The value of a number in digits or in words.

        >>> [str(number_words().value(n)) for n in ("1,165", "twenty-one", "two hundred", "two and a half")]
        ['1165', '21', '200', '2.5']
        """
        if number[0].isdigit():
            return Decimal(re.sub(r"(?<=,\d{3})\d$", "", number).replace(",", "").replace(" ", ""))
        if number.endswith(_AND_A_HALF):
            return self.value(number.removesuffix(_AND_A_HALF)) + Decimal("0.5")
        total = Decimal(0)
        for word in re.split(r"[- ]", number):
            if word == "hundred":
                total = (total or Decimal(1)) * 100
            elif word not in ("a", "and"):
                total += self.words[word]
        return total

    def phrase(self, phrases: _Phrases, text: str, start: int) -> Decimal:
        """The value of the phrase that stands at a place of the text."""
        return next(value for pattern, value in phrases if pattern.match(text, start))

    def iso(self, match: re.Match[str]) -> str:
        """The ISO form of a date that the mask found; empty where it found something else."""
        if match["m"]:
            return f"{_year(match['y'])}-{_month(match['m'])}-{int(match['d']):02}" if match["y"] else ""
        if match["m2"]:
            return f"{match['y2']}-{_month(match['m2'])}"
        if match["m3"]:
            return f"{_year(match['y3'])}-{int(match['m3']):02}-{int(match['d3']):02}"
        if match["y4"]:
            end = match["e4"] or ""
            return f"{match['y4']}/{match['y4'][: 4 - len(end)]}{end}" if end else match["y4"]
        return match["year"] or ""


def _month(name: str) -> str:
    return f"{next(i for i, month in enumerate(_MONTHS, 1) if month.startswith(name[:3])):02}"


def _year(printed: str) -> str:
    return printed if len(printed) == 4 else "20" + printed


@cache
def number_words() -> NumberWords:
    """The grammar, compiled once."""
    text = files("findingsgraph.loaders.reading").joinpath("numbers.toml").read_text(encoding="utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    words = {word: Decimal(value) for word, value in data["words"].items()}
    one_word = "|".join(sorted(words, key=len, reverse=True))
    after = "|".join(f"(?:{pattern})" for pattern in data["masks_after_number"].values())
    masks = [*data["dates"].values(), *data["masks"].values(), f"{{N}}(?:{after})"]
    times = {word: Decimal(value) for word, value in data["times"].items() if word != "pattern"}
    return NumberWords(
        number=re.compile(rf"\d|\b(?:{one_word}|{_ALONE}|a third|a fifth)\b"),
        part=re.compile(rf"\d|\b(?:{one_word}|{_ALONE}|third|fifth)\b"),
        mask=re.compile(_fill(f"{_WORD_BEGINS}(?:{'|'.join(masks)})", one_word)),
        numeral=re.compile(_numeral(data, words, one_word)),
        introduced=re.compile(data["introduced"]["by"]),
        words=words,
        fractions=_phrases(data["fractions"]),
        ratios=_phrases(data["ratios"]),
        times=times,
    )


def _numeral(data: Mapping[str, Any], words: Mapping[str, Decimal], one_word: str) -> str:
    below_ten = "|".join(word for word, value in words.items() if value < 10)
    below_hundred = rf"(?:[a-z]+ty-(?:{below_ten})|{one_word})"
    half = rf"(?:{_AND_A_HALF}(?= (?:years|months|weeks|days)\b))?"
    in_words = rf"(?:(?:{one_word}|a) hundred(?: and {below_hundred})?|{below_hundred}{half})"
    return (
        rf"{_WORD_BEGINS}(?:(?P<nought>{'|'.join(data['nought']['patterns'])})"
        rf"|(?P<times>{_fill(data['times']['pattern'], one_word)})"
        rf"|(?P<fraction>{'|'.join(data['fractions'])})"
        rf"|(?P<ratio>{'|'.join(data['ratios'])})"
        r"|(?P<pound>£ ?)?(?<![\w.,%'’&+\x00-])"
        rf"(?P<number>{_DIGITS}|{in_words}(?![-\w]))(?!\d|(?<=\d)(?!m\b|k\b)[a-z])" + _UNIT + ")"
    )


def _fill(pattern: str, one_word: str) -> str:
    months = "(?:" + "|".join([*_MONTHS, rf"(?:{_SHORT})\b"]) + ")"
    number = rf"(?>\d+(?:,\d{{3}})*(?:\.\d+)?|\b(?:{one_word})\b)"
    return pattern.replace("{N}", number).replace("{MONTH}", months)


def _phrases(table: Mapping[str, float]) -> _Phrases:
    pairs: Sequence[tuple[str, float]] = list(table.items())
    return tuple((re.compile(pattern), Decimal(str(value))) for pattern, value in pairs)

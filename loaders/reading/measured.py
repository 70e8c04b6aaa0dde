"""Say what a number measures, of whom, and when: the words around it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from findingsgraph.loaders.reading.numerals import DateMention, Numeral

__all__ = ["date_of", "pattern", "population_of", "what_of"]

_LONGEST = 20
"""Words of a description at most."""
_NEAR = 40
"""Characters after a number within which its date stands."""
_BRACKET = re.compile(r"^\s?\([^)]*\)|^\)")


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A pattern of measured.toml."""
    text = files("findingsgraph.loaders.reading").joinpath("measured.toml").read_text(encoding="utf-8")
    return re.compile(tomllib.loads(text)[name], re.IGNORECASE)


def what_of(text: str, numeral: Numeral, since: int, until: int) -> str:
    """The words that say what a numeral counts or measures; empty where the sentence has none.

    `since` and `until` bound the words: the end and the start of the numerals beside it.

    >>> text = "At 31 October 2013, 129 children were the subject of a child protection plan."
    >>> from decimal import Decimal
    >>> what_of(text, Numeral(Decimal(129), "", 20, 23, "digits"), 0, len(text))
    'children were the subject of a child protection plan'
    """
    if numeral.form == "nought":
        return _first_words(text[numeral.start + len("no ") : until])
    after = _BRACKET.sub("", text[numeral.end : until])
    if numeral.unit == "percent":
        if pattern("subject_first").search(text[since : numeral.start]):
            subject = _before(text[since : numeral.start])
            if subject:
                return subject
        after = re.sub(r"^\s?of (?!whom\b)", " ", after)
    if (
        numeral.unit in ("", "percent", "ratio")
        and numeral.form != "times"
        and pattern("counted").match(after)
    ):
        words = _first_words(after)
        if not numeral.unit or " " in words:
            return words
    return _before(text[since : numeral.start])


def _first_words(text: str) -> str:
    end = pattern("clause_ends").search(text, 1)
    return " ".join(text[: end.start() if end else None].split()[:_LONGEST])


def _before(text: str) -> str:
    """The subject that stands before a number: `The average length of proceedings is`."""
    begins = [
        match.end() for match in pattern("clause_begins").finditer(text) if match.end() < len(text.rstrip())
    ]
    for begin in reversed(begins):
        words = text[begin:]
        while (shorter := pattern("linking").sub("", words)) != words:
            words = shorter
        if len(words.split()) > 1:
            return " ".join(words.split()[-_LONGEST:])
    return ""


def population_of(text: str, numeral: Numeral, whole: Numeral | None) -> str:
    """Of whom a share or a part is taken, in the report's words; empty where the text does not say.

    >>> from decimal import Decimal
    >>> numeral = Numeral(Decimal(31), "percent", 0, 3, "digits")
    >>> population_of("31% of looked after children attend", numeral, None)
    'looked after children'
    """
    if whole is not None:
        end = pattern("clause_ends").search(text, whole.end + 1)
        return " ".join(text[whole.start : end.start() if end else None].split()[:6])
    match = pattern("of_whom").match(text[numeral.end :]) if numeral.unit == "percent" else None
    return " ".join(match["who"].split()[:8]) if match else ""


def date_of(numeral: Numeral, dates: Sequence[DateMention], until: int) -> str:
    """The date that belongs to a numeral: right after it, else the last one before it.

    >>> from decimal import Decimal
    >>> date_of(Numeral(Decimal(103), "", 28, 31, "digits"), [DateMention("2012-10-31", 35, 50)], 60)
    '2012-10-31'
    """
    after = [d for d in dates if numeral.end <= d.start < min(until, numeral.end + _NEAR)]
    before = [d for d in dates if d.end <= numeral.start]
    if after:
        return after[0].iso
    return before[-1].iso if before else ""

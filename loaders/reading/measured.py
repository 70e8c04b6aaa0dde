"""Say what a number measures, of whom, and when: the words around it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from findingsgraph.loaders.reading.numerals import DateMention, Numeral

__all__ = ["date_of", "pattern", "population_of", "what_of"]

_LONGEST = 20
"""Words of a description at most."""
_NEAR = 40
"""Characters after a number within which its date stands."""
_TAIL = 60
"""Characters before a number among which the words that lead to it stand."""
_BRACKET = re.compile(r"^\s?\([^)]*\)|^\)")
_OPEN = ",;:("
_CLOSED = ",;:.)\u2019\u201d-"
_IN_BRACKETS = re.compile(r"\s?\([^()]*\)")
_TO = re.compile(r"\bto\b")


@cache
def _data() -> dict[str, Any]:
    text = files("findingsgraph.loaders.reading").joinpath("measured.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A pattern of measured.toml."""
    return re.compile(_data()[name], re.IGNORECASE)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(_data()[name])


def what_of(
    text: str,
    numeral: Numeral,
    since: int,
    until: int,
    whole: Numeral | None = None,
    earlier: Numeral | None = None,
) -> str:
    """The words that say what a numeral counts or measures; empty where the sentence has none.

    `since` and `until` bound the words: the end and the start of the numerals beside it and
    beside what it is part of (`whole`: 12 of 15 cases) or went up or down from (`earlier`).

    >>> text = "At 31 October 2013, 129 children were the subject of a child protection plan."
    >>> from decimal import Decimal
    >>> what_of(text, Numeral(Decimal(129), "", 20, 23, "digits"), 0, len(text))
    'children were the subject of a child protection plan'
    """
    if numeral.form == "nought":
        return _first_words(text[numeral.start + len("no ") : until])
    before = text[since : earlier.start if earlier else numeral.start]
    after = _IN_BRACKETS.sub("", _BRACKET.sub("", text[(whole or numeral).end : until]))
    if numeral.unit not in ("", "percent", "ratio") or numeral.form == "times":
        return _before(before, since == 0)
    if numeral.unit == "percent":
        after = re.sub(r"^\s?of (?!whom\b)", " ", after)
    first = pattern("subject_first" if numeral.unit == "percent" else "named_first").search(before)
    if first and (subject := _before(before, since == 0)):
        return subject
    words = _first_words(after)
    if whole and (noun := pattern("part_named").match(text, numeral.end, whole.start)):
        return f"{noun['noun']} {words}".strip()
    if pattern("counted").match(after) and (not numeral.unit or " " in words):
        return words
    subject = _before(before, since == 0)
    if " " in words and not (subject and pattern("leads").search(before[-_TAIL:])):
        return words
    between = text[earlier.end : numeral.start] if earlier else ""
    return _first_words(_TO.split(between)[0]) if pattern("counted").match(between) else subject


def _first_words(text: str) -> str:
    end = pattern("clause_ends").search(text, 1)
    return _tidy(text[: end.start() if end else None].split()[:_LONGEST])


def _without_links(words: str) -> str:
    """The words without those between a subject and its number: `The rate | has risen to`."""
    while (found := pattern("linking").search(words, max(0, len(words) - _TAIL))) is not None:
        words = words[: found.start()]
    return words


def _tidy(words: list[str]) -> str:
    """The words without those at the ends that lead to what was left out: `midwifery cases and`."""
    begin, end = 0, len(words)
    while end > begin and words[end - 1].rstrip(_OPEN) in _words("leads_out"):
        end -= 1
    while begin < end and _leads_in(words, begin):
        begin += 1
    found = " ".join(words[begin:end]).rstrip(_OPEN)
    return _BRACKET.sub("", found.lstrip(_CLOSED)).lstrip()


def _leads_in(words: Sequence[str], place: int) -> bool:
    word = words[place].strip(_CLOSED)
    return not word or (word in _words("leads_in") and words[place : place + 2] != ["of", "whom"])


def _before(text: str, from_start: bool) -> str:
    """The subject that stands before a number: `The average length of proceedings is`, `Leeds (`."""
    quantity = [match.start() for match in pattern("quantity_of").finditer(text)]
    if quantity:
        return _tidy(_without_links(text[quantity[-1] :]).split()[:_LONGEST])
    bracketed = text.rstrip().endswith("(")
    begins = [
        match.end() for match in pattern("clause_begins").finditer(text) if match.end() < len(text.rstrip())
    ]
    for begin in reversed(begins):
        found = _tidy(_without_links(text[begin:]).split()[-_LONGEST:])
        alone = bracketed or (
            from_start and not begin and found and not pattern("no_subject").fullmatch(found)
        )
        if " " in found or alone:
            return pattern("share").sub("", found) if bracketed else found
    return ""


def population_of(text: str, numeral: Numeral, whole: Numeral | None) -> str:
    """Of whom a share or a part is taken, in the report's words; empty where the text does not say.

    >>> from decimal import Decimal
    >>> numeral = Numeral(Decimal(31), "percent", 0, 3, "digits")
    >>> population_of("31% of looked after children attend", numeral, None)
    'looked after children'
    """
    if whole is not None:
        end = pattern("whole_ends").search(text, whole.end)
        return " ".join(text[whole.start : end.start() if end else None].split()[:8])
    match = pattern("of_whom").match(text[numeral.end :]) if numeral.unit == "percent" else None
    return " ".join(match["who"].split()[:8]) if match else ""


def date_of(
    text: str, numeral: Numeral, dates: Sequence[DateMention], until: int, earlier: Numeral | None = None
) -> str:
    """The date that belongs to a numeral: right after it, else the last one before it.

    A date that stands between `earlier`, which it went up or down from, and the numeral is the earlier one's.

    >>> from decimal import Decimal
    >>> text = "a rise from 74 in 2012 to 103 in May 2013"
    >>> dates = [DateMention("2012", 18, 22), DateMention("2013-05", 33, 41)]
    >>> date_of(text, Numeral(Decimal(103), "", 26, 29, "digits"), dates, 41)
    '2013-05'
    """
    after = [d for d in dates if numeral.end <= d.start < until and _belongs(text[numeral.end : d.start])]
    past = earlier.start if earlier else numeral.start
    before = [d for d in dates if d.end <= past and ";" not in text[d.end : numeral.start]]
    if after:
        return after[0].iso
    return before[-1].iso if before else ""


def _belongs(between: str) -> bool:
    """Whether a date after these words is the number's before them: near, or at the end of its clause."""
    return len(between) < _NEAR or pattern("dated_clause").fullmatch(between) is not None

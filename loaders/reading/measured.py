"""Say what a number measures, of whom, and when: the words around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from findingsgraph.loaders.reading.numerals import DateMention, Numeral

__all__ = ["date_of", "population_of", "what_of"]

_LONGEST = 20
"""Words of a description at most."""
_NEAR = 40
"""Characters after a number within which its date stands."""
_CLAUSE = re.compile(
    r"[,;:.()]|\s(?:compared|against|which|who|although|while|but|because|so that|from|by|at \d|in (?:19|20)\d\d)\b"
    r"|\s(?:and|or) (?:only |just |a further )?(?=\d)"
)
_BEGIN = re.compile(r"[,;:.]|\b(?:but|while)\s|^")
_LINKING = re.compile(
    r"[\s(]*\b(?:is|are|was|were|be|been|has|have|had|at|of|to|from|by|in|an?|the|or|only|just|now|about|over|under"
    r"|around|currently|approximately|nearly|almost|stands?|account(?:s|ed)? for|rose|fell|increased|reduced|risen"
    r"|fallen|an? (?:average|rate|total) of|more|less|fewer|than|at least)\s*$|[\s(]+$",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"^\s?\([^)]*\)|^\)")
_WORDS_AFTER = re.compile(
    r"\s?(?!(?:in|at|as|to|by|from|since|and|or|is|are|was|were|of whom)\b)[A-Za-z\u2018'\u201c]"
)
_OF_WHOM = re.compile(
    r"^\s?of (?!whom)(?P<who>.+?)(?= (?:are|is|was|were|has|have|had|do|does|did|lives?|who|receive\w*|attend\w*"
    r"|made|gained|achiev\w+|took|take|remain\w*|experienced)\b|[,;.()]|$)",
    re.IGNORECASE,
)


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
        after = re.sub(r"^\s?of (?!whom\b)", " ", after)
    if numeral.unit in ("", "percent", "ratio") and numeral.form != "times" and _WORDS_AFTER.match(after):
        words = _first_words(after)
        if not numeral.unit or " " in words:
            return words
    return _before(text[since : numeral.start])


def _first_words(text: str) -> str:
    end = _CLAUSE.search(text, 1)
    return " ".join(text[: end.start() if end else None].split()[:_LONGEST])


def _before(text: str) -> str:
    """The subject that stands before a number: `The average length of proceedings is`."""
    begins = [match.end() for match in _BEGIN.finditer(text) if match.end() < len(text.rstrip())]
    for begin in reversed(begins):
        words = text[begin:]
        while (shorter := _LINKING.sub("", words)) != words:
            words = shorter
        if len(words.split()) > 1:
            return " ".join(words.split()[-_LONGEST:])
    return ""


def population_of(text: str, numeral: Numeral, whole: Numeral | None) -> str:
    """Of whom a share or a part is taken, in the report's words; empty where the text does not say.

    >>> from decimal import Decimal
    >>> population_of("31% of looked after children attend", Numeral(Decimal(31), "percent", 0, 3, "digits"), None)
    'looked after children'
    """
    if whole is not None:
        end = _CLAUSE.search(text, whole.end + 1)
        return " ".join(text[whole.start : end.start() if end else None].split()[:6])
    match = _OF_WHOM.match(text[numeral.end :]) if numeral.unit == "percent" else None
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

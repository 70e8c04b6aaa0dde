"""Dates as reports print them: days, months, years, and the days of an inspection."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_DAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
    r"(?<![\d/.])(?P<{0}d>\d{{1,2}})(?:st|nd|rd|th)?(?![\d/])"
)
_MONTH = (
    r"(?P<{0}m>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
# Four digits are a year even with a footnote number behind them ("31 March 20149").
_YEAR = r"(?P<{0}y>(?:19|20)\d\d|\d\d(?![\d%]))"
_NUMERIC = r"(?P<{0}n>\d{{1,2}}[/.]\d{{1,2}}[/.](?:20)?\d\d)(?!\d)"
_TO = r"\s*(?:-+|to|until|and)\s*"


def _name(pattern: str, prefix: str) -> str:
    return pattern.format(prefix)


_END = rf"(?:{_name(_DAY, 'e')}\s*{_name(_MONTH, 'e')}(?:,?\s*{_name(_YEAR, 'e')})?|{_name(_NUMERIC, 'e')})"
_START = (
    rf"(?:{_name(_DAY, 's')}(?:\s*{_name(_MONTH, 's')}(?:,?\s*{_name(_YEAR, 's')})?)?|{_name(_NUMERIC, 's')})"
)
_WINDOW = re.compile(rf"(?:{_START}{_TO})?{_END}")
_JOIN = re.compile(r"\s*(?:,?\s*and|,|;|&)\s*")
_SINGLE = re.compile(
    rf"(?:{_name(_DAY, 'e')}\s*)?{_name(_MONTH, 'e')},?\s*{_name(_YEAR, 'e')}|{_name(_NUMERIC, 'e')}"
    r"|(?<![\d/.])(?P<only>(?:19|20)\d\d)(?![\d/])"
)

DATE = (
    rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{re.sub(r'[?]P<.*?>', '?:', _MONTH)},?\s+(?:19|20)\d\d"
    r"|\d{1,2}[/.]\d{1,2}[/.]\d{4}|(?:19|20)\d\d)(?!\d)"
)
"""A pattern of a day, month or year, without groups."""


@dataclass(frozen=True, slots=True)
class Days:
    """Days from `start` to `end`, printed at `text[at:to]`; `wrong` says why they are none."""

    start: date | None
    end: date | None
    at: int
    to: int
    wrong: str = ""


def find_windows(text: str, at: int = 0) -> list[Days]:
    """Read the inspection dates that begin at `text[at]`: one window, or several joined by "and".

    `text` is folded (`places.fold`). A year that one side leaves out is the other side's, the
    year before where the first month comes later in the year than the last; windows without
    any year take the next one's, or the year before it, so that windows follow each other.

    >>> [(str(days.start), str(days.end)) for days in find_windows("30 november to 11 december 2024")]
    [('2024-11-30', '2024-12-11')]
    >>> [str(days.end) for days in find_windows("1 to 12 july and 7 to 8 august 2019")]
    ['2019-07-12', '2019-08-08']
    """
    matches = list(_joined(text, at))
    found: list[Days] = []
    year = ""
    for match in reversed(matches):
        days = _days(match, match["ey"] or year)
        if days.end and found and not match["ey"] and found[-1].start and days.end > found[-1].start:
            days = _days(match, str(days.end.year - 1))
        found.append(days)
        year = str(days.start.year) if days.start else year
    return found[::-1]


def _joined(text: str, at: int) -> Iterator[re.Match[str]]:
    match = _WINDOW.match(text, at)
    while match:
        yield match
        join = _JOIN.match(text, match.end())
        match = _WINDOW.match(text, join.end()) if join else None


def _days(match: re.Match[str], year: str) -> Days:
    at, to = match.span()
    try:
        end = _numeric(match["en"]) if match["en"] else _date(match["ed"], match["em"], year)
        if match["sn"]:
            start = _numeric(match["sn"])
        elif match["sd"]:
            start = _date(match["sd"], match["sm"] or match["em"], match["sy"] or str(end.year))
            if start > end and not match["sy"]:
                start = start.replace(year=end.year - 1)
        else:
            start = end
    except ValueError as problem:
        return Days(None, None, at, to, str(problem))
    return Days(start, end, at, to, "the end is before the start" if start > end else "")


def _date(day: str, month: str, year: str) -> date:
    if not year:
        raise ValueError("no year is printed")
    return date(_year(year), MONTHS.index(month[:3]) + 1, int(day))


def _numeric(text: str) -> date:
    day, month, year = re.split(r"[/.]", text)
    return date(_year(year), int(month), int(day))


def _year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


def find_day(text: str, at: int = 0) -> tuple[date, int, int] | None:
    """Read the one day that begins at `text[at]`, with its place, or give None.

    >>> find_day("25/11/2016")
    (datetime.date(2016, 11, 25), 0, 10)
    """
    match = _SINGLE.match(text, at)
    if not match:
        return None
    iso = _iso(match)
    return (date.fromisoformat(iso), *match.span()) if len(iso) == 10 else None


def find_date(text: str, start: int = 0, end: int | None = None) -> tuple[str, int, int] | None:
    """Find the first date in `text[start:end]`: an ISO day, month or year, and its place.

    >>> find_date("in post since 21 october 2013.")
    ('2013-10-21', 14, 29)
    >>> find_date("was in june 2010")
    ('2010-06', 7, 16)
    >>> find_date("in post since 2011")
    ('2011', 14, 18)
    """
    for match in _SINGLE.finditer(text, start, len(text) if end is None else end):
        iso = _iso(match)
        if iso:
            return iso, *match.span()
    return None


def _iso(match: re.Match[str]) -> str:
    try:
        if match["en"]:
            return _numeric(match["en"]).isoformat()
        if match["only"]:
            return match["only"]
        if match["ed"]:
            return _date(match["ed"], match["em"], match["ey"]).isoformat()
    except ValueError:
        return ""
    return f"{_year(match['ey'])}-{MONTHS.index(match['em'][:3]) + 1:02}"

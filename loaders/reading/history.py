"""What came before: earlier inspections, and since when posts are held, as the area section says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from findingsgraph.loaders.reading.cues import any_of, cues, grade_pattern, grade_words, loose
from findingsgraph.loaders.reading.dates import DATE, find_date
from findingsgraph.loaders.reading.places import fold, squeeze
from findingsgraph.loaders.records import MappedText, Post, PreviousInspection, Section

KINDS = ("previous-inspection", "post", "statistic")
"""Kinds of the sections that speak of them."""

_SENTENCE_END = re.compile(r"\.(?=\s|$)|$")


def area_items(sections: Sequence[Section]) -> list[MappedText]:
    """Give the items of the section on the area, in order."""
    return [
        block.content
        for section in sections
        if section.kind in KINDS
        for block in section.blocks
        if block.kind in ("item", "paragraph") and block.text
    ]


def read_previous(items: Sequence[MappedText]) -> tuple[PreviousInspection, ...]:
    """Read earlier inspections, with their grade where one is printed.

    Several grades for one inspection ("Seven were judged to be good or outstanding") are none.

    >>> said = "The previous inspection of the adoption service was in May 2012. It was judged to be good."
    >>> [(each.what, each.date, each.grade) for each in read_previous([MappedText(said, ((0, 0, 88, 1),))])]
    [('the adoption service', '2012-05', 'good')]
    """
    found: list[PreviousInspection] = []
    listed = ""
    for item in items:
        folded = fold(item.text)
        row = _graded_row().fullmatch(folded.strip()) if listed else None
        if row:
            found.append(_entry(item, row.span("what"), listed, [row.span("grade")], (0, len(folded))))
            continue
        here = list(_in_item(item, folded))
        found += here
        listed = here[-1].date if here and _pattern("list").search(folded) else ""
    return tuple(found)


def _in_item(item: MappedText, folded: str) -> Iterator[PreviousInspection]:
    matches = [match for pattern in _inspected() for match in pattern.finditer(folded)]
    matches.sort(key=lambda match: match.start())
    last = 0
    for index, match in enumerate(matches):
        if match.start() < last:
            continue
        until = matches[index + 1].start() if index + 1 < len(matches) else len(folded)
        date = find_date(folded, match.end())
        last = date[2] if date else match.end()
        yield from _judged(item, folded, match, date[0] if date else "", last, until)
    home = _pattern("operates").search(folded)
    if home:
        yield from _judged(item, folded, home, "", home.end(), len(folded))
    row = None if matches or home else _dated_row().fullmatch(folded.strip())
    if row:
        date = find_date(folded, row.start("date"))
        yield _entry(item, row.span("what"), date[0] if date else "", [row.span("grade")], (0, len(folded)))


def _judged(
    item: MappedText, folded: str, match: re.Match[str], date: str, after: int, until: int
) -> Iterator[PreviousInspection]:
    """The inspection that `match` names, with the grades of the first sentence that judges."""
    cue = _pattern("judged").search(folded, after, until)
    end = _sentence_end(folded, cue.start() if cue else after, until)
    place = (match.start(), end)
    graded = list(_grades().finditer(folded, cue.start(), end)) if cue else []
    shared = [_for().match(folded, grade.end(), end) for grade in graded]
    if len(graded) > 1 and all(shared):
        for grade, what in zip(graded, shared, strict=True):
            if what:
                yield _entry(item, what.span("what"), date, [grade.span()], place)
        return
    whole = bool(date) or not cue or _of_all(folded[folded.rfind(".", 0, cue.start()) + 1 : cue.start()])
    yield _entry(item, match.span("what"), date, [grade.span() for grade in graded], place, whole)


def _of_all(subject: str) -> bool:
    """Whether a sentence speaks of all homes: "All three were", "It was", not "Two were"."""
    subject = subject.split(",")[-1].strip()
    return bool(_pattern("whole").match(subject)) or not _pattern("partial").search(subject)


def _entry(
    item: MappedText,
    what: tuple[int, int],
    date: str,
    grades: list[tuple[int, int]],
    place: tuple[int, int],
    whole: bool = True,
) -> PreviousInspection:
    ids = {_grade_id(item.text[start:end]) for start, end in grades}
    printed = squeeze(item.text[grades[0][0] : grades[-1][1]]) if grades else ""
    grade = ids.pop() if len(ids) == 1 and whole else ""
    words = squeeze(item.text[what[0] : what[1]])
    return PreviousInspection(words, date, grade, printed, item.span(*place))


def _grade_id(printed: str) -> str:
    words = " ".join(printed.lower().split())
    return grade_words().get(words) or str(cues()["history"]["grades"][words])


def read_posts(items: Sequence[MappedText]) -> tuple[Post, ...]:
    """Read which posts are held or vacant, and since when.

    >>> said = "The interim DCS has been in post since 4 July 2016."
    >>> [(each.concept, each.title, each.since) for each in read_posts([MappedText(said, ((0, 0, 51, 1),))])]
    [('senior-leadership', 'interim DCS', '2016-07-04')]
    """
    return tuple(post for item in items for post in _posts(item, fold(item.text)))


def _posts(item: MappedText, folded: str) -> Iterator[Post]:
    for name, word in (("held", "post"), ("vacant", "vacant")):
        if word not in folded:
            continue  # the pattern would try every character as a title's beginning
        for match in _post_pattern(name).finditer(folded):
            low, high = match.span("title")
            clause = _clause().search(folded, low, high)
            high = clause.start() if clause else high
            low += len(folded[low:high]) - len(re.sub(r"^\W*(?:(?:the|an?)\s+)?", "", folded[low:high]))
            date = find_date(folded, match.end())
            concept = _concept(folded[low:high])
            if date and concept:
                span = item.span(low, _sentence_end(folded, date[2], len(folded)))
                yield Post(concept, squeeze(item.text[low:high]), date[0], name == "vacant", span)


def _concept(title: str) -> str:
    for post in cues()["post"]:
        if re.search(post["title"], title):
            return str(post["concept"])
    return ""


def _sentence_end(folded: str, at: int, until: int) -> int:
    end = _SENTENCE_END.search(folded, at, until)
    return end.end() if end else until


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(loose(cues()["history"][name]))


@cache
def _inspected() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(_dated(pattern)) for pattern in cues()["history"]["inspected"])


@cache
def _post_pattern(name: str) -> re.Pattern[str]:
    return re.compile(_dated(cues()["posts"][name]))


@cache
def _clause() -> re.Pattern[str]:
    return re.compile(loose(cues()["posts"]["clause"]))


def _dated(pattern: str) -> str:
    return loose(pattern).replace("{date}", DATE)


@cache
def _any_grade() -> str:
    return f"(?:{any_of(cues()['history']['grades'])}|{grade_pattern()})"


@cache
def _grades() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z]){_any_grade()}")


@cache
def _for() -> re.Pattern[str]:
    return re.compile(rf"\s+for\s+(?P<what>[^.]+?)(?=,?\s+and\s+{_any_grade()}\s+for\b|\.|$)")


@cache
def _graded_row() -> re.Pattern[str]:
    return re.compile(loose(cues()["history"]["graded_row"]).replace("{grade}", _any_grade()))


@cache
def _dated_row() -> re.Pattern[str]:
    return re.compile(_dated(cues()["history"]["dated_row"]).replace("{grade}", _any_grade()))

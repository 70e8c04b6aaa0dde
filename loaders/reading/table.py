"""The table of judgements: rows found by their label, wherever the lines break.

A label or a grade may go over several lines, and a grade may stand beside, below, or half
above and half below its label ("Requires / 1. Children who need help ... / improvement").
So the lines become words; a label is its words in order with nothing but words of a grade
between them; a grade is the words of a grade inside or behind the label, or before it what
no earlier row took.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from findingsgraph.loaders.reading.cues import grade_words
from findingsgraph.loaders.reading.places import fold, squeeze
from findingsgraph.loaders.records import Document, Fragment, Line
from findingsgraph.ontology.vocabulary import areas

# A digit that hangs on a word is a footnote's mark ("Good2", "inadequate.3"), no row's number.
_WORD = re.compile(r"[a-z']+|(?<![a-z\d.,;:'\"\[({^])\d+(?:\.\d+)*")
_FURNITURE = re.compile(r"\W*\d*\W*")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or number of a line, folded."""

    text: str
    start: int
    end: int
    line: Line
    first: bool
    """Nothing but numbers and signs stands before it on its line."""
    last: bool
    """Nothing but numbers and signs stands behind it on its line."""


@dataclass(frozen=True, slots=True)
class Row:
    """A judgement as a table prints it."""

    area: str
    label: str
    """The wording of the label that was found, folded."""
    grade: str
    printed: str
    span: tuple[Fragment, ...]
    line: int
    numbered: bool
    """A number stands before the label, as in the tables of the single inspection framework."""


def read_rows(document: Document, lines: Iterable[Line], area_ids: Sequence[str], scale: str) -> list[Row]:
    """Find the rows of these areas in these lines, one an area, in the order of print.

    Rows with a number are taken before rows without, then the first.
    """
    words = _words(_near_labels(list(lines), tuple(area_ids)))
    starts: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for area, label in _labels(tuple(area_ids)):
        starts.setdefault(label[0], []).append((area, label))
    found: list[Row] = []
    at = taken = 0
    while at < len(words):
        row = None
        if words[at].first:
            for area, label in starts.get(words[at].text, ()):
                row = _row(document, words, at, taken, area, label, scale)
                if row:
                    found.append(row[0])
                    at = taken = row[1]
                    break
        at += 0 if row else 1
    best: dict[str, Row] = {}
    for each in sorted(found, key=lambda row: (not row.numbered, row.line)):
        best.setdefault(each.area, each)
    return sorted(best.values(), key=lambda row: row.span[0].start)


def _near_labels(lines: list[Line], area_ids: tuple[str, ...]) -> list[Line]:
    """Give the lines that begin with a label, and those so near that its other words may stand there."""
    begins = _beginnings(area_ids)
    near: set[int] = set()
    for index, line in enumerate(lines):
        if begins.match(fold(line.text)):
            near.update(range(max(0, index - BEFORE), min(len(lines), index + BEHIND + 1)))
    return [lines[index] for index in sorted(near)]


BEFORE, BEHIND = 3, 8
"""Lines around a label's first in which the rest of its row stands, at most."""


@cache
def _beginnings(area_ids: tuple[str, ...]) -> re.Pattern[str]:
    words = sorted({r"\W+".join(map(re.escape, label[:2])) for _, label in _labels(area_ids)})
    return re.compile(rf"[\W\d]*(?:{'|'.join(words)})(?![a-z])")


@cache
def _labels(area_ids: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(area, words of a label), the longest first; each label with and without its article."""
    found = {}
    for area in area_ids:
        for printed in areas()[area].printed:
            label = tuple(_WORD.findall(fold(printed)))
            found[label] = area
            if label[0] == "the":
                found[label[1:]] = area
    return tuple(
        (area, label) for label, area in sorted(found.items(), key=lambda each: (-len(each[0]), each))
    )


@cache
def _words_of_grades(scale: str) -> frozenset[str]:
    return frozenset(word for printed in grade_words(scale) for word in _WORD.findall(printed))


@cache
def _grades(scale: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    found = {tuple(_WORD.findall(printed)): id for printed, id in grade_words(scale).items()}
    return tuple(sorted(found.items(), key=lambda each: (-len(each[0]), each)))


def _words(lines: Iterable[Line]) -> list[Word]:
    words: list[Word] = []
    for line in lines:
        folded = fold(line.text)
        if _FURNITURE.fullmatch(folded):
            continue
        matches = list(_WORD.finditer(folded))
        spoken = [index for index, match in enumerate(matches) if not match.group()[0].isdigit()]
        low, high = (spoken[0], spoken[-1]) if spoken else (len(matches), -1)
        for index, match in enumerate(matches):
            begin, end = line.start + match.start(), line.start + match.end()
            words.append(Word(match.group(), begin, end, line, index <= low, index >= high))
    return words


def _row(
    document: Document, words: list[Word], at: int, taken: int, area: str, label: tuple[str, ...], scale: str
) -> tuple[Row, int] | None:
    """Read the row whose label begins at `words[at]`, and where the words behind it begin."""
    graded = _words_of_grades(scale)
    inside: list[int] = []
    here = at
    for each in label:
        while here > at and here < len(words) and words[here].text != each and words[here].text in graded:
            inside.append(here)
            here += 1
        if here == len(words) or words[here].text != each:
            return None
        here += 1
    behind = _run(words, here, graded)
    before = _run_before(words, at, taken, graded)
    for lead in ([], *(before[index:] for index in range(len(before)))):
        sequence = [*lead, *inside, *behind]
        length, grade = _parse([words[index].text for index in sequence], scale)
        used = sequence[:length]
        if grade and len(used) >= len(lead) + len(inside) and words[used[-1]].last:
            span = _fragments(words, used)
            printed = squeeze(" ".join(document.text[part.start : part.end] for part in span))
            numbered = words[at - 1].text[0].isdigit() if at else False
            row = Row(area, " ".join(label), grade, printed, span, words[used[0]].line.number, numbered)
            return row, max(here, used[-1] + 1)
    return None


def _run(words: list[Word], here: int, graded: frozenset[str]) -> list[int]:
    """Indexes of the words of grades from here on."""
    end = here
    while end < len(words) and words[end].text in graded:
        end += 1
    return list(range(here, end))


def _run_before(words: list[Word], at: int, taken: int, graded: frozenset[str]) -> list[int]:
    """Indexes of the words of grades before the label and its number that no row has taken."""
    end = at
    while end > taken and words[end - 1].text[0].isdigit() and words[end - 1].line is words[at].line:
        end -= 1
    begin = end
    while begin > taken and words[begin - 1].text in graded:
        begin -= 1
    return list(range(begin, end))


def _parse(texts: list[str], scale: str) -> tuple[int, str]:
    """How many words the longest grade has with which these begin, and its id."""
    for grade, id in _grades(scale):
        if tuple(texts[: len(grade)]) == grade:
            return len(grade), id
    return 0, ""


def _fragments(words: list[Word], used: list[int]) -> tuple[Fragment, ...]:
    """Fragments of the used words; words that follow each other on a page are one."""
    found = []
    for _, run in groupby(enumerate(used), key=lambda each: (each[1] - each[0], words[each[1]].line.page)):
        indexes = [index for _, index in run]
        first, last = words[indexes[0]], words[indexes[-1]]
        found.append(Fragment(first.line.page, first.start, last.end))
    return tuple(found)

"""Who inspected: names by role, on the cover and in the list of the inspection team."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, partial
from itertools import chain

from findingsgraph.loaders.reading.cues import any_of, cues, loose
from findingsgraph.loaders.reading.places import bounds, fold, fold_layer, line_at, span_of, squeeze
from findingsgraph.loaders.records import Document, Line, Person, ReportRange

_FURNITURE = re.compile(r"\W*\d+\W*")
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'"})
# "A, B and C", "A; B"; a full stop parts names too, unless it stands behind an initial.
_SEPARATOR = re.compile(r"\s*(?:[,;:/&]|\band\b|(?<=[a-z]{2})\.(?=\s|$))\s*")
_LETTER = re.compile(r"[^\W\d_]")
LONGEST = 12
"""Lines of one list of names, at most."""


def read_people(document: Document, report: ReportRange) -> tuple[Person, ...]:
    """Read everybody whom the report names with a role in the inspection, in the order of print.

    Names come without titles ("HMI", "His Majesty's Inspector", "(additional inspector)"). A list
    goes on over line and page ends while its lines hold names and nothing else.
    """
    lines = document.lines[report.first - 1 : report.last]
    found: dict[tuple[str, str], Person] = {}
    for index in _likely(document, report):
        label = _label(lines[index].text)
        if label:
            for person in _listed(document, lines, index, label.end(), label.lastgroup or ""):
                found.setdefault((person.name, person.role), person)
    return tuple(found.values())


def _likely(document: Document, report: ReportRange) -> list[int]:
    """Indexes of the report's lines that hold a word of a role."""
    folded = fold_layer(document.text)
    start, end = bounds(document, report)
    found = set()
    for word in cues()["people"]["words"]:
        at = folded.find(word, start, end)
        while at >= 0:
            found.add(line_at(document, at).number - report.first)
            at = folded.find(word, at + 1, end)
    return sorted(found)


def _label(text: str) -> re.Match[str] | None:
    """Match a role at the start of a line, before a colon or before a name."""
    match = _roles().match(fold(text))
    if not match or (match["colon"] is None and not _is_names(text[match.end() :])):
        return None
    return match


@cache
def _roles() -> re.Pattern[str]:
    # A group's name is the role's id; the colon's group comes first, so that `lastgroup` is the role.
    roles = "|".join(f"(?P<{_group(role['id'])}>{any_of(role['labels'])})" for role in cues()["role"])
    return re.compile(
        rf"[\s*#|]*(?=[^:\n]{{5,60}}?(?P<colon>:)|)(?:{roles})(?![a-z])(?:[ \t*|]*:[ \t*|]*|[ \t]+)"
    )


def _group(role: str) -> str:
    return role.replace("-", "_")


def _listed(document: Document, lines: Sequence[Line], index: int, at: int, group: str) -> Iterator[Person]:
    """The persons behind the label at `lines[index]`."""
    role = group.replace("_", "-")
    first = lines[index]
    masked = [(first.start + at, _mask(first.text[at:]))]
    for line in lines[index + 1 : index + LONGEST]:
        if _FURNITURE.fullmatch(line.text):
            continue
        if not line.text.strip():
            if _open(masked):
                continue
            break
        if not _goes_on(line, masked, first):
            break
        masked.append((line.start, _mask(line.text)))
    yield from _persons(document, masked, role)


def _goes_on(line: Line, masked: list[tuple[int, str]], first: Line) -> bool:
    """Whether the line holds more of the names."""
    if _ends().match(fold(line.text)) or _label(line.text) or not _is_names(line.text):
        return False
    # A single word on the next page may be a heading; it is a surname when a first name waits for it.
    alone = len(line.text.split()) == 1 and line.page != first.page
    return not alone or _open(masked) or len(_SEPARATOR.split(masked[-1][1].rstrip(" ,."))[-1].split()) == 1


def _open(masked: list[tuple[int, str]]) -> bool:
    """Whether the names so far end with a comma or "and"."""
    return bool(re.search(r"(?:,|\band|&)\s*$", masked[-1][1]))


def _persons(document: Document, masked: list[tuple[int, str]], role: str) -> Iterator[Person]:
    """Cut masked lines into names; a name may go on from one line to the next."""
    pieces: list[list[tuple[int, int]]] = [[]]
    for start, text in masked:
        at = 0
        for separator in [*_SEPARATOR.finditer(text), None]:
            end = separator.start() if separator else len(text)
            if text[at:end].strip(" *|.-"):
                low = at + len(text[at:end]) - len(text[at:end].lstrip(" \t*|.-"))
                high = at + len(text[at:end].rstrip(" \t*|."))
                pieces[-1].append((start + low, start + high))
            if separator:
                pieces.append([])
                at = separator.end()
    for piece in chain.from_iterable(map(partial(_full_names, document), pieces)):
        name = squeeze(" ".join(document.text[start:end] for start, end in piece))
        if _LETTER.search(name):
            spans = [fragment for start, end in piece for fragment in span_of(document, start, end)]
            yield Person(name, role, tuple(spans))


def _full_names(document: Document, piece: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Part what two lines hold when each is a full name: the comma between them was left out."""
    if len(piece) > 1 and all(len(document.text[start:end].split()) > 1 for start, end in piece):
        return [[part] for part in piece]
    return [piece]


def _mask(text: str) -> str:
    """Give the text with titles and brackets as commas, each character in its place.

    >>> _mask("Ann Lee HMI, Bo Ray (OI)")
    'Ann Lee ,,,, Bo Ray ,,,,'
    """
    straight = text.translate(_APOSTROPHES)
    return _titles().sub(lambda match: "," * len(match.group()), straight)


@cache
def _titles() -> re.Pattern[str]:
    titles = "|".join(loose(each) for each in cues()["people"]["titles"])
    return re.compile(rf"\([^)]*(?:\)|$)|(?<![\w'])(?:{titles})(?![\w'])|^[^(]*\)")


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(rf"\W*{any_of(cues()['people']['ends'])}")


def _is_names(text: str) -> bool:
    """Whether the words are names: capital letters, small words that stand in names, titles.

    >>> _is_names("Farrow and Ros Walker (AI)"), _is_names("Information about this area")
    (True, False)
    """
    particles = cues()["people"]["particles"]
    words = re.findall(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*", _mask(text))
    masked_out = "," in _mask(text) and not words
    return masked_out or (
        bool(words)
        and all(word[0].isupper() or word in particles for word in words)
        and not re.search(r"\d|[:?!]", _mask(text))
    )

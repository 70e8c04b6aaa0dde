"""Space between lines: whether a page parts a line that may begin a paragraph from the line above it."""

from __future__ import annotations

import re
from collections.abc import Callable

APART = 1.25
"""A gap this many times that between two lines of one paragraph parts paragraphs; measured: 1.35 and more."""
CLOSE = 1.1
"""Up to this many times, the lines belong together."""
_CAPITAL = re.compile(r"\n[ \r\n]{0,99}(?=[A-Z\u2018\u201c])")
_STOP = re.compile(r"[.!?][)\u2019\u201d\"']?\d?\s*$")
_FIRST = re.compile(r"[ \r\n]*(\S)")


def find_spacing(text: str, height: Callable[[int], float]) -> dict[int, bool]:
    r"""Say of lines that begin with a sentence whether they stand apart from the line above.

    `text` is a page's as PDFium gives it, `height` the vertical place of a character's
    line, growing upwards. Lines count from 0, those that PDFium joined at a hyphen
    too. Only lines that may go either way are looked at, and left out where no
    line beside them shows how close the lines of a paragraph are, or where the line
    above is not above on the page, as where a column begins.

    >>> text = "Homes are good and safe\nfor all.\nPlans drift. They are\nnot clear.\nVisits are\nlate."
    >>> places = [100, 90, 70, 60, 50, 40]
    >>> find_spacing(text, lambda index: places[text[:index].count("\n")])
    {2: True, 4: False}
    """
    text = text.replace("\x02", "\n").replace("\ufffe", "\n")
    found: dict[int, bool] = {}
    line = counted = 0
    for match in _CAPITAL.finditer(text):
        here, end = match.span()[::-1]
        if not _STOP.search(text[max(0, end - 6) : end]):
            continue
        line += text.count("\n", counted, here)
        counted = here
        above = text.rfind("\n", 0, end) + 1
        inside = _inside(text, above, here)
        if inside is None:
            continue
        pitch = height(inside[0]) - height(inside[1])
        gap = height(_first(text, above)) - height(here)
        if pitch > 0 and gap > 0 and not CLOSE * pitch < gap < APART * pitch:
            found[line] = gap >= APART * pitch
    return found


def _inside(text: str, above: int, here: int) -> tuple[int, int] | None:
    """Two lines of one paragraph: those before or those after, where the second begins in lower case."""
    if above > 1 and text[_first(text, above)].islower():
        return _first(text, text.rfind("\n", 0, above - 1) + 1), _first(text, above)
    below = text.find("\n", here) + 1
    if below and text[first := _first(text, below)].islower():
        return here, first
    return None


def _first(text: str, at: int) -> int:
    """Place of the first character from `at` on that is no space."""
    found = _FIRST.match(text, at)
    return found.start(1) if found else at

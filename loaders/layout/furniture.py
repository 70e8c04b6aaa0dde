"""Page numbers and running heads: lines at a page's edge that belong to no text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from findingsgraph.loaders.grammars import marks
from findingsgraph.loaders.records import Line

EDGE = 3
"""Lines at the top and at the foot of a page that may be running heads."""
_NUMBER = re.compile(r"\s*\d{1,3}\s*")
_PAGE = re.compile(r"^\s*\d{1,3}\s+|\s+\d{1,3}\s*$")


def find_furniture(
    lines: tuple[Line, ...], sheets: list[int], is_heading: Callable[[str], bool]
) -> frozenset[int]:
    """Give the indices of the lines that are page furniture; `sheets` says on which page each line is.

    A page's first or last line that is a number, and what stands at the edge of
    several pages in the same words, the page number aside, unless it is a heading.
    """
    edges = _edges(lines, sheets)
    words = {index: _without_page(lines[index].text) for index in edges}
    seen = Counter(words.values())
    least = marks().repeats
    found: set[int] = set()
    for index, first_or_last in edges.items():
        if (first_or_last and _NUMBER.fullmatch(lines[index].text)) or (
            seen[words[index]] >= least and not is_heading(words[index])
        ):
            found.add(index)
    return frozenset(found)


def _without_page(text: str) -> str:
    words = text.strip()
    if not (words[0].isdigit() or words[-1].isdigit()):
        return words  # most lines: said at once
    return _PAGE.sub("", text).strip()


def _edges(lines: tuple[Line, ...], sheets: list[int]) -> dict[int, bool]:
    """Indices of edge lines; true for a page's very first and very last."""
    pages: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        if line.text and not line.text.isspace():
            pages.setdefault(sheets[index], []).append(index)
    edges: dict[int, bool] = {}
    for filled in pages.values():
        for place in (*range(EDGE), *range(-EDGE, 0)):
            if -len(filled) <= place < len(filled):
                index = filled[place]
                edges[index] = edges.get(index, False) or place in (0, -1)
    return edges

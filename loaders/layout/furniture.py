"""Page numbers and running heads: lines at a page's edge that belong to no text."""

from __future__ import annotations

import re
from collections import Counter

from findingsgraph.loaders.grammars import marks
from findingsgraph.loaders.records import Line

EDGE = 2
"""Lines at the top and at the foot of a page that may be running heads."""
_NUMBER = re.compile(r"\s*\d{1,3}\s*")
_PAGE = re.compile(r"\s+\d{1,3}\s*$")


def find_furniture(lines: tuple[Line, ...]) -> frozenset[int]:
    """Give the indices of the lines that are page furniture.

    A page's first or last line that is a number, and what stands at the edge of
    several pages in the same words, the page number aside.
    """
    edges = _edges(lines)
    seen = Counter(_PAGE.sub("", lines[index].text).strip() for index in edges)
    least = marks().repeats
    found: set[int] = set()
    for index, first_or_last in edges.items():
        text = lines[index].text
        if (first_or_last and _NUMBER.fullmatch(text)) or seen[_PAGE.sub("", text).strip()] >= least:
            found.add(index)
    return frozenset(found)


def _edges(lines: tuple[Line, ...]) -> dict[int, bool]:
    """Indices of edge lines; true for a page's very first and very last."""
    pages: dict[int | None, list[int]] = {}
    for index, line in enumerate(lines):
        if line.text and not line.text.isspace():
            pages.setdefault(line.page, []).append(index)
    edges: dict[int, bool] = {}
    for filled in pages.values():
        for place in (*range(EDGE), *range(-EDGE, 0)):
            if -len(filled) <= place < len(filled):
                index = filled[place]
                edges[index] = edges.get(index, False) or place in (0, -1)
    return edges

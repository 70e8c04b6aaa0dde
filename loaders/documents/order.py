"""Reading order: a page whose first lines were drawn last comes out with them at its end."""

from __future__ import annotations

from collections.abc import Callable

JUMP = 100.0
"""Points. A line this far above the one before it belongs higher up; box cells jump by less than 30."""
FIRST = 4
"""Lines at a page's start that may be its running heads, wherever they are printed."""


def in_reading_order(text: str, height: Callable[[int], float]) -> str:
    r"""Move the lines that end a page's text but stand at its head to where they stand.

    `height` gives the vertical place of a character, growing upwards. Two characters
    decide for nearly all pages that nothing is to be done.

    >>> lines = "2\n1. Help is\nin time.\n2. Plans\nare clear.\nThe summary ends here."
    >>> places = dict(zip(lines.split("\n"), [20, 600, 580, 300, 280, 700]))
    >>> def height(index):
    ...     return places[lines.split("\n")[lines[:index].count("\n")]]
    >>> in_reading_order(lines, height).split("\n")
    ['2', 'The summary ends here.', '1. Help is', 'in time.', '2. Plans', 'are clear.']
    """
    end = len(text.rstrip())
    if not end or height(end - 1) < height(end // 2) + JUMP / 2:
        return text
    lines = text.split("\n")
    heights = _heights(lines, height)
    jumps = [k for k in range(FIRST, len(lines)) if heights[k] > heights[k - 1] + JUMP]
    if not jumps:
        return text
    tail = jumps[-1]
    top = max(range(min(FIRST, tail)), key=lambda k: heights[k])
    place = next((k for k in range(top, tail) if heights[k] < heights[tail]), tail)
    return "\n".join([*lines[:place], *lines[tail:], *lines[place:tail]])


def _heights(lines: list[str], height: Callable[[int], float]) -> list[float]:
    """The vertical place of each line; an empty line has that of the line above."""
    heights: list[float] = []
    at = 0
    for line in lines:
        words = line.strip()
        if words:
            heights.append(height(at + line.index(words[0])))
        else:
            heights.append(heights[-1] if heights else 0.0)
        at += len(line) + 1
    return heights

"""Room for nodes and their labels: texts wrapped and measured, boxes pushed apart until none overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_NARROW, _WIDE = frozenset("fijlrtI.,:;'!|()[] "), frozenset("mwMWABCDEGHKNOPQRSTUVXY@%&")


@dataclass(slots=True)
class Box:
    """A rectangle around (x, y) that wants to stay where it is but must not overlap another."""

    x: float
    y: float
    width: float
    height: float


def text_width(text: str, size: float) -> float:
    """Estimate how wide a sans-serif text is; rather too wide than too narrow.

    >>> text_width("ill", 10) < text_width("www", 10)
    True
    """
    units = sum(0.34 if c in _NARROW else 0.76 if c in _WIDE else 0.6 for c in text)
    return units * size


def wrap(text: str, most: int = 18, lines: int = 3) -> list[str]:
    """Break a label at spaces into lines of about `most` characters; what does not fit ends in "…".

    >>> wrap("Serious Case Review Implementation Group of the Board", 20, 2)
    ['Serious Case Review', 'Implementation …']
    """
    wrapped: list[str] = []
    for word in text.split():
        if wrapped and len(wrapped[-1]) + 1 + len(word) <= most:
            wrapped[-1] += " " + word
        else:
            wrapped.append(word if len(word) <= most + 8 else word[: most + 7] + "…")
    if len(wrapped) > lines:
        last = wrapped[lines - 1]
        shortened = last if len(last) + 2 <= most else last.rsplit(" ", 1)[0]
        wrapped = [*wrapped[: lines - 1], shortened + " …"]
    return wrapped or [""]


def push_apart(boxes: Sequence[Box], width: float, height: float, rounds: int = 600) -> bool:
    """Move boxes, each as little as it must, until none overlap and all lie in the frame.

    Gives whether that was reached; the frame's corner is at (0, 0).
    """
    for turn in range(rounds):
        moved = False
        order = sorted(range(len(boxes)), key=lambda index: (boxes[index].x, index))
        for place, first in enumerate(order):
            for second in order[place + 1 :]:
                one, other = boxes[first], boxes[second]
                if other.x - one.x > 400:
                    break
                moved |= _part(one, other)
        for box in boxes:
            _keep_inside(box, width, height)
        if not moved:
            return turn < rounds
    return False


def _part(one: Box, other: Box) -> bool:
    over_x = (one.width + other.width) / 2 - abs(one.x - other.x)
    over_y = (one.height + other.height) / 2 - abs(one.y - other.y)
    if over_x <= 0.01 or over_y <= 0.01:
        return False
    if over_x < over_y:
        step = (over_x / 2 + 0.02) * (1 if one.x <= other.x else -1)
        one.x -= step
        other.x += step
    else:
        step = (over_y / 2 + 0.02) * (1 if one.y <= other.y else -1)
        one.y -= step
        other.y += step
    return True


def _keep_inside(box: Box, width: float, height: float) -> None:
    box.x = min(max(box.x, box.width / 2), width - box.width / 2)
    box.y = min(max(box.y, box.height / 2), height - box.height / 2)

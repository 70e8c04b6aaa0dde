"""Find the links that reports print to their own items and to the national framework.

`(Recommendation 4)`, `(recommendations 5, 11)`, `(paragraphs 41, 42)`,
`(outcome 4, national framework)`, `(National Framework, Enabler two)`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, cast

__all__ = ["PrintedLink", "find_links", "without_links"]

_NUMBERS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
_NUMBER = rf"(?:\d+|{'|'.join(_NUMBERS)})"
_LINK = re.compile(
    r"\s*[(\[]\s*(?:see )?(?:national framework,? ?)?"
    r"(?P<kind>recommendation|paragraph|outcome|enabler)s?"
    rf"(?P<numbers>[ ,]*(?:{_NUMBER}\b[ ,]*(?:and |& ?)?)*)"
    r"(?:[:,.;]?[^()\[\]]{0,90})?[)\]]",
    re.IGNORECASE,
)
_ONE = re.compile(rf"\b{_NUMBER}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PrintedLink:
    """A printed reference; `text[start:end]` is the bracket with the space before it."""

    kind: Literal["recommendation", "paragraph", "outcome", "enabler"]
    """What it refers to: an item of the report, or an outcome or enabler of the national framework."""
    numbers: tuple[str, ...]
    """Empty for a bare `(Recommendation)`."""
    start: int
    end: int


def find_links(text: str) -> tuple[PrintedLink, ...]:
    """Give the links that a text prints, in reading order.

    >>> [(link.kind, link.numbers) for link in find_links(
    ...     "Plans vary (recommendations 5, 11). The front door (Outcome three, National Framework).")]
    [('recommendation', ('5', '11')), ('outcome', ('3',))]
    """
    return tuple(_links(match) for match in _LINK.finditer(text))


def _links(match: re.Match[str]) -> PrintedLink:
    kind = cast(Literal["recommendation", "paragraph", "outcome", "enabler"], match["kind"].lower())
    numbers = tuple(_NUMBERS.get(n.lower(), n) for n in _ONE.findall(match["numbers"]))
    return PrintedLink(kind, numbers, match.start(), match.end())


def without_links(text: str) -> str:
    """The text without its printed links.

    >>> without_links("Supervision is not regular (Recommendation 4).")
    'Supervision is not regular.'
    """
    return _LINK.sub("", text)

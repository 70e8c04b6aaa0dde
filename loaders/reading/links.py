"""Find the links that reports print to their own items and to the national framework.

`(Recommendation 4)`, `(recommendations 5, 11)`, `(page 13, paragraphs 41, 42)`,
`(outcome 4, national framework)`, `(National Framework, Enabler two)`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from findingsgraph.loaders.records import Link, LinkKind, MappedText
from findingsgraph.ontology.vocabulary import national_framework

__all__ = ["FRAMEWORK", "cut_framework_tags", "find_links"]

FRAMEWORK = ("outcome", "enabler", "principle")
"""Kinds of link that lead to the national framework."""

_WORDS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
_NUMBER = rf"(?:\d+|{'|'.join(_WORDS)})\b"
_NUMBERS = rf"{_NUMBER}(?:(?:[ ,;&]|and\b)*{_NUMBER})*"
_ITEM = rf"(?P<item>recommendation|paragraph)s?(?P<numbers>\s*{_NUMBERS})?[\s.]*"
_GOAL = rf"(?:{'|'.join(FRAMEWORK)})s?"
_LINK = re.compile(
    rf"\s*[(\[]\s*(?:see )?(?:pages?\b[\d ,and]*)?(?:{_ITEM}"
    rf"|(?:national framework\W*)?(?P<goal>{_GOAL}\b[^()\[\]]{{0,150}}))[)\]]",
    re.IGNORECASE,
)
_GOALS = re.compile(rf"(?P<kind>{'|'.join(FRAMEWORK)})s?\s*(?P<numbers>{_NUMBERS})", re.IGNORECASE)
_REST = re.compile(r"\W*(?:national framework\W*|:.*|and )?", re.IGNORECASE)
_ONE = re.compile(_NUMBER, re.IGNORECASE)


def find_links(content: MappedText) -> tuple[Link, ...]:
    """Give the links that an item prints, in reading order; a bare `(Recommendation)` has no number.

    >>> text = "Plans vary (recommendations 5, 11). The front door. (Outcome three, National Framework)"
    >>> [(link.kind, link.number) for link in find_links(MappedText(text, ((0, 0, len(text), 1),)))]
    [('recommendation', '5'), ('recommendation', '11'), ('outcome', '3')]
    """
    return tuple(link for found in _found(content.text) for link in _links(found, content))


def cut_framework_tags(content: MappedText) -> MappedText:
    """Give the text without its tags of the national framework.

    >>> text = "The quality of plans. (outcome 4, national framework)"
    >>> cut_framework_tags(MappedText(text, ((0, 0, len(text), 1),))).text
    'The quality of plans.'
    """
    for found in reversed(_found(content.text)):
        if found["goal"]:
            content = content.without(*found.span())
    return content


def _found(text: str) -> list[re.Match[str]]:
    if "(" not in text and "[" not in text:
        return []
    return [found for found in _LINK.finditer(text) if found["item"] or _goals(found["goal"])]


def _links(found: re.Match[str], content: MappedText) -> list[Link]:
    start = found.start() + len(found[0]) - len(found[0].lstrip())
    printed, span = content.text[start : found.end()], content.span(start, found.end())
    if found["item"]:
        kind = cast(LinkKind, found["item"].lower())
        return [Link(kind, number, printed, span) for number in _numbers(found["numbers"] or "") or [""]]
    return [Link(kind, number, printed, span) for kind, number in _goals(found["goal"])]


def _numbers(text: str) -> list[str]:
    return [_WORDS.get(number.lower(), number) for number in _ONE.findall(text)]


def _goals(tag: str) -> list[tuple[LinkKind, str]]:
    """Give what a tag names, by number or by its words; nothing where it is no tag."""
    low = tag.lower()
    named = [
        (cast(LinkKind, kind), number)
        for (kind, number), words in _wordings().items()
        if words in low and kind in low
    ]
    numbered = [
        (cast(LinkKind, found["kind"].lower()), number)
        for found in _GOALS.finditer(tag)
        for number in _numbers(found["numbers"])
    ]
    last = max((found.end() for found in _GOALS.finditer(tag)), default=0)
    if numbered and ("national framework" in low or _REST.fullmatch(tag, last)):
        return numbered
    return named


@cache
def _wordings() -> dict[tuple[str, str], str]:
    """How the framework itself words its outcomes, enablers and principles."""
    return {
        (kind, number): goal.label.lower()
        for id, goal in national_framework().items()
        for kind, _, number in [id.rpartition("-")]
    }

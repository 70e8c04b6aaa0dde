"""The words that inspection.toml lists, as patterns over folded text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from findingsgraph.ontology.vocabulary import grades

FILE = Path(__file__).with_name("inspection.toml")


@cache
def cues() -> dict[str, Any]:
    """Everything in inspection.toml.

    >>> cues()["role"][0]["id"]
    'deputy-lead-inspector'
    """
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def loose(pattern: str) -> str:
    r"""Let each space of a pattern stand for any white space, and ` ?` for any or none.

    >>> loose("dates ?: good")
    'dates\\s*:\\s+good'
    """
    return pattern.replace(" ?", r"\s*").replace(" ", r"\s+")


def any_of(patterns: Iterable[str]) -> str:
    """Join patterns to one that matches any of them."""
    return "(?:" + "|".join(loose(pattern) for pattern in patterns) + ")"


@cache
def grade_words(scale: str = "") -> dict[str, str]:
    """Every wording of the scale's grades (of all scales without one), folded, with the grade's id.

    >>> grade_words("sif")["requires improvement to be good"]
    'requires-improvement'
    """
    return {
        " ".join(words.lower().split()): grade.id
        for (on, _), grade in grades().items()
        if not scale or on == scale
        for words in grade.printed
    }


@cache
def grade_pattern(scale: str = "") -> str:
    """A pattern of any grade of the scale, the longest wording first.

    >>> re.match(grade_pattern("ilacs"), "requires improvement to\\nbe good.").group()
    'requires improvement to\\nbe good'
    """
    words = sorted(grade_words(scale), key=lambda each: (-len(each), each))
    return r"(?:" + "|".join(loose(re.escape(each).replace("\\ ", " ")) for each in words) + r")(?![a-z])"


def grade_id(printed: str, scale: str = "") -> str:
    """Give the id of the grade in these words, which `grade_pattern` matched.

    >>> grade_id("Requires\\n improvement", "sif")
    'requires-improvement'
    """
    return grade_words(scale).get(" ".join(printed.lower().split()), "")

"""The words that tell that a number is held against another one, from comparators.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast

__all__ = ["Cues", "Kind", "cues"]

Kind = Literal["national", "previous", "local", "similar", "other"]


@dataclass(frozen=True, slots=True)
class Cues:
    """The patterns of comparators.toml, which says what each is for."""

    from_: re.Pattern[str]
    to: re.Pattern[str]
    came_from: re.Pattern[str]
    spread: re.Pattern[str]
    onward: re.Pattern[str]
    trend: re.Pattern[str]
    by: re.Pattern[str]
    change: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    clause: re.Pattern[str]
    approximate: re.Pattern[str]
    respectively: re.Pattern[str]
    anew: re.Pattern[str]
    year: re.Pattern[str]
    joined: re.Pattern[str]
    ahead: re.Pattern[str]
    held: re.Pattern[str]
    dated: re.Pattern[str]
    when: re.Pattern[str]
    amount: re.Pattern[str]
    part: re.Pattern[str]
    whole: re.Pattern[str]
    portion: re.Pattern[str]
    counted_whole: re.Pattern[str]
    of_these: re.Pattern[str]
    of_these_before: re.Pattern[str]
    kinds: tuple[tuple[Kind, re.Pattern[str]], ...]


@cache
def cues() -> Cues:
    """The patterns of comparators.toml, compiled once."""
    text = files("findingsgraph.loaders.reading").joinpath("comparators.toml").read_text(encoding="utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    patterns = {name: re.compile(pattern) for name, pattern in data["cue"].items()}
    return Cues(
        **patterns, kinds=tuple((cast(Kind, kind), re.compile(p)) for kind, p in data["kind"].items())
    )

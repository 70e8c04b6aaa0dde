"""The names that pages show for ids."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files

from findingsgraph.ontology import (
    areas,
    authorities,
    concepts,
    frameworks,
    grades,
    relations,
    stances,
    themes,
    units,
)

__all__ = ["GRADES", "STANCES", "label", "stance_definition"]

STANCES = ("strength", "weakness", "mixed", "context", "required-action")
GRADES = (
    "outstanding",
    "good",
    "requires-improvement",
    "adequate",
    "satisfactory",
    "inadequate",
    "not-judged",
)


@cache
def _file() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files(__package__).joinpath("labels.toml").read_text(encoding="utf-8"))


def label(kind: str, id: str | None) -> str:
    """Give the name of a thing of a kind; what has none is shown by its id, readably.

    >>> label("theme", "early-help"), label("kind", "finding"), label("section", "no-such")
    ('Early help', 'Finding', 'No such')
    """
    if not id:
        return ""
    return _labels(kind).get(id) or id.replace("-", " ").capitalize()


@cache
def _labels(kind: str) -> Mapping[str, str]:
    read = _VOCABULARIES.get(kind)
    return read() if read else _file().get(kind, {})


_VOCABULARIES: Mapping[str, Callable[[], Mapping[str, str]]] = {
    "theme": lambda: {id: each.label for id, each in themes().items()},
    "concept": lambda: {id: each.label for id, each in concepts().items()},
    "stance": lambda: {id: each.label for id, each in stances().items()},
    "area": lambda: {id: each.label for id, each in areas().items()},
    "framework": lambda: {id: each.label for id, each in frameworks().items()},
    "relation": lambda: {id: each.label for id, each in relations().items()},
    "unit": lambda: {id: each.label for id, each in units().items()},
    "grade": lambda: {id: each.label for (_, id), each in grades().items()},
    "authority": lambda: {each.slug: each.name for each in authorities()},
}


def stance_definition(id: str) -> str:
    """Say what a stance means."""
    return stances()[id].definition

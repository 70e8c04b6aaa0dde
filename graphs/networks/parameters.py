"""The parameters of projections: those of questions, and their own, checked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from findingsgraph.errors import BadValue, UnknownParameter, suggest
from findingsgraph.ontology import relations
from findingsgraph.queries import Parameter, load

BODIES = ("agency", "board", "service", "role")
"""Types of nodes unless others are asked for; instruments (plans, forms, tools) do not act."""
TYPES = (*BODIES, "instrument")
COMMON = load("network-agencies").parameters
"""Source, authority, from, to, documents, part, kind, stance, theme, agency: as questions take them."""

_OWN = {
    parameter.name: parameter
    for parameter in (
        Parameter(
            "level", "local|concept", "local", "each authority's own bodies, or one node a kind of body."
        ),
        Parameter("types", "text", ",".join(BODIES), f"types of bodies, with commas: {', '.join(TYPES)}."),
        Parameter("relation", "text", "", "only these relations, with commas."),
        Parameter("by", "themes|agencies", "themes", "what a profile is of: themes, or kinds of bodies."),
        Parameter("nearest", "integer", "5", "to how many nearest ones each node is tied at most."),
        Parameter("minimum", "number", "1", "least weight of an edge."),
    )
}


@dataclass(frozen=True, slots=True)
class Own:
    """Values of the parameters that projections take and questions do not."""

    level: str = "local"
    types: tuple[str, ...] = BODIES
    relation: tuple[str, ...] = ()
    by: str = "themes"
    nearest: int = 5
    minimum: float = 1


def own_parameters(*names: str, **defaults: str) -> tuple[Parameter, ...]:
    """Give a projection's own parameters, some with another default."""
    return tuple(
        Parameter(each.name, each.kind, defaults.get(name, each.default), each.description)
        for name in names
        for each in (_OWN[name],)
    )


def split_parameters(projection: Any, given: Mapping[str, Any]) -> tuple[dict[str, Any], Own]:
    """Part the question's parameters from the projection's own; check names and the own values.

    Raises `UnknownParameter` and `BadValue`.
    """
    values = {name.removesuffix("_"): value for name, value in given.items() if value is not None}
    known = {parameter.name: parameter for parameter in projection.parameters}
    for name in values:
        if name not in known:
            raise UnknownParameter(f"{projection.name}: {name}", suggest(name, known))
    own = {
        parameter.name: _READERS[parameter.name](
            f"{projection.name}: {parameter.name}", values.pop(parameter.name, parameter.default)
        )
        for parameter in projection.own
    }
    return values, Own(**own)


def _choice(*choices: str) -> Any:
    def read(what: str, value: object) -> str:
        if value not in choices:
            raise BadValue(f"{what}={value}", suggest(str(value), choices))
        return str(value)

    return read


def _types(what: str, value: object) -> tuple[str, ...]:
    return _several(what, value, TYPES) or _several(what, "''", TYPES)


def _relations(what: str, value: object) -> tuple[str, ...]:
    return () if value == "" else _several(what, value, relations())


def _several(what: str, value: object, choices: Collection[str]) -> tuple[str, ...]:
    several = (
        value.split(",") if isinstance(value, str) else list(value) if isinstance(value, list | tuple) else []
    )
    names = tuple(str(each).strip() for each in several)
    for each in names:
        if each not in choices:
            raise BadValue(f"{what}={each}", suggest(each, choices))
    return names


def _minimum(what: str, value: object) -> float:
    try:
        number = float(str(value))
    except ValueError:
        number = -1.0
    if not 0 <= number < 1e9:
        raise BadValue(f"{what}={value}", "it must be a number from 0")
    return number


def _nearest(what: str, value: object) -> int:
    if not str(value).isdigit() or not 1 <= int(str(value)) <= 1000:
        raise BadValue(f"{what}={value}", "it must be a whole number from 1 to 1000")
    return int(str(value))


_READERS = {
    "level": _choice("local", "concept"),
    "types": _types,
    "relation": _relations,
    "by": _choice("themes", "agencies"),
    "nearest": _nearest,
    "minimum": _minimum,
}

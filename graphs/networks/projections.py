"""The projections: what each shows, which question its rows come from, what it takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from findingsgraph.errors import BadValue, UnknownParameter, suggest
from findingsgraph.graphs.networks.agencies import (
    FindingRow,
    Named,
    agencies_findings_network,
    agencies_network,
)
from findingsgraph.queries import Parameter, load

if TYPE_CHECKING:
    import networkx as nx

ROWS = "network-agencies"
"""The question that both projections of bodies are made of."""
BODIES = ("agency", "board", "service", "role")
"""Types of nodes unless others are asked for; instruments (plans, forms, tools) do not act."""
TYPES = (*BODIES, "instrument")

OWN_PARAMETERS = (
    Parameter("level", "local|concept", "local", "each authority's own bodies, or one node a kind of body."),
    Parameter("types", "text", ",".join(BODIES), f"types of bodies, with commas: {', '.join(TYPES)}."),
    Parameter("minimum", "integer", "1", "least weight of an edge."),
)


@dataclass(frozen=True, slots=True)
class Own:
    """Values of the parameters that projections take and questions do not."""

    level: str = "local"
    types: tuple[str, ...] = BODIES
    minimum: float = 1


@dataclass(frozen=True, slots=True)
class Projection:
    """A way to see the graph as a network."""

    name: str
    title: str
    description: str
    build: Callable[[Any, Mapping[str, Any], Own], nx.Graph[str]]

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """What it takes: the question's parameters and its own."""
        return (*load(ROWS).parameters, *OWN_PARAMETERS)


def split_parameters(projection: Projection, given: Mapping[str, Any]) -> tuple[dict[str, Any], Own]:
    """Part the question's parameters from the projection's own; check names and the own values."""
    values = {name.removesuffix("_"): value for name, value in given.items() if value is not None}
    known = {parameter.name for parameter in projection.parameters}
    for name in values:
        if name not in known:
            raise UnknownParameter(f"{projection.name}: {name}", suggest(name, known))
    own = Own(
        level=_level(projection, values.pop("level", "local")),
        types=_types(projection, values.pop("types", BODIES)),
        minimum=_minimum(projection, values.pop("minimum", 1)),
    )
    return values, own


def _level(projection: Projection, value: object) -> str:
    if value not in ("local", "concept"):
        raise BadValue(f"{projection.name}: level={value}", suggest(str(value), ("local", "concept")))
    return str(value)


def _types(projection: Projection, value: object) -> tuple[str, ...]:
    asked = (
        value.split(",") if isinstance(value, str) else list(value) if isinstance(value, list | tuple) else []
    )
    types = tuple(str(each).strip() for each in asked)
    for each in types or ("",):
        if each not in TYPES:
            raise BadValue(f"{projection.name}: types={each}", suggest(each, TYPES))
    return types


def _minimum(projection: Projection, value: object) -> float:
    try:
        number = float(str(value))
    except ValueError:
        number = -1.0
    if not 0 <= number < 1e9:
        raise BadValue(f"{projection.name}: minimum={value}", "it must be a number from 0")
    return number


def _named(graph: Any, asked: Mapping[str, Any], own: Own) -> list[Named]:
    rows = (_named_row([_text(value) for value in row]) for row in graph.query(ROWS, **asked))
    return [row for row in rows if row.type in own.types]


def _named_row(texts: list[str]) -> Named:
    row = Named._make([*texts[:-1], False])
    return row._replace(national=texts[-1] == "true")


def _text(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _agencies(graph: Any, asked: Mapping[str, Any], own: Own) -> nx.Graph[str]:
    return agencies_network(_named(graph, asked, own), own.level)


def _agencies_findings(graph: Any, asked: Mapping[str, Any], own: Own) -> nx.Graph[str]:
    # Statements decide which findings there are, so that stance and body narrow the first question only.
    about = {name: value for name, value in asked.items() if name not in ("stance", "agency", "kind")}
    about.setdefault("documents", "preferred")
    answer = graph.query("findings", **about)
    at = [list(answer.columns).index(column) for column in FindingRow._fields]
    findings = [FindingRow(*(_text(row[index]) for index in at)) for row in answer]
    return agencies_findings_network(_named(graph, asked, own), findings, own.level)


PROJECTIONS: dict[str, Projection] = {
    projection.name: projection
    for projection in (
        Projection(
            "agencies",
            "Who stands together",
            "Bodies that one sentence names are tied; weight counts the sentences, sign is the balance of "
            "strengths and weaknesses among them.",
            _agencies,
        ),
        Projection(
            "agencies-findings",
            "Who is named in which finding",
            "Bodies and the findings that name them (bipartite); weight counts the sentences.",
            _agencies_findings,
        ),
    )
}

"""What is to be exported: a graph, or a network or chart of it, narrowed by parameters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from findingsgraph.graphs.exports.credits import Credits, ReportCredit

if TYPE_CHECKING:
    from findingsgraph.graphs.exports.networks.flat import FlatNetwork
    from findingsgraph.graphs.store.rows import Rows

__all__ = ["Exportable", "Selection", "select"]


class Exportable(Protocol):
    """A graph that can be exported: it answers questions and gives its facts."""

    def query(self, query: str, /, **parameters: Any) -> Any:
        """Answer a question."""

    def quads(self) -> Iterable[str]:
        """Give all facts as N-Quads lines."""

    def documents(self) -> Iterable[Any]:
        """List the documents."""

    def without_names(self) -> Any:
        """Give a view without persons' names."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What a writer writes, and whose words are in it."""

    graph: Exportable
    credits: Credits
    network: str | None = None
    """Name of a projection; None where none was asked for."""
    chart: str | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def flat(self) -> FlatNetwork:
        """Project the graph to the network that was asked for (default: agencies), cleaned."""
        from findingsgraph.graphs.exports.networks.flat import flatten
        from findingsgraph.graphs.networks import network

        return flatten(network(self.graph, self.network or "agencies", **self.parameters))

    def table(self, question: str, **defaults: Any) -> Rows:
        """Answer a named question, narrowed by those of the parameters that it takes.

        `defaults` hold where the parameters do not say otherwise.
        """
        rows: Rows = ask_narrowed(self.graph, question, {**defaults, **self.parameters})
        return rows


def select(
    graph: Exportable, network: str | None, chart: str | None, parameters: Mapping[str, Any]
) -> Selection:
    """Put together what is asked for; parameters lose the underscore that Python's `from_` needs."""
    asked = {name.removesuffix("_"): value for name, value in parameters.items() if value is not None}
    return Selection(graph, read_credits(graph, asked), network, chart, asked)


def ask_narrowed(graph: Exportable, question: str, parameters: Mapping[str, Any]) -> Any:
    """Answer a named question with those of the parameters that it takes."""
    from findingsgraph.queries import load

    known = {parameter.name for parameter in load(question).parameters}
    return graph.query(question, **{name: value for name, value in parameters.items() if name in known})


def read_credits(graph: Exportable, parameters: Mapping[str, Any] | None = None) -> Credits:
    """Give the reports whose words are in the graph, or in the part that the parameters ask for."""
    answer = ask_narrowed(graph, "licences", parameters or {})
    reports = {
        row.report: ReportCredit(
            authority=str(row.authority_name or ""),
            dated=str(row.dated or ""),
            licence=str(row.licence or ""),
        )
        for row in answer
    }
    return Credits(tuple(reports[report] for report in sorted(reports)))

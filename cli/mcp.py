"""findingsgraph mcp: the graph for assistants, over the Model Context Protocol."""

from __future__ import annotations

import argparse
from typing import Any

from findingsgraph.cli.parser import add_folder


def add(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "mcp",
        help="let an assistant look things up, with quotes (MCP over standard input and output)",
        description="Offer three read-only tools (find_findings, compare_authorities, evidence) to an "
        "assistant by the Model Context Protocol, over standard input and output. The assistant starts it.",
    )
    add_folder(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Answer until the assistant closes the connection."""
    from findingsgraph.errors import MissingExtra
    from findingsgraph.graphs.store import open_graph

    try:
        import mcp.server  # noqa: F401 - asked before the graph is opened
    except ModuleNotFoundError as problem:
        raise MissingExtra(problem.name or "mcp", "pip install 'findingsgraph[mcp]'") from problem
    with open_graph(arguments.graph) as graph:
        _serve(graph)
    return 0


def _serve(graph: Any) -> None:
    from importlib.metadata import version

    from mcp.server import MCPServer
    from mcp.server.mcpserver.exceptions import ToolError
    from mcp.types import ToolAnnotations

    from findingsgraph.errors import FindingsGraphError
    from findingsgraph.graphs.assistant import INSTRUCTIONS, Tools

    tools = Tools(graph)
    server: Any = MCPServer(
        "findingsgraph", instructions=INSTRUCTIONS, version=version("findingsgraph"), log_level="WARNING"
    )
    reading = ToolAnnotations(
        read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
    )

    @server.tool(annotations=reading)  # type: ignore[untyped-decorator]
    def find_findings(
        words: str = "", authority: str = "", agency: str = "", theme: str = "", stance: str = "",
        section: str = "", kind: str = "", from_year: str = "", to_year: str = "", limit: int = 10,
    ) -> dict[str, Any]:  # fmt: skip
        """Find what inspection reports say, best first. All parameters may be left empty.

        words: as typed into a search box: "a phrase", -without, OR, begin*. authority: name or Ofsted URN.
        agency: id of a kind of body, such as police, cafcass, lscb, schools. theme: id, such as neglect.
        stance: strength, weakness, mixed, context or required-action. kind: finding, recommendation,
        priority-action, ... from_year, to_year: four digits. limit: 1 to 20.
        """
        found: dict[str, Any] = answer(
            lambda: tools.find_findings(
                words, limit, authority=authority, agency=agency, theme=theme, stance=stance,
                section=section, kind=kind, from_year=from_year, to_year=to_year,
            )
        )  # fmt: skip
        return found

    @server.tool(annotations=reading)  # type: ignore[untyped-decorator]
    def compare_authorities(authorities: list[str]) -> list[dict[str, Any]]:
        """Put the latest inspections of one to six authorities side by side, by name or Ofsted URN.

        Grades of different frameworks are not the same scale: see `family` and `dated`.
        """
        found: list[dict[str, Any]] = answer(lambda: tools.compare_authorities(authorities))
        return found

    @server.tool(annotations=reading)  # type: ignore[untyped-decorator]
    def evidence(iri: str) -> dict[str, Any]:
        """Give the printed quotes, pages and source of a finding or sentence by its IRI; how it was read."""
        found: dict[str, Any] = answer(lambda: tools.evidence(iri))
        return found

    def answer(ask: Any) -> Any:
        try:
            return ask()
        except FindingsGraphError as problem:
            raise ToolError(str(problem)) from problem

    server.run("stdio")

"""The reference page of all questions, written from their headers.

python -m findingsgraph.queries.reference > docs/reference/queries.md
"""

from __future__ import annotations

from collections.abc import Iterator

from findingsgraph.queries.library import Query, load, names

__all__ = ["reference_page"]

HEAD = """# Questions

<!-- Written by `python -m findingsgraph.queries.reference`; change the headers. -->

Each question is a file of the room `queries/`: SPARQL that answers as it stands, on any endpoint that has
the graph. Ask it by name:

    findingsgraph query statements -p agency=police
    graph.query("statements", agency="police")

Columns come in the order given here, IRIs in full, an unknown cell empty, rows in reading order. A
parameter may be given several values (repeat `-p`; in Python a list): any of them may be.
"""


def reference_page() -> str:
    """Write the page: an overview, then each question with its parameters and columns.

    >>> reference_page().startswith("# Questions")
    True
    """
    queries = [load(name) for name in names()]
    overview = [f"| [{query.name}](#{query.name}) | {query.title} |" for query in queries]
    table = "\n".join(["| name | question |", "| --- | --- |", *overview])
    return "\n".join([HEAD, table, *("\n".join(_section(query)) for query in queries)]) + "\n"


def _section(query: Query) -> Iterator[str]:
    yield f"\n## {query.name}\n"
    yield f"{query.title}. {query.description}\n"
    yield "| parameter | value | meaning |"
    yield "| --- | --- | --- |"
    for parameter in query.parameters:
        kind = parameter.kind.replace("|", ", ")
        default = f"; {parameter.default} unless given" if parameter.default else ""
        yield f"| `{parameter.name}` | {kind}{default} | {parameter.description} |"
    yield ""
    yield "| column | meaning |"
    yield "| --- | --- |"
    for column in query.columns:
        yield f"| `{column.name}` | {column.description} |"


if __name__ == "__main__":
    print(reference_page(), end="")

"""Property graphs for Neo4j: files for its import command, and a Cypher script.

Both follow Neo4j's documentation; Neo4j itself was not at hand to try them. The tests run
the script, and load the files, in an embedded engine of the same query language.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from findingsgraph.graphs.exports.credits import Credits
from findingsgraph.graphs.exports.networks.flat import Column, FlatEdge, FlatNode, write_scalar
from findingsgraph.graphs.exports.networks.propertygraph import PropertyGraph, read_property_graph
from findingsgraph.graphs.exports.selection import Selection
from findingsgraph.graphs.exports.values import Scalar
from findingsgraph.graphs.store.rows import write_csv

_TYPES = {"boolean": "boolean", "integer": "long", "float": "double", "string": "string"}
_BATCH = 500
_UNTRIED = "Made to Neo4j's documentation of version 5; not tried in Neo4j itself."


def write_neo4j(selection: Selection) -> dict[str, str]:
    """Write a CSV file a label and a type, as `neo4j-admin database import full` reads them."""
    graph = read_property_graph(selection)
    files = {f"nodes-{label}.csv": _node_file(graph, label) for label in graph.nodes}
    files |= {
        "relationships-" + "-".join(key) + ".csv": _edge_file(graph, key) for key in graph.relationships
    }
    return {"README.md": _readme(graph, selection.credits, files), **files}


def _node_file(graph: PropertyGraph, label: str) -> str:
    nodes = graph.nodes[label]
    columns = used(graph.net.node_columns, nodes)
    head = ["id:ID", "label:string", *map(_header, columns), ":LABEL"]
    names = [column.name for column in columns]
    rows = ([node.id, node.label, *_cells(node, names), label] for node in nodes)
    return write_csv(head, rows)


def _edge_file(graph: PropertyGraph, key: tuple[str, str, str]) -> str:
    edges = graph.relationships[key]
    columns = used(graph.net.edge_columns, edges)
    names = [column.name for column in columns]
    head = [":START_ID", ":END_ID", "weight:double", *map(_header, columns), ":TYPE"]
    rows = ([edge.source, edge.target, str(edge.weight), *_cells(edge, names), key[1]] for edge in edges)
    return write_csv(head, rows)


def used(columns: Iterable[Column], members: Sequence[FlatNode] | Sequence[FlatEdge]) -> list[Column]:
    """Give the columns that some of the nodes or edges have a value in."""
    there = {name for member in members for name in member.values}
    return [column for column in columns if column.name in there]


def _header(column: Column) -> str:
    # A colon or bracket in a name would be read as the beginning of its type.
    return f"{re.sub(r'[:{}]', '_', column.name)}:{_TYPES[column.type]}"


def _cells(member: FlatNode | FlatEdge, names: Sequence[str]) -> list[str]:
    return [write_scalar(member.values[name]) if name in member.values else "" for name in names]


def _readme(graph: PropertyGraph, credits: Credits, files: Iterable[str]) -> str:
    options = [
        f"  --{name.partition('-')[0]}={name}"
        for name in files
        if name.startswith(("nodes", "relationships"))
    ]
    command = " \\\n".join(
        [
            "neo4j-admin database import full neo4j",
            "  --overwrite-destination --multiline-fields=true",
            *options,
        ]
    )
    counts = [f"- {label}: {len(nodes)} nodes" for label, nodes in graph.nodes.items()]
    counts += [
        f"- ({source})-[:{kind}]->({target}): {len(edges)} relationships"
        for (source, kind, target), edges in graph.relationships.items()
    ]
    said = "\n\n".join(credits.lines())
    return (
        f"# A graph of inspection findings for Neo4j\n\n{said}\n\nWith Neo4j stopped, in this folder:\n\n"
        f"```sh\n{command}\n```\n\n{_UNTRIED}\n\n" + "\n".join(counts) + "\n"
    )


def write_cypher(selection: Selection) -> str:
    """Write a script of Cypher that makes the graph in an empty database (`cypher-shell -f FILE`)."""
    return script(read_property_graph(selection), selection.credits)


def script(graph: PropertyGraph, credits: Credits) -> str:
    r"""Write constraints, nodes and relationships; rows that set the same properties go together.

    No property is set to null, and all lists hold maps of one shape, as some engines want them.
    """
    lines = [f"// {' '.join(line.split())}" for line in (*credits.lines(), _UNTRIED)]
    lines += [
        f"CREATE CONSTRAINT {_name('id_of_' + label)} IF NOT EXISTS "
        f"FOR (n:{_name(label)}) REQUIRE n.id IS UNIQUE;"
        for label in graph.nodes
    ]
    for label, nodes in graph.nodes.items():
        rows = [{"id": node.id, "label": node.label, **node.values} for node in nodes]
        for names, batch in _batches(rows):
            lines.append(f"UNWIND {batch} AS row CREATE (:{_name(label)} {_set(names)});")
    for (source, kind, target), edges in graph.relationships.items():
        rows = [{"from": e.source, "to": e.target, "weight": e.weight, **e.values} for e in edges]
        for names, batch in _batches(rows):
            lines.append(
                f"UNWIND {batch} AS row MATCH (a:{_name(source)} {{id: row.`from`}}), "
                f"(b:{_name(target)} {{id: row.`to`}}) "
                f"CREATE (a)-[:{_name(kind)} {_set(names[2:])}]->(b);"
            )
    return "\n".join(lines) + "\n"


def _batches(rows: list[dict[str, Scalar]]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Put rows with the same properties together, at most 500; gives the properties and the list."""
    shapes: dict[tuple[str, ...], list[dict[str, Scalar]]] = {}
    for row in rows:
        shapes.setdefault(tuple(row), []).append(row)
    for names, members in sorted(shapes.items()):
        rest = iter(members)
        while batch := list(islice(rest, _BATCH)):
            yield names, "[" + ", ".join(map(_map, batch)) + "]"


def _map(row: dict[str, Scalar]) -> str:
    return "{" + ", ".join(f"{_name(name)}: {_literal(value)}" for name, value in row.items()) + "}"


def _set(names: Iterable[str]) -> str:
    return "{" + ", ".join(f"{_name(name)}: row.{_name(name)}" for name in names) + "}"


def _name(name: str) -> str:
    """Quote a name: words of the language (`order`, `from`, `of`) are names like all others then.

    >>> _name("a`b")
    '`a``b`'
    """
    return "`" + name.replace("`", "``") + "`"


def _literal(value: Scalar) -> str:
    r"""Write a value; JSON's text is Cypher's, but for `/`.

    >>> print(_literal('He said "yes"\n'), _literal(True), _literal(2.0))
    "He said \"yes\"\n" true 2.0
    """
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else write_scalar(value)

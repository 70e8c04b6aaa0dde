"""Property graphs: the files and the script are loaded by an embedded engine that knows nothing of us."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from awkward import CREDITS, awkward
from made import one_report, three_documents

from findingsgraph.graphs.exports import MixedLicences
from findingsgraph.graphs.exports.credits import OURS
from findingsgraph.graphs.exports.networks.flat import FlatNetwork, flatten
from findingsgraph.graphs.exports.networks.neo4j import script, used, write_neo4j
from findingsgraph.graphs.exports.networks.propertygraph import PropertyGraph, as_property_graph, whole_graph
from findingsgraph.graphs.exports.selection import Selection, select

TYPES = {"boolean": "BOOL", "integer": "INT64", "float": "DOUBLE", "string": "STRING"}
HEADER: dict[str, Any] = {"long": int, "double": float, "boolean": "true".__eq__, "string": str}


def awkward_graph(kind: type[nx.Graph[Any]]) -> FlatNetwork:
    net = awkward(kind)
    net.nodes["c"]["order"], net.nodes["c"]["a`b {c}: d"] = 7, "an awkward name"
    net.edges[next(iter(net.edges))]["of"] = "x"
    return flatten(net)


@pytest.fixture(params=["digraph", "multidigraph", "whole"])
def graph(request: pytest.FixtureRequest) -> PropertyGraph:
    if request.param == "whole":
        return as_property_graph(flatten(whole_graph(select(one_report(), None, None, {}))))
    kinds: dict[str, Any] = {"digraph": nx.DiGraph, "multidigraph": nx.MultiDiGraph}
    return as_property_graph(awkward_graph(kinds[request.param]))


def quoted(name: str) -> str:
    return f"`{name}`"


def declare(connection: Any, graph: PropertyGraph) -> None:
    """Declare tables, which the embedded engine wants and Neo4j does not."""
    for label, nodes in graph.nodes.items():
        columns = ", ".join(f"{quoted(c.name)} {TYPES[c.type]}" for c in used(graph.net.node_columns, nodes))
        columns = ", ".join(filter(None, ["id STRING PRIMARY KEY", "label STRING", columns]))
        connection.execute(f"CREATE NODE TABLE {quoted(label)}({columns})")
    kinds: dict[str, list[str]] = {}
    for source, kind, target in graph.relationships:
        kinds.setdefault(kind, []).append(f"FROM {quoted(source)} TO {quoted(target)}")
    for kind, pairs in kinds.items():
        edges = [e for key, of in graph.relationships.items() if key[1] == kind for e in of]
        columns = ", ".join(f"{quoted(c.name)} {TYPES[c.type]}" for c in used(graph.net.edge_columns, edges))
        columns = ", ".join(filter(None, ["weight DOUBLE", columns]))
        connection.execute(f"CREATE REL TABLE {quoted(kind)}({', '.join(pairs)}, {columns})")


def rows(connection: Any, query: str) -> Iterator[list[Any]]:
    result = connection.execute(query)
    while result.has_next():
        yield result.get_next()


def clean(values: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in values.items() if v is not None and not k.startswith("_")}


def test_an_embedded_engine_runs_the_script(graph: PropertyGraph) -> None:
    ladybug = pytest.importorskip("ladybug")
    connection = ladybug.Connection(ladybug.Database(":memory:"))
    if any("`" in column.name for column in graph.net.node_columns):
        # The engine cannot declare such a column; Neo4j's grammar has the doubled quote.
        assert "`a``b {c}: d`" in script(graph, CREDITS)
        graph = as_property_graph(flatten(awkward(nx.MultiDiGraph)))
    declare(connection, graph)
    statements = [line for line in script(graph, CREDITS).splitlines() if not line.startswith("//")]
    constraints = [line for line in statements if line.startswith("CREATE CONSTRAINT")]
    for line in constraints:
        assert re.fullmatch(
            r"CREATE CONSTRAINT `\w+` IF NOT EXISTS FOR \(n:`\w+`\) REQUIRE n\.id IS UNIQUE;", line
        )
    for line in statements[len(constraints) :]:
        connection.execute(line)
    nodes = {
        node["id"]: (label, clean(node)) for node, label in rows(connection, "MATCH (n) RETURN n, label(n)")
    }
    assert nodes == {
        node.id: (label, {"id": node.id, "label": node.label, **node.values})
        for label, members in graph.nodes.items()
        for node in members
    }
    read = Counter(
        repr((source, target, kind, sorted(clean(edge).items())))
        for source, target, kind, edge in rows(
            connection, "MATCH (a)-[r]->(b) RETURN a.id, b.id, label(r), r"
        )
    )
    assert read == Counter(
        repr((edge.source, edge.target, kind, sorted({"weight": edge.weight, **edge.values}.items())))
        for (_, kind, _), edges in graph.relationships.items()
        for edge in edges
    )


def test_import_files_say_every_node_and_relationship_with_types(
    graph: PropertyGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "findingsgraph.graphs.exports.networks.neo4j.read_property_graph", lambda selection: graph
    )
    files = write_neo4j(Selection(one_report(), CREDITS))
    nodes: dict[str, tuple[str, dict[str, Any]]] = {}
    edges: Counter[str] = Counter()
    for name, text in files.items():
        if name.startswith("nodes-"):
            for row in typed(text):
                nodes[row["id"]] = (row.pop(":LABEL"), row)
        elif name.startswith("relationships-"):
            for row in typed(text):
                edges[
                    repr((row.pop(":START_ID"), row.pop(":END_ID"), row.pop(":TYPE"), sorted(row.items())))
                ] += 1
    awkward_name = {"a`b {c}: d": "a`b _c__ d"}
    assert nodes == {
        node.id: (
            label,
            {
                "id": node.id,
                "label": node.label,
                **{awkward_name.get(k, k): v for k, v in node.values.items()},
            },
        )
        for label, members in graph.nodes.items()
        for node in members
    }
    assert edges == Counter(
        repr((edge.source, edge.target, kind, sorted({"weight": edge.weight, **edge.values}.items())))
        for (_, kind, _), members in graph.relationships.items()
        for edge in members
    )
    readme = files["README.md"]
    assert OURS in readme
    assert "not tried in Neo4j" in readme
    for name in files:
        assert name == "README.md" or f"={name}" in readme


def typed(text: str) -> Iterator[dict[str, Any]]:
    """Read a file as Neo4j's import documentation says: `name:type`, empty is no property."""
    reader = csv.reader(io.StringIO(text))
    head = next(reader)
    for row in reader:
        values: dict[str, Any] = {}
        for field, cell in zip(head, row, strict=True):
            name, _, kind = field.partition(":")
            if kind in ("ID", "START_ID", "END_ID", "LABEL", "TYPE"):
                values[name or field] = cell
            elif cell != "":
                values[name] = HEADER[kind](cell)
        yield values


def test_the_embedded_engine_reads_the_files_too(tmp_path: Path) -> None:
    ladybug = pytest.importorskip("ladybug")
    one_report().export("neo4j", output=tmp_path / "neo4j")
    connection = ladybug.Connection(ladybug.Database(":memory:"))
    selection = select(one_report(), None, None, {})
    graph = as_property_graph(flatten(whole_graph(selection)))
    declare(connection, graph)
    for label in graph.nodes:
        path = tmp_path / "neo4j" / f"nodes-{label}.csv"
        with path.open(encoding="utf-8") as file:
            width = len(next(csv.reader(file)))
        # The last column is the label, which the table has for a name.
        connection.execute(
            f"COPY {quoted(label)} FROM (LOAD FROM '{path}' (header=false, skip=1) RETURN "
            + ", ".join(f"column{at}" for at in range(width - 1))
            + ")"
        )
    counts = dict(rows(connection, "MATCH (n) RETURN label(n), count(n)"))
    assert counts == {label: len(nodes) for label, nodes in graph.nodes.items()}


def test_the_whole_graph_answers_as_the_library_does() -> None:
    made = three_documents()
    net = whole_graph(select(made, None, None, {}))
    kinds = Counter(values["kind"] for _, values in net.nodes(data=True))
    relations = Counter(values["relation"] for *_, values in net.edges(data=True))
    preferred = {"documents": "preferred"}
    assert kinds["report"] == 2
    assert kinds["statement"] == len(made.query("statements", **preferred)) == relations["has-statement"]
    assert relations["mentions"] == len(made.query("mentions", **preferred)) > 0
    assert relations["judges"] == len(made.query("judgements", **preferred))
    assert kinds["finding"] + kinds["recommendation"] == len(made.query("findings", **preferred))
    assert relations["has-finding"] == kinds["finding"] + kinds["recommendation"]
    assert all("kind" in values and "label" in values for _, values in net.nodes(data=True))
    narrowed = whole_graph(select(made, None, None, {"authority": "darlington"}))
    assert [v["label"] for _, v in narrowed.nodes(data=True) if v["kind"] == "authority"] == ["Darlington"]
    with pytest.warns(MixedLicences):
        assert OURS in made.export("cypher").decode()

"""Network formats read by the JavaScript libraries that their users have, and by Graphviz.

Needs node and what `npm --prefix tests/node ci` installs.
"""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from pathlib import Path
from shutil import which
from typing import Any

import networkx as nx
import pytest
from awkward import CREDITS, awkward
from beside import ROOT
from made import one_report

from findingsgraph.graphs.exports.networks.flat import FlatNetwork, flatten, write_scalar
from findingsgraph.graphs.exports.networks.gexf import write_gexf
from findingsgraph.graphs.exports.networks.jsongraphs import write_cytoscape
from findingsgraph.graphs.exports.networks.textgraphs import write_dot
from findingsgraph.graphs.networks import PROJECTIONS

FOLDER = ROOT / "tests" / "node"
NODE = which("node") or ""

pytestmark = [
    pytest.mark.skipif(not NODE, reason="no node here"),
    pytest.mark.skipif(
        not (FOLDER / "node_modules").is_dir(), reason="not installed: npm --prefix tests/node ci"
    ),
]
KINDS: dict[str, Any] = {"graph": nx.Graph, "digraph": nx.DiGraph, "multidigraph": nx.MultiDiGraph}


@pytest.fixture(params=[*KINDS, *PROJECTIONS])
def flat(request: pytest.FixtureRequest) -> FlatNetwork:
    name = request.param
    return flatten(awkward(KINDS[name]) if name in KINDS else one_report().network(name))


def read(kind: str, text: str, folder: Path) -> dict[str, Any]:
    path = folder / "network"
    path.write_text(text, encoding="utf-8", newline="")
    done = subprocess.run(
        [NODE, str(FOLDER / "read.mjs"), kind, str(path)], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def ends(net: FlatNetwork, edges: list[list[Any]]) -> Counter[tuple[str, str, float]]:
    pairs = [(source, target, float(values["weight"])) for source, target, values in edges]
    if not net.directed:
        pairs = [(min(one, other), max(one, other), weight) for one, other, weight in pairs]
    return Counter(pairs)


def expected(net: FlatNetwork) -> Counter[tuple[str, str, float]]:
    return Counter((edge.source, edge.target, edge.weight) for edge in net.edges)


def test_graphology_reads_gexf(flat: FlatNetwork, tmp_path: Path) -> None:
    found = read("gexf", write_gexf(flat, CREDITS), tmp_path)
    nodes = dict(found["nodes"])
    assert set(nodes) == {node.id for node in flat.nodes}
    for node in flat.nodes:
        values = nodes[node.id]
        assert values["label"] == node.label
        assert {"x", "y", "size", "color"} <= set(values)
        for name, value in node.values.items():
            assert values[name] == value, name
    assert ends(flat, found["edges"]) == expected(flat)
    assert found["directed"] == flat.directed or not flat.edges


def test_cytoscape_js_reads_cytoscape_json(flat: FlatNetwork, tmp_path: Path) -> None:
    found = read("cytoscape", write_cytoscape(flat, CREDITS), tmp_path)
    nodes = dict(found["nodes"])
    assert {id: {k: v for k, v in values.items() if k != "place"} for id, values in nodes.items()} == {
        node.id: {"id": node.id, "name": node.label, "label": node.label, **node.values}
        for node in flat.nodes
    }
    assert len({(v["place"]["x"], v["place"]["y"]) for v in nodes.values()}) == len(nodes)
    assert ends(flat, found["edges"]) == expected(flat)
    edges = [
        {"source": edge.source, "target": edge.target, "weight": edge.weight, **edge.values}
        for edge in flat.edges
    ]
    values = [{k: v for k, v in values.items() if k != "id"} for _, _, values in found["edges"]]
    assert sorted(map(written, values)) == sorted(map(written, edges))


def written(values: dict[str, Any]) -> str:
    """As JavaScript has them, whole numbers are whole."""
    whole = {k: int(v) if isinstance(v, float) and v.is_integer() else v for k, v in values.items()}
    return json.dumps(whole, sort_keys=True)


def test_graphviz_draws_dot(flat: FlatNetwork, tmp_path: Path) -> None:
    found = read("dot", write_dot(flat, CREDITS), tmp_path)
    nodes = dict(found["nodes"])
    assert set(nodes) == {node.id for node in flat.nodes}
    for node in flat.nodes:
        assert nodes[node.id]["pos"], "it was laid out"
        for name, value in node.values.items():
            if name.isidentifier():
                assert nodes[node.id][f"fg_{name}"] == write_scalar(value).replace("\n", "\\n"), name
    assert found["directed"] == flat.directed
    pairs = Counter((source, target) for source, target, _ in found["edges"])
    if not flat.directed:
        pairs = Counter({(min(pair), max(pair)): count for pair, count in pairs.items()})
    assert pairs == Counter((edge.source, edge.target) for edge in flat.edges)

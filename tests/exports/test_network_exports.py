"""Network formats: what was written is what another reader reads, node by node, edge by edge."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import networkx as nx
import pytest
from awkward import CREDITS, awkward
from beside import ROOT

from findingsgraph.graphs.exports.credits import OURS, Credits
from findingsgraph.graphs.exports.formats import FORMATS, find_format
from findingsgraph.graphs.exports.networks.flat import FlatNetwork, flatten
from findingsgraph.graphs.exports.networks.gexf import write_gexf
from findingsgraph.graphs.exports.networks.graphml import write_graphml
from findingsgraph.graphs.exports.networks.jsongraphs import write_cytoscape, write_nodelink
from findingsgraph.graphs.exports.networks.lists import edge_table, node_table
from findingsgraph.graphs.exports.networks.textgraphs import write_dot, write_pajek
from findingsgraph.graphs.exports.output import zip_files
from findingsgraph.graphs.exports.pictures.svg import MOST_NODES, write_svg


@pytest.fixture(params=[nx.Graph, nx.DiGraph, nx.MultiDiGraph], ids=["graph", "digraph", "multidigraph"])
def flat(request: pytest.FixtureRequest) -> FlatNetwork:
    return flatten(awkward(request.param))


def simple_edges(net: FlatNetwork) -> list[tuple[str, str, float]]:
    return sorted((edge.source, edge.target, edge.weight) for edge in net.edges)


def undirected(net: FlatNetwork, edges: list[tuple[str, str, float]]) -> list[tuple[str, str, float]]:
    if net.directed:
        return sorted(edges)
    return sorted((min(one, other), max(one, other), weight) for one, other, weight in edges)


def test_flat_values_are_of_one_type_a_column(flat: FlatNetwork) -> None:
    types = {"boolean": bool, "integer": int, "float": float, "string": str}
    for columns, members in ((flat.node_columns, flat.nodes), (flat.edge_columns, flat.edges)):
        known = {column.name: types[column.type] for column in columns}
        for member in members:
            for name, value in member.values.items():
                assert type(value) is known[name], name
    assert len(flat.nodes) == 7
    assert [node.id for node in flat.nodes] == sorted(node.id for node in flat.nodes)


def test_flat_keeps_what_formats_would_take_for_their_own(flat: FlatNetwork) -> None:
    values = {node.id: node.values for node in flat.nodes}
    assert values["c"] == {
        "kind": "a type", "identifier": "an id", "source_name": "s.pdf", "target_name": 1,
        "key_name": "k", "weight_text": "heavy",
    }  # fmt: skip
    assert values["b"]["when"] == "2014-02-11"
    assert {
        "several": "x; 2",
        "some": "y; z",
        "mapping": '{"a": null, "b": 1}',
        "large": str(2**70),
    }.items() <= values["1-2" if values["1"].get("share") else "1"].items()
    assert values["mixed"]["national"] == "yes"
    assert values["https://e.org/police"]["national"] == "true"


def test_igraph_reads_graphml(flat: FlatNetwork, tmp_path: Path) -> None:
    igraph = pytest.importorskip("igraph")
    path = tmp_path / "net.graphml"
    path.write_text(write_graphml(flat, CREDITS), encoding="utf-8", newline="")
    read = igraph.Graph.Read_GraphML(str(path))
    assert read.is_directed() == flat.directed
    assert [v["id"] for v in read.vs] == [node.id for node in flat.nodes]
    assert [v["label"] for v in read.vs] == [node.label for node in flat.nodes]
    for node, vertex in zip(flat.nodes, read.vs, strict=True):
        for column in flat.node_columns:
            if column.name in node.values:
                assert vertex[column.name] == node.values[column.name], (node.id, column.name)
    edges = [(read.vs[e.source]["id"], read.vs[e.target]["id"], e["weight"]) for e in read.es]
    assert undirected(flat, edges) == simple_edges(flat)


def test_networkx_reads_graphml_and_gexf_alike(flat: FlatNetwork) -> None:
    for net in (
        nx.parse_graphml(write_graphml(flat, CREDITS), force_multigraph=flat.multigraph),
        nx.read_gexf(io.BytesIO(write_gexf(flat, CREDITS).encode())),
    ):
        assert net.is_directed() == flat.directed
        assert sorted(net) == [node.id for node in flat.nodes]
        edges = [(one, other, values["weight"]) for one, other, values in net.edges(data=True)]
        assert undirected(flat, edges) == simple_edges(flat)
        for node in flat.nodes:
            read = net.nodes[node.id]
            assert read["label"] == node.label
            assert {name: read[name] for name in node.values} == node.values


def test_gexf_keeps_gephis_rules(flat: FlatNetwork) -> None:
    """Attributes declared once and only those used, no edge without its ends, no clock, no `type`."""
    root = ET.fromstring(write_gexf(flat, CREDITS))
    ns = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}
    assert root.get("version") == "1.3"
    meta = root.find("g:meta", ns)
    assert meta is not None
    assert meta.attrib == {}, "no date: the same network gives the same bytes"
    assert OURS in (meta.findtext("g:description", "", ns))
    nodes = [node.get("id") for node in root.iterfind(".//g:node", ns)]
    assert len(set(nodes)) == len(nodes)
    for of in ("node", "edge"):
        declared = [a.get("id") for a in root.iterfind(f".//g:attributes[@class='{of}']/g:attribute", ns)]
        titles = [a.get("title") for a in root.iterfind(f".//g:attributes[@class='{of}']/g:attribute", ns)]
        assert len(set(declared)) == len(declared)
        assert len(set(titles)) == len(titles)
        assert not {"id", "label", "type", "source", "target", "weight"} & {str(t).casefold() for t in titles}
        for value in root.iterfind(f".//g:{of}/g:attvalues/g:attvalue", ns):
            assert value.get("for") in declared
            assert set(value.attrib) == {"for", "value"}
    for edge in root.iterfind(".//g:edge", ns):
        assert {edge.get("source"), edge.get("target")} <= set(nodes)
        assert "type" not in edge.attrib, "an attribute called type must not become the edge's direction"
        assert float(edge.get("weight", "nan")) >= 0
    for node in root.iterfind(".//g:node", ns):
        colour, place = node.find("viz:color", ns), node.find("viz:position", ns)
        assert colour is not None
        assert place is not None
        assert all(0 <= int(colour.get(c, "-1")) <= 255 for c in "rgb")
        assert all(abs(float(place.get(c, "nan"))) <= 1000 for c in "xyz")
        size = node.find("viz:size", ns)
        assert size is not None
        assert float(size.get("value", "0")) > 0
    if flat.multigraph:
        kinds = [(e.get("source"), e.get("target"), e.get("kind")) for e in root.iterfind(".//g:edge", ns)]
        assert len(set(kinds)) == len(kinds), "Gephi merges parallel edges of one kind"


def test_cytoscape_ids_are_text_and_ends_exist(flat: FlatNetwork) -> None:
    elements = json.loads(write_cytoscape(flat, CREDITS))["elements"]
    data = [node["data"] for node in elements["nodes"]]
    assert [each["id"] for each in data] == [node.id for node in flat.nodes]
    assert [{k: v for k, v in each.items() if k not in ("id", "name", "label")} for each in data] == [
        node.values for node in flat.nodes
    ]
    edges = [each["data"] for each in elements["edges"]]
    assert [(e["source"], e["target"], e["weight"]) for e in edges] == [
        (e.source, e.target, e.weight) for e in flat.edges
    ]
    ids = [each["id"] for each in data + edges]
    assert len(set(ids)) == len(ids)
    assert all(isinstance(each, str) for each in ids)


def test_networkx_reads_nodelink(flat: FlatNetwork) -> None:
    net = nx.node_link_graph(json.loads(write_nodelink(flat, CREDITS)), edges="edges")
    assert (net.is_directed(), net.is_multigraph()) == (flat.directed, flat.multigraph)
    assert {node: dict(net.nodes[node]) for node in net} == {
        node.id: {"label": node.label, **node.values} for node in flat.nodes
    }
    edges = [(one, other, values["weight"]) for one, other, values in net.edges(data=True)]
    assert undirected(flat, edges) == simple_edges(flat)


def test_pajek_numbers_and_weights_are_read_back(flat: FlatNetwork) -> None:
    text = write_pajek(flat, CREDITS)
    body = [line for line in text.splitlines() if not line.startswith("%")]
    assert body[0] == f"*Vertices {len(flat.nodes)}"
    assert all(re.fullmatch(r'\d+ "[^"]+"', line) for line in body[1 : len(flat.nodes) + 1])
    net = nx.parse_pajek("\n".join(body))
    assert len(net) == len(flat.nodes)
    assert net.number_of_edges() == len(flat.edges)
    weights = sorted(values["weight"] for *_, values in net.edges(data=True))
    assert weights == sorted(edge.weight for edge in flat.edges)


def test_dot_quotes_everything(flat: FlatNetwork) -> None:
    """Read by a small reader of DOT's quoted strings: every statement is id, arrow, id, attributes."""
    text = write_dot(flat, CREDITS)
    quoted = r'"(?:[^"\\]|\\.)*"'
    attributes = rf"\[\w+={quoted}(?:, \w+={quoted})*\]"
    arrow = "->" if flat.directed else "--"
    lines = [line for line in text.splitlines() if not line.startswith("//")]
    nodes = [line for line in lines if re.fullmatch(rf"  {quoted} {attributes}", line, re.S)]
    edges = [line for line in lines if re.fullmatch(rf"  {quoted} {arrow} {quoted} {attributes}", line, re.S)]
    assert (len(nodes), len(edges)) == (len(flat.nodes), len(flat.edges))
    assert len(lines) == len(nodes) + len(edges) + 3


def test_csv_lists_are_read_by_pandas(flat: FlatNetwork) -> None:
    pandas = pytest.importorskip("pandas")
    nodes = pandas.read_csv(io.StringIO(node_table(flat)), dtype=str, keep_default_na=False)
    assert list(nodes["Id"]) == [node.id for node in flat.nodes]
    assert list(nodes["Label"]) == [node.label for node in flat.nodes]
    for column in ("text", "mapping", "share"):
        assert list(nodes[column]) == [str(node.values.get(column, "")) for node in flat.nodes]
    edges = list(csv.DictReader(io.StringIO(edge_table(flat))))
    assert [(e["Source"], e["Target"], float(e["Weight"])) for e in edges] == [
        (e.source, e.target, e.weight) for e in flat.edges
    ]


def test_svg_is_xml_and_names_every_drawn_node() -> None:
    net: nx.Graph[str] = nx.Graph(name="agencies")
    for number in range(80):
        net.add_node(f"n{number:02}", label=f"Body number {number}", kind="agency", statements=number)
        net.add_edge(
            "n00", f"n{(number or 1):02}", weight=number + 1, sign=-1.0, weakness=2, strength=0, mixed=0
        )
    root = ET.fromstring(write_svg(flatten(net), CREDITS))
    texts = [" ".join(element.itertext()) for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert (
        sum("Body number" in text.replace("\n", " ") or text.startswith("Body") for text in texts)
        == MOST_NODES
    )
    whole = " ".join(texts)
    assert "20 weaker or unconnected names are not drawn" in whole
    assert "mostly in weaknesses" in whole
    assert "mostly in strengths" not in whole, "the legend shows what is there"
    assert OURS in whole
    assert "Elmshire (2019-05-01)" in whole


def test_svg_labels_do_not_overlap() -> None:
    from findingsgraph.graphs.exports.pictures.boxes import text_width
    from findingsgraph.graphs.exports.pictures.svg import _arrange, _choose

    net: nx.Graph[int] = nx.Graph()
    for number in range(60):
        net.add_node(
            number, label=f"Safeguarding partnership group {number}", kind="board", statements=number + 1
        )
        net.add_edge(number, number // 3, weight=1 + number % 4)
        net.add_edge(number, (number * 7) % 60, weight=1)
    flat = flatten(net)
    shown, edges = _choose(flat)
    boxes = []
    drawn, width, _ = _arrange(flat, shown, edges)
    for one in drawn:
        half = max(text_width(line, one.size) for line in one.label) / 2
        high = len(one.label) * one.size * 1.12
        top = one.y - one.radius - high - 5 if one.above else one.y + one.radius
        boxes.append((one.x - half, top, one.x + half, top + high))
        assert half <= one.x <= width - half
    overlapping = sum(
        a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
        for place, a in enumerate(boxes)
        for b in boxes[place + 1 :]
    )
    assert len(boxes) == 60
    assert {one.above for one in drawn} == {True, False}
    assert overlapping == 0


@pytest.mark.parametrize(
    "name",
    [name for name, each in FORMATS.items() if each.takes == "net" and each.is_text],
)
def test_formats_with_an_empty_and_a_tiny_network(name: str) -> None:
    write = FORMATS[name].write
    for net in (nx.Graph(), nx.Graph([("a", "b")]), nx.empty_graph(3)):
        assert str(write(flatten(net), Credits())).endswith("\n")


PROGRAM = """
import hashlib
from awkward import CREDITS, awkward
from findingsgraph.graphs.exports.networks.flat import flatten
from findingsgraph.graphs.exports.formats import FORMATS
from findingsgraph.graphs.networks import metrics
import networkx as nx
for name, each in FORMATS.items():
    if each.takes == "net" and each.is_text:
        print(name, hashlib.sha256(each.write(flatten(awkward()), CREDITS).encode()).hexdigest())
print(metrics(nx.karate_club_graph()).rows)
"""


def test_bytes_do_not_depend_on_the_hash_seed() -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "tests")},
            check=True, capture_output=True, text=True,
        ).stdout
        for seed in ("0", "1", "77")
    }  # fmt: skip
    assert len(outputs) == 1
    assert "graphml" in outputs.pop()


def test_zip_has_no_clock() -> None:
    assert zip_files({"a.csv": "x\n"}) == zip_files({"a.csv": "x\n"})


def test_formats_are_found_by_name_and_ending() -> None:
    assert find_format("GEXF").name == "gexf"
    assert find_format(".nq").name == "nquads"
    assert find_format("n-quads").name == "nquads"
    with pytest.raises(Exception, match="graphmll: no such format: did you mean 'graphml'"):
        find_format("graphmll")


def test_gexf_has_a_timeline_where_reports_are_of_different_days() -> None:
    net = nx.Graph([("a", "b"), ("b", "c")])
    net.nodes["a"].update(first="2013-12-11", last="2013-12-11")
    net.nodes["b"].update(first="2013-12-11", last="2019-05-01")
    net.nodes["c"].update(first="", last="")
    net.edges["a", "b"].update(first="2013-12-11", last="2013-12-11")
    net.edges["b", "c"].update(first="2019-05-01", last="some day")
    ns = {"g": "http://gexf.net/1.3"}
    root = ET.fromstring(write_gexf(flatten(net), CREDITS))
    graph = root.find("g:graph", ns)
    assert graph is not None
    assert (graph.get("mode"), graph.get("timeformat"), graph.get("timerepresentation")) == (
        "dynamic", "date", "interval",
    )  # fmt: skip
    lives = [(n.get("start"), n.get("end")) for n in root.iterfind(".//g:node", ns)]
    assert lives == [("2013-12-11", "2013-12-11"), ("2013-12-11", "2019-05-01"), (None, None)]
    assert [(e.get("start"), e.get("end")) for e in root.iterfind(".//g:edge", ns)] == [
        ("2013-12-11", "2013-12-11"), (None, None),
    ]  # fmt: skip
    assert {a.get("mode") for a in root.iterfind(".//g:attributes", ns)} == {"static"}
    net.nodes["b"]["last"] = "2013-12-11"
    assert 'mode="static" defaultedgetype' in write_gexf(flatten(net), CREDITS), "one day is no timeline"

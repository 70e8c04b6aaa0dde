"""Networks as JSON: Cytoscape's elements, and networkx's and D3's node-link form."""

from __future__ import annotations

import json

from findingsgraph.graphs.exports.credits import Credits
from findingsgraph.graphs.exports.networks.flat import FlatEdge, FlatNetwork
from findingsgraph.graphs.networks.layout import place


def write_cytoscape(net: FlatNetwork, credits: Credits) -> str:
    """Write a network as Cytoscape.js and Cytoscape read it; all ids are text."""
    places = place([node.id for node in net.nodes], [(e.source, e.target, e.weight) for e in net.edges])
    nodes = [
        {
            "data": {"id": node.id, "name": node.label, "label": node.label, **node.values},
            "position": {"x": round(1000 * places[node.id][0], 2), "y": round(1000 * places[node.id][1], 2)},
        }
        for node in net.nodes
    ]
    edges = [{"data": {"id": f"e{number}", **_ends(edge)}} for number, edge in enumerate(net.edges)]
    return _write(
        {
            "format_version": "1.0",
            "generated_by": "findingsgraph",
            "data": {"name": net.name, "source": list(credits.lines())},
            "directed": net.directed,
            "multigraph": net.multigraph,
            "elements": {"nodes": nodes, "edges": edges},
        }
    )


def write_nodelink(net: FlatNetwork, credits: Credits) -> str:
    """Write a network as `networkx.node_link_graph(..., edges="edges")` reads it."""
    edges = [
        {**_ends(edge), **({"key": number} if net.multigraph else {})}
        for number, edge in enumerate(net.edges)
    ]
    return _write(
        {
            "directed": net.directed,
            "multigraph": net.multigraph,
            "graph": {"name": net.name, "source": list(credits.lines())},
            "nodes": [{"id": node.id, "label": node.label, **node.values} for node in net.nodes],
            "edges": edges,
        }
    )


def _ends(edge: FlatEdge) -> dict[str, object]:
    return {"source": edge.source, "target": edge.target, "weight": edge.weight, **edge.values}


def _write(content: dict[str, object]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"

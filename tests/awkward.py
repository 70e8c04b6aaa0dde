"""A network with everything that has broken some writer or reader, for tests of exports."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import networkx as nx

from findingsgraph.graphs.exports.credits import Credits, ReportCredit

LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
CREDITS = Credits((ReportCredit("Elmshire", "2019-05-01", LICENCE),))
LONG = 'They meet weekly & "share" <what> they know. ' * 223


def awkward(kind: type[nx.Graph[Any]] = nx.Graph) -> nx.Graph[Any]:
    """Make the network, of any of networkx's kinds."""
    net = kind(name="awkward")
    net.add_node("https://e.org/police", label="Police", kind="agency", statements=3, sign=0.5, national=True)
    net.add_node(
        "b", label='Board "of\tboards" <&>', kind="board", statements=1, sign=-1, when=date(2014, 2, 11)
    )
    net.add_node(
        "c", label=None, type="a type", id="an id", source="s.pdf", target=1, key="k", weight="heavy"
    )
    net.add_node("d", label="עברית مرحبا 🧒🏽 ﬁ", text=LONG, none=None, empty="", nan=float("nan"))
    net.add_node(1, label="control\x00\x02\x0b\x85\ufffe\ud800 characters\r\nline", share=Decimal("0.25"))
    net.add_node("1", several=["x", None, 2], some={"z", "y"}, mapping={"b": 1, "a": None}, large=2**70)
    net.add_node("mixed", share="half", statements=2.5, national="yes")
    net.add_edge(
        "b", "https://e.org/police", weight=3, type="x", strength=2, weakness=1, mixed=0, sign=0.3333
    )
    net.add_edge("c", "b", weight=Decimal("1.5"), strength=0, weakness=2, mixed=0, sign=-1.0)
    net.add_edge("d", 1, note="no weight", since=date(2013, 10, 1), label="an edge's label")
    net.add_edge("1", "c", weight=None, strength=1, weakness=0, mixed=0, sign=1.0)
    net.add_edge("mixed", "mixed", weight=2)
    if net.is_multigraph():
        net.add_edge("b", "https://e.org/police", weight=1, relation="works-with", stance="weakness")
    return net

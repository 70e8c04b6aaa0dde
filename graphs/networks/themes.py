"""Bodies with the themes of the findings that name them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from findingsgraph.graphs.networks.agencies import Named, Tally, add_bodies, node_of
from findingsgraph.ontology import theme_iri, themes

if TYPE_CHECKING:
    import networkx as nx


def agencies_themes_network(
    rows: Iterable[tuple[Named, Sequence[str]]], only: Collection[str] | None, level: str = "local"
) -> nx.Graph[str]:
    """Join bodies with the themes of the items that name them; weight is the number of sentences.

    `rows`: who is named, and the themes of the item; `only`: IRIs of the themes asked for.
    Two kinds of nodes: `bipartite` is 0 for bodies, 1 for themes (whose `kind` is `theme`).
    """
    import networkx as nx

    net: nx.Graph[str] = nx.Graph(name="agencies-themes", level=level)
    themed = [(row, [theme for theme in of if only is None or theme_iri(theme) in only]) for row, of in rows]
    themed = [(row, of) for row, of in themed if of]
    add_bodies(net, [row for row, _ in themed], level)
    for node in net:
        net.nodes[node]["bipartite"] = 0
    ties: dict[tuple[str, str], Tally] = defaultdict(Tally)
    whole: dict[str, Tally] = defaultdict(Tally)
    for row, of in themed:
        for theme in of:
            whole[theme].add(row)
            ties[node_of(row, level), theme_iri(theme)].add(row)
    known = themes()
    for theme, tally in sorted(whole.items()):
        label = known[theme].label if theme in known else theme
        net.add_node(
            theme_iri(theme), label=label, kind="theme", theme=theme, **tally.attributes(), bipartite=1
        )
    for (body, theme), tally in sorted(ties.items()):
        net.add_edge(body, theme, weight=len(tally.statements), **tally.attributes())
    return net

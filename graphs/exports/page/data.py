"""A network with its evidence as one compact JSON value, as the page reads it.

Whatever is said often (sections, themes, sources, the words of items) stands
once and is meant by its number; a sentence is a range of its item's text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from findingsgraph.graphs.exports.credits import OURS, Credits
from findingsgraph.graphs.exports.networks.flat import FlatEdge, FlatNetwork
from findingsgraph.graphs.exports.networks.style import ALIKE, NEUTRAL, NODE_COLOURS, edge_style, node_radii
from findingsgraph.graphs.exports.page.arrange import arrange
from findingsgraph.graphs.exports.page.evidence import Evidence, Item, Quote
from findingsgraph.graphs.networks.agencies import STANCES
from findingsgraph.graphs.networks.labels import authority_name
from findingsgraph.ontology import themes

_PARTS = {"local-authority": "Local authority", "lscb": "Local Safeguarding Children Board"}


class Numbered:
    """Values by number, each once, numbered as they first come.

    >>> numbered = Numbered(["a"])
    >>> numbered("b"), numbered("a"), numbered.values
    (1, 0, ['a', 'b'])
    """

    def __init__(self, values: Iterable[Any] = ()) -> None:
        self.values = list(values)
        self._at = {value: at for at, value in enumerate(self.values)}

    def __call__(self, value: Any) -> int:
        """Give the value's number."""
        if value not in self._at:
            self._at[value] = len(self.values)
            self.values.append(value)
        return self._at[value]


def page_data(net: FlatNetwork, evidence: Evidence, credits: Credits) -> dict[str, Any]:
    """Give everything that a page shows, as lists, numbers and texts."""
    kinds = Numbered(kind for kind in NODE_COLOURS if any(n.values.get("kind") == kind for n in net.nodes))
    parts, sections, tags, reports = Numbered(), Numbered(), Numbered(), Numbered()
    items = list(evidence.items.values())
    at = {item.finding: number for number, item in enumerate(items)}
    content: dict[str, Any] = {
        "directed": net.directed,
        "stances": list(STANCES),
        "nodes": _nodes(net, evidence, kinds),
        "edges": _edges(net, evidence),
        "items": [
            [
                item.text, parts(item.part), sections(item.section), item.kind, item.number,
                reports((item.authority, item.dated, item.source)), [tags(theme) for theme in item.themes],
            ]
            for item in items
        ],
        "quotes": [_quote(quote, evidence.items, at) for quote in evidence.quotes],
        "source": credits.source_line(),
        "rights": credits.rights_line(),
        "ours": OURS,
        "mixed": list(credits.licences) if credits.mixed else [],
    }  # fmt: skip
    known = themes()
    return content | {
        "kinds": kinds.values,
        "parts": _named(parts.values, lambda part: _PARTS.get(part) or humanise(part)),
        "sections": _named(sections.values, humanise),
        "themes": _named(tags.values, lambda tag: known[tag].label if tag in known else humanise(tag)),
        "reports": [
            [authority_name(authority), dated, source] for authority, dated, source in reports.values
        ],
    }


def humanise(id: str) -> str:
    """Write an id as words.

    >>> humanise("help-and-protection")
    'Help and protection'
    """
    words = id.replace("-", " ").strip()
    return words[:1].upper() + words[1:]


def _named(ids: list[str], name: Callable[[str], str]) -> list[str]:
    return [name(each) for each in ids]


def _nodes(net: FlatNetwork, evidence: Evidence, kinds: Numbered) -> list[list[Any]]:
    """Per node: id, label, kind, x, y, radius, whose it is, quotes, ranges of the words that name it."""
    radii = node_radii(net, 5, 26)
    places = arrange(net, radii)
    several = len({node.values.get("authority") for node in net.nodes} - {None, ""}) > 1
    rows = []
    for node in net.nodes:
        quotes = evidence.of_node.get(node.id, ())
        ranges = [evidence.words.get((node.id, quote), ()) for quote in quotes]
        rows.append(
            [
                node.id, node.label, kinds(str(node.values.get("kind", ""))), *places[node.id],
                round(radii[node.id], 1), str(node.values.get("authority", "")) if several else "",
                list(quotes), [edge for pair in ranges for edge in (pair or (0, 0))],
            ]
        )  # fmt: skip
    return rows


def _look(edge: FlatEdge) -> str:
    """Name the look of an edge; the page knows ties by stance only."""
    style = edge_style(edge)
    return NEUTRAL.name if style is ALIKE else style.name


def _edges(net: FlatNetwork, evidence: Evidence) -> list[list[Any]]:
    """Per edge: numbers of its ends, weight, look, what it is, and the quotes that speak of both ends."""
    at = {node.id: number for number, node in enumerate(net.nodes)}
    return [
        [
            at[edge.source], at[edge.target], _short(edge.weight), _look(edge),
            humanise(str(edge.values.get("relation", ""))), _shared(edge, evidence),
        ]
        for edge in net.edges
    ]  # fmt: skip


def _shared(edge: FlatEdge, evidence: Evidence) -> list[int]:
    own = edge.values.get("statement")
    source, target = (evidence.of_node.get(end, ()) for end in (edge.source, edge.target))
    both = sorted(set(source) & set(target))
    if own is None:
        return both
    return [quote for quote in both if evidence.quotes[quote].statement in str(own).split("; ")]


def _quote(quote: Quote, items: Mapping[str, Item], at: Mapping[str, int]) -> list[Any]:
    """Per quote: its item, start and end in the item's text (or its words), stance, page, line."""
    found = items[quote.finding].text.find(quote.text) if quote.finding in items else -1
    where: list[Any] = [found, found + len(quote.text)] if found >= 0 else [quote.text, 0]
    return [
        at.get(quote.finding, -1), *where, STANCES.index(quote.stance), _whole(quote.page), _whole(quote.line)
    ]  # fmt: skip


def _whole(text: str) -> int:
    return int(text) if text.isdigit() else 0


def _short(weight: float) -> int | float:
    return int(weight) if weight.is_integer() else round(weight, 4)

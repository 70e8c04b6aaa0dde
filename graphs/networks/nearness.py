"""Findings that say nearly the same, and recommendations that come again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from findingsgraph.graphs.networks.labels import authority_name
from findingsgraph.graphs.store.network_facts import Item, Report

if TYPE_CHECKING:
    import networkx as nx

Placed = tuple[str, Report, Item]
"""An item with its source and report."""
RECOMMENDED = ("recommendation", "priority-action")


def findings_network(rows: Iterable[Placed], minimum: float, nearest: int = 5) -> nx.Graph[str]:
    """Tie findings of different reports that say nearly the same.

    `weight` is the cosine of their words, see `graphs.similar`; each finding is tied to the
    `nearest` ones at most, none below `minimum`. `shared` are the words that make them near.
    Findings without a tie are left out.
    """
    import networkx as nx

    net: nx.Graph[str] = nx.Graph(name="findings-by-similarity")
    placed = _each_once(rows)
    items = {item.iri: place for place, (_, _, item) in enumerate(placed)}
    iris = list(items)
    ties = sorted(
        (iris[one], iris[other], weight, shared)
        for one, other, weight, shared in _nearest(placed, minimum, nearest)
    )
    for iri in sorted({iri for one, other, *_ in ties for iri in (one, other)}):
        net.add_node(iri, **_attributes(placed[items[iri]]))
    net.add_edges_from(
        (one, other, {"weight": weight, "shared": ", ".join(shared)}) for one, other, weight, shared in ties
    )
    return net


def recommendations_network(rows: Iterable[Placed], minimum: float) -> nx.DiGraph[str]:
    """Point from each recommendation to later ones to the same authority on the same matter.

    The same matter: the cosine of their words, `weight`, is at least `minimum`. `years` is
    the time between the reports. All recommendations are nodes, also those without a tie;
    `again` says that an earlier one asked for nearly the same.
    """
    import networkx as nx

    net: nx.DiGraph[str] = nx.DiGraph(name="recommendations-over-time")
    placed = [each for each in _each_once(rows) if each[2].kind in RECOMMENDED]
    ties = list(_later(placed, minimum))
    again = {other for _, other, *_ in ties}
    for place, each in sorted(enumerate(placed), key=lambda pair: pair[1][2].iri):
        net.add_node(each[2].iri, **_attributes(each), again=place in again)
    for one, other, weight, shared in sorted(ties, key=lambda pair: _iris(placed, pair)):
        years = int(placed[other][1].dated[:4]) - int(placed[one][1].dated[:4])
        themes = sorted(set(placed[one][2].themes) & set(placed[other][2].themes))
        net.add_edge(
            *_iris(placed, (one, other)),
            weight=weight, years=years, shared=", ".join(shared), themes="; ".join(themes),
        )  # fmt: skip
    return net


def _iris(placed: Sequence[Placed], pair: Sequence[Any]) -> tuple[str, str]:
    return placed[pair[0]][2].iri, placed[pair[1]][2].iri


def _each_once(rows: Iterable[Placed]) -> list[Placed]:
    """Give each item once, also when two documents hold it."""
    return list({item.iri: (source, report, item) for source, report, item in rows}.values())


def _nearest(
    placed: Sequence[Placed], minimum: float, nearest: int
) -> Iterator[tuple[int, int, float, tuple[str, ...]]]:
    from findingsgraph.graphs.similar.nearest import as_ties, each_nearest
    from findingsgraph.loaders.reading.terms import FULL, least_product, shared, vector

    # Some texts stand in several reports.
    words = {text: vector(text) for text in dict.fromkeys(item.text for _, _, item in placed)}
    common = cache(lambda one, other: shared(words[one], words[other]))
    texts = [item.text for _, _, item in placed]
    reports = [report.iri for _, report, _ in placed]
    near = each_nearest(
        [words[text] for text in texts],
        least_product(minimum),
        nearest,
        lambda one, other: reports[one] != reports[other],
    )
    for one, other, product in as_ties(near):
        yield one, other, round(product / FULL, 3), common(texts[one], texts[other])


def _later(placed: Sequence[Placed], minimum: float) -> Iterator[tuple[int, int, float, tuple[str, ...]]]:
    from findingsgraph.graphs.similar.nearest import all_pairs
    from findingsgraph.loaders.reading.terms import FULL, least_product, shared, vector

    by_authority: dict[str, list[int]] = defaultdict(list)
    for place, (_, report, _) in enumerate(placed):
        if report.dated and report.authority:
            by_authority[report.authority].append(place)
    for places in by_authority.values():
        places.sort(key=lambda place: placed[place][1].dated)
        if placed[places[0]][1].dated == placed[places[-1]][1].dated:
            continue
        vectors = [vector(placed[place][2].text) for place in places]
        for one, other, product in all_pairs(vectors, least_product(minimum)):
            if placed[places[one]][1].dated < placed[places[other]][1].dated:
                words = shared(vectors[one], vectors[other])
                yield places[one], places[other], round(product / FULL, 3), words


def _attributes(each: Placed) -> dict[str, Any]:
    source, report, item = each
    place = f"{authority_name(report.authority)} {report.dated[:4]}, {item.section} {item.number}".strip()
    text = item.text if len(item.text) <= 60 else item.text[:57].rsplit(" ", 1)[0] + " …"
    return {
        "label": f"{place}: {text}",
        "kind": "recommendation" if item.kind in RECOMMENDED else "finding",
        "item_kind": item.kind,
        "authority": authority_name(report.authority),
        "dated": report.dated,
        "part": item.part,
        "section": item.section,
        "number": item.number,
        "page": item.page,
        "stance": item.stance,
        "themes": "; ".join(item.themes),
        "priority": item.priority,
        "text": item.text,
    }

"""Which authorities were found alike: the cosine of what their reports praise and criticise."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING

from findingsgraph.graphs.networks.agencies import Named, Tally
from findingsgraph.graphs.networks.labels import authority_name, concept_label
from findingsgraph.graphs.networks.narrow import Said
from findingsgraph.graphs.similar.nearest import as_ties, nearest_of
from findingsgraph.ontology import themes

if TYPE_CHECKING:
    import networkx as nx

Feature = tuple[str, str]
"""A theme's or a concept's id, and a stance."""
FOUND = ("strength", "weakness", "mixed")
"""Stances that say what was found; context and required actions say something else."""


def authorities_network(rows: Iterable[Said], by: str = "themes", nearest: int = 5) -> nx.Graph[str]:
    """Tie each authority to the `nearest` ones whose findings are most like its own.

    An authority's profile is the share of its valued sentences (strength, weakness, mixed)
    by theme and stance (`by` themes) or by kind of body and stance (`by` agencies), each
    less the average share of all authorities here: what is said everywhere makes nobody
    alike. `weight` is the cosine of two profiles (Salton and McGill 1983; centred, so that
    it is a correlation): 1 for the same leanings, 0 for none in common. Only positive ones
    make a tie. `shared` names what makes it, the weightiest first. With two authorities
    there is no average to differ from: at least three are needed.
    """
    import networkx as nx

    net: nx.Graph[str] = nx.Graph(name="authorities-by-profile", by=by)
    tallies: dict[str, Tally] = defaultdict(Tally)
    counts: dict[str, Counter[Feature]] = defaultdict(Counter)
    for said in rows:
        if said.sentence.stance in FOUND:
            where = said.report.authority
            tallies[where].add(_row(said))
            counts[where].update((name, said.sentence.stance) for name in _names(said, by))
    for authority, tally in sorted(tallies.items()):
        net.add_node(authority, label=authority_name(authority), kind="authority", **tally.attributes())
    for one, other, weight, shared in _ties(_leanings(counts), nearest):
        net.add_edge(one, other, weight=weight, shared="; ".join(_name(feature, by) for feature in shared))
    return net


def _row(said: Said) -> Named:
    return Named(
        said.source, said.report.authority, said.report.dated, said.item.iri, said.sentence.iri,
        said.sentence.stance, said.report.authority, "", "authority", "", False,
    )  # fmt: skip


def _names(said: Said, by: str) -> set[str]:
    return set(said.item.themes) if by == "themes" else {body.concept for body in said.bodies}


def _name(feature: Feature, by: str) -> str:
    known = themes()
    label = (
        concept_label(feature[0])
        if by == "agencies"
        else known[feature[0]].label
        if feature[0] in known
        else feature[0]
    )
    return f"{label} ({feature[1]})"


def _leanings(counts: Mapping[str, Counter[Feature]]) -> dict[str, dict[Feature, float]]:
    """Give each authority's shares less the average, to length 1."""
    shares = {
        where: {feature: count / counted.total() for feature, count in sorted(counted.items())}
        for where, counted in sorted(counts.items())
        if counted
    }
    features = sorted({feature for of in shares.values() for feature in of})
    mean = {each: math.fsum(of.get(each, 0.0) for of in shares.values()) / len(shares) for each in features}
    leanings = {}
    for where, of in shares.items():
        centred = {each: of.get(each, 0.0) - mean[each] for each in features}
        length = math.sqrt(math.fsum(value * value for value in centred.values()))
        if length > 1e-12:
            leanings[where] = {each: value / length for each, value in centred.items()}
    return leanings


def _ties(
    leanings: Mapping[str, Mapping[Feature, float]], nearest: int
) -> Iterator[tuple[str, str, float, list[Feature]]]:
    if len(leanings) < 3:
        return
    for one, other, cosine in as_ties(nearest_of(_alike(leanings), nearest)):
        # Both above the average, or both below it.
        parts = {each: value * leanings[other][each] for each, value in leanings[one].items()}
        best = sorted(parts, key=lambda each: (-round(parts[each], 9), each))[:3]
        more = [each for each in best if leanings[one][each] > 0]
        yield one, other, cosine, more or best


def _alike(leanings: Mapping[str, Mapping[Feature, float]]) -> Iterator[tuple[str, str, float]]:
    for one, other in combinations(sorted(leanings), 2):
        theirs = leanings[other]
        cosine = round(math.fsum(value * theirs[each] for each, value in leanings[one].items()), 4)
        if cosine > 0:
            yield one, other, cosine

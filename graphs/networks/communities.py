"""Communities, and how far they depend on chance."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

SEED = 7
SEEDS, LARGE = 10, 20_000
"""Runs compared for stability; in networks of more edges only three."""


@dataclass(frozen=True, slots=True)
class Stability:
    """How alike communities are that are found with other seeds, on average over all pairs of runs."""

    runs: int
    nmi: float
    """Normalised mutual information: 1 for the same communities."""
    ari: float
    """Adjusted Rand index: 1 for the same, about 0 for chance."""


def find_communities(net: nx.Graph[Any], seed: int = SEED) -> tuple[list[list[Any]], float]:
    """Find communities by Louvain's method (Blondel et al. 2008), the largest first, and their modularity.

    The same network gives the same communities: nodes go in sorted, the seed is fixed.
    """
    import networkx as nx

    # Numbers for nodes: sets of texts would be walked in another order in each process. Nodes
    # without a tie are groups of their own, and would only slow the search.
    names = sorted((node for node in net if net[node]), key=str)
    alone = [[node] for node in net if not net[node]]
    number = {name: at for at, name in enumerate(names)}
    numbered: nx.Graph[int] = nx.Graph()
    numbered.add_nodes_from(range(len(names)))
    numbered.add_weighted_edges_from(
        sorted(
            (*sorted((number[one], number[other])), values.get("weight", 1))
            for one, other, values in net.edges(data=True)
        )
    )
    found: list[set[int]] = []
    modularity = 0.0
    if names:
        found = nx.community.louvain_communities(numbered, weight="weight", seed=seed)
        modularity = nx.community.modularity(numbered, found, weight="weight")
    groups = [[names[at] for at in sorted(group)] for group in found] + alone
    return sorted(groups, key=lambda group: (-len(group), str(group[0]))), round(modularity, 6)


def stability(net: nx.Graph[Any]) -> Stability:
    """Find communities with several seeds and compare each two; nodes without a tie are left out."""
    runs = SEEDS if net.number_of_edges() <= LARGE else 3
    tied = [node for node in net if net[node]]
    labels = []
    for seed in range(runs):
        groups, _ = find_communities(net, seed)
        member = {node: number for number, group in enumerate(groups) for node in group}
        labels.append([member[node] for node in tied])
    pairs = list(combinations(labels, 2))
    if not tied:
        return Stability(runs, 1.0, 1.0)
    return Stability(
        runs, round(fmean(nmi(*two) for two in pairs), 4), round(fmean(ari(*two) for two in pairs), 4)
    )


def nmi(one: Sequence[int], other: Sequence[int]) -> float:
    """Give two groupings' mutual information, as a share of their mean entropy (Strehl and Ghosh 2002).

    >>> nmi([1, 1, 2, 2], [5, 5, 4, 4]), nmi([1, 1, 2, 2], [1, 2, 1, 2])
    (1.0, 0.0)
    """
    count = len(one)
    ones, others, both = Counter(one), Counter(other), Counter(zip(one, other, strict=True))

    def entropy(sizes: Counter[int]) -> float:
        return -math.fsum(size / count * math.log(size / count) for size in sizes.values())

    mutual = math.fsum(
        size / count * math.log(size * count / (ones[a] * others[b])) for (a, b), size in both.items()
    )
    mean = (entropy(ones) + entropy(others)) / 2
    return max(0.0, min(1.0, mutual / mean)) if mean else 1.0


def ari(one: Sequence[int], other: Sequence[int]) -> float:
    """Give the adjusted Rand index of two groupings (Hubert and Arabie 1985).

    >>> ari([1, 1, 2, 2], [5, 5, 4, 4]), round(ari([1, 1, 2, 2], [1, 2, 1, 2]), 4)
    (1.0, -0.5)
    """

    def pairs(sizes: Counter[Any]) -> int:
        return sum(size * (size - 1) // 2 for size in sizes.values())

    ones, others = pairs(Counter(one)), pairs(Counter(other))
    both = pairs(Counter(zip(one, other, strict=True)))
    every = len(one) * (len(one) - 1) // 2
    expected = ones * others / every if every else 0.0
    most = (ones + others) / 2
    return (both - expected) / (most - expected) if most != expected else 1.0

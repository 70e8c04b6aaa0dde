"""Measure projections and measures of networks: all reports beside the project, and 1,500 of them.

    python benchmarks/networks.py [--graph DIR] [--reports N] [--json]
    python benchmarks/networks.py --store DIR

DIR is a graph of the reports beside the project (built when it is not given). The 1,500
are replicas: what a build keeps of each document for networks, with the IRIs of document,
report and authority rewritten, so that no two copies share a local body. Each text stands there
sixteen times; findings that are the same are compared once, so that nearness is measured on as many
different texts as the reports beside the project have. Ratios are against plain loops over
rdflib and against networkx alone, in the same run. CPU seconds. --store measures the same of a
graph as it is, such as one of the reports that benchmarks/elsewhere.py writes.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx
from rich.console import Console
from rich.table import Table

import findingsgraph as fg
from findingsgraph.graphs.networks import PROJECTIONS, describe, metrics, network
from findingsgraph.graphs.networks.communities import find_communities
from findingsgraph.graphs.networks.paths import measure_paths
from findingsgraph.graphs.networks.view import simplified
from findingsgraph.graphs.store.kept import kept_name
from findingsgraph.graphs.store.manifest import DocumentEntry

ROOT = Path(__file__).resolve().parents[1]
REPORTS = Path(os.environ.get("FINDINGSGRAPH_REPORTS", ROOT.parent / "shared" / "reports"))
ALONE = 60
"""Nodes from which networkx alone follows ways; all would take minutes."""


class Replicated:
    """As much of a graph as projections ask for: its documents, and a folder with what a build kept."""

    def __init__(self, version: Path, documents: list[DocumentEntry]) -> None:
        self.version = version
        self._documents = documents

    def documents(self) -> list[DocumentEntry]:
        """List the documents."""
        return self._documents


def replicate(graph: Any, reports: int, folder: Path) -> Replicated:
    """Write the kept file of so many reports."""
    lines = (graph.version / kept_name()).read_text(encoding="utf-8").splitlines()
    entries = {entry.iri: entry for entry in graph.documents() if entry.preferred}
    documents: list[DocumentEntry] = []
    with (folder / kept_name()).open("w", encoding="utf-8") as kept:
        copy = 0
        while len(documents) < reports:
            for line in lines:
                entry = entries.get(json.loads(line[1 : line.index(",")]))
                if entry is not None and len(documents) < reports:
                    kept.write(_rewritten(line, copy) + "\n")
                    of = tuple(
                        replace(each, authority=_rewritten(each.authority, copy)) for each in entry.reports
                    )
                    documents.append(
                        replace(
                            entry,
                            iri=_rewritten(entry.iri, copy),
                            source=f"{copy}/{entry.source}",
                            reports=of,
                        )
                    )
            copy += 1
    return Replicated(folder, documents)


def _rewritten(text: str, copy: int) -> str:
    for kind in ("document", "report", "authority"):
        text = text.replace(f"/findingsgraph/{kind}/", f"/findingsgraph/{kind}/copy-{copy}-")
    return text


def seconds(act: Callable[[], Any]) -> tuple[float, Any]:
    """CPU seconds of doing something, and what came of it."""
    before = time.process_time()
    found = act()
    return time.process_time() - before, found


def peak() -> float:
    """MB that this process has taken at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def by_rdflib(graph: Any, documents: list[str]) -> float:
    """CPU seconds a document of counting co-mentions with loops over rdflib, parsing not counted."""
    kinds = {
        f"https://w3id.org/findingsgraph/ontology#{name}" for name in ("Agency", "Board", "Service", "Role")
    }
    from rdflib import RDF, Namespace

    terms = Namespace("https://w3id.org/findingsgraph/ontology#")
    copies = [graph.to_rdflib(document) for document in documents]

    def count() -> Any:
        weights: dict[tuple[str, str], int] = defaultdict(int)
        for copy in copies:
            named = defaultdict(set)
            for mention, statement in copy.subject_objects(terms.mentionIn):
                for body in copy.objects(mention, terms.mentions):
                    if any(str(kind) in kinds for kind in copy.objects(body, RDF.type)):
                        item = copy.value(statement, terms.statementOf)
                        copy.value(statement, terms.stance), copy.value(item, terms.kind)
                        named[statement].add(body)
            for bodies in named.values():
                for one, other in combinations(sorted(bodies), 2):
                    weights[one, other] += 1
        return weights

    return seconds(count)[0] / len(documents)


def measure(graph: Any, reports: int) -> Iterator[dict[str, Any]]:
    """Yield the figures, one after the other."""
    documents = [entry.iri for entry in graph.documents() if entry.preferred]
    nets = {}
    for name in PROJECTIONS:
        tries = [seconds(partial(network, graph, name)) for _ in range(3)]
        spent, nets[name] = min(spent for spent, _ in tries), tries[0][1]
        net = nets[name]
        what = f"{len(documents)} reports: {name}"
        ratio = None
        if name == "agencies":
            ratio = spent / len(documents) / by_rdflib(graph, documents[:6])
        yield _figure(
            what,
            f"{spent:.2f} s, {len(net):,} nodes, {net.number_of_edges():,} edges",
            ratio,
            "loops over rdflib",
            "<= 0.5 s",
        )
    plain = simplified(nets["agencies"])
    spent, _ = seconds(lambda: measure_paths(plain))
    starts = sorted(plain, key=str)[:ALONE]
    alone, _ = seconds(lambda: nx.betweenness_centrality_subset(plain, starts, list(plain), weight="length"))
    alone *= len(plain) / len(starts)
    yield _figure(
        "  betweenness and closeness, exact",
        f"{spent:.2f} s",
        spent / alone,
        "networkx's betweenness alone",
        "",
    )
    spent, _ = seconds(lambda: metrics(nets["agencies"], "all"))
    yield _figure("  all measures of agencies", f"{spent:.2f} s", None, "", "<= 5 s")
    spent, _ = seconds(lambda: describe(nets["agencies"]))
    yield _figure("  the whole, with communities of ten seeds", f"{spent:.2f} s", None, "", "")
    for name in PROJECTIONS:
        yield from _apart(graph, reports, name)


def _apart(graph: Any, reports: int, name: str) -> Iterator[dict[str, Any]]:
    """Measure a projection of the replica, or of the graph as it is, in a process of its own: for memory."""
    command = [
        sys.executable,
        __file__,
        "--graph",
        str(graph.folder),
        "--reports",
        str(reports),
        "--one",
        name,
    ]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    yield from json.loads(done.stdout)


def one(graph: Any, reports: int, name: str) -> Iterator[dict[str, Any]]:
    """Measure one projection of the replica."""
    with tempfile.TemporaryDirectory() as folder:
        copy: Any = replicate(graph, reports, Path(folder)) if reports else graph
        reports = reports or sum(len(entry.reports) for entry in graph.documents() if entry.preferred)
        spent, net = seconds(lambda: network(copy, name))
    said = f"{spent:.1f} s, {len(net):,} nodes, {net.number_of_edges():,} edges, {peak():,.0f} MB"
    yield _figure(f"{reports:,} reports: {name}", said, None, "", "<= 10 s")
    if name == "agencies":
        spent, _ = seconds(lambda: metrics(net, "all"))
        yield _figure(
            "  all measures of agencies", f"{spent:.1f} s, {peak():,.0f} MB", None, "", "<= 10 s, 4 GB"
        )
    if name == "agencies-findings":
        spent, found = seconds(lambda: find_communities(simplified(net)))
        said = f"{spent:.1f} s, {len(found[0]):,} communities, modularity {found[1]:.3f}, {peak():,.0f} MB"
        yield _figure("  communities of findings", said, None, "", "<= 60 s, 4 GB")


def _asked(graph: Any, given: argparse.Namespace) -> Iterator[dict[str, Any]]:
    if given.one:
        yield from one(graph, given.reports, given.one)
    elif given.store:
        for name in PROJECTIONS:
            yield from _apart(graph, 0, name)
    else:
        yield from measure(graph, given.reports)


def _figure(what: str, measured: str, ratio: float | None, against: str, target: str) -> dict[str, Any]:
    return {"what": what, "measured": measured, "ratio": ratio, "against": against, "target": target}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--graph", help="a graph of the reports beside the project")
    parser.add_argument("--reports", type=int, default=1500, help="how many reports the replica has")
    parser.add_argument("--store", metavar="DIR", help="measure the projections of this graph, as it is")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.graph is None and given.store is None:
            if not REPORTS.exists():
                sys.exit(f"{REPORTS}: no reports beside the project; give --graph")
            import warnings

            with warnings.catch_warnings():
                warnings.simplefilter("ignore", fg.FailedSources)
                fg.build([REPORTS], folder + "/graph", jobs=2).close()
        with fg.open(given.store or given.graph or folder + "/graph") as graph:
            figures = list(_asked(graph, given))
    if given.json or given.one:
        print(json.dumps(figures, ensure_ascii=False))
        return
    table = Table("what", "measured", "ratio", "to reach")
    for each in figures:
        ratio = "" if each["ratio"] is None else f"{each['ratio']:.3f} x {each['against']}"
        table.add_row(each["what"], each["measured"], ratio, each["target"])
    Console(width=150).print(table)


if __name__ == "__main__":
    main()

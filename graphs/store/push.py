"""To a store elsewhere, by the SPARQL 1.1 Graph Store Protocol: each graph as a whole, only what changed.

A graph of claims there says which content each of our graphs has (`owl:versionInfo`, a
SHA-256 of its lines). A claim goes before its graph is replaced and comes back after;
so whenever a push ends, by itself or by force, every claim that is there is true, and
the next push sends what is left.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass
from urllib.parse import quote
from urllib.request import Request

from findingsgraph.errors import RemoteFailed, RemoteRefused, RemoteTimeout, UsageError
from findingsgraph.graphs.store.graph import PUSHED, Graph
from findingsgraph.graphs.store.transport import Answer, Transport, check_address
from findingsgraph.loaders.nquads import iri, literal
from findingsgraph.loaders.triples import CATALOGUE
from findingsgraph.ontology.namespaces import PREFIXES

__all__ = ["JOBS", "PushResult", "push"]

JOBS = 4
"""Graphs that are sent at once."""
VERSION = PREFIXES["owl"] + "versionInfo"
PREFIX = "sha256:"
WORDS = "application/n-triples, text/turtle;q=0.9"
BODY = {"Content-Type": "text/turtle"}  # which N-Triples are too, and every store takes

Progress = Callable[[int, int, str], None]
"""Called with (graphs done, graphs in all, IRI of the one just done)."""


@dataclass(frozen=True, slots=True)
class PushResult:
    """What a push did: IRIs of graphs, sorted."""

    sent: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    failed: tuple[tuple[str, RemoteFailed], ...]
    """Graphs that the store did not take, and why; the catalogue is sent when there is none."""


def push(
    graph: Graph, url: str, *, jobs: int = JOBS, prune: bool = False, progress: Progress | None = None
) -> PushResult:
    """Send the graph's named graphs to the graph store at `url`; only those that changed.

    Sends the documents' graphs and the vocabulary, `jobs` at once, then the catalogue,
    through which questions find documents. What an earlier push brought and this graph has
    no longer is removed if `prune`; without it nothing is sent and `UsageError` raised.
    A graph that the store does not take is in the result; raises `RemoteTimeout` when the
    store cannot be reached, `RemoteRefused` when it does not know us, `RemoteFailed` when
    it is no graph store, `BadValue` for what is no address.
    """
    check_address(url)
    sender = _Sender(graph, url)
    wanted = {name: sender.content(name) for name in graph.engine.graphs() if name != sender.claims}
    there = sender.read_claims()
    gone = sorted(set(there) - set(wanted))
    if gone and not prune:
        raise UsageError(
            f"push {url}",
            f"{len(gone)} graphs there are not in this graph, such as {gone[0]}; --prune removes them",
        )
    kept = {name: content for name, content in wanted.items() if there.get(name) == content}
    changed = sorted(set(wanted) - set(kept))
    if not changed and not gone:
        return PushResult((), tuple(sorted(kept)), (), ())
    # What is gone stays claimed until it is removed, so that a push that stops forgets nothing.
    sender.put(sender.claims, _claims({**kept, **dict.fromkeys(gone, "")}))
    sent, failed = _send_all(sender, wanted, changed, jobs, progress)
    removed = [] if failed else gone
    for name in removed:
        sender.delete(name)
    if not failed:
        sender.put(sender.claims, _claims(wanted))
    return PushResult(tuple(sent), tuple(sorted(kept)), tuple(removed), tuple(failed))


def _send_all(
    sender: _Sender, wanted: Mapping[str, str], changed: Sequence[str], jobs: int, progress: Progress | None
) -> tuple[list[str], list[tuple[str, RemoteFailed]]]:
    """Send graphs, some at once; the catalogue last, and only when all others have arrived."""
    sent: list[str] = []
    failed: list[tuple[str, RemoteFailed]] = []
    lock = threading.Lock()

    def send(name: str) -> None:
        try:
            sender.replace(name, wanted[name])
        except (RemoteTimeout, RemoteRefused):
            raise  # the others would not arrive either
        except RemoteFailed as problem:
            failed.append((name, problem))
        else:
            sent.append(name)
        with lock:
            if progress is not None:
                progress(len(sent) + len(failed), len(changed), name)

    last = [name for name in changed if name.endswith("/" + CATALOGUE)]
    with ThreadPoolExecutor(max(1, jobs)) as pool:
        tasks = [pool.submit(send, name) for name in changed if name not in last]
        try:
            done, _ = wait(tasks, return_when=FIRST_EXCEPTION)
            for task in done:
                task.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    for name in last if not failed else ():
        send(name)
    return sorted(sent), sorted(failed, key=lambda each: each[0])


class _Sender:
    """Writes to one graph store; each thread has its own connection."""

    def __init__(self, graph: Graph, url: str) -> None:
        self.graph = graph
        self.url = url
        self.claims = graph.base + PUSHED
        self._own = threading.local()

    def content(self, name: str) -> str:
        """Hash what a graph of ours says."""
        digest = hashlib.sha256()
        for line in self.graph.quads(name):
            digest.update(line.encode() + b"\n")
        return PREFIX + digest.hexdigest()

    def replace(self, name: str, content: str) -> None:
        """Put a graph there in place of what it was, then claim it."""
        tail = f" {iri(name)} ."
        self.put(name, (f"{line.removesuffix(tail)} ." for line in self.graph.quads(name)))
        self._send("POST", self.claims, _claims({name: content}))

    def put(self, name: str, lines: Iterable[str]) -> None:
        """Put a graph there."""
        self._send("PUT", name, lines)

    def delete(self, name: str) -> None:
        """Take a graph away; it may be away already."""
        answer = self._ask(Request(self._address(name), method="DELETE"))
        if answer.status != 404:
            self._check(answer)

    def read_claims(self) -> dict[str, str]:
        """Give the graphs that are there with what they hold; of a graph claimed twice, nothing."""
        import pyoxigraph

        answer = self._ask(Request(self._address(self.claims), headers={"Accept": WORDS}))
        if answer.status == 404:
            return {}
        if answer.status != 200:
            said = answer.message or "it does not say why"
            raise RemoteFailed(self.url, f"no graph store there: {answer.status}: {said}")
        try:
            found = list(pyoxigraph.parse(answer.content, pyoxigraph.RdfFormat.TURTLE, lenient=True))
        except SyntaxError as problem:
            said = f"no graph store: it answered {answer.kind or 'something'}, not Turtle: {answer.message}"
            raise RemoteFailed(self.url, said) from problem
        claims: dict[str, str] = {}
        for triple in found:
            if triple.predicate.value == VERSION:
                name = str(triple.subject.value)
                claims[name] = "" if name in claims else str(triple.object.value)
        return claims

    def _send(self, method: str, name: str, lines: Iterable[str]) -> None:
        body = "".join(f"{line}\n" for line in lines).encode()
        self._check(self._ask(Request(self._address(name), data=body, headers=BODY, method=method)))

    def _ask(self, request: Request) -> Answer:
        if not hasattr(self._own, "transport"):
            self._own.transport = Transport(self.url)
        answer: Answer = self._own.transport.send(request)
        return answer

    def _address(self, name: str) -> str:
        return f"{self.url}{'&' if '?' in self.url else '?'}graph={quote(name, safe='')}"

    def _check(self, answer: Answer) -> None:
        if answer.status in (404, 405, 501):
            said = answer.message or "it does not say why"
            raise RemoteFailed(self.url, f"no graph store that can be written to: {answer.status}: {said}")
        if not 200 <= answer.status < 300:
            Transport(self.url).fail(answer)


def _claims(contents: Mapping[str, str]) -> list[str]:
    """Write which content each graph has."""
    return [f"{iri(name)} {iri(VERSION)} {literal(content)} ." for name, content in sorted(contents.items())]

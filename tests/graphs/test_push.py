"""The graph at stores of other makers: pushed, asked, projected and exported as here."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import networkx as nx
import pytest
from beside import HARTLEPOOL_TEXT
from factories import make_report
from stores import ACCOUNT, LARGEST, Store, needs_virtuoso, oxigraph, virtuoso

import findingsgraph as fg
from findingsgraph.errors import RemoteFailed, RemoteRefused, RemoteTimeout, UsageError
from findingsgraph.graphs.store import Graph
from findingsgraph.graphs.store.push import push
from findingsgraph.graphs.verify import verify
from findingsgraph.loaders.triples import catalogue_quads, report_quads
from findingsgraph.ontology.iris import BASE
from findingsgraph.queries import names

COMMAND = str(Path(sys.executable).with_name("findingsgraph"))
CATALOGUE, PUSHED, VOCABULARY = BASE + "catalogue", BASE + "pushed", BASE + "vocabulary"


@pytest.fixture(scope="module", params=["oxigraph", pytest.param("virtuoso", marks=needs_virtuoso)])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    started = oxigraph() if request.param == "oxigraph" else virtuoso(tmp_path_factory.mktemp("virtuoso"))
    with started as running:
        yield running


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    with fg.build([HARTLEPOOL_TEXT], tmp_path_factory.mktemp("push") / "graph") as graph:
        yield graph


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ACCOUNT.items():
        monkeypatch.setenv(name, value)


@pytest.mark.usefixtures("account")
def test_a_pushed_graph_answers_as_here(store: Store, here: Graph) -> None:
    document = here.documents()[0].iri
    assert push(here, store.graphs).sent == (CATALOGUE, document, VOCABULARY)
    assert push(here, store.graphs).unchanged == (CATALOGUE, document, VOCABULARY)
    there = fg.open(store.query)
    for name in ("judgements", "findings", "mentions"):
        assert there.query(name) == here.query(name), name
    plain = "SELECT ?s ?text WHERE { ?s fg:text ?text } ORDER BY ?s"  # of the default graph
    assert there.query(plain) == here.query(plain)
    assert there.query("ASK { ?s fg:source ?o }")[0].answer is True
    assert there.query("ASK { ?s fg:source 'none' }")[0].answer is False
    made = there.query("CONSTRUCT { ?s fg:source ?o } WHERE { ?s fg:source ?o }")
    assert [tuple(row) for row in made] == [
        tuple(row) for row in here.query("CONSTRUCT { ?s fg:source ?o } WHERE { ?s fg:source ?o }")
    ]
    assert list(there.quads()) == list(here.quads())
    assert len(list(there.quads())) > 2 * LARGEST
    assert nx.utils.graphs_equal(there.network("agencies"), here.network("agencies"))
    assert there.export("nquads") == here.export("nquads")
    result = verify(there)
    assert result.ok and result.layers == 0 and result.statements == verify(here).statements


@pytest.mark.usefixtures("account")
def test_only_what_changed_is_sent(store: Store) -> None:
    one, other = _graph("hartlepool", "darlington"), _graph("hartlepool", "gateshead")
    base, first = BASE, one.documents()
    push(one, store.graphs, prune=True)
    with pytest.raises(UsageError, match="1 graphs there are not in this graph.*--prune"):
        push(other, store.graphs)
    result = push(other, store.graphs, prune=True)
    hartlepool = next(entry.iri for entry in first if entry.source == "hartlepool.txt")
    assert hartlepool in result.unchanged and VOCABULARY in result.unchanged
    assert base + "catalogue" in result.sent and len(result.sent) == 2 and len(result.removed) == 1
    there = fg.open(store.query)
    assert list(there.quads()) == list(other.quads())
    for name in names():
        assert there.query(name) == other.query(name), name


def test_a_graph_that_is_not_taken(broken_store: str) -> None:
    graph = _graph("hartlepool", "darlington")
    document = max(entry.iri for entry in graph.documents())
    Broken.fails = document
    result = push(graph, broken_store)
    assert [name for name, _ in result.failed] == [document]
    assert "500: no room for it" in str(result.failed[0][1])
    assert CATALOGUE not in result.sent, "the catalogue waits for all others"
    Broken.fails = ""
    assert push(graph, broken_store).sent == (CATALOGUE, document)
    assert push(graph, broken_store).sent == ()
    Broken.graphs[PUSHED] = b"<html>a page</html>"
    with pytest.raises(RemoteFailed, match="no graph store: it answered text/turtle, not Turtle"):
        push(graph, broken_store)


@needs_virtuoso
def test_who_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with virtuoso(tmp_path) as store:
        with pytest.raises(RemoteRefused, match="401.*FINDINGSGRAPH_USER"):
            push(_graph("hartlepool"), store.graphs)
        monkeypatch.setenv("FINDINGSGRAPH_USER", "loader")
        monkeypatch.setenv("FINDINGSGRAPH_PASSWORD", "wrong")
        with pytest.raises(RemoteRefused, match="401.*FINDINGSGRAPH_USER"):
            push(_graph("hartlepool"), store.graphs)


def test_a_push_that_was_interrupted_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = _graph("hartlepool", "darlington", "gateshead")
    documents = sorted(entry.iri for entry in graph.documents())
    with oxigraph("--union-default-graph") as store:
        stopped = _stop_after(2)
        with pytest.raises(KeyboardInterrupt):
            push(graph, store.graphs, jobs=1, progress=stopped)
        assert not fg.open(store.query).query("inspections"), "nothing is shown before all is there"
        result = push(graph, store.graphs, jobs=1)
        assert len(result.unchanged) >= 2 and set(result.unchanged) <= set(documents)
        assert sorted(result.sent + result.unchanged) == graph.engine.graphs()
        assert list(fg.open(store.query).quads(vocabulary=True)) == list(graph.quads(vocabulary=True))


def test_the_command(here: Graph) -> None:
    assert here.folder
    with oxigraph("--union-default-graph") as store:
        said = _run("push", store.graphs, "--graph", str(here.folder))
        assert (said.returncode, said.stdout) == (0, "")
        assert "3 graphs sent, 0 unchanged, 0 removed, 0 not taken" in said.stderr
        asked = _run("query", "judgements", "--graph", store.query, "--columns", "area,grade")
        assert "overall,good" in asked.stdout
        verified = _run("verify", "--graph", store.query)
        assert verified.returncode == 0 and "no text layers here" in verified.stderr
        wrong = _run("push", store.query, "--graph", str(here.folder))
        assert wrong.returncode == 1 and "no graph store" in wrong.stderr
    gone = _run("push", store.graphs, "--graph", str(here.folder))
    assert gone.returncode == 1 and "does not answer" in gone.stderr
    with pytest.raises(RemoteTimeout):
        push(here, store.graphs)


class Broken(BaseHTTPRequestHandler):
    """A graph store in memory that does not take the graph it is told not to."""

    graphs: ClassVar[dict[str, bytes]] = {}
    fails = ""

    def do_PUT(self) -> None:
        name, body = self._read()
        if name == self.fails:
            self._answer(500, b"no room for it")
            return
        self.graphs[name] = body
        self._answer(204)

    def do_POST(self) -> None:
        name, body = self._read()
        self.graphs[name] = self.graphs.get(name, b"") + body
        self._answer(204)

    def do_GET(self) -> None:
        name, _ = self._read()
        self._answer(200 if name in self.graphs else 404, self.graphs.get(name, b""))

    def _read(self) -> tuple[str, bytes]:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        return parse_qs(urlsplit(self.path).query)["graph"][0], body

    def _answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/turtle")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Keep quiet."""


@pytest.fixture
def broken_store() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Broken)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/store"
    server.shutdown()
    server.server_close()


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([COMMAND, *arguments], capture_output=True, text=True, timeout=120)


def _stop_after(number: int):
    def stop(done: int, total: int, name: str) -> None:
        if done == number:
            raise KeyboardInterrupt

    return stop


def _graph(*authorities: str) -> Graph:
    """Make a graph of hand-made reports, one an authority."""
    from findingsgraph.loaders.iris import document_iri

    reports = {name: make_report(authority=name, extra=name) for name in authorities}
    documents = [
        (document_iri(report.document.sha256, BASE), f"{name}.txt", True) for name, report in reports.items()
    ]
    lines = [line for report in reports.values() for line in report_quads(report)]
    return Graph.from_quads([*lines, *catalogue_quads(documents)])

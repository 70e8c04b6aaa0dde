"""A SPARQL endpoint elsewhere: a real server on a real port, also one that misbehaves."""

from __future__ import annotations

import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs

import pyoxigraph
import pytest
from factories import make_report

from findingsgraph.errors import BadQuery, RemoteFailed, RemoteTimeout
from findingsgraph.graphs.store import Graph, open_graph
from findingsgraph.graphs.store.remote import RemoteEngine
from findingsgraph.loaders.iris import document_iri
from findingsgraph.loaders.triples import catalogue_quads, report_quads
from findingsgraph.ontology.iris import BASE

REPORT = make_report()
DOCUMENT = document_iri(REPORT.document.sha256, BASE)
LINES = report_quads(REPORT) + catalogue_quads([(DOCUMENT, "a.pdf", True)])


class Handler(BaseHTTPRequestHandler):
    """The SPARQL 1.1 protocol by Oxigraph at /sparql; other paths fail each in its way."""

    store = pyoxigraph.Store()
    agents: list[str] = []

    def do_POST(self) -> None:
        self.agents.append(self.headers["User-Agent"])
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.path == "/slow":
            time.sleep(3)  # longer than the client waits
        elif self.path == "/down":
            self.answer(503, "text/plain", b"come back later\n" + b"x" * 5000)
        elif self.path == "/page":
            self.answer(200, "text/html", b"<html>a login page</html>")
        elif self.path == "/json":
            self.answer(200, "application/json", b'{"fine": true}')
        else:
            self.sparql(parse_qs(body)["query"][0])

    def sparql(self, query: str) -> None:
        try:
            found = self.store.query(query, use_default_graph_as_union=True)
        except SyntaxError as problem:
            self.answer(400, "text/plain", f"parse error, says the server: {problem}".encode())
            return
        assert not isinstance(found, pyoxigraph.QueryTriples)
        self.answer(
            200, "application/sparql-results+json",
            found.serialize(format=pyoxigraph.QueryResultsFormat.JSON) or b"",
        )  # fmt: skip

    def answer(self, status: int, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *arguments: object) -> None:
        """Keep quiet."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    Handler.store.load("\n".join(LINES) + "\n", pyoxigraph.RdfFormat.N_QUADS)
    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=http.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{http.server_port}"
    http.shutdown()
    http.server_close()


def test_the_same_answers_as_here(server: str) -> None:
    here = Graph.from_quads(LINES, vocabulary=False)
    there = open_graph(server + "/sparql")
    for name in ("inspections", "judgements", "statements", "measures", "entities"):
        assert there.query(name, authority="Hartlepool") == here.query(name, authority="Hartlepool"), name
    assert there.query("ASK { ?s fg:source ?o }")[0].answer is True
    assert list(there.quads()) == list(here.quads())
    assert [entry.iri for entry in there.documents()] == [DOCUMENT]
    assert there.base == BASE
    assert all(agent.startswith("findingsgraph/") for agent in Handler.agents)


def test_the_server_s_own_message_is_kept(server: str) -> None:
    with pytest.raises(BadQuery, match="says the server") as caught:
        open_graph(server + "/sparql").query("SELECT * {")
    assert "\n" not in str(caught.value)
    with pytest.raises(RemoteFailed, match="come back later") as failed:
        open_graph(server + "/down").query("ASK {}")
    assert len(str(failed.value)) < 500


def test_what_is_no_answer(server: str) -> None:
    with pytest.raises(RemoteFailed, match="text/html, not JSON: <html>a login page"):
        open_graph(server + "/page").query("ASK {}")
    with pytest.raises(RemoteFailed, match="not in the SPARQL results format"):
        open_graph(server + "/json").query("ASK {}")


def test_no_answer_in_time(server: str) -> None:
    with pytest.raises(RemoteTimeout, match="1 seconds"):
        Graph(RemoteEngine(server + "/slow", timeout=1)).query("ASK {}")
    with pytest.raises(RemoteTimeout):
        open_graph("http://127.0.0.1:9/sparql").query("ASK {}")

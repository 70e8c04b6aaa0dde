"""A SPARQL endpoint elsewhere: a real server on a real port, also one that misbehaves."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, ClassVar
from urllib.parse import parse_qs

import pyoxigraph
import pytest
from factories import make_report

from findingsgraph.errors import BadQuery, BadValue, RemoteFailed, RemoteTimeout, UsageError
from findingsgraph.graphs.store import Graph, open_graph
from findingsgraph.graphs.store.remote import RemoteEngine
from findingsgraph.loaders.iris import document_iri
from findingsgraph.loaders.triples import catalogue_quads, report_quads
from findingsgraph.ontology.iris import BASE

REPORT = make_report()
DOCUMENT = document_iri(REPORT.document.sha256, BASE)
TOKEN, BASIC = "Bearer abc", "Basic YWRhOng="
LINES = report_quads(REPORT) + catalogue_quads([(DOCUMENT, "a.pdf", True)])


class Handler(BaseHTTPRequestHandler):
    """The SPARQL 1.1 protocol by Oxigraph at /sparql; other paths fail each in its way."""

    store = pyoxigraph.Store()
    agents: ClassVar[list[str]] = []
    asked: ClassVar[Counter[str]] = Counter()

    def do_POST(self) -> None:
        self.agents.append(self.headers["User-Agent"])
        self.asked[self.path] += 1
        query = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())["query"][0]
        number = self.asked[self.path]
        if self.path == "/sparql":
            self.sparql(query)
        elif self.path == "/slow":
            time.sleep(3)  # longer than the client waits
        elif self.path == "/drip":
            self.drip()
        elif self.path == "/broken":
            self.answer(500, "text/plain", b"the disk is full\n" + b"x" * 5000)
        elif self.path == "/busy" and number < 3:
            self.answer(503, "text/plain", b"", {"Retry-After": "0" if number == 1 else _soon()})
        elif self.path == "/down":
            self.answer(503, "text/plain", b"maintenance until noon", {"Retry-After": "3600"})
        elif self.path == "/page":
            self.answer(200, "text/html", b"<html><style>p {}</style>a <b>login</b> page</html>")
        elif self.path == "/json":
            self.answer(200, "application/json", b'{"fine": true}')
        elif self.path == "/own-json" and not _prefers_results(self.headers["Accept"]):
            self.answer(200, "application/json", b'[{"s": "its own JSON"}]')
        elif self.path == "/half":
            self.answer(200, "application/json", b'{"head": {', {"Content-Length": "1000"})
        elif self.path == "/chunk":
            self.answer(200, "application/json", b'5\r\n{"hea', {"Transfer-Encoding": "chunked"})
        elif self.path == "/nothing":
            self.close_connection = True
        elif self.path == "/moved":
            self.answer(307, "text/plain", b"", {"Location": "http://127.0.0.1:9/other"})
        elif self.path == "/account" and self.headers["Authorization"] not in (TOKEN, BASIC):
            self.answer(401, "text/plain", b"", {"WWW-Authenticate": 'Basic realm="graphs"'})
        elif self.path == "/forbidden":
            self.answer(403, "text/plain", b"not for you")
        else:
            self.sparql(query, 1_000 if self.path == "/cut" else None)

    def sparql(self, query: str, most: int | None = None) -> None:
        try:
            found = self.store.query(query, use_default_graph_as_union=True)
        except SyntaxError as problem:
            self.answer(400, "text/plain", f"parse error, says the server: {problem}".encode())
            return
        assert not isinstance(found, pyoxigraph.QueryTriples)
        content = found.serialize(format=pyoxigraph.QueryResultsFormat.JSON) or b""
        if most is not None:
            answer = json.loads(content)
            del answer["results"]["bindings"][most:]
            content = json.dumps(answer).encode()
        self.answer(200, "application/sparql-results+json", content)

    def answer(self, status: int, kind: str, content: bytes, more: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        headers = {"Content-Type": kind, "Content-Length": str(len(content)), **(more or {})}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        with suppress(OSError):
            for _ in range(100):
                self.wfile.write(b" ")
                time.sleep(0.1)

    def log_message(self, format: str, *arguments: object) -> None:
        """Keep quiet."""


def _prefers_results(accept: str) -> bool:
    """Say whether SPARQL results are wanted more than any other JSON, as some servers ask."""
    weights = {}
    for each in accept.split(","):
        kind, _, weight = each.strip().partition(";q=")
        weights[kind] = float(weight or 1)
    return weights.pop("application/sparql-results+json") > max(weights.values(), default=0)


def _soon() -> str:
    """A date, as Retry-After may also have it."""
    return formatdate(time.time() + 0.5, usegmt=True)


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
    with pytest.raises(RemoteFailed, match="500: the disk is full") as failed:
        open_graph(server + "/broken").query("ASK {}")
    assert len(str(failed.value)) < 500


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/page", "text/html, not JSON: a login page"),
        ("/json", "not in the SPARQL results format"),
        ("/half", "closed the connection in the middle of its answer"),
        ("/chunk", "closed the connection in the middle of its answer"),
        ("/nothing", "closed the connection without an answer"),
        ("/moved", "it has moved; use http://127.0.0.1:9/other"),
        ("/down", "503: maintenance until noon; it asks to come back after 3,600 seconds"),
        ("/forbidden", "the remote store refuses: 403: not for you; set FINDINGSGRAPH_USER"),
        ("/account", "the remote store refuses: 401: set FINDINGSGRAPH_USER"),
    ],
)
def test_what_is_no_answer(server: str, path: str, said: str) -> None:
    with pytest.raises(RemoteFailed, match=said) as caught:
        open_graph(server + path).query("ASK {}")
    assert not isinstance(caught.value, RemoteTimeout)
    assert "\n" not in str(caught.value)


def test_no_answer_in_time(server: str) -> None:
    with pytest.raises(RemoteTimeout, match="within 0.5 seconds"):
        Graph(RemoteEngine(server + "/slow", timeout=0.5)).query("ASK {}")
    with pytest.raises(RemoteTimeout, match="within 0.2 seconds"):
        Graph(RemoteEngine(server + "/drip", timeout=0.2)).query("ASK {}")
    with pytest.raises(RemoteTimeout):
        open_graph("http://127.0.0.1:9/sparql").query("ASK {}")


def test_a_busy_server_is_asked_again(server: str) -> None:
    assert open_graph(server + "/busy").query("ASK { ?s fg:source ?o }")[0].answer is True


def test_results_are_asked_for_before_a_server_s_own_json(server: str) -> None:
    assert open_graph(server + "/own-json").query("ASK { ?s fg:source ?o }")[0].answer is True


def test_an_account_from_the_environment(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FINDINGSGRAPH_TOKEN", TOKEN.split()[1])
    assert open_graph(server + "/account").query("ASK { ?s fg:source ?o }")[0].answer is True
    monkeypatch.delenv("FINDINGSGRAPH_TOKEN")
    monkeypatch.setenv("FINDINGSGRAPH_USER", "ada")
    monkeypatch.setenv("FINDINGSGRAPH_PASSWORD", "x")
    assert open_graph(server + "/account").query("ASK { ?s fg:source ?o }")[0].answer is True


def test_an_answer_that_was_cut_is_fetched_in_pages(server: str) -> None:
    numbers = " ".join(map(str, range(2_500)))
    many = f"SELECT ?x WHERE {{ VALUES ?x {{ {numbers} }} }} ORDER BY ?x"
    assert open_graph(server + "/cut").query(many).column("x") == list(range(2_500))
    some = "# a from b: c\nPREFIX x: <http://e.org/#> " + many + " LIMIT 1000 # no more"
    assert open_graph(server + "/cut").query(some).column("x") == list(range(1_000))


def test_a_change_is_not_sent(server: str) -> None:
    before = Handler.asked["/sparql"]
    with pytest.raises(BadQuery, match="begins with SELECT, ASK"):
        open_graph(server + "/sparql").query("DELETE WHERE { ?s ?p ?o }")
    assert Handler.asked["/sparql"] == before


@pytest.mark.parametrize(
    ("place", "kind", "said"),
    [
        ("ftp://x", BadValue, "begins with http:// or https://"),
        ("http://", BadValue, "begins with http:// or https://"),
        ("http://h:99999/", BadValue, "no address of a store"),
        ("http://ada:secret@h/sparql", BadValue, "leave the account out of the address"),
        (None, UsageError, "None: wrong use: a graph is opened by its folder, or by the URL"),
    ],
)
def test_what_is_no_place_of_a_graph(place: Any, kind: type[UsageError], said: str) -> None:
    with pytest.raises(kind, match=said) as caught:
        open_graph(place)
    assert "secret" not in str(caught.value)

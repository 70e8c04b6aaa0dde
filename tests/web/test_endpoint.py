"""/sparql, asked as its users ask it, of a server in a process of its own."""

from __future__ import annotations

import contextlib
import json
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from served import CALLS, COMMAND, Served, is_alive, serving, wait_until

GRADES = "SELECT ?j WHERE { ?j a fg:Judgement } ORDER BY ?j"
QUERY = {"content-type": "application/sparql-query"}
UPDATE = {"content-type": "application/sparql-update"}
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
NOT_SO_SHORT = "SELECT (COUNT(*) AS ?n) { ?a fg:evidence ?b . ?c fg:evidence ?d }"


@pytest.mark.parametrize(
    ("accept", "kind", "begin"),
    [
        ("application/sparql-results+json", "application/sparql-results+json", b'{"head"'),
        ("application/json", "application/sparql-results+json", b'{"head"'),
        ("application/sparql-results+xml", "application/sparql-results+xml", b"<?xml"),
        ("text/csv", "text/csv; charset=utf-8", b"j\r\n"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", b"?j\n"),
        ("*/*", "application/sparql-results+json", b'{"head"'),
    ],
)
def test_answers_in_the_form_that_is_asked_for(client: Any, accept: str, kind: str, begin: bytes) -> None:
    got = client.get("/sparql", params={"query": GRADES}, headers={"accept": accept})
    assert got.status_code == 200
    assert got.headers["content-type"] == kind
    assert got.content.startswith(begin)
    assert "accept" in got.headers["vary"]


@pytest.mark.parametrize("accept", ["text/turtle", "application/n-triples", "application/rdf+xml", "*/*"])
def test_graphs_in_the_form_that_is_asked_for(client: Any, accept: str) -> None:
    import rdflib

    query = "CONSTRUCT { ?j fg:grade ?g } WHERE { ?j fg:grade ?g ; a fg:Judgement }"
    got = client.post("/sparql", data={"query": query}, headers={"accept": accept})
    kind = got.headers["content-type"].split(";")[0]
    assert kind == ("text/turtle" if accept == "*/*" else accept)
    assert len(rdflib.Graph().parse(data=got.content, format=kind)) == 7


def test_get_form_and_body_give_the_same(client: Any) -> None:
    accept = {"accept": "text/csv"}
    by_get = client.get("/sparql", params={"query": GRADES}, headers=accept)
    by_form = client.post("/sparql", data={"query": GRADES}, headers=accept)
    by_body = client.post(
        "/sparql",
        content=GRADES,
        headers=accept | {"content-type": "application/sparql-query; charset=utf-8"},
    )
    assert by_get.text == by_form.text == by_body.text
    assert by_get.text.count("\n") == 8
    assert client.head("/sparql", params={"query": GRADES}).content == b""


def test_graphs_of_the_protocol_narrow_the_data(client: Any) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    vocabulary = "https://w3id.org/findingsgraph/vocabulary"
    whole = client.get("/sparql", params={"query": count, "format": "csv"}).text
    part = client.get(
        "/sparql", params={"query": count, "format": "csv", "default-graph-uri": vocabulary}
    ).text
    assert 0 < int(part.split()[1]) < int(whole.split()[1])


def test_describes_itself(client: Any) -> None:
    import rdflib

    got = client.get("/sparql", headers={"accept": "text/turtle"})
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    graph = rdflib.Graph().parse(data=got.content, format="turtle")
    assert next(graph.objects(None, sd.endpoint)) == rdflib.URIRef(
        f"{client.base_url}/sparql".replace("//sparql", "/sparql")
    )
    assert sd.UnionDefaultGraph in set(graph.objects(None, sd.feature))
    assert sd.BasicFederatedQuery not in set(graph.objects(None, sd.feature))
    assert client.get("/sparql", headers={"accept": "text/html"}).headers["location"] == "/ask"
    assert client.get("/sparql", headers={"accept": "image/png"}).status_code == 406


def test_sparqlwrapper_asks_it(served: Served) -> None:
    from SPARQLWrapper import JSON, POST, TURTLE, SPARQLExceptions, SPARQLWrapper

    asked = SPARQLWrapper(served.url + "/sparql")
    asked.setQuery(GRADES)
    asked.setReturnFormat(JSON)
    found: Any = asked.queryAndConvert()
    assert len(found["results"]["bindings"]) == 7
    asked.setMethod(POST)
    asked.setQuery("CONSTRUCT WHERE { ?j a fg:Judgement }")
    asked.setReturnFormat(TURTLE)
    turtle: Any = asked.queryAndConvert()
    assert turtle.count(b"ontology#Judgement") == 7
    with pytest.warns(RuntimeWarning, match="query type"):  # it looks at the query itself
        asked.setQuery("SELEC")
    with pytest.warns(RuntimeWarning), pytest.raises(SPARQLExceptions.QueryBadFormed, match="error at 1:"):
        asked.query()


def test_rdflibs_store_asks_it(served: Served) -> None:
    import rdflib
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    graph = rdflib.Graph(SPARQLStore(served.url + "/sparql", returnFormat="json"))
    kind = rdflib.URIRef("https://w3id.org/findingsgraph/ontology#Judgement")
    assert len(list(graph.subjects(rdflib.RDF.type, kind))) == 7
    assert len(list(graph.query(GRADES))) == 7


def test_our_own_client_asks_it(served: Served) -> None:
    import findingsgraph as fg

    with fg.open(served.url + "/sparql") as graph:
        assert len(graph.query("judgements")) == 7


@pytest.mark.skipif(not shutil.which("curl"), reason="no curl here")
def test_curl_asks_it(served: Served) -> None:
    got = subprocess.run(
        ["curl", "-s", "-H", "Accept: text/csv", "-d", "query=" + GRADES, served.url + "/sparql"],
        capture_output=True, text=True, check=True, timeout=30,
    )  # fmt: skip
    assert got.stdout.count("/judgement/") == 7


def test_errors_keep_the_engines_message(client: Any) -> None:
    got = client.get("/sparql", params={"query": "SELECT ?s WHERE { ?s }"})
    assert got.status_code == 400
    assert got.text.startswith("error at 1:")


@pytest.mark.parametrize(
    ("request_of", "status"),
    [
        ({"method": "POST", "data": {"update": "CLEAR ALL"}}, 403),
        ({"method": "POST", "data": {"query": "CLEAR ALL"}}, 403),
        ({"method": "GET", "params": {"update": "CLEAR ALL"}}, 403),
        ({"method": "POST", "content": "CLEAR ALL", "headers": UPDATE}, 403),
        ({"method": "POST", "data": {}}, 415),
        ({"method": "POST", "data": {"other": "1"}}, 400),
        ({"method": "POST", "data": {"query": ["ASK {}", "ASK {}"]}}, 400),
        ({"method": "POST", "content": b"\xff", "headers": QUERY}, 400),
        ({"method": "POST", "content": "{}", "headers": {"content-type": "application/json"}}, 415),
        ({"method": "GET", "params": {"query": "ASK {}", "format": "exe"}}, 400),
        ({"method": "GET", "params": {"query": "ASK {}"}, "headers": {"accept": "image/png"}}, 406),
        ({"method": "PUT", "content": "x"}, 405),
        ({"method": "DELETE"}, 405),
        ({"method": "POST", "data": {"query": "#" * 100_001}}, 413),
        ({"method": "GET", "params": {"query": "#" * 16_001}}, 414),
    ],
)  # fmt: skip
def test_what_is_not_the_protocol_is_refused(client: Any, request_of: dict[str, Any], status: int) -> None:
    got = client.request(url="/sparql", **request_of)
    assert got.status_code == status
    assert got.text.strip()
    assert "Traceback" not in got.text


def test_no_query_makes_it_call_out(client: Any) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(0.3)
        trap = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        for query in CALLS:
            got = client.post("/sparql", data={"query": query.replace("http://e.org/", trap)})
            assert got.status_code == 403, query
        client.post("/sparql", data={"query": f"SELECT * FROM <{trap}> {{ ?s ?p ?o }}"})
        with pytest.raises(TimeoutError):
            listener.accept()


def test_a_runaway_query_ends_and_others_go_on(client: Any, served: Served) -> None:
    import httpx

    statuses: list[int] = []

    def run_away() -> None:
        got = httpx.post(served.url + "/sparql", data={"query": RUNAWAY}, timeout=30, trust_env=False)
        statuses.append(got.status_code)
        assert "longer than 2 seconds" in got.text

    runaways = [threading.Thread(target=run_away) for _ in range(2)]
    for each in runaways:
        each.start()
    time.sleep(0.3)
    begun = time.perf_counter()
    assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200
    assert time.perf_counter() - begun < 1
    for each in runaways:
        each.join()
    assert statuses == [504, 504]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="threads are counted in /proc")
def test_queries_that_ended_leave_no_thread(hartlepool_folder: Path) -> None:
    import httpx

    with serving(hartlepool_folder) as server, httpx.Client(base_url=server.url, trust_env=False) as asking:
        (engine,) = server.engines()

        def threads() -> int:
            said = Path(f"/proc/{engine}/status").read_text(encoding="utf-8")
            return int(said.partition("Threads:")[2].split()[0])

        asking.get("/sparql", params={"query": "ASK {}"})
        before = threads()
        for number in range(100):
            assert asking.get("/sparql", params={"query": f"ASK {{}} #{number}"}).status_code == 200
        assert threads() < before + 50


def test_an_answer_has_a_size_limit(hartlepool_folder: Path) -> None:
    import asyncio

    from findingsgraph.graphs.web.bodies import Refused
    from findingsgraph.graphs.web.endpoint import Endpoint, Question
    from findingsgraph.graphs.web.settings import Settings
    from findingsgraph.graphs.web.site import Site

    async def ask() -> None:
        settings = Settings(hartlepool_folder, answer_bytes=10_000)
        site, endpoint = await Site.open(settings), Endpoint(settings)
        try:
            await endpoint.ask(Question("SELECT * { ?s ?p ?o }"), site.engine)
        finally:
            await endpoint.close()
            await site.close()

    with pytest.raises(Refused, match="larger than"):
        asyncio.run(ask())


def test_a_large_answer_arrives_whole(client: Any) -> None:
    for _ in range(20):  # an engine that a runaway query ended may still be starting
        got = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }", "format": "json"})
        if got.status_code != 503:
            break
        time.sleep(0.5)
    assert len(got.content) > 2_000_000
    assert len(json.loads(got.content)["results"]["bindings"]) > 10_000


@contextlib.contextmanager
def limited(folder: Path, **limits: int) -> Iterator[str]:
    """Serve with limits that the command does not have; gives the address."""
    import uvicorn

    from findingsgraph.graphs.web.app import make_app
    from findingsgraph.graphs.web.settings import Settings

    with socket.create_server(("127.0.0.1", 0)) as listener:
        app = make_app(Settings(folder, **limits))  # type: ignore[arg-type]
        server = uvicorn.Server(uvicorn.Config(app, http="h11", log_level="critical"))
        running = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        running.start()
        try:
            wait_until(lambda: server.started)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            running.join()


def test_no_client_takes_an_answer_that_was_cut_short_for_whole(hartlepool_folder: Path) -> None:
    import http.client
    from urllib.parse import quote

    import httpx
    import rdflib

    path = "/sparql?format=ntriples&query=" + quote("CONSTRUCT WHERE { ?s ?p ?o }")
    with limited(hartlepool_folder, begin_bytes=10_000, answer_bytes=2_500_000) as url:
        for _ in range(6):  # more than may be asked at once: the places of those before are free again
            with pytest.raises(httpx.RemoteProtocolError):
                httpx.get(url + path, trust_env=False, timeout=30)
        connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=30)
        connection.request("GET", path)
        with pytest.raises(http.client.IncompleteRead):
            connection.getresponse().read()
        connection.close()
        with pytest.raises(http.client.IncompleteRead):
            rdflib.Graph().parse(url + path, format="nt")
        curl = shutil.which("curl")
        assert curl
        assert subprocess.run([curl, "-sS", url + path], capture_output=True, check=False).returncode == 18
        old = subprocess.run([curl, "-sS", "--http1.0", url + path], capture_output=True, check=False)
        assert b"larger than" in old.stdout, "HTTP/1.0 cannot tell a cut, so nothing was sent before the end"


def test_an_answer_for_which_there_is_no_room_is_refused_in_words(
    hartlepool_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import httpx

    many = {"query": "SELECT * { ?a a ?b . ?c a ?d } LIMIT 60000"}
    with limited(hartlepool_folder, begin_bytes=10**9) as url:
        with monkeypatch.context() as patch:
            patch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
            for _ in range(6):  # more than may be asked at once
                got = httpx.post(url + "/sparql", data=many, trust_env=False, timeout=30)
                assert (got.status_code, "no room" in got.text) == (500, True)
        got = httpx.post(url + "/sparql", data=many, trust_env=False, timeout=30)
        assert (got.status_code, len(got.content) > 4_000_000) == (200, True)


def test_the_editor_says_why_an_answer_was_cut_short(hartlepool_folder: Path) -> None:
    import httpx

    with limited(hartlepool_folder, begin_bytes=10_000, answer_bytes=100_000) as url:
        got = httpx.get(f"{url}/ask/statements?run=1", trust_env=False, timeout=30)
        assert (got.status_code, "larger than" in got.text) == (500, True)


def test_a_large_answer_is_sent_as_it_comes_and_kept(hartlepool_folder: Path) -> None:
    import httpx

    with limited(hartlepool_folder, begin_bytes=10_000) as url:
        first, again = (
            httpx.get(f"{url}/api/queries/statements", trust_env=False, timeout=30) for _ in range(2)
        )
        assert "content-length" not in first.headers
        assert int(again.headers["content-length"]) == len(first.content)
        assert again.content == first.content


def test_a_client_that_goes_away_frees_its_place(hartlepool_folder: Path) -> None:
    import httpx

    many = "SELECT * { ?a a ?b . ?c a ?d }"
    with limited(hartlepool_folder, begin_bytes=10_000, answer_bytes=10**7, seconds=60) as url:
        for _ in range(6):
            with httpx.stream("POST", url + "/sparql", data={"query": many}, trust_env=False) as answer:
                next(answer.iter_raw())
        begun = time.monotonic()
        assert httpx.get(url + "/sparql", params={"query": "ASK {}"}, trust_env=False).status_code == 200
        assert time.monotonic() - begun < 5


def test_a_query_that_runs_wild_behind_a_client_that_goes_away_is_ended(hartlepool_folder: Path) -> None:
    import httpx

    wild = "EXISTS { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STRLEN(CONCAT(STR(?a), STR(?d), STR(?g))) = 0) }"
    long = f"BIND(CONCAT({', '.join(['STR(?s)'] * 20)}) AS ?long)"
    query = f"SELECT * {{ ?s ?p ?o FILTER(IF(?p = fg:reportsOn, {wild}, true)) {long} }}"
    with serving(hartlepool_folder, "--timeout", "2") as server:
        before = server.engines()
        with httpx.stream("POST", server.url + "/sparql", data={"query": query}, trust_env=False) as answer:
            assert answer.status_code == 200
            next(answer.iter_raw())
        assert wait_until(lambda: server.engines() and not set(before) & set(server.engines()))


def test_a_killed_engine_comes_back(hartlepool_folder: Path) -> None:
    import httpx

    with serving(hartlepool_folder) as server:
        with httpx.Client(base_url=server.url, trust_env=False) as asking:

            def ask() -> httpx.Response:
                return asking.get("/sparql", params={"query": "ASK {}"})

            assert ask().status_code == 200
            (first,) = server.engines()
            os_kill(first)
            assert wait_until(lambda: ask().status_code == 503, 5)
            refused = ask()
            if refused.status_code == 503:  # it may be back by now
                assert int(refused.headers["retry-after"]) > 0
            assert wait_until(lambda: ask().status_code == 200)
            (second,) = server.engines()
            assert second != first
            assert any("the query engine ended (-9) and is started again" in line for line in server.said)
        assert server.stop() == 0
        assert not is_alive(second)


def test_it_stops_cleanly_and_frees_the_graph(hartlepool_folder: Path) -> None:
    from findingsgraph.graphs.store.locks import is_held

    version = next((hartlepool_folder / "versions").iterdir())
    with serving(hartlepool_folder) as server:
        (engine,) = server.engines()
        assert is_held(version / "in-use")
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(20) == 0
        assert not is_alive(engine)
    assert len(server.said) == 1, server.said


def test_the_engine_dies_with_a_killed_server(hartlepool_folder: Path) -> None:
    with serving(hartlepool_folder) as server:
        (engine,) = server.engines()
        server.process.kill()
        server.process.wait()
        assert wait_until(lambda: not is_alive(engine), 5)


def test_a_new_version_is_served_without_a_gap(tmp_path: Path) -> None:
    import threading

    import httpx
    from beside import HARTLEPOOL_TEXT

    import findingsgraph as fg

    def build(*names: str) -> None:
        for name in names:
            (tmp_path / name).write_bytes(HARTLEPOOL_TEXT.read_bytes() + name.encode())
        fg.build([tmp_path / name for name in ("a.txt", *names)], tmp_path / "graph").close()

    build("a.txt")
    with serving(tmp_path / "graph", "--timeout", "1") as server:
        statuses: list[int] = []
        over = threading.Event()

        def ask() -> None:
            with httpx.Client(base_url=server.url, trust_env=False, timeout=30) as asking:
                while not over.is_set():
                    statuses.append(asking.get("/reports").status_code)
                    statuses.append(asking.get("/sparql", params={"query": "ASK {}"}).status_code)

        asking = threading.Thread(target=ask)
        asking.start()
        (first,) = server.engines()
        build("b.txt")
        assert wait_until(lambda: any("new version" in line for line in server.said), 30)
        assert wait_until(lambda: not is_alive(first), 20)
        over.set()
        asking.join()
        assert set(statuses) == {200}
        query = "SELECT (COUNT(?d) AS ?n) { ?d fg:source ?s }"
        got = httpx.get(server.url + "/sparql", params={"query": query, "format": "csv"}, trust_env=False)
        assert got.text.split()[1] == "2"
        assert server.stop() == 0
    assert [entry.name for entry in (tmp_path / "graph" / "versions").iterdir()] != []


def test_wrong_use_is_told_in_one_line(tmp_path: Path, hartlepool_folder: Path) -> None:
    def said(*arguments: str) -> tuple[int, str]:
        done = subprocess.run([COMMAND, "serve", *arguments], capture_output=True, text=True, timeout=60)
        assert done.stderr.count("\n") == 1, done.stderr
        return done.returncode, done.stderr

    assert said("--graph", str(tmp_path / "none"))[0] == 2
    assert said("--graph", "http://e.org/sparql")[0] == 2
    assert said("--graph", str(hartlepool_folder), "--port", "70000")[0] == 2
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        status, message = said("--graph", str(hartlepool_folder), "--port", str(taken.getsockname()[1]))
        assert status == 1
        assert "try another --port" in message


def os_kill(pid: int) -> None:
    import os

    os.kill(pid, signal.SIGKILL)


def test_an_engine_that_does_not_stop_is_replaced_and_nobody_else_notices(hartlepool_folder: Path) -> None:
    import asyncio

    from findingsgraph.graphs.web.endpoint import Endpoint, Question
    from findingsgraph.graphs.web.settings import Settings
    from findingsgraph.graphs.web.site import Site

    async def ask() -> None:
        settings = Settings(hartlepool_folder)
        site, endpoint = await Site.open(settings), Endpoint(settings)
        try:
            old = site.engine.url
            slow = asyncio.create_task(endpoint.ask(Question(NOT_SO_SHORT), site.engine))
            await asyncio.sleep(0.1)
            site.engine.replace(old)  # as the endpoint does when a question is over its limit
            site.engine.replace("http://127.0.0.1:1")  # of an engine that is no more: nothing to do
            while site.engine.url == old:
                assert (await endpoint.ask(Question("ASK {}"), site.engine)).status_code == 200
            assert (await endpoint.ask(Question("ASK {}"), site.engine)).status_code == 200
            assert (await slow).status_code == 200  # it had the old engine until it was answered
        finally:
            await endpoint.close()
            await site.close()

    asyncio.run(ask())

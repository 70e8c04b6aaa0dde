"""Hostile input: in parameters, in the path, in the words of reports, in headers."""

from __future__ import annotations

import csv
import io
import re
import socket
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from factories import make_report
from served import Served

from findingsgraph.graphs.web.asked import Asked
from findingsgraph.graphs.web.listing import match_words
from findingsgraph.graphs.web.tables import Column, Table, safe_cell, write_csv

ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' OR '1'='1",
    "'; DROP TABLE finding; --",
    "{{ 7*7 }}",
    "{% import os %}",
    "${jndi:ldap://e.org/a}",
    "javascript:alert(1)",
    "\r\nSet-Cookie: a=b",
    "%00",
    "\u202e\u0000",
    "../../../../etc/passwd",
    "NEAR(a b, 99999)",
    "x" * 5_000,
    "*",
    '"',
    "text:police",
    "-" * 400,
    "OR OR OR",
]


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize(
    "name", ["q", "stance", "theme", "authority", "sort", "page", "from", "format", "section", "wrong"]
)
def test_parameters_are_only_values(client: Any, name: str, attack: str) -> None:
    got = client.get("/search", params={name: attack})
    assert got.status_code in (200, 400, 404), got.text[:200]
    for trace in ("<script>alert", "<img src=x", "Traceback", "sqlite3", "root:"):
        assert trace not in got.text
    if attack == "{{ 7*7 }}" and name == "q":
        assert 'value="{{ 7*7 }}"' in got.text
    assert "set-cookie" not in got.headers


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e/%2e%2e/errors.py",
        "/static//etc/passwd",
        "/document/../../../etc/passwd/file",
        "/document/%2e%2e%2f%2e%2e%2fcurrent/file",
        "/report/%00",
        "/%3Cscript%3Ealert(1)%3C/script%3E",
        "/authority/' OR 1=1 --",
        "/theme/%22%3E%3Cimg%20src=x%3E",
        "/report/<a> ?p ?o",
        "/" + "a" * 1_900,
        "//e.org/",
        "/%ff%fe",
    ],
)
def test_paths_are_only_names(served: Served, path: str) -> None:
    """Sent as they are, without a client that tidies them up."""
    answer = raw(
        served,
        f"GET {path.replace(' ', '%20')} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode(),
    )
    assert re.match(rb"HTTP/1.1 (404|400)", answer), answer[:200]
    for trace in (b"root:", b"<script>alert", b"<img src=x", b"Traceback", b"class FindingsGraphError"):
        assert trace not in answer
    assert b"\r\nlocation:" not in answer.lower()


@pytest.mark.parametrize(
    "headers",
    [
        b"Host: evil.example",
        b"Host: 127.0.0.1.evil.example",
        b"Host: evil.example\r\nX-Forwarded-Host: 127.0.0.1",
        b"Host: 127.0.0.1@evil.example",
        b"Host: ",
    ],
)
def test_other_hosts_are_refused(served: Served, headers: bytes) -> None:
    answer = raw(served, b"GET / HTTP/1.1\r\n" + headers + b"\r\nConnection: close\r\n\r\n")
    assert re.match(rb"HTTP/1.1 (421|400)", answer), answer[:100]
    assert b"evil.example" not in answer


def test_headers_are_not_repeated_in_answers(client: Any) -> None:
    for name in ("x-forwarded-host", "x-forwarded-for", "x-original-url", "referer", "accept-language"):
        assert "evil.example" not in client.get("/", headers={name: "http://evil.example/"}).text
    big = client.get("/", headers={"accept": "text/html," + "a/b;q=0.1," * 4_000})
    assert big.status_code == 200


def test_smuggled_and_broken_requests_end_the_connection(served: Served) -> None:
    for sent in (
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
        b"\x00\x01\x02\r\n\r\n",
        b"GET / HTTP/1.1\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
    ):
        assert b"Traceback" not in raw(served, sent)
    assert raw(
        served, b"GET /robots.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    ).startswith(b"HTTP/1.1 200")


def test_a_slow_body_is_given_up_and_others_are_served(served: Served, client: Any) -> None:
    with socket.create_connection(("127.0.0.1", int(served.url.rpartition(":")[2])), 30) as slow:
        head = b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/sparql-query\r\n"
        slow.sendall(head + b"Content-Length: 50\r\n\r\nASK")
        assert client.get("/about").status_code == 200
        slow.settimeout(20)
        assert slow.recv(100).startswith(b"HTTP/1.1 408")


def test_nothing_can_be_posted_to_pages(client: Any) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH", "TRACE"):
        assert client.request(method, "/authority/hartlepool").status_code == 405


def test_words_of_reports_stay_words(tmp_path: Path) -> None:
    """A report that attacks: its sentences and names come out as text, in pages and downloads."""
    import asyncio

    from made import make_graph

    from findingsgraph.graphs.web.answering import answer
    from findingsgraph.graphs.web.index import Index, make_index
    from findingsgraph.graphs.web.site import Site

    attack = '=cmd|"/c calc"!A1 <script>alert(1)</script><img src=x onerror=alert(2)> {{ 7*7 }}'
    report = make_report()
    findings = tuple(
        replace(each, text=attack, heading=attack,
                statements=tuple(replace(s, text=attack, mentions=(), measures=()) for s in each.statements))
        for each in report.findings
    )  # fmt: skip
    entities = tuple(replace(each, name=attack) for each in report.entities)
    graph = make_graph((replace(report, findings=findings, entities=entities), "<b>.pdf", True))
    path = tmp_path / "index.sqlite"
    make_index(graph, path)
    site = Site(graph, None, Index(path))  # type: ignore[arg-type]
    names = [row["finding"] for row in site.index.rows("SELECT finding FROM finding")]
    addresses = ["/", "/search", "/authority/hartlepool", "/authority/hartlepool/findings", "/agencies"]
    addresses += ["/authority/hartlepool/network", "/authority/hartlepool/board/hscb"]
    addresses += [site.links.path(each) for each in names]
    for address in addresses:
        body = answer(site, Asked(address, {}), "html").body.decode()
        assert "<script>alert" not in body
        assert "<img src=x" not in body
        assert " 49" not in body
    listed = answer(site, Asked("/search", {"format": ("csv",), "table": ("list",)}), "csv").body.decode()
    cells = [cell for row in csv.reader(io.StringIO(listed)) for cell in row]
    assert any(cell.startswith("'=cmd") for cell in cells)
    assert not any(cell[:1] in "=+-@" for cell in cells if cell)
    assert asyncio.iscoroutinefunction(site.close)
    site.index.close()


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u00a0=1", "＝1", "|calc", "%x"]
)
def test_no_cell_is_a_formula(text: str) -> None:
    table = Table("t", "", [Column("a", "A")], [{"a": text}])
    written = write_csv(*table.plain())
    assert list(csv.reader(io.StringIO(written)))[1][0].startswith("'")
    assert safe_cell(-1.5) == "-1.5"


def test_any_words_are_a_search(tmp_path: Path) -> None:
    import sqlite3

    from hypothesis import given
    from hypothesis import strategies as st

    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE words USING fts5(text)")

    @given(st.text(max_size=60) | st.text('"-* ORAND()^:+{}', max_size=40))
    def holds(q: str) -> None:
        matched = match_words(q)
        if matched:
            base.execute("SELECT rowid FROM words WHERE words MATCH ?", [matched]).fetchall()

    holds()


def raw(served: Served, sent: bytes) -> bytes:
    """Send bytes as they are; give all that comes back."""
    got = b""
    with socket.create_connection(("127.0.0.1", int(served.url.rpartition(":")[2])), 10) as connection:
        connection.settimeout(10)
        try:
            connection.sendall(sent)
            while piece := connection.recv(65_536):
                got += piece
                if b"\r\n\r\n" in got and b"connection: close" not in sent.lower():
                    connection.settimeout(1)
        except OSError:
            pass
    return got

"""The editor's page, the questions as forms, and the interface for programs."""

from __future__ import annotations

import hashlib
import re
import time
import tomllib
from importlib.resources import files
from typing import Any

import pytest
from beside import ROOT

from findingsgraph.queries import load
from findingsgraph.queries.library import names


def test_only_the_editor_may_style_inline_and_nothing_leads_elsewhere(client: Any) -> None:
    got = client.get("/ask")
    policy = got.headers["content-security-policy"]
    assert "style-src 'self' 'unsafe-inline'" in policy
    assert "script-src 'self';" in policy
    assert "connect-src 'self';" in policy
    assert "unsafe" not in client.get("/ask/statements").headers["content-security-policy"]
    sources = re.findall(r'(?:src|href)="([^"]+)"', got.text)
    assert all(each.startswith(("/", "#")) for each in sources)
    assert client.get("/static/vendor/yasgui.min.js").status_code == 200


def test_the_editor_is_as_its_makers_publish_it() -> None:
    vendor = files("findingsgraph.graphs.web.static.vendor")
    known = tomllib.loads(vendor.joinpath("versions.toml").read_text(encoding="utf-8"))
    for library in known.values():
        for name, sha256 in library["files"].items():
            assert hashlib.sha256(vendor.joinpath(name).read_bytes()).hexdigest() == sha256
    assert (ROOT / "graphs" / "web" / "static" / "vendor" / "LICENSE.txt").exists()


@pytest.mark.parametrize("name", names())
def test_every_question_is_a_form_and_answers(client: Any, name: str) -> None:
    query = load(name)
    page = client.get(f"/ask/{name}").text
    assert f"<h1>{query.title}</h1>".replace("'", "&#39;") in page
    for parameter in query.parameters:
        assert f'name="{parameter.name}"' in page
    answered = client.get(f"/ask/{name}", params={"run": "yes"})
    assert answered.status_code == 200
    assert 'id="answer-name"' in answered.text


def test_answers_link_to_pages_and_download(client: Any) -> None:
    given = {"run": "yes", "agency": "police"}
    page = client.get("/ask/mentions", params=given).text
    assert re.search(r'<a href="/report/hartlepool/[^"]+/s-[0-9a-f]{8}[^"]*">', page)
    got = client.get("/ask/mentions", params=given | {"format": "csv"})
    assert got.text.count("police") > 10


def test_programs_ask_by_name(client: Any, hartlepool_folder: Any) -> None:
    import findingsgraph as fg

    with fg.open(hartlepool_folder) as graph:
        rows = graph.query("statements", agency="police")
    found = client.get("/api/queries/statements", params={"agency": "police"}).json()
    assert [each["statement"]["value"] for each in found["results"]["bindings"]] == rows.column("statement")
    text = client.get("/api/queries/statements", params={"agency": "police", "format": "csv"}).text
    assert text.replace("\r\n", "\n") == rows.to_csv()
    listed = client.get("/api/queries").json()
    assert [each["name"] for each in listed] == list(names())


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/queries/nothing", 404),
        ("/api/queries/statements?agency=nobody", 400),
        ("/api/queries/statements?agency=police%22%20%7D", 400),
        ("/api/queries/statements?other=1", 400),
        ("/api/queries/statements?format=exe", 400),
        ("/api/queries/statements?from=20140", 400),
        ("/api/nothing", 404),
        ("/ask/nothing", 404),
        ("/ask/statements?run=yes&agency=%3Cscript%3E", 400),
    ],
)
def test_wrong_questions_are_told(client: Any, address: str, status: int) -> None:
    got = client.get(address)
    assert got.status_code == status
    assert "<script>" not in got.text


def test_the_description_names_every_question_and_parameter(client: Any) -> None:
    described = client.get("/api/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    for name in names():
        operation = described["paths"][f"/api/queries/{name}"]["get"]
        wanted = [each.name for each in load(name).parameters]
        assert [each["name"] for each in operation["parameters"]] == [*wanted, "format"]


def test_a_named_query_costs_little_more_than_the_engine(client: Any) -> None:
    def median(address: str, **params: str) -> float:
        times = []
        for _ in range(15):
            begun = time.perf_counter()
            assert client.get(address, params=params).status_code == 200
            times.append(time.perf_counter() - begun)
        return sorted(times)[len(times) // 2]

    assert median("/api/queries/judgements") < 0.1

"""The pages of the bundled report, from a server in a process of its own."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from served import Served

from findingsgraph.graphs.web.labels import STANCES

REPORT = "/report/hartlepool/2013-11-19"
PAGES = [
    "/", "/authorities", "/reports", "/agencies", "/themes", "/about", "/search", "/search?q=police", "/compare",
    "/compare?authority=hartlepool", "/authority/hartlepool", "/authority/hartlepool/findings",
    "/authority/hartlepool/recommendations", "/authority/hartlepool/measures", "/authority/hartlepool/network",
    "/theme/early-help", "/concept/police", "/authority/hartlepool/board/hscb", REPORT, "/stance/strength",
    "/grade/sif/good",
]  # fmt: skip


def finding_of(client: Any, query: str = "/authority/hartlepool/findings") -> str:
    found = re.search(r'href="(/report/[^"]+/finding/[^"]+)"', client.get(query).text)
    assert found
    return found[1]


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_whole_and_guarded(client: Any, address: str) -> None:
    got = client.get(address, headers={"accept": "text/html"})
    assert got.status_code == 200
    assert got.text.count("<h1") == 1
    assert "<html lang=" in got.text
    policy = got.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "set-cookie" not in got.headers
    assert not re.search(r"<script|<style| style=| on\w+=|javascript:", got.text)
    ids = re.findall(r'\bid="([^"]+)"', got.text)
    assert len(ids) == len(set(ids)), sorted(each for each in ids if ids.count(each) > 1)


def test_every_link_of_the_site_leads_somewhere(client: Any) -> None:
    """All addresses that the main pages name, each asked once."""
    seen: set[str] = set(PAGES)
    for address in [*PAGES, finding_of(client)]:
        for link in re.findall(r'(?:href|src|action)="([^"#]+)', client.get(address).text):
            seen.add(link.replace("&amp;", "&"))
    ours = sorted(
        link
        for link in seen
        if link.startswith("/") and not link.startswith("/authority/hartlepool/network/")
    )
    assert len(ours) > 300
    wrong = {link: status for link in ours if (status := client.get(link).status_code) not in (200, 303)}
    assert wrong == {}


def test_a_finding_shows_its_sentences_place_and_decisions(client: Any) -> None:
    page = client.get(finding_of(client, "/search?q=%22strategy+meetings%22&kind=all")).text
    assert "How each label was decided" in page
    assert "In the page’s own words" in page
    assert '<a class="name" href="/authority/hartlepool/' in page
    assert "Cite this" in page
    assert "<mark>" in page


def test_similar_findings_are_of_other_reports(client: Any) -> None:
    address = finding_of(client)
    assert f'href="{address}?similar=yes#similar-part"' in client.get(address).text
    assert "Nothing near enough to it." in client.get(f"{address}?similar=yes").text, "one report alone"


def test_a_wrong_label_becomes_a_line(client: Any) -> None:
    address = finding_of(client)
    sentence = re.search(r'<div class="sentence [a-z-]+" id="([^"]+)"', client.get(address).text)
    assert sentence
    got = client.get(address, params={"wrong": sentence[1], "better": "context", "note": "a\tb\nc <b>"}).text
    line = re.search(r"<textarea[^>]*>(.*?)</textarea>", got, re.S)
    assert line
    cells = line[1].split("\t")
    assert cells[0].endswith(sentence[1])
    assert cells[1] == "stance"
    assert cells[3:5] == ["context", "a b c &lt;b&gt;"]
    assert client.get(address, params={"wrong": sentence[1], "better": "wonderful"}).status_code == 400


@pytest.mark.parametrize(
    "kind", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"]
)
def test_every_iri_answers_in_rdf(client: Any, kind: str) -> None:
    import rdflib

    base = "https://w3id.org/findingsgraph"
    for path in (REPORT, "/authority/hartlepool/board/hscb", "/theme/neglect", finding_of(client)):
        got = client.get(path, headers={"accept": kind})
        assert got.status_code == 200, path
        assert got.headers["content-type"].startswith(kind)
        graph = rdflib.Graph().parse(data=got.content, format="json-ld" if kind.endswith("ld+json") else kind)
        assert rdflib.URIRef(base + path) in set(graph.subjects())
    assert client.get("/report/nowhere", headers={"accept": kind}).status_code == 404
    assert client.get(REPORT, headers={"accept": "image/png"}).status_code == 406


def test_every_kind_of_iri_in_the_graph_has_a_page(client: Any, hartlepool_folder: Any) -> None:
    import findingsgraph as fg
    from findingsgraph.graphs.web.links import Links

    with fg.open(hartlepool_folder) as graph:
        rows = graph.query(
            "SELECT ?class (SAMPLE(?thing) AS ?one) { ?thing a ?class } GROUP BY ?class ORDER BY ?class"
        )
        links = Links(graph.base)
    assert len(rows) > 25
    for row in rows:
        path = links.path(row.one)
        if path.startswith("/"):
            got = client.get(path, headers={"accept": "text/html"})
            assert got.status_code == 200, row.one


def test_tables_sort_page_and_download(client: Any) -> None:
    measures = "/authority/hartlepool/measures"
    rising = client.get(measures, params={"measures-sort": "value", "format": "csv"})
    assert rising.headers["content-type"] == "text/csv; charset=utf-8"
    assert rising.headers["content-disposition"].startswith("attachment; filename=")
    rows = list(csv.DictReader(io.StringIO(rising.text)))
    assert len(rows) == 51
    values = [float(row["value"]) for row in rows if row["value"]]
    assert values == sorted(values)
    first = client.get(measures, params={"measures-sort": "value"}).text
    last = client.get(measures, params={"measures-sort": "-value"}).text
    assert 'aria-sort="ascending"' in first
    assert 'aria-sort="descending"' in last
    assert first != last
    assert "Pages of Measures" in first
    assert client.get(measures, params={"measures-sort": "'; DROP TABLE"}).status_code == 400


def test_a_bar_is_downloaded_as_its_numbers(client: Any) -> None:
    got = client.get("/concept/police", params={"table": "themes", "format": "csv", "themes-sort": "-total"})
    rows = list(csv.DictReader(io.StringIO(got.text)))
    assert list(rows[0]) == ["name", "name_link", "total", *(f"counts-{stance}" for stance in STANCES)]
    for row in rows:
        assert int(row["total"]) == sum(int(row[f"counts-{stance}"]) for stance in STANCES)
    page = client.get("/concept/police").text
    assert 'href="/concept/police?themes-sort=total#themes"' in page
    assert "themes-sort=counts" not in page
    assert client.get("/concept/police", params={"themes-sort": "counts"}).status_code == 400


@pytest.mark.parametrize("table", ["judgements", "sections", "bodies"])
def test_the_tables_of_an_authority_are_downloaded(client: Any, table: str) -> None:
    rows = client.get("/authority/hartlepool", params={"table": table, "format": "json"}).json()
    assert len(rows) > 3
    if table == "judgements":
        assert {"area": "Adoption performance", "2013-11-19": "good"} in rows


def test_search_knows_phrases_filters_and_ranks(client: Any) -> None:
    def found(**given: str) -> list[dict[str, Any]]:
        got = client.get("/search", params={**given, "format": "json", "table": "list"})
        assert got.status_code == 200
        rows: list[dict[str, Any]] = got.json()
        return rows

    phrase = found(q='"early help"')
    assert phrase
    assert all("early help" in row["text"].lower() for row in phrase)
    words = found(q="early help")
    assert len(words) >= len(phrase)
    without = found(q='"early help" -services')
    assert len(without) < len(phrase)
    assert {row["finding"] for row in without} < {row["finding"] for row in phrase}
    assert found(q="assess*") == found(q="assess*", sort="relevance")
    assert len(found(q="police", theme="neglect")) <= len(found(q="police"))
    assert {row["section"] for row in found(section="adoption")} == {"adoption"}
    assert found(q='") OR 1=1 --') == []
    assert found(**{"from": "2014"}) == []


def test_pages_are_not_sent_twice(client: Any) -> None:
    first = client.get("/themes")
    again = client.get("/themes", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert client.head("/themes").status_code == 200


def test_the_source_file_and_its_text_are_sent_as_they_are(client: Any) -> None:
    from beside import HARTLEPOOL_TEXT

    document = re.search(r'href="(/document/[0-9a-f]+)"', client.get(REPORT).text)
    assert document
    got = client.get(document[1] + "/file")
    assert got.content == HARTLEPOOL_TEXT.read_bytes()
    assert "sandbox" in got.headers["content-security-policy"]
    assert client.get(document[1] + "/text").headers["content-type"].startswith("text/plain")
    assert client.get(document[1]).status_code == 200


def test_the_picture_keeps_its_own_policy(client: Any) -> None:
    page = client.get("/authority/hartlepool/network/page")
    assert "sha256-" in page.headers["content-security-policy"]
    assert "unsafe" not in page.headers["content-security-policy"]
    picture = client.get("/authority/hartlepool/network.svg")
    assert picture.headers["content-type"] == "image/svg+xml"


def test_wrong_addresses_are_told_kindly(client: Any, served: Served) -> None:
    for address in (
        "/nothing",
        "/theme/nothing",
        "/authority/nowhere/findings",
        "/compare?authority=nowhere",
    ):
        got = client.get(address, headers={"accept": "text/html"})
        assert got.status_code == 404, address
        assert "<h1>Page not found</h1>" in got.text
    for address in ("/search?page=0", "/search?from=abc", "/search?stance=bad", "/themes?format=exe"):
        assert client.get(address).status_code == 400, address

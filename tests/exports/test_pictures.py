"""Still pictures: charts say what the questions answer, PNG is the same everywhere, fonts are others' work."""

from __future__ import annotations

import hashlib
import io
import re
import struct
import tomllib
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import networkx as nx
import pytest
from awkward import CREDITS, awkward
from beside import ROOT
from factories import make_report
from made import make_graph, one_report, three_documents

from findingsgraph.errors import UnknownChart, UsageError
from findingsgraph.graphs.exports import MixedLicences, NothingMatches
from findingsgraph.graphs.exports.credits import OURS
from findingsgraph.graphs.exports.networks.flat import flatten
from findingsgraph.graphs.exports.pictures.svg import write_svg
from findingsgraph.graphs.store import Graph

FONTS = ROOT / "graphs" / "exports" / "pictures" / "fonts"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def graph() -> Graph:
    made: Graph = one_report()
    return made


@pytest.fixture(scope="module")
def years() -> Graph:
    """One authority's reports of two years and two scales."""
    later = make_report(start=date(2019, 3, 4), extra="later")
    facts = replace(later.facts, published=date(2019, 5, 1))
    made: Graph = make_graph(
        (make_report(), "early.pdf", True), (replace(later, facts=facts), "later.pdf", True)
    )
    return made


def texts(svg: bytes) -> list[str]:
    return ["".join(element.itertext()) for element in ET.fromstring(svg).iter(f"{SVG}text")]


def chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    at = 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length


def test_grades_are_those_of_the_question(years: Graph) -> None:
    shown = Counter(texts(years.export("svg", chart="grades", authority="hartlepool")))
    rows = years.query("grades-over-time", authority="hartlepool")
    for day in {str(row.dated) for row in rows}:
        assert shown[day] == 1
    labels = Counter(str(row.grade).replace("-", " ") for row in rows)
    lowered = Counter[str]()
    for text, count in shown.items():
        lowered[text.casefold()] += count
    for label, count in labels.items():
        assert lowered[label] == count, label
    assert any(OURS[:40] in text for text in shown)


def test_grades_of_several_authorities_are_refused() -> None:
    with pytest.warns(MixedLicences), pytest.raises(UsageError, match="it holds 2: give -p authority=NAME"):
        three_documents().export("svg", chart="grades")


def test_themes_count_what_the_question_counts(graph: Graph) -> None:
    rects = ET.fromstring(graph.export("svg", chart="themes")).iter(f"{SVG}rect")
    said = [each.get("aria-label", "") for each in rects if each.get("aria-label")]
    expected = [
        row for row in graph.query("stance-by-theme") if row.stance in ("weakness", "mixed", "strength")
    ]
    assert sorted(re.sub(r"^.*: ", "", each) for each in said) == sorted(
        f"{row.findings} {row.stance}" for row in expected
    )
    assert said


def test_shares_of_an_agency_are_counted_by_sentence(graph: Graph) -> None:
    svg = graph.export("svg", chart="agency", agency="police")
    sentences = {
        row.statement: row.stance
        for row in graph.query("network-agencies", agency="police")
        if row.stance in ("weakness", "mixed", "strength")
    }
    weak = sum(stance != "strength" for stance in sentences.values())
    assert f"{weak} of {len(sentences)}" in texts(svg)
    assert "Hartlepool" in texts(svg)
    assert any("fewer than 10 sentences" in text for text in texts(svg))
    with pytest.raises(UsageError, match="give -p agency="):
        graph.export("svg", chart="agency")


def test_wrong_charts_are_told(graph: Graph) -> None:
    with pytest.raises(UnknownChart, match="did you mean 'grades'"):
        graph.export("svg", chart="grade")
    with pytest.raises(UsageError, match="charts go to svg and png"):
        graph.export("gexf", chart="grades")
    with pytest.raises(UsageError, match="give one of them"):
        graph.export("png", chart="grades", network="agencies")
    with pytest.warns(NothingMatches), pytest.raises(UsageError, match="no finding with a theme"):
        graph.export("svg", chart="themes", from_="2030")


@pytest.mark.parametrize("options", [{}, {"chart": "themes"}], ids=["network", "chart"])
def test_png_is_the_svg_twice_as_large_and_says_its_source(graph: Graph, options: dict[str, Any]) -> None:
    pytest.importorskip("resvg_py")
    png, svg = graph.export("png", **options), ET.fromstring(graph.export("svg", **options))
    found = list(chunks(png))
    width, height = struct.unpack(">II", found[0][1][:8])
    assert abs(width - 2 * float(svg.get("width", "0"))) <= 1
    assert abs(height - 2 * float(svg.get("height", "0"))) <= 1
    said = b" ".join(content for kind, content in found if kind == b"iTXt").decode()
    assert OURS in said
    assert "Ofsted, inspection report on Hartlepool" in said
    assert not {b"tIME"} & {kind for kind, _ in found}
    assert graph.export("png", **options) == png


def test_png_can_be_read_and_has_letters(graph: Graph) -> None:
    pytest.importorskip("resvg_py")
    image = pytest.importorskip("PIL.Image")
    png = image.open(io.BytesIO(graph.export("png"))).convert("L")
    title = png.crop((60, 40, 700, 100))
    darkest, lightest = title.getextrema()
    assert darkest < 60, "the title is drawn though no font of the machine was used"
    assert lightest == 255


def test_ties_of_one_pair_are_drawn_apart_and_directed_ones_have_heads() -> None:
    net: nx.MultiDiGraph[str] = nx.MultiDiGraph(name="involvements")
    net.add_edge("a", "b", relation="works-with", stance="strength")
    net.add_edge("a", "b", relation="chairs", stance="weakness")
    net.add_edge("b", "a", relation="refers-to", stance="weakness")
    root = ET.fromstring(write_svg(flatten(net), CREDITS))
    lines = [each.get("d") for each in root.iter(f"{SVG}path") if each.get("fill") == "none"]
    heads = [each.get("d") for each in root.iter(f"{SVG}path") if each.get("fill") != "none"]
    assert len(set(lines)) == len(set(heads)) == 3
    assert "a works with b: 1, mostly in strengths" in [t.text for t in root.iter(f"{SVG}title")]
    assert ET.fromstring(write_svg(flatten(awkward(nx.MultiDiGraph)), CREDITS)) is not None


def test_vendored_fonts_are_what_versions_says() -> None:
    for name, entry in tomllib.loads((FONTS / "versions.toml").read_text(encoding="utf-8")).items():
        held = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in FONTS.glob("*.ttf")}
        assert held == entry["sha256"], name
        assert entry["copyright"].partition("Project")[2] in (ROOT / "RIGHTS.md").read_text(encoding="utf-8")
    assert "SIL Open Font License" in (FONTS / "LICENSE.txt").read_text(encoding="utf-8")

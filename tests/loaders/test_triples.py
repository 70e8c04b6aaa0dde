"""A report's facts as N-Quads: complete, escaped, sorted, without blank nodes."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pyoxigraph
from beside import ROOT
from factories import BOARD, POLICE, make_report, with_bytes
from hypothesis import given
from hypothesis import strategies as st

from findingsgraph.loaders.nquads import Quads, decimal, literal
from findingsgraph.loaders.records import Block, InspectionReport, MappedText, Section
from findingsgraph.loaders.redact import without_names
from findingsgraph.loaders.triples import catalogue_quads, document_quads, report_quads
from findingsgraph.ontology.namespaces import PREFIXES, XSD

FG = PREFIXES["fg"]


def parse(lines: list[str]) -> list[Any]:
    """Parse into quads, whose terms are not told apart by type here."""
    return list(pyoxigraph.parse("\n".join(lines) + "\n", pyoxigraph.RdfFormat.N_QUADS))


def values(report: InspectionReport, name: str) -> list[str]:
    return sorted(
        quad.object.value for quad in parse(report_quads(report)) if quad.predicate.value == FG + name
    )


def test_lines_are_sorted_unique_and_what_a_store_gives_back() -> None:
    lines = report_quads(make_report())
    assert lines == sorted(set(lines))
    store = pyoxigraph.Store()
    store.load("\n".join(lines) + "\n", pyoxigraph.RdfFormat.N_QUADS)
    assert sorted(str(store).split("\n")[:-1]) == lines


def test_one_graph_no_blank_nodes_every_thing_typed() -> None:
    report = make_report()
    quads = parse(report_quads(report))
    assert {quad.graph_name.value for quad in quads} == {
        f"https://w3id.org/findingsgraph/document/{report.document.sha256[:16]}"
    }
    assert all(isinstance(quad.subject, pyoxigraph.NamedNode) for quad in quads)
    assert not any(isinstance(quad.object, pyoxigraph.BlankNode) for quad in quads)
    typed = {quad.subject for quad in quads if quad.predicate.value == PREFIXES["rdf"] + "type"}
    assert {quad.subject for quad in quads} == typed


def test_every_quote_is_the_layer_at_its_place() -> None:
    for paged in (True, False):
        report = make_report(paged=paged)
        facts: dict[str, dict[str, str]] = {}
        for quad in parse(report_quads(report)):
            facts.setdefault(quad.subject.value, {})[quad.predicate.value.removeprefix(FG)] = (
                quad.object.value
            )
        evidence = {iri: found for iri, found in facts.items() if "quote" in found}
        assert len(evidence) >= 10
        for iri, found in evidence.items():
            start, end = int(found["start"]), int(found["end"])
            assert iri.endswith(f"#char={start},{end}")
            assert report.document.text[start:end] == found["quote"]
            assert ("page" in found) == paged


def test_text_and_pdf_of_a_report_share_items_but_not_evidence() -> None:
    subjects = []
    for paged in (True, False):
        quads = parse(report_quads(make_report(paged=paged)))
        subjects.append({quad.subject.value for quad in quads})
    shared = subjects[0] & subjects[1]
    assert any("/s-" in iri for iri in shared)
    assert not any("#char" in iri for iri in shared)


def test_numbers_are_canonical() -> None:
    assert values(make_report(), "confidence")[0] == "0.9123"
    assert {"96", "87", "60.5"} <= set(values(make_report(), "value"))


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=6))
def test_decimals_read_back_as_they_were(number: Decimal) -> None:
    quad = parse([f"<a:s> <a:p> {decimal(number)} ."])[0]
    assert quad.object.datatype.value == XSD + "decimal"
    assert Decimal(quad.object.value) == number
    store = pyoxigraph.Store()
    store.add(quad)
    assert f"{decimal(number)} ." in str(store)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_text_reads_back_as_it_was(text: str) -> None:
    quad = parse([f"<a:s> <a:p> {literal(text)} <a:g> ."])[0]
    assert quad.object.value == text
    store = pyoxigraph.Store()
    store.add(quad)
    assert str(store) == f"<a:s> <a:p> {literal(text)} <a:g> .\n"


def test_two_items_with_one_number_stay_two() -> None:
    report = make_report()
    twice = replace(report, findings=(report.findings[0], replace(report.findings[0], order=9)))
    items = {
        quad.subject.value for quad in parse(report_quads(twice)) if quad.predicate.value == FG + "itemOf"
    }
    assert {iri.rpartition("/")[2] for iri in items} == {"12", "12-2"}


def test_a_sentence_said_twice_in_an_item_is_two_statements() -> None:
    report = make_report()
    said = report.findings[4].statements[0]
    item = replace(report.findings[4], statements=(said, replace(said, order=7)))
    quads = parse(report_quads(replace(report, findings=(item,))))
    names = sorted(quad.subject.value for quad in quads if quad.predicate.value == FG + "statementOf")
    assert len(names) == 2
    assert names[1] == names[0] + "-2"


def test_earlier_grades_stand_on_the_scale_of_their_time() -> None:
    report = make_report()
    was = report.facts.previous[0]
    grades = {}
    for date, grade in (
        ("2010-06", "good"),
        ("2016", "requires-improvement"),
        ("2021-05-01", "good"),
        ("2016", "adequate"),
        ("2012-05", "requires-improvement"),
    ):
        facts = replace(report.facts, previous=(replace(was, date=date, grade=grade),))
        found = values(replace(report, facts=facts, judgements=()), "grade")
        grades[date, grade] = found[0].rpartition("/grade/")[2]
    assert grades == {
        ("2010-06", "good"): "earlier/good",
        ("2016", "requires-improvement"): "sif/requires-improvement",
        ("2021-05-01", "good"): "ilacs/good",
        ("2016", "adequate"): "earlier/adequate",
        ("2012-05", "requires-improvement"): "sif/requires-improvement",
    }


def test_printed_page_numbers_come_from_the_furniture() -> None:
    report = make_report()
    number = Block("furniture", MappedText("4", ((0, 0, 1, 2),)), (10,))
    section = Section("local-authority", "help-and-protection", "finding", "", (number,))
    assert set(values(replace(report, sections=(section,)), "printedPage")) == {"4"}
    assert values(report, "printedPage") == []


def test_names_can_be_left_out() -> None:
    report = make_report(extra="Ada  Example signed.")
    (nameless,) = without_names([report])
    assert "Ada" in report.document.text
    assert "Ada" not in nameless.document.text
    assert len(nameless.document.text) == len(report.document.text)
    lines = report_quads(nameless)
    assert not any("Example" in line or "Sample" in line for line in lines)
    assert any("inspection-role/lead-inspector" in line for line in lines)
    assert {quad.subject.value for quad in parse(lines)} == {
        quad.subject.value for quad in parse(report_quads(report))
    }


def test_names_inside_sentences_are_blackened_without_moving_anything() -> None:
    report = make_report()
    said = report.findings[0].statements[0]
    person = replace(report.facts.people[0], name="strategy meetings")
    (nameless,) = without_names([replace(report, facts=replace(report.facts, people=(person,)))])
    told = nameless.findings[0].statements[0]
    assert told.text == "The police do not routinely attend ████████ ████████."
    assert (told.span, told.mentions[0].surface) == (said.span, "police")
    quads = parse(report_quads(nameless))
    assert not any("strategy meetings" in quad.object.value for quad in quads)


def test_a_copy_of_a_file_has_its_own_graph() -> None:
    report = make_report()
    lines = report_quads(report, "https://e.org/", "https://e.org/document/x-2")
    assert all(line.endswith("<https://e.org/document/x-2> .") for line in lines)
    assert any("<https://e.org/document/x-2#char=" in line for line in lines)


def test_the_base_is_for_resources_and_not_for_vocabularies() -> None:
    lines = report_quads(make_report(), "https://e.org/")
    assert any(line.startswith("<https://e.org/report/hartlepool/2013-11-19/") for line in lines)
    assert any("<https://w3id.org/findingsgraph/stance/weakness>" in line for line in lines)
    assert any("<https://w3id.org/findingsgraph/authority/hartlepool>" in line for line in lines)
    assert not any("w3id.org/findingsgraph/report" in line for line in lines)


def test_the_catalogue_says_where_and_which() -> None:
    lines = catalogue_quads([("https://e.org/d", 'a "b"\\c.pdf', True), ("https://e.org/c", "x.txt", False)])
    found = {(quad.subject.value, quad.object.value) for quad in parse(lines)}
    assert ("https://e.org/d", 'a "b"\\c.pdf') in found
    assert ("https://e.org/c", "false") in found
    assert len(lines) == 4


def test_hash_seeds_change_nothing() -> None:
    code = (
        "from factories import make_report; import hashlib\n"
        "from findingsgraph.loaders.triples import report_quads\n"
        "print(hashlib.sha256('\\n'.join(report_quads(make_report())).encode()).hexdigest())"
    )
    seen = set()
    for seed in ("0", "1", "77"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "tests")}
        run = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
        )
        seen.add(run.stdout)
    assert len(seen) == 1


def test_other_bytes_another_document() -> None:
    report = make_report()
    assert (
        report_quads(report)[0].rpartition(" <")[2]
        != report_quads(with_bytes(report, "x"))[0].rpartition(" <")[2]
    )
    assert (POLICE in values(report, "text")) and (BOARD in values(report, "text"))


def test_a_graph_takes_each_line_once() -> None:
    quads = Quads("https://e.org/g")
    quads.add("<a:s>", "<a:p>", '"1"')
    quads.add("<a:s>", "<a:p>", '"1"')
    assert quads.lines() == ['<a:s> <a:p> "1" <https://e.org/g> .']


def test_reports_of_one_document_share_its_graph() -> None:
    one = make_report()
    other = replace(one, facts=replace(one.facts, part="lscb"))
    together = document_quads([one, other])
    assert together.lines() == sorted({*report_quads(one), *report_quads(other)})
    assert together.encoded().decode() == "".join(f"{line}\n" for line in together.lines())
    assert len(together) == len(together.lines()) > len(report_quads(one))


def test_what_is_described_twice_is_sorted_together() -> None:
    quads = Quads("https://e.org/g")
    quads.describe("<a:s>", ("<a:p> <a:1>", "<a:q> <a:2>"))
    quads.describe("<a:s>", ("<a:p> <a:3>", "<a:q> <a:2>"))
    quads.put("<a:s>", ["<a:o> <a:4>"])
    values = ["<a:o> <a:4>", "<a:p> <a:1>", "<a:p> <a:3>", "<a:q> <a:2>"]
    assert quads.lines() == [f"<a:s> {value} <https://e.org/g> ." for value in values]

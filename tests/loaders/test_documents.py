"""Files in, text layers out: PDFs made here, what PDFium does to them, and what is no report."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from golden import GOLDEN
from hypothesis import given
from hypothesis import strategies as st
from paper import FOOT, LEFT, STEP, TOP, Printed, lay_out, make_pdf

from findingsgraph.errors import (
    BrokenPdf,
    DocumentTooLarge,
    EmptyDocument,
    EncryptedPdf,
    NotAPdf,
    NotText,
    UnreadableSource,
)
from findingsgraph.loaders import documents
from findingsgraph.loaders.documents import open_document, read_pdf, read_text
from findingsgraph.loaders.documents.spacing import find_spacing
from findingsgraph.loaders.families import recognise
from findingsgraph.loaders.records import Document
from findingsgraph.loaders.sections import read_sections


def texts(document: Document) -> list[tuple[int | None, str]]:
    return [(line.page, line.text) for line in document.lines]


def blocks(document: Document) -> list[tuple[str, ...]]:
    """Every block that says something, with its section."""
    return [
        (report.layout, section.part, section.name, section.kind, section.heading, *each)
        for report in recognise(document)
        for section in read_sections(document, report)[0]
        for block in section.blocks
        if (each := (block.kind, str(block.level), block.number, block.marker, block.text))[-1]
        or block.kind != "furniture"
    ]


# PDF


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.txt")), ids=lambda path: path.stem)
def test_a_layout_set_on_pages_of_a_pdf_has_the_same_sections(path: Path) -> None:
    """Bullets of symbol fonts, line-end hyphens and footnotes pass through PDFium as through text."""
    text = path.read_text(encoding="utf-8")
    pdf = read_pdf(make_pdf([lay_out(page) for page in text.split("\f")]), "report.pdf")
    assert pdf.pages == text.count("\f") + 1
    assert blocks(pdf) == blocks(open_document(path))


def test_lines_have_their_pages_and_the_layer_has_the_lines() -> None:
    pdf = read_pdf(make_pdf([lay_out("1\nOne\nTwo"), lay_out("2\nThree")]), "report.pdf")
    assert texts(pdf) == [(1, "1"), (1, "One"), (1, "Two"), (2, "2"), (2, "Three")]
    assert [pdf.text[line.start : line.start + len(line.text)] for line in pdf.lines] == [
        line.text for line in pdf.lines
    ]


def test_a_hyphen_at_a_lines_end_stays_and_so_does_the_line_end() -> None:
    pdf = read_pdf(make_pdf([lay_out("Their decision-\nmaking is above-\naverage.")]), "report.pdf")
    assert [line.text for line in pdf.lines] == ["Their decision-", "making is above-", "average."]


COVER = """Judgement Grade
The impact of leaders on social work
practice with children and families
Good
Overall effectiveness Good"""
FIRST = """Children are seen often, and alone, by people whom they know well, and in
time. Plans are good, and they are clear about what must be done, who is to
do it and when it will be done. Those who look after them know the plans as
well as they know the children. Leaders hear from those who know it of each
child that has been missing; and they act on it in time, as they should do."""
SECOND = """Visits are often in time, and they are used to see how children live. Those
who visit them write down what they saw."""


@pytest.mark.parametrize(("more", "sentences"), [(0, [6]), (1, [6]), (10, [4, 2])])
def test_space_between_lines_parts_paragraphs_though_the_last_line_is_full(
    more: int, sentences: list[int]
) -> None:
    above, below = f"{COVER}\n{FIRST}".split("\n"), SECOND.split("\n")
    foot = TOP - STEP * len(above) - more
    page = [Printed(LEFT, TOP - STEP * at, words) for at, words in enumerate(above)]
    page += [Printed(LEFT, foot - STEP * at, words) for at, words in enumerate(below)]
    pdf = read_pdf(make_pdf([page]), "report.pdf")
    sections, _ = read_sections(pdf, recognise(pdf)[0])
    paragraphs = [block.text for block in sections[-1].blocks if block.kind == "paragraph"]
    assert [text.count(".") for text in paragraphs] == sentences


@pytest.mark.parametrize(
    ("places", "found"),
    [([40, 30, 20, 10], {2: False}), ([50, 40, 20, 10], {2: True}), ([40, 30, 100, 90], {})],
)
def test_a_line_at_the_head_of_a_column_is_not_near_the_one_before(
    places: list[float], found: dict[int, bool]
) -> None:
    text = "Plans drift. They are\nnot clear.\nVisits are\nlate."
    assert find_spacing(text, lambda at: places[text.count("\n", 0, at)]) == found


def test_a_page_of_nothing_but_line_ends_takes_no_time() -> None:
    begun = time.process_time()
    assert find_spacing("Plans are\nclear.\n" + "\n" * 100_000 + "end", lambda _: 0.0) == {}
    assert time.process_time() - begun < 5, "some tenth of a second; a minute, if each line end looks on"


@pytest.mark.parametrize(("more", "items"), [(0, 1), (10, 2)])
def test_an_item_goes_on_below_a_short_line_where_no_space_parts_it(more: int, items: int) -> None:
    heading = "The experiences and progress of children in care: good"
    above = f"{COVER}\n{FIRST}\n{heading}\n1. {FIRST}\nPlans end here.".split("\n")
    page = [Printed(LEFT, TOP - STEP * at, words) for at, words in enumerate(above)]
    foot = TOP - STEP * len(above) - more
    page += [Printed(LEFT, foot - STEP * at, words) for at, words in enumerate(SECOND.split("\n"))]
    pdf = read_pdf(make_pdf([page]), "report.pdf")
    sections, _ = read_sections(pdf, recognise(pdf)[0])
    assert sections[-1].name == "in-care"
    assert sum(block.kind in ("item", "paragraph") for block in sections[-1].blocks) == items


def test_what_is_drawn_last_and_stands_first_comes_first() -> None:
    lines = [Printed(LEFT, TOP - 200 - 16 * at, f"{at + 1}. Help is in time.") for at in range(8)]
    late = Printed(LEFT, TOP, "The summary goes on here.")
    pdf = read_pdf(make_pdf([[Printed(LEFT, FOOT, "3"), *lines, late]]), "report.pdf")
    assert [line.text for line in pdf.lines][:3] == ["3", late.words, lines[0].words]


@pytest.mark.parametrize(
    ("content", "problem", "says"),
    [
        (b"<!DOCTYPE html><p>Ofsted</p>", NotAPdf, "it is a web page; save the report itself"),
        (b"PK\x03\x04 a word processor's file", NotAPdf, "it has no %PDF mark"),
        (b"%PDF-1.7\nand nothing more", BrokenPdf, "fetch it again"),
        (make_pdf([[]]), EmptyDocument, "its pages are images"),
        (make_pdf([lay_out("One")])[:-400], BrokenPdf, "fetch it again"),
    ],
)
def test_what_is_no_readable_pdf_says_why(content: bytes, problem: type[Exception], says: str) -> None:
    with pytest.raises(problem, match=f"^report.pdf: .*{says}"):
        read_pdf(content, "report.pdf")


def test_a_pdf_with_a_password_says_so() -> None:
    whole = make_pdf([lay_out("One")])
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>] /Root"
    locked = whole.replace(b"/Root", lock % (b"00" * 32, b"11" * 32))
    with pytest.raises(EncryptedPdf, match="without a password"):
        read_pdf(locked, "report.pdf")


# Text


def test_form_feeds_part_pages_and_a_text_without_them_has_none() -> None:
    assert texts(read_text(b"One\n\fTwo", "a.txt"))[-1] == (2, "Two")
    assert {page for page, _ in texts(read_text(b"One\nTwo", "a.txt"))} == {None}


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends_and_a_byte_order_mark_make_no_difference(ending: str) -> None:
    content = ending.join(["\ufeffOne ", "Two", ""]).encode()
    assert [line.text for line in read_text(content, "a.txt").lines if line.text] == ["One", "Two"]


@pytest.mark.parametrize(
    ("content", "problem"), [(b"\xff\xfeO\x00", NotText), (b"a\0b", NotText), (b" \n\t", EmptyDocument)]
)
def test_what_is_no_text_is_refused(content: bytes, problem: type[Exception]) -> None:
    with pytest.raises(problem):
        read_text(content, "a.txt")


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=80))
def test_every_line_of_any_text_is_where_it_says(text: str) -> None:
    try:
        found = read_text(text.encode(), "a.txt")
    except EmptyDocument:
        assert not text.removeprefix("\ufeff").strip()
        return
    assert all(found.text[line.start : line.start + len(line.text)] == line.text for line in found.lines)
    assert [line.number for line in found.lines] == list(range(1, len(found.lines) + 1))


# Files


def test_a_file_is_read_by_its_ending(tmp_path: Path) -> None:
    for name, content in {"a.PDF": make_pdf([lay_out("One")]), "a.txt": b"One", "a.md": b"One"}.items():
        (tmp_path / name).write_bytes(content)
        assert [line.text for line in open_document(tmp_path / name).lines] == ["One"]


def test_a_missing_an_empty_and_a_huge_file_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.pdf"
    with pytest.raises(UnreadableSource, match="No such file"):
        open_document(file)
    file.write_bytes(b" \n")
    with pytest.raises(EmptyDocument, match="the file is empty"):
        open_document(file)
    monkeypatch.setattr(documents, "LARGEST", 1)
    with pytest.raises(DocumentTooLarge, match="no report is that large"):
        open_document(file)

"""PDF files, by PDFium: the fastest permissive reader, and it keeps bullets with their text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from findingsgraph.errors import BrokenPdf, EmptyDocument, EncryptedPdf, NotAPdf
from findingsgraph.loaders.documents.layer import make_document
from findingsgraph.loaders.documents.order import in_reading_order
from findingsgraph.loaders.documents.spacing import find_spacing
from findingsgraph.loaders.records import Document

if TYPE_CHECKING:
    import pypdfium2

Page = tuple[str, dict[int, bool]]
"""The text of a page, and which of its lines stand apart from the line above or do not."""

PDF_PASSWORD_ERROR = 4
"""PDFium's FPDF_ERR_PASSWORD."""

# PDFium writes a hyphen at a line end as U+0002 or U+FFFE and joins the two lines, also
# where the next is a footnote. The word is a compound ("decision-making"): the hyphen
# stays, and the line ends where it is printed to end. Zero bytes and form feeds
# inside a page would break the layer.
# One call a sign is many times faster than `str.translate` on text that is not ASCII.
REPAIRS = {"\x02": "-\n", "\ufffe": "-\n", "\x00": " ", "\x0c": " ", "\r": ""}


def read_pdf(content: bytes, name: str) -> Document:
    r"""Read the text of every page.

    Raises `NotAPdf`, `EncryptedPdf`, `BrokenPdf` or `EmptyDocument` (pages that are images).

    >>> read_pdf(b"<!DOCTYPE html>", "report.pdf")
    Traceback (most recent call last):
    findingsgraph.errors.NotAPdf: report.pdf: not a PDF: it is a web page; save the report itself instead
    """
    if b"%PDF-" not in content[:1024]:
        web = content.lstrip()[:100].lower().startswith((b"<!doctype", b"<html", b"<?xml"))
        raise NotAPdf(
            name, "it is a web page; save the report itself instead" if web else "it has no %PDF mark"
        )
    pages = _page_texts(content, name)
    if not any(page.strip() for page, _ in pages):
        raise EmptyDocument(name, "its pages are images; run text recognition over it first")
    texts, spacing = [page for page, _ in pages], [each for _, each in pages]
    return make_document(name, content, "pdf", _extractor(), texts, True, spacing)


def _page_texts(content: bytes, name: str) -> list[Page]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as problem:
        if getattr(problem, "err_code", None) == PDF_PASSWORD_ERROR:
            raise EncryptedPdf(name, "save a copy without a password") from problem
        raise BrokenPdf(name, "it does not open; fetch it again") from problem
    try:
        return [_text(document, index, name) for index in range(len(document))]
    finally:
        document.close()


def _text(document: pypdfium2.PdfDocument, index: int, name: str) -> Page:
    import pypdfium2

    try:
        page = document[index]
        text_page = page.get_textpage()
        drawn = text_page.get_text_range()
        text = in_reading_order(drawn, lambda at: float(text_page.get_charbox(at)[1]))
        # Places in a text whose lines were moved are no longer those on the page: rare, and then not known.
        spacing = _spacing(text_page, text) if text == drawn else {}
    except pypdfium2.PdfiumError as problem:
        raise BrokenPdf(name, f"page {index + 1} cannot be read; fetch it again") from problem
    text_page.close()
    page.close()
    for sign, plain in REPAIRS.items():
        text = text.replace(sign, plain)
    return text, spacing


def _spacing(text_page: pypdfium2.PdfTextPage, text: str) -> dict[int, bool]:
    import pypdfium2

    try:
        return find_spacing(text, lambda at: float(text_page.get_charbox(at, loose=True)[1]))
    except pypdfium2.PdfiumError:
        return {}  # A character without a place: the lines' lengths tell, as in a text.


def _extractor() -> str:
    import pypdfium2

    return f"pypdfium2 {pypdfium2.PYPDFIUM_INFO}"

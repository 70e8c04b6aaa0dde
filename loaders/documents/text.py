"""Text and Markdown files: transcriptions of reports."""

from __future__ import annotations

from findingsgraph.errors import EmptyDocument, NotText
from findingsgraph.loaders.documents.layer import PAGE_BREAK, make_document
from findingsgraph.loaders.records import Document

EXTRACTOR = "text 1"


def read_text(content: bytes, name: str) -> Document:
    r"""Read UTF-8 text; form feeds, where there are any, part its pages.

    >>> [line.text for line in read_text(b"One\r\nTwo  \n", "a.txt").lines]
    ['One', 'Two']
    >>> read_text(b"\xff\xfe\x00", "a.txt")
    Traceback (most recent call last):
    findingsgraph.errors.NotText: a.txt: not UTF-8 text: save it as UTF-8, byte 1 is not
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise NotText(name, f"save it as UTF-8, byte {problem.start + 1} is not") from problem
    if "\0" in text:
        raise NotText(name, "it holds zero bytes, so it is no text")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise EmptyDocument(name, "only white space")
    pages = text.split(PAGE_BREAK)
    return make_document(name, content, "text", EXTRACTOR, pages, paged=len(pages) > 1)

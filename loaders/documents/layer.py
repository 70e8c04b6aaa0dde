"""From the text of pages to a `Document`: one layer, its lines, its hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from findingsgraph.loaders.records import Document, Line

PAGE_BREAK = "\f"


def make_document(
    name: str,
    content: bytes,
    form: Literal["pdf", "text"],
    extractor: str,
    pages: Iterable[str],
    paged: bool,
    spacing: Sequence[Mapping[int, bool]] = (),
) -> Document:
    """Join pages into the text layer and cut it into lines.

    `content` are the file's bytes, `pages` the text of each page with `\\n` between
    lines; `paged` says whether page numbers mean anything (a text without form feeds
    has none). `spacing` says of lines of each page, counted from 0, whether they stand
    apart from the line above. Lines lose the white space at their end, pages that at
    their end.
    """
    texts = ["\n".join(line.rstrip() for line in page.split("\n")).rstrip("\n") for page in pages]
    layer = PAGE_BREAK.join(texts)
    lines: list[Line] = []
    at = 0
    for index, text in enumerate(texts, start=1):
        page = index if paged else None
        apart = spacing[index - 1] if spacing else {}
        for place, line in enumerate(text.split("\n")):
            lines.append(Line(line, at, page, len(lines) + 1, apart.get(place)))
            at += len(line) + 1
    return Document(
        name=name,
        format=form,
        sha256=hashlib.sha256(content).hexdigest(),
        text=layer,
        text_sha256=hashlib.sha256(layer.encode()).hexdigest(),
        extractor=extractor,
        pages=len(texts) if paged else None,
        lines=tuple(lines),
    )

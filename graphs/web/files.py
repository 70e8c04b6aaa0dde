"""What is sent as it is: source files, their text, a network's picture."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from urllib.parse import unquote

from findingsgraph.errors import NoText
from findingsgraph.graphs.web.asked import Asked
from findingsgraph.graphs.web.bodies import Refused
from findingsgraph.graphs.web.kept import Answer
from findingsgraph.graphs.web.site import Site

__all__ = ["document_file", "network_file"]

LOCKED = "default-src 'none'; sandbox"
SHOWN = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; plugin-types application/pdf"
_POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]+)"', re.I)
MOST = 50_000_000
"""Bytes of a source file that is still sent."""


def document_file(site: Site, asked: Asked) -> Answer | None:
    """Give a document's text or source file: `/document/<id>/text`, `/document/<id>/file`.

    The path on disk is the manifest's; nothing of the address goes into it. A file that has
    changed since it was read is not the source any more, and is not sent. Raises `Refused`.
    """
    above, _, last = asked.path.rpartition("/")
    if last not in ("text", "file"):
        return None
    entry = next((site.documents[iri] for iri in site.links.iris(above) if iri in site.documents), None)
    if entry is None:
        return None
    if last == "text":
        try:
            text = site.graph.text(entry.text_sha256)
        except NoText as problem:
            raise Refused(404, str(problem)) from problem
        return Answer(text.encode(), "text/plain; charset=utf-8", policy=LOCKED)
    if site.graph.folder is None or not entry.path:
        raise Refused(404, "The source file is not known here.")
    content = _read(site.graph.folder / entry.path, entry.sha256)
    if content is None:
        raise Refused(
            404, "The source file is not where it was read, or has changed since; its text is here."
        )
    kind = "application/pdf" if entry.format == "pdf" else "text/plain; charset=utf-8"
    return Answer(content, kind, policy=SHOWN if entry.format == "pdf" else LOCKED)


def _read(path: Path, sha256: str) -> bytes | None:
    try:
        if not path.is_file() or path.stat().st_size > MOST:
            return None
        content = path.read_bytes()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == sha256 else None


def network_file(site: Site, asked: Asked) -> Answer | None:
    """Give the picture of an authority's network: `/authority/<slug>/network/page`, `.../network.svg`."""
    found = re.fullmatch(r"(/authority/[^/]+)/network(/page|\.svg)", asked.path)
    if not found:
        return None
    iri = next(
        (
            each
            for each in site.links.iris(unquote(found[1]))
            if site.index.row("SELECT 1 FROM report WHERE authority = ?", [each])
        ),
        None,
    )
    if iri is None:
        return None
    if found[2] == ".svg":
        policy = "default-src 'none'; style-src 'unsafe-inline'"
        return Answer(_export(site, "svg", iri), "image/svg+xml", policy=policy)
    page = _export(site, "html", iri)
    own = _POLICY.search(page[:4_000].decode("utf-8", "replace"))
    policy = own[1].replace("&#x27;", "'").replace("&#39;", "'") if own else LOCKED
    return Answer(page, "text/html; charset=utf-8", policy=policy + "; frame-ancestors 'none'")


def _export(site: Site, form: str, iri: str) -> bytes:
    return site.graph.export(form, network="agencies", authority=iri)

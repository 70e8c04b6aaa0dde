"""From an address to an answer: a page, a download of one of its tables, or RDF."""

from __future__ import annotations

import hashlib
import re

from findingsgraph.errors import FindingsGraphError
from findingsgraph.graphs.web.accept import choose
from findingsgraph.graphs.web.asked import Asked
from findingsgraph.graphs.web.bodies import Refused
from findingsgraph.graphs.web.files import document_file, network_file
from findingsgraph.graphs.web.kept import Answer
from findingsgraph.graphs.web.pages.resource import RDF_FORMATS, describe
from findingsgraph.graphs.web.render import Page, render
from findingsgraph.graphs.web.routes import find_iri, find_page
from findingsgraph.graphs.web.site import Site
from findingsgraph.graphs.web.tables import write_csv, write_json

__all__ = ["FORMS", "answer", "answer_page", "explain", "refuse", "wanted_form"]

HTML = "text/html; charset=utf-8"
FORMS = {"html": "text/html", **RDF_FORMATS, "csv": "text/csv", "json": "application/json"}


def wanted_form(asked: Asked, accept: str) -> str:
    """Name the form that is asked for, by `format` or by the Accept header; raises `Refused`."""
    named = asked.choice("format", FORMS)
    if named:
        return named
    kinds = ["text/html", *RDF_FORMATS.values()]
    kind = choose(accept, kinds)
    if not kind:
        raise Refused(406, f"This is given as: {', '.join(kinds)}.")
    return next(name for name, each in FORMS.items() if each == kind)


def answer(site: Site, asked: Asked, form: str) -> Answer:
    """Make an answer; raises `Refused`."""
    special = document_file(site, asked) or network_file(site, asked)
    if special:
        return special
    if form in RDF_FORMATS:
        return _rdf(site, asked, form)
    return answer_page(site, find_page(site, asked), asked, form)


def answer_page(site: Site, page: Page, asked: Asked, form: str, policy: str = "") -> Answer:
    """Write a page, or a table of it as a download; raises `Refused`."""
    if form in RDF_FORMATS:
        raise Refused(406, "This is given as a page.")
    if form == "html":
        return _stamped(render(page, asked, site.links).encode(), HTML, page.status, policy=policy)
    return _download(page, asked, form)


def _rdf(site: Site, asked: Asked, form: str) -> Answer:
    iri = find_iri(site, asked.path)
    if not iri:
        raise Refused(404, "The graph says nothing of this.")
    return _stamped(describe(site, iri, RDF_FORMATS[form]), RDF_FORMATS[form])


def _download(page: Page, asked: Asked, form: str) -> Answer:
    name = asked.one("table") or next(iter(page.tables), "")
    table = page.tables.get(name)
    if table is None:
        raise Refused(404, "There is no such table on this page.")
    header, rows = table.plain()
    file = "-".join(re.findall(r"[a-z0-9]+", f"{asked.path} {name}".lower()))[:100]
    if form == "csv":
        text, kind = write_csv(header, rows), "text/csv; charset=utf-8"
    else:
        text, kind = write_json(header, rows), "application/json"
    return _stamped(text.encode(), kind, name=f"{file}.{form}")


def _stamped(body: bytes, kind: str, status: int = 200, name: str = "", policy: str = "") -> Answer:
    return Answer(body, kind, status, name, policy, etag=f'"{hashlib.sha256(body).hexdigest()[:20]}"')


def refuse(site: Site, asked: Asked, refused: Refused, form: str) -> Answer:
    """Say why there is no answer: as a page to people, in one line to programs."""
    if form != "html":
        return Answer(f"{refused}\n".encode(), "text/plain; charset=utf-8", refused.status)
    title = {404: "Page not found", 400: "This cannot be asked", 406: "No such form"}.get(
        refused.status, "No answer"
    )
    page = Page("error.html", title, {"why": str(refused), "status": refused.status}, status=refused.status)
    plain = Asked(asked.path, {})
    return Answer(render(page, plain, site.links).encode(), HTML, refused.status)


def explain(error: FindingsGraphError) -> Refused:
    """Turn a failure with words for users into a refusal."""
    return Refused(400 if error.exit_status == 2 else 500, str(error))

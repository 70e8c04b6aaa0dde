"""A report, and the document it was read from."""

from __future__ import annotations

from typing import Any

from findingsgraph.graphs.web.asked import Asked
from findingsgraph.graphs.web.bodies import Refused
from findingsgraph.graphs.web.labels import label
from findingsgraph.graphs.web.pages.counts import counts_by, stance_table
from findingsgraph.graphs.web.pages.lists import listing_page
from findingsgraph.graphs.web.render import Page
from findingsgraph.graphs.web.site import Site
from findingsgraph.graphs.web.tables import Link

__all__ = ["document_page", "report_page"]


def report_page(site: Site, asked: Asked, iri: str) -> Page:
    """What its cover says, its judgements, and all its findings."""
    index = site.index
    report = index.row(
        "SELECT r.*, d.* FROM report r JOIN document d USING (document) WHERE report = ?", [iri]
    )
    assert report is not None
    sql = """SELECT f.section, s.stance, count(*) FROM finding f JOIN statement s USING (finding)
             WHERE f.report = ? AND f.counted = 1 GROUP BY 1, 2"""
    sections = counts_by(index.rows(sql, [iri]))
    order = index.rows("SELECT section, min(ord) FROM finding WHERE report = ? GROUP BY 1 ORDER BY 2", [iri])
    context: dict[str, Any] = {
        "report": report,
        "judgements": index.rows("SELECT * FROM judgement WHERE report = ? ORDER BY ord", [iri]),
        "missing": index.rows("SELECT * FROM missing WHERE report = ?", [iri]),
    }
    rows = (
        (Link(label("section", row[0]), asked.address(section=row[0], page=None) + "#list"), sections[row[0]])
        for row in order
        if row[0] in sections
    )
    tables = [stance_table(asked, "sections", "Its sections", "Section", rows, 20)]
    year = (report["dated"] or "")[:4]
    title = f"{report['authority_name']} {year}".strip()
    return listing_page(site, asked, title, "report.html", context, iri=iri, tables=tables, report=iri)


def document_page(site: Site, asked: Asked, iri: str) -> Page:
    """The file that was read: what it is, its text, its facts."""
    entry = site.documents.get(iri)
    if entry is None:
        raise Refused(404, "there is no such document here")
    reports = site.index.rows(
        "SELECT report, authority_name, dated FROM report WHERE document = ? ORDER BY report", [iri]
    )
    return Page("document.html", entry.source, {"entry": entry, "reports": reports}, iri=iri)

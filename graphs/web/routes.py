"""Which page an address is: the site's own pages, then the IRIs of the graph."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote

from findingsgraph.graphs.web.asked import Asked
from findingsgraph.graphs.web.bodies import Refused
from findingsgraph.graphs.web.links import Links
from findingsgraph.graphs.web.pages import (
    authority,
    authority_tables,
    compare,
    finding,
    home,
    lists,
    report,
    resource,
)
from findingsgraph.graphs.web.render import Page
from findingsgraph.graphs.web.site import Site
from findingsgraph.ontology import themes

__all__ = ["find_iri", "find_page"]

Maker = Callable[[Site, Asked], Page]

PAGES: dict[str, Maker] = {
    "/": home.home,
    "/authorities": home.authorities_page,
    "/reports": home.reports_page,
    "/agencies": home.agencies_page,
    "/themes": home.themes_page,
    "/about": home.about,
    "/search": lists.search_page,
    "/compare": compare.compare_page,
}
_BELOW = {
    "findings": authority.findings_page,
    "recommendations": authority.recommendations_page,
    "measures": authority_tables.measures_page,
    "network": authority_tables.network_page,
}


def find_page(site: Site, asked: Asked) -> Page:
    """Make the page of an address; raises `Refused` (404) when there is none."""
    path = asked.path
    if path in PAGES:
        return PAGES[path](site, asked)
    for iri in _iris(site.links, path):
        page = _page_of(site, asked, iri)
        if page is not None:
            return page
    above, _, last = path.rpartition("/")
    if last in _BELOW:
        for iri in _iris(site.links, above):
            if _has(site, "report", "authority", iri):
                return _BELOW[last](site, asked, iri)
    raise Refused(404, "There is no page at this address.")


def find_iri(site: Site, path: str) -> str:
    """Give the IRI of the graph that an address stands for; empty when there is none."""
    return next((iri for iri in _iris(site.links, path) if resource.is_known(site, iri)), "")


def _iris(links: Links, path: str) -> list[str]:
    """IRIs that a path may stand for: as it is written, and with its escapes read once."""
    return list(dict.fromkeys(links.iris(path) + links.iris(unquote(path))))


def _page_of(site: Site, asked: Asked, iri: str) -> Page | None:
    base = site.links.bases[0]
    if _has(site, "finding", "finding", iri):
        return finding.finding_page(site, asked, iri)
    if _has(site, "report", "report", iri):
        return report.report_page(site, asked, iri)
    if _has(site, "report", "authority", iri):
        return authority.authority_page(site, asked, iri)
    if iri in site.documents:
        return report.document_page(site, asked, iri)
    if iri.startswith(base + "theme/") and iri[len(base) + 6 :] in themes():
        return lists.theme_page(site, asked, iri[len(base) + 6 :])
    if _has(site, "entity", "entity", iri) or (
        iri.startswith(base + "concept/") and _has(site, "named", "concept", iri[len(base) + 8 :])
    ):
        return lists.body_page(site, asked, iri)
    row = site.index.row("SELECT finding FROM statement WHERE statement = ?", [iri])
    if row is not None:
        page = finding.finding_page(site, asked, row["finding"])
        page.iri = iri
        return page
    return resource.resource_page(site, asked, iri) if resource.is_known(site, iri) else None


def _has(site: Site, table: str, column: str, value: str) -> bool:
    return site.index.row(f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1", [value]) is not None

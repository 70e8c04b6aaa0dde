"""Pages that are mainly a list of findings or sentences: search, themes, bodies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Any

from findingsgraph.graphs.web.asked import Asked
from findingsgraph.graphs.web.bodies import Refused
from findingsgraph.graphs.web.index import Index
from findingsgraph.graphs.web.labels import label
from findingsgraph.graphs.web.listing import KINDS, Kind, Listing, read_filters, read_listing
from findingsgraph.graphs.web.marking import mark_found, mark_names
from findingsgraph.graphs.web.pages.counts import most_first, tally
from findingsgraph.graphs.web.render import Page
from findingsgraph.graphs.web.site import Site
from findingsgraph.graphs.web.tables import Column, Table
from findingsgraph.ontology import concepts, local_id, theme_iri, themes
from findingsgraph.ontology.turtle import SKOS, read_resources

__all__ = ["body_page", "listing_page", "search_page", "theme_page"]


def listing_page(
    site: Site, asked: Asked, title: str, template: str, context: Mapping[str, Any],
    kind: Kind = "findings", iri: str = "", **fixed: str,
) -> Page:  # fmt: skip
    """Make a page around a list; a download of it is the whole list."""
    filters = read_filters(asked, site.index, site.links.path, **fixed)
    whole = asked.one("format") in ("csv", "json") and asked.one("table") in ("", "list")
    listing = read_listing(site.index, asked, filters, kind, tuple(fixed), whole)
    tables = {"list": _as_table(asked, listing)} if whole else {}
    if not whole:
        _decorate(site, listing)
        listing.options = _options(site, listing)
    return Page(template, title, {**context, "listing": listing}, tables, iri)


def _as_table(asked: Asked, listing: Listing) -> Table:
    rows = []
    for row in listing.rows:
        text = row["text"].replace("\x02", "").replace("\x03", "")
        rows.append({**row, "text": text, "authority": row["authority_name"]})
    keys = ["authority", "dated", "section", "kind", "number", "page", "stance", "text", "finding"]
    keys += ["statement"] if listing.kind == "sentences" else []
    return Table("list", "", [Column(key, key) for key in keys], rows, asked=asked)


def _decorate(site: Site, listing: Listing) -> None:
    """Give each row its text as HTML, and its themes."""
    findings = [row["finding"] for row in listing.rows]
    places = ", ".join("?" * len(findings))
    tags: dict[str, list[str]] = defaultdict(list)
    sql = f"SELECT finding, theme FROM theme WHERE finding IN ({places}) ORDER BY theme"
    for row in site.index.rows(sql, findings):
        tags[row["finding"]].append(row["theme"])
    named: dict[str, list[Any]] = defaultdict(list)
    if listing.kind == "sentences":
        statements = [row["statement"] for row in listing.rows]
        sql = f"""SELECT m.statement, m.started, m.ended, m.entity, e.name
                  FROM mention m JOIN entity e USING (entity) WHERE m.statement IN ({places})"""
        for row in site.index.rows(sql, statements):
            named[row["statement"]].append(row)
    for shown in listing.rows:
        assert isinstance(shown, dict)
        shown["themes"] = tags[shown["finding"]]
        if listing.kind == "sentences":
            shown["html"] = mark_names(shown["text"], named[shown["statement"]], site.links.path)
        else:
            shown["html"] = mark_found(shown["text"])


def _options(site: Site, listing: Listing) -> dict[str, list[tuple[str, str]]]:
    options = {}
    if not {"authority", "report"} & listing.fixed:
        options["authority"] = site.once("options of authority", lambda: _authorities(site))
    if not {"agency", "entity"} & listing.fixed:
        options["agency"] = site.once("options of agency", lambda: _agencies(site))
    if "theme" not in listing.fixed:
        options["theme"] = sorted(
            ((id, each.label) for id, each in themes().items()), key=lambda each: each[1]
        )
    place = listing.filters.authority
    options["section"] = site.once(f"sections of {place}", lambda: _sections(site, place))
    options["kind"] = [(kind, label("kind", kind)) for kind in KINDS] + [("all", "All, summaries included")]
    return options


def _authorities(site: Site) -> list[tuple[str, str]]:
    rows = site.index.rows("SELECT DISTINCT authority, authority_name FROM report ORDER BY authority_name")
    return [(local_id(row[0]), row[1]) for row in rows]


def _agencies(site: Site) -> list[tuple[str, str]]:
    used = {row[0] for row in site.index.rows("SELECT DISTINCT concept FROM named")}
    found = ((id, each.label) for id, each in concepts().items() if id in used)
    return sorted(found, key=lambda each: each[1])


def _sections(site: Site, authority: str) -> list[tuple[str, str]]:
    where, bound = ("WHERE authority = ?", [authority]) if authority else ("", [])
    rows = site.index.rows(f"SELECT DISTINCT section FROM finding {where}", bound)
    return sorted(((row[0], label("section", row[0])) for row in rows), key=lambda each: each[1])


def search_page(site: Site, asked: Asked) -> Page:
    """Search in all findings."""
    q = asked.one("q")[:300]
    return listing_page(site, asked, f"Search: {q}" if q else "Search", "search.html", {})


def theme_page(site: Site, asked: Asked, id: str) -> Page:
    """What inspectors say on a theme."""
    theme = themes()[id]
    years, bodies = (tally(site.index, f"theme/{id}", by) for by in ("year", "concept"))
    context = {
        "theme": theme,
        "definition": _definition(theme_iri(id)),
        "years": sorted((year or "undated", counts) for year, counts in years.items()),
        "bodies": most_first(bodies)[:10],
    }
    return listing_page(
        site, asked, theme.label, "theme.html", context, iri=f"{site.links.bases[0]}theme/{id}", theme=id
    )


def body_page(site: Site, asked: Asked, iri: str) -> Page:
    """What inspectors say of a kind of body everywhere, or of one body, service, role or instrument."""
    id, known = local_id(iri), concepts()
    if iri.startswith(f"{site.links.bases[0]}concept/") and id in known:
        name, kind, about = known[id].label, known[id].type, f"concept/{id}"
        fixed, entity = {"agency": id}, None
    else:
        entity = site.index.row("SELECT * FROM entity WHERE entity = ?", [iri])
        if entity is None:
            raise Refused(404, "nothing here has this name")
        name, kind, about = entity["name"], entity["type"], iri
        fixed = {"entity": iri}
    context = {"iri": iri, "name": name, "kind": kind, "entity": entity, "id": id}
    context |= _said(site, about)
    return listing_page(site, asked, name, "body.html", context, "sentences", iri, **fixed)


def _said(site: Site, about: str) -> dict[str, Any]:
    index = site.index
    years, themes_said, places = (tally(index, about, by) for by in ("year", "theme", "authority"))
    names = dict(tuple(row) for row in index.rows("SELECT DISTINCT authority, authority_name FROM report"))
    return {
        "years": sorted((year or "undated", counts) for year, counts in years.items()),
        "themes": most_first(themes_said)[:10],
        "places": [(names.get(iri, iri), iri, counts) for iri, counts in most_first(places)[:10]],
        "reports_in": len(places),
        "together": _together(index, about),
    }


def _together(index: Index, about: str) -> list[tuple[str, str, int]]:
    """Give who is named in the same sentences most often: name, address, sentences."""
    rows = index.rows(
        """SELECT key, n, name FROM tally LEFT JOIN entity ON entity = key
           WHERE about = ? AND by = 'beside' ORDER BY n DESC, key LIMIT 12""",
        [about],
    )
    if about.startswith("concept/"):
        return [(label("concept", row["key"]), f"/concept/{row['key']}", row["n"]) for row in rows]
    return [(row["name"] or row["key"], row["key"], row["n"]) for row in rows]


@cache
def _definition(iri: str) -> str:
    """Say what a theme is; reading the vocabulary takes longer than making the page."""
    return read_resources("themes.ttl")[iri].one(SKOS + "definition")

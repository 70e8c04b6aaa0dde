"""Pages that are mainly a list of findings or sentences: search, themes, bodies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from findingsgraph.graphs.web.asked import Asked
from findingsgraph.graphs.web.bodies import Refused
from findingsgraph.graphs.web.index import Index
from findingsgraph.graphs.web.labels import label
from findingsgraph.graphs.web.listing import KINDS, Kind, Listing, read_filters, read_listing
from findingsgraph.graphs.web.marking import mark_found, mark_names
from findingsgraph.graphs.web.pages.counts import Counts, most_first, stance_table, tally
from findingsgraph.graphs.web.render import Page
from findingsgraph.graphs.web.site import Site
from findingsgraph.graphs.web.tables import Column, Link, Table
from findingsgraph.ontology import concepts, local_id, theme_iri, themes
from findingsgraph.ontology.turtle import SKOS, read_resources

__all__ = ["body_page", "listing_page", "search_page", "theme_page"]


def listing_page(
    site: Site, asked: Asked, title: str, template: str, context: Mapping[str, Any],
    kind: Kind = "findings", iri: str = "", tables: Sequence[Table] = (), **fixed: str,
) -> Page:  # fmt: skip
    """Make a page around a list; a download of it is the whole list."""
    filters = read_filters(asked, site.index, site.links.path, **fixed)
    whole = asked.one("format") in ("csv", "json") and asked.one("table") in ("", "list")
    listing = read_listing(site.index, asked, filters, kind, tuple(fixed), whole)
    named = {"list": _as_table(asked, listing)} if whole else {}
    named |= {table.name: table for table in tables}
    if not whole:
        _decorate(site, listing)
        listing.options = _options(site, listing)
    return Page(template, title, {**context, "listing": listing}, named, iri)


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
    context = {"theme": theme, "definition": _definition(theme_iri(id))}
    named = (
        (Link(label("concept", each), f"/concept/{each}"), counts) for each, counts in most_first(bodies)
    )
    tables = [
        _by_year(asked, years),
        stance_table(asked, "bodies", "Who is named with it", "Body or service", named),
    ]
    iri = f"{site.links.bases[0]}theme/{id}"
    return listing_page(site, asked, theme.label, "theme.html", context, iri=iri, tables=tables, theme=id)


def _by_year(asked: Asked, years: Mapping[str, Counts]) -> Table:
    rows = (
        (
            Link(year, asked.address(**{"from": year, "to": year, "page": None}) + "#list")
            if year
            else "undated",
            n,
        )
        for year, n in sorted(years.items())
    )
    return stance_table(asked, "years", "By year of report", "Year", rows, 20)


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
    context: dict[str, Any] = {"iri": iri, "name": name, "kind": kind, "entity": entity, "id": id}
    places = tally(site.index, about, "authority")
    context["reports_in"] = len(places)
    tables = _said(site, asked, about, places)
    return listing_page(site, asked, name, "body.html", context, "sentences", iri, tables, **fixed)


def _said(site: Site, asked: Asked, about: str, places: Mapping[str, Counts]) -> list[Table]:
    """Say how much is said of something, by theme, year and place, and who is named beside it."""
    index = site.index

    def narrowed(text: str, **changes: str) -> Link:
        return Link(text, asked.address(page=None, **changes) + "#list")

    themes_said = most_first(tally(index, about, "theme"))
    rows = [(narrowed(label("theme", id), theme=id), counts) for id, counts in themes_said]
    tables = [
        stance_table(asked, "themes", "By theme", "Theme", rows),
        _by_year(asked, tally(index, about, "year")),
    ]
    if len(places) > 1:
        names = dict(
            tuple(row) for row in index.rows("SELECT DISTINCT authority, authority_name FROM report")
        )
        where = (
            (narrowed(names.get(iri, iri), authority=local_id(iri)), counts)
            for iri, counts in most_first(places)
        )
        tables.append(stance_table(asked, "places", "Where it is spoken of", "Authority", where))
    columns = [Column("name", "Body, service or role"), Column("n", "Sentences", "number")]
    together = [{"name": each, "n": count} for each, count in _together(index, about)]
    return [*tables, Table("together", "Named in the same sentence", columns, together, 12, asked)]


def _together(index: Index, about: str) -> list[tuple[Link, int]]:
    """Give who is named in the same sentences, and in how many; the most often first."""
    rows = index.rows(
        """SELECT key, n, name FROM tally LEFT JOIN entity ON entity = key
           WHERE about = ? AND by = 'beside' ORDER BY n DESC, key""",
        [about],
    )
    if about.startswith("concept/"):
        return [(Link(label("concept", row["key"]), f"/concept/{row['key']}"), row["n"]) for row in rows]
    return [(Link(row["name"] or row["key"], row["key"]), row["n"]) for row in rows]


@cache
def _definition(iri: str) -> str:
    """Say what a theme is; reading the vocabulary takes longer than making the page."""
    return read_resources("themes.ttl")[iri].one(SKOS + "definition")

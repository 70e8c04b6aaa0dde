"""An authority: its inspections in time, its findings, what it was told to do, what was measured."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from urllib.parse import quote

from findingsgraph.graphs.web.asked import Asked
from findingsgraph.graphs.web.bodies import Refused
from findingsgraph.graphs.web.labels import label
from findingsgraph.graphs.web.pages.counts import counts_by, most_first, stance_table
from findingsgraph.graphs.web.pages.lists import listing_page
from findingsgraph.graphs.web.render import Page
from findingsgraph.graphs.web.site import Site
from findingsgraph.graphs.web.tables import Column, Link, Table
from findingsgraph.graphs.web.words import day
from findingsgraph.ontology import authorities, local_id

__all__ = [
    "authority_page",
    "findings_page",
    "read_head",
    "recommendations_page",
]


def read_head(site: Site, iri: str) -> dict[str, Any]:
    """What stands on all pages of an authority; raises `Refused` when no report is about it."""
    reports = site.index.rows("SELECT * FROM report WHERE authority = ? ORDER BY dated DESC, report", [iri])
    if not reports:
        raise Refused(404, "there is no report on this authority here")
    place = next((each for each in authorities() if each.iri == iri), None)
    return {
        "iri": iri,
        "name": reports[0]["authority_name"],
        "slug": local_id(iri),
        "place": place,
        "reports": reports,
        "part": "overview",
    }


def authority_page(site: Site, asked: Asked, iri: str) -> Page:
    """The overview."""
    index, context = site.index, read_head(site, iri)
    reports = context["reports"]
    grades: dict[str, dict[str, Any]] = defaultdict(dict)
    areas: dict[str, int] = {}
    for report in reports:
        for row in index.rows("SELECT * FROM judgement WHERE report = ? ORDER BY ord", [report["report"]]):
            grades[report["report"]][row["area"]] = row
            areas.setdefault(row["area"], -1 if row["area"] == "overall" else len(areas))
        for row in index.rows("SELECT * FROM missing WHERE report = ?", [report["report"]]):
            grades[report["report"]].setdefault(row["area"], row)
            areas.setdefault(row["area"], 100 + len(areas))
    sql = """SELECT f.section, s.stance, count(*) FROM finding f JOIN statement s USING (finding)
             WHERE f.report = ? AND f.counted = 1 AND f.stance != 'required-action' GROUP BY 1, 2"""
    latest = next((each for each in reports if each["family"] != "lscb-review"), reports[0])
    sections = counts_by(index.rows(sql, [latest["report"]]))
    sql = """SELECT theme, s.stance, count(*) FROM theme JOIN statement s USING (finding)
             WHERE s.authority = ? AND s.counted = 1 GROUP BY 1, 2"""
    themes = counts_by(index.rows(sql, [iri]))
    bodies = index.rows(
        """SELECT e.entity, e.name, count(*) AS said, sum(s.stance = 'strength') AS strength,
           sum(s.stance = 'weakness') AS weakness
           FROM statement s JOIN named n USING (statement) JOIN entity e USING (entity)
           WHERE s.authority = ? AND s.counted = 1 AND e.concept != 'local-authority'
           GROUP BY 1 ORDER BY said DESC, e.name""",
        [iri],
    )
    place = context["place"]
    near = site.index.rows("SELECT DISTINCT authority, authority_name FROM report ORDER BY authority_name")
    wanted = set(place.neighbours) if place else set()
    context |= {
        "latest": latest,
        "strengths": _top(themes, "strength"),
        "weaknesses": _top(themes, "weakness"),
        "previous": index.rows(
            """SELECT p.* FROM previous p JOIN report r USING (report) WHERE r.authority = ?
               ORDER BY r.dated DESC, p.ord LIMIT 12""",
            [iri],
        ),
        "near": [row for row in near if row["authority"] in wanted or local_id(row["authority"]) in wanted],
        "tally": {
            "findings": index.number(
                "SELECT count(*) FROM finding WHERE authority = ? AND counted = 1", [iri]
            ),
            "recommendations": index.number(
                "SELECT count(*) FROM recommendation JOIN finding USING (finding) WHERE authority = ?", [iri]
            ),
        },
    }
    columns = [
        Column("name", "Body, service or role"),
        Column("said", "Sentences", "number"),
        Column("strength", "Strengths", "number"),
        Column("weakness", "Weaknesses", "number"),
    ]
    rows = [{**dict(row), "name": Link(row["name"], row["entity"])} for row in bodies]
    at = site.links.path(latest["report"])
    said = (
        (Link(label("section", id), f"{at}?section={quote(id)}#list"), counts)
        for id, counts in most_first(sections)
    )
    tables = {
        "judgements": _judgements(asked, reports, sorted(areas, key=lambda area: areas[area]), grades),
        "sections": stance_table(
            asked, "sections", "What the latest inspection says, by section", "Section", said, 20
        ),
        "bodies": Table("bodies", "Who is named here", columns, rows, 12, asked),
    }
    return Page("authority.html", context["name"], context, tables, iri=iri)


def _judgements(asked: Asked, reports: list[Any], areas: list[str], grades: dict[str, Any]) -> Table:
    """Make the table of grades: an area a row, a report a column, the earliest first."""
    columns = [Column("area", "Area")]
    rows: list[dict[str, Any]] = [{"area": label("area", area)} for area in areas]
    for report in reversed(reports):
        key = local_id(report["report"]) + ("-lscb" if report["family"] == "lscb-review" else "")
        columns.append(Column(key, f"{day(report['dated'])}: {label('family', report['family'])}", "grade"))
        for area, row in zip(areas, rows, strict=True):
            found = grades[report["report"]].get(area)
            row[key] = _grade(found) if found else ""
    return Table("judgements", "Judgements in time", columns, rows, asked=asked)


def _grade(found: Any) -> str:
    if "grade" in found.keys():  # noqa: SIM118 - a row of the index, in which `in` looks at values
        return str(found["grade"])
    return "not found in the text" if found["status"] == "not-found" else "not reported"


def _top(themes: dict[str, dict[str, int]], stance: str) -> list[tuple[str, int]]:
    found = sorted(
        ((id, counts[stance]) for id, counts in themes.items()), key=lambda each: (-each[1], each[0])
    )
    return [each for each in found if each[1]][:6]


def findings_page(site: Site, asked: Asked, iri: str) -> Page:
    """Its findings, filtered."""
    context = read_head(site, iri) | {"part": "findings"}
    return listing_page(
        site, asked, f"Findings: {context['name']}", "authority-findings.html", context, authority=iri
    )


def recommendations_page(site: Site, asked: Asked, iri: str) -> Page:
    """What it was told to do, and what later inspections say of the same matter."""
    context = read_head(site, iri) | {"part": "recommendations"}
    found = site.index.rows(
        """SELECT f.*, r.priority, r.addressee, r.inferred, e.name AS addressee_name, w.since, w.outcome
           FROM recommendation r JOIN finding f USING (finding) LEFT JOIN entity e ON e.entity = r.addressee
           LEFT JOIN followed w USING (finding)
           WHERE f.authority = ? ORDER BY f.dated DESC, f.report, f.ord""",
        [iri],
    )
    themes = _themes_of(site, iri)
    later = _later(site, iri)
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in found:
        own = themes.get(row["finding"], [])
        item = {**dict(row), "themes": own, "later": later.get(row["finding"], {})}
        groups.setdefault(row["report"], []).append(item)
    table = Table(
        "recommendations",
        "Recommendations",
        [
            Column("dated", "Report"),
            Column("number", "Number"),
            Column("priority", "Priority"),
            Column("addressee_name", "To"),
            Column("page", "Page", "number"),
            Column("outcome", "In later inspections"),
            Column("finding", "Recommendation"),
        ],
        [
            {
                **dict(row),
                "priority": "yes" if row["priority"] else "",
                "finding": Link(row["text"], row["finding"]),
            }
            for row in found
        ],
        asked=asked,
    )
    context |= {"groups": [(report, groups.get(report["report"], [])) for report in context["reports"]]}
    title = f"Recommendations: {context['name']}"
    return Page("authority-recommendations.html", title, context, {"recommendations": table})


def _themes_of(site: Site, iri: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    sql = "SELECT finding, theme FROM theme JOIN finding USING (finding) WHERE authority = ? ORDER BY theme"
    for row in site.index.rows(sql, [iri]):
        found[row["finding"]].append(row["theme"])
    return found


def _later(site: Site, iri: str) -> dict[str, dict[tuple[str, str], list[Any]]]:
    """Give for each recommendation what later inspections say: day and outcome, then the sentences."""
    found: dict[str, dict[tuple[str, str], list[Any]]] = defaultdict(lambda: defaultdict(list))
    sql = """SELECT l.finding AS item, l.dated AS day, l.outcome, s.stance, s.text, s.page, s.finding
             FROM finding f JOIN later l USING (finding) JOIN statement s ON s.statement = l.statement
             WHERE f.authority = ? ORDER BY l.finding, l.place"""
    for row in site.index.rows(sql, [iri]):
        found[row["item"]][row["day"], row["outcome"]].append(row)
    return found

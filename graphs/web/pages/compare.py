"""Two or more authorities side by side."""

from __future__ import annotations

from typing import Any, Literal

from findingsgraph.graphs.web.asked import Asked
from findingsgraph.graphs.web.bodies import Refused
from findingsgraph.graphs.web.labels import STANCES, label
from findingsgraph.graphs.web.listing import find_authority
from findingsgraph.graphs.web.pages.counts import counts_by
from findingsgraph.graphs.web.render import Page
from findingsgraph.graphs.web.site import Site
from findingsgraph.graphs.web.tables import Column, Link, Table
from findingsgraph.ontology import local_id

__all__ = ["compare_page"]

MOST = 6


def compare_page(site: Site, asked: Asked) -> Page:
    """Grades, sections and themes of the latest inspections of the authorities that are asked for."""
    index = site.index
    chosen = asked.many("authority")
    if len(chosen) > MOST:
        raise Refused(400, f"compare at most {MOST} authorities")
    rows = index.rows("SELECT DISTINCT authority, authority_name FROM report ORDER BY authority_name")
    options = [(local_id(row[0]), row[1]) for row in rows]
    sides = [_side(site, find_authority(index, slug)) for slug in chosen]
    areas = list(dict.fromkeys(area for side in sides for area in side["grades"]))
    areas.sort(key=lambda area: area != "overall")
    sections = list(dict.fromkeys(section for side in sides for section in side["sections"]))
    themes = sorted({theme for side in sides for theme in side["themes"]}, key=lambda id: label("theme", id))
    columns = [Column("theme", "Theme")]
    for side in sides:
        columns += [
            Column(f"{side['slug']}-strength", f"{side['name']}: strengths", "number"),
            Column(f"{side['slug']}-weakness", f"{side['name']}: weaknesses", "number"),
        ]
    table = Table(
        "themes",
        "Sentences by theme in the latest inspection",
        columns,
        [
            {"theme": Link(label("theme", theme), f"/theme/{theme}")}
            | {
                f"{side['slug']}-{stance}": side["themes"].get(theme, {}).get(stance, 0)
                for side in sides
                for stance in ("strength", "weakness")
            }
            for theme in themes
        ],
        50,
        asked,
    )
    tables = {
        "grades": _by_side(asked, "grades", "Latest judgements", "area", areas, sides, "grade"),
        "sections": _by_side(asked, "sections", "Sentences by section", "section", sections, sides, "bar"),
        "themes": table,
    }
    context = {"options": options, "chosen": chosen, "sides": sides}
    names = " and ".join(side["name"] for side in sides)
    title = f"Compare {names}" if sides else "Compare authorities"
    return Page("compare.html", title, context, tables if sides else {})


def _by_side(
    asked: Asked, name: str, caption: str, what: str, ids: list[str], sides: list[dict[str, Any]],
    kind: Literal["grade", "bar"],
) -> Table:  # fmt: skip
    """Make a table of what each side has (`name` of it): a row an area or a section."""
    columns = [Column(what, what.capitalize())]
    rows: list[dict[str, Any]] = [{what: label(what, id)} for id in ids]
    for side in sides:
        columns.append(Column(side["slug"], side["name"], kind))
        for id, row in zip(ids, rows, strict=True):
            row[side["slug"]] = side[name].get(id)
    return Table(name, caption, columns, rows, asked=asked)


def _side(site: Site, iri: str) -> dict[str, Any]:
    index = site.index
    report = index.row(
        "SELECT * FROM report WHERE authority = ? ORDER BY family = 'lscb-review', dated DESC LIMIT 1", [iri]
    )
    assert report is not None
    grades = {
        row["area"]: row["grade"]
        for row in index.rows("SELECT * FROM judgement WHERE report = ? ORDER BY ord", [report["report"]])
    }
    bound = [report["report"]]
    sql = """SELECT f.section, s.stance, count(*) FROM finding f JOIN statement s USING (finding)
             WHERE f.report = ? AND f.counted = 1 GROUP BY 1, 2"""
    sections = counts_by(index.rows(sql, bound))
    sql = """SELECT theme, s.stance, count(*) FROM finding f JOIN theme USING (finding)
             JOIN statement s USING (finding) WHERE f.report = ? AND f.counted = 1 GROUP BY 1, 2"""
    themes = counts_by(index.rows(sql, bound))
    total = {stance: sum(counts[stance] for counts in sections.values()) for stance in STANCES}
    return {
        "iri": iri, "slug": local_id(iri), "name": report["authority_name"], "report": report,
        "grades": grades, "sections": sections, "themes": themes, "total": total,
    }  # fmt: skip

"""The home page, and the lists from which one goes on: authorities, reports, bodies, themes."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from findingsgraph.graphs.web.asked import Asked
from findingsgraph.graphs.web.labels import GRADES, STANCES, label
from findingsgraph.graphs.web.pages.counts import most_first, stance_table, tally
from findingsgraph.graphs.web.render import Page
from findingsgraph.graphs.web.site import Site
from findingsgraph.graphs.web.tables import Column, Link, Table
from findingsgraph.ontology import authorities, concepts, local_id, themes

__all__ = [
    "about",
    "agencies_page",
    "authorities_page",
    "home",
    "reports_page",
    "stance_columns",
    "themes_page",
]

OVERALL = """
SELECT r.report, r.authority, r.authority_name, r.dated, r.family, r.framework, j.grade, j.scale
FROM report r LEFT JOIN judgement j ON j.report = r.report AND j.area = 'overall'
WHERE r.family != 'lscb-review' ORDER BY r.dated DESC, r.authority_name
"""


def stance_columns() -> list[Column]:
    """The columns of a table that counts by stance."""
    return [Column("total", "All", "number")] + [
        Column(stance, label("stance", stance), "number") for stance in STANCES
    ]


def _row(counts: dict[str, int]) -> dict[str, Any]:
    return {**counts, "total": sum(counts.values()), "counts": counts}


def home(site: Site, asked: Asked) -> Page:
    """What there is, the grades over the years, and where to begin."""
    index = site.index
    said = tally(index, "", "").get("", {})
    numbers = {
        "reports": index.number("SELECT count(*) FROM report"),
        "authorities": index.number("SELECT count(DISTINCT authority) FROM report"),
        "findings": index.number("SELECT count(*) FROM finding WHERE counted = 1"),
        "sentences": sum(said.values()),
    }
    reports = index.rows(OVERALL)
    years: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in reports:
        if row["dated"] and row["grade"]:
            years[row["dated"][:4]][row["grade"]] += 1
    used = [grade for grade in GRADES if any(grade in counts for counts in years.values())]
    grades = Table(
        "grades",
        "Overall judgements by year of report",
        [
            Column("year", "Year"),
            *(Column(g, label("grade", g), "number") for g in used),
            Column("total", "Reports", "number"),
        ],
        [
            {"year": int(year), **{g: counts.get(g, 0) for g in used}, "total": sum(counts.values())}
            for year, counts in sorted(years.items(), reverse=True)
        ],
        asked=asked,
    )
    by_theme = tally(index, "", "theme")
    by_concept = tally(index, "", "concept")
    regions = defaultdict(list)
    known = {each.iri: each for each in authorities()}
    for row in index.rows("SELECT DISTINCT authority, authority_name FROM report ORDER BY authority_name"):
        place = known.get(row["authority"])
        regions[place.region if place and place.region else "Other"].append(row)
    context = {
        "tally": numbers,
        "latest": reports[:6],
        "stance": said,
        "regions": sorted(regions.items()),
    }
    worst = sorted(by_theme, key=lambda theme: (-by_theme[theme]["weakness"], theme))
    named = [
        each
        for each in most_first(by_concept)
        if each[0] != "local-authority" and not each[0].startswith("other-")
    ]
    tables = {
        "grades": grades,
        "themes": stance_table(
            asked, "themes", "Themes with the most weaknesses", "Theme",
            ((Link(label("theme", id), f"/theme/{id}"), by_theme[id]) for id in worst), 8,
        ),
        "concepts": stance_table(
            asked, "concepts", "Most often named", "Body or service",
            ((Link(label("concept", id), f"/concept/{id}"), counts) for id, counts in named), 8,
        ),
    }  # fmt: skip
    return Page("home.html", "What inspectors found", context, tables)


def authorities_page(site: Site, asked: Asked) -> Page:
    """All authorities, with the grade of their latest inspection."""
    latest: dict[str, Any] = {}
    reports: dict[str, int] = defaultdict(int)
    for row in site.index.rows(OVERALL):
        latest.setdefault(row["authority"], row)
        reports[row["authority"]] += 1
    counts = tally(site.index, "", "authority")
    known = {each.iri: each for each in authorities()}
    rows = []
    for iri, row in sorted(latest.items(), key=lambda each: each[1]["authority_name"]):
        place = known.get(iri)
        rows.append(
            {
                "authority": Link(row["authority_name"], iri),
                "region": place.region if place else "",
                "reports": reports[iri],
                "dated": row["dated"],
                "grade": label("grade", row["grade"]),
                "strength": counts.get(iri, {}).get("strength", 0),
                "weakness": counts.get(iri, {}).get("weakness", 0),
            }
        )
    columns = [
        Column("authority", "Authority"),
        Column("region", "Region"),
        Column("reports", "Reports", "number"),
        Column("dated", "Latest report"),
        Column("grade", "Overall judgement", "grade"),
        Column("strength", "Strengths", "number"),
        Column("weakness", "Weaknesses", "number"),
    ]
    table = Table("authorities", "Local authorities", columns, rows, 200, asked)
    return Page("list.html", "Local authorities", {"lead": LEADS["authorities"]}, {"authorities": table})


def reports_page(site: Site, asked: Asked) -> Page:
    """All reports."""
    rows = [
        {
            "dated": row["dated"],
            "report": Link(f"{row['authority_name']}, {(row['dated'] or '')[:4]}", row["report"]),
            "family": label("family", row["family"]),
            "grade": label("grade", row["grade"]),
            "findings": row["findings"],
        }
        for row in site.index.rows(
            """SELECT r.*, coalesce(j.grade, k.grade) AS grade,
               (SELECT count(*) FROM finding f WHERE f.report = r.report AND f.counted = 1) AS findings
               FROM report r LEFT JOIN judgement j ON j.report = r.report AND j.area = 'overall'
               LEFT JOIN judgement k ON k.report = r.report AND k.area = 'lscb' AND r.family = 'lscb-review'
               ORDER BY r.dated DESC, r.authority_name"""
        )
    ]
    columns = [
        Column("dated", "Date"),
        Column("report", "Report"),
        Column("family", "Kind"),
        Column("grade", "Overall judgement", "grade"),
        Column("findings", "Findings", "number"),
    ]
    table = Table("reports", "Reports", columns, rows, 100, asked)
    return Page("list.html", "Reports", {"lead": LEADS["reports"]}, {"reports": table})


def agencies_page(site: Site, asked: Asked) -> Page:
    """All kinds of bodies, services, roles and instruments, with what is said of them."""
    counts = tally(site.index, "", "concept")
    known = concepts()
    tables = {}
    for kind in ("agency", "board", "service", "role", "instrument"):
        rows = [
            {"name": Link(concept.label, concept.iri), **_row(counts[id])}
            for id, concept in known.items()
            if concept.type == kind and id in counts
        ]
        rows.sort(key=lambda row: -row["total"])
        columns = [Column("name", "Name"), *stance_columns()]
        tables[kind] = Table(kind, label("type", kind), columns, rows, 100, asked)
    return Page("list.html", "Agencies, boards and services", {"lead": LEADS["agencies"]}, tables)


def themes_page(site: Site, asked: Asked) -> Page:
    """All themes, with the findings on them."""
    counts = tally(site.index, "", "theme")
    rows = [
        {"name": Link(label("theme", id), f"/theme/{id}"), **_row(counts[id])}
        for id in themes()
        if id in counts
    ]
    rows.sort(key=lambda row: row["name"].text)
    columns = [Column("name", "Theme"), *stance_columns()]
    table = Table("themes", "Themes", columns, rows, 100, asked)
    return Page("list.html", "Themes", {"lead": LEADS["themes"]}, {"themes": table})


def about(site: Site, asked: Asked) -> Page:
    """What this is, what it is made of, and how far to trust it."""
    kinds = site.index.rows(
        """SELECT CASE WHEN decided_by LIKE 'rule:%' THEN 'rule' ELSE 'model' END AS kind, count(*) AS n,
           round(avg(confidence), 2) AS confidence FROM statement GROUP BY 1 ORDER BY 1"""
    )
    columns = [
        Column("kind", "Stance decided by"),
        Column("n", "Sentences", "number"),
        Column("confidence", "Mean confidence", "number"),
    ]
    table = Table("deciding", "What decided", columns, [dict(row) for row in kinds], asked=asked)
    licences = site.index.rows("SELECT licence, count(*) AS n FROM report GROUP BY 1 ORDER BY 2 DESC")
    named = [(local_id(row["licence"] or "not stated"), row["licence"] or "", row["n"]) for row in licences]
    return Page("about.html", "About these pages", {"licences": named}, {"deciding": table})


LEADS = {
    "authorities": "Every authority that a report here is about, with its latest overall judgement. "
    "Strengths and weaknesses count sentences in all its reports.",
    "reports": "Every inspection report that was read, one document a report.",
    "agencies": "Who and what inspectors name. The numbers count sentences, by what the sentence says.",
    "themes": "What findings are about; a finding may have up to three themes. The numbers count sentences.",
}

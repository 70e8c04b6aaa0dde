"""What reports on an authority measure, and who stands together in them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from findingsgraph.graphs.web.asked import Asked
from findingsgraph.graphs.web.labels import label
from findingsgraph.graphs.web.pages.authority import read_head
from findingsgraph.graphs.web.render import Page
from findingsgraph.graphs.web.site import Site
from findingsgraph.graphs.web.tables import Column, Link, Table

__all__ = ["measures_page", "network_page"]


def measures_page(site: Site, asked: Asked, iri: str) -> Page:
    """What was measured, beside what it is compared with."""
    context = read_head(site, iri) | {"part": "measures"}
    rows = []
    found = site.index.rows(
        """SELECT m.*, f.dated, f.section, f.finding, s.stance, s.text, s.page AS at FROM measure m
           JOIN statement s USING (statement) JOIN finding f USING (finding)
           WHERE f.authority = ? ORDER BY f.dated DESC, f.ord, s.ord, m.measure""",
        [iri],
    )
    compared: dict[str, list[Any]] = defaultdict(list)
    for row in site.index.rows(
        """SELECT c.* FROM comparator c JOIN measure m USING (measure) JOIN statement s USING (statement)
           WHERE s.authority = ? ORDER BY c.measure, c.ord""",
        [iri],
    ):
        compared[row["measure"]].append(row)
    only = asked.choice("compared", ("yes",))
    for row in found:
        beside = compared.get(row["measure"], [])
        if only and not beside:
            continue
        rows.append(
            {
                "dated": row["dated"],
                "what": row["what"],
                "value": row["value"],
                "unit": label("unit", row["unit"]),
                "period": row["date"],
                "comparators": "; ".join(
                    f"{each['value']:g} {label('comparator', each['kind'])}" for each in beside
                ),
                "stance": row["stance"],
                "text": Link(row["text"], row["finding"]),
            }
        )
    columns = [
        Column("dated", "Report"),
        Column("what", "What"),
        Column("value", "Value", "number"),
        Column("unit", "Unit"),
        Column("period", "When"),
        Column("comparators", "Compared with"),
        Column("stance", "Sentence", "stance"),
        Column("text", "In the report"),
    ]
    table = Table("measures", "Measures", columns, rows, 30, asked)
    context |= {"only": only, "with_comparators": len(compared)}
    return Page("authority-measures.html", f"Measures: {context['name']}", context, {"measures": table})


def network_page(site: Site, asked: Asked, iri: str) -> Page:
    """Who stands together in sentences."""
    context = read_head(site, iri) | {"part": "network"}
    pairs = site.index.rows(
        """SELECT a.entity AS one, b.entity AS other, x.name AS one_name, y.name AS other_name,
           count(DISTINCT s.statement) AS said,
           count(DISTINCT CASE s.stance WHEN 'strength' THEN s.statement END) AS strengths,
           count(DISTINCT CASE s.stance WHEN 'weakness' THEN s.statement END) AS weaknesses
           FROM statement s JOIN named a USING (statement) JOIN named b ON b.statement = s.statement
           JOIN entity x ON x.entity = a.entity JOIN entity y ON y.entity = b.entity
           WHERE s.authority = ? AND s.counted = 1 AND a.entity < b.entity
           GROUP BY 1, 2 ORDER BY said DESC, one_name, other_name""",
        [iri],
    )
    involved = site.index.rows(
        """SELECT i.*, x.name AS subject_name, y.name AS object_name, f.finding, s.text FROM involvement i
           JOIN statement s USING (statement) JOIN finding f USING (finding)
           JOIN entity x ON x.entity = i.subject JOIN entity y ON y.entity = i.object
           WHERE f.authority = ? ORDER BY f.dated DESC, f.ord, i.ord""",
        [iri],
    )
    together = Table(
        "together",
        "Named in the same sentence",
        [
            Column("one", "Body"),
            Column("other", "Stands with"),
            Column("said", "Sentences", "number"),
            Column("strengths", "Strengths", "number"),
            Column("weaknesses", "Weaknesses", "number"),
        ],
        [
            {
                "one": Link(row["one_name"], row["one"]),
                "other": Link(row["other_name"], row["other"]),
                "said": row["said"],
                "strengths": row["strengths"],
                "weaknesses": row["weaknesses"],
            }
            for row in pairs
        ],
        25,
        asked,
    )
    relations = Table(
        "relations",
        "Relations that sentences state",
        [
            Column("subject", "Who"),
            Column("relation", "Relation"),
            Column("object", "To what"),
            Column("stance", "Said as", "stance"),
            Column("text", "In the report"),
        ],
        [
            {
                "subject": Link(row["subject_name"], row["subject"]),
                "relation": label("relation", row["relation"]),
                "object": Link(row["object_name"], row["object"]),
                "stance": row["stance"],
                "text": Link(row["text"], row["finding"]),
            }
            for row in involved
        ],
        25,
        asked,
    )
    tables = {"relations": relations, "together": together}
    return Page("authority-network.html", f"Network: {context['name']}", context, tables)

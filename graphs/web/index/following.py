"""What later inspections say of recommendations, worked out when an index is made."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence

from findingsgraph.graphs.places.followed import ASKED, Followed, follow
from findingsgraph.graphs.places.material import APART, BODIES, Inspection, Sentence

__all__ = ["fill_followed"]


def fill_followed(base: sqlite3.Connection) -> None:
    """Fill the tables `followed` and `later`, from the other ones: a page would take too long for it."""
    base.row_factory = sqlite3.Row
    for (authority,) in base.execute("SELECT DISTINCT authority FROM report ORDER BY 1").fetchall():
        found = _inspections(base, authority)
        said = _sentences(base, authority, {report: each for each in found for report in each.reports})
        for each in follow(found, said):
            base.execute(
                "INSERT INTO followed VALUES (?, ?, ?)", [each.item, each.inspected_since, each.outcome]
            )
            base.executemany("INSERT INTO later VALUES (?, ?, ?, ?, ?)", _later(each))


def _later(each: Followed) -> Iterator[tuple[str, int, str, str, str]]:
    told = ((later, same) for later in each.later for same in later.evidence)
    for place, (later, same) in enumerate(told):
        yield each.item, place, later.dated, later.outcome, same.other.statement


def _inspections(base: sqlite3.Connection, authority: str) -> list[Inspection]:
    """Give its inspections in time; the report on a board belongs to the inspection before it."""
    rows = _rows(
        base,
        """SELECT r.*, d.source FROM report r LEFT JOIN document d USING (document)
           WHERE r.authority = ? ORDER BY r.dated, r.report""",
        [authority],
    )
    groups: list[list[sqlite3.Row]] = []
    for row in rows:
        if row["family"] == APART and groups:
            groups[-1].append(row)
        else:
            groups.append([row])
    return [_inspection(group) for group in groups]


def _inspection(rows: Sequence[sqlite3.Row]) -> Inspection:
    main = rows[0]
    return Inspection(
        iri=main["inspection"],
        authority=main["authority"],
        name=main["authority_name"],
        dated=main["dated"] or "",
        family=main["family"],
        framework=main["framework"] or "",
        scale="",
        reports=tuple(row["report"] for row in rows),
        sources=tuple(row["source"] or "" for row in rows),
        open_licence=False,
    )


def _sentences(base: sqlite3.Connection, authority: str, told: dict[str, Inspection]) -> list[Sentence]:
    sql = """SELECT theme.finding, theme FROM theme JOIN finding USING (finding)
             WHERE authority = ? AND counted = 1 ORDER BY 1, 2"""
    themes = _gathered(_rows(base, sql, [authority]))
    sql = """SELECT DISTINCT n.statement, n.concept, e.type FROM statement s JOIN named n USING (statement)
             JOIN entity e USING (entity) WHERE s.authority = ? AND s.counted = 1 ORDER BY 1, 2"""
    named = _rows(base, sql, [authority])
    concepts, bodies = _gathered(named), _gathered([row for row in named if row["type"] in BODIES])
    rows = _rows(
        base,
        """SELECT s.*, f.report, f.part, f.section, f.kind, f.number
           FROM statement s JOIN finding f USING (finding)
           WHERE s.authority = ? AND s.counted = 1 AND (s.stance != 'context' OR f.kind IN (?, ?))
           ORDER BY f.dated, f.report, s.ord, s.statement""",
        [authority, *ASKED],
    )
    return [
        Sentence(
            statement=row["statement"],
            finding=row["finding"],
            report=row["report"],
            dated=told[row["report"]].dated,
            part=row["part"],
            section=row["section"],
            kind=row["kind"],
            number=row["number"] or "",
            page=row["page"],
            stance=row["stance"],
            text=row["text"],
            source="",
            themes=themes.get(row["finding"], ()),
            concepts=concepts.get(row["statement"], ()),
            bodies=bodies.get(row["statement"], ()),
        )
        for row in rows
    ]


def _rows(base: sqlite3.Connection, sql: str, values: Sequence[str]) -> list[sqlite3.Row]:
    return base.execute(sql, values).fetchall()


def _gathered(rows: Sequence[sqlite3.Row]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for row in rows:
        found[row[0]][row[1]] = None
    return {key: tuple(values) for key, values in found.items()}

"""Lists of findings and of sentences: filtered, searched, sorted, in pages, counted by stance.

Filters are conditions with bound values; nothing that a client sends becomes SQL.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from findingsgraph.graphs.web.asked import Asked
from findingsgraph.graphs.web.bodies import Refused
from findingsgraph.graphs.web.index.reading import Index, Value
from findingsgraph.graphs.web.labels import STANCES
from findingsgraph.ontology import concepts, themes

__all__ = ["BITS", "Filters", "Listing", "match_words", "read_filters", "read_listing"]

Kind = Literal["findings", "sentences"]
SIZE = 20
MOST = 20_000
"""Rows that a download may have."""
KINDS = (
    "finding", "strength", "progress", "recommendation", "priority-action", "summary", "child-summary",
    "statistic", "previous-inspection", "post",
)  # fmt: skip
SORTS: Mapping[str, str] = {
    "newest": "t.newest",
    "oldest": "t.dated, t.newest",
    "authority": "{0}.authority_name, t.newest",
}
ROW = (
    "{0}.finding, {0}.report, {0}.part, {0}.section, {0}.kind, {0}.number, {0}.ord, {0}.page, "
    "{0}.authority, {0}.authority_name, {0}.dated"
)
"""Columns of a list, of the finding's alias."""
BITS: Mapping[str, int] = {stance: 1 << place for place, stance in enumerate(STANCES)}
"""In the column `stances` of a finding: that a sentence of it is of the stance (indexes.sql sets them)."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; empty where it is not."""

    q: str = ""
    authority: str = ""
    """IRI."""
    report: str = ""
    """IRI."""
    entity: str = ""
    """IRI."""
    agency: str = ""
    """Id of a concept."""
    theme: str = ""
    stance: str = ""
    section: str = ""
    kind: str = ""
    since: str = ""
    until: str = ""


@dataclass(slots=True)
class Listing:
    """One page of a list, and what is said around it."""

    kind: Kind
    asked: Asked
    filters: Filters
    fixed: frozenset[str]
    """Filters that the page sets and its form does not offer."""
    total: int
    everything: int
    """How many there are, the stance filter aside."""
    counts: Mapping[str, int]
    """How many sentences are of each stance, or findings that have such a sentence; the filter aside."""
    rows: Sequence[Mapping[str, Any]]
    page: int
    sort: str
    options: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // SIZE))

    @property
    def first(self) -> int:
        """Number of the first row that is shown."""
        return (self.page - 1) * SIZE + 1


def read_filters(asked: Asked, index: Index, links: Callable[[str], str], **fixed: str) -> Filters:
    """Read the filters of an address; those the page has fixed are not asked for. Raises `Refused`."""
    values = dict(fixed)
    values["q"] = asked.one("q")[:300]
    if "authority" not in fixed and asked.one("authority"):
        values["authority"] = find_authority(index, asked.one("authority"))
    for name, choices in (
        ("agency", concepts()), ("theme", themes()), ("stance", STANCES), ("kind", (*KINDS, "all")),
    ):  # fmt: skip
        if name not in fixed:
            values[name] = asked.choice(name, choices)
    if "section" not in fixed:
        values["section"] = asked.one("section")[:60]
    for name, parameter in (("since", "from"), ("until", "to")):
        year = asked.one(parameter)
        if year and not re.fullmatch(r"[0-9]{4}", year):
            raise Refused(400, f"'{parameter}' must be a year, as 2014")
        values[name] = year
    return Filters(**values)


def find_authority(index: Index, slug: str) -> str:
    """Give the IRI of an authority that the graph has reports on; raises `Refused`."""
    row = index.row(
        "SELECT authority FROM report WHERE authority LIKE ? ESCAPE '!'", [f"%/authority/{_like(slug)}"]
    )
    if row is None:
        raise Refused(404, f"there is no report on an authority {slug[:60]!r} here")
    return str(row[0])


def _like(text: str) -> str:
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def match_words(q: str) -> str:
    """Write what a person types as an FTS5 query: "a phrase", -word for without, OR, word* for beginnings.

    >>> match_words('"strategy meetings" police -health')
    '"strategy meetings" AND "police" NOT "health"'
    >>> match_words("early OR late child*")
    '("early" OR "late") AND "child"*'
    >>> match_words('") OR (')
    ''
    """
    groups: list[list[str]] = []
    without: list[str] = []
    join = False
    for minus, phrase, word in re.findall(r'(-?)(?:"([^"]*)"|([^\s"]+))', q):
        if word == "OR":
            join = bool(groups)
            continue
        term = _term(phrase or word)
        if not term:
            continue
        if minus:
            without.append(term)
        elif join:
            groups[-1].append(term)
        else:
            groups.append([term])
        join = False
    if not groups:
        return ""
    parts = [each[0] if len(each) == 1 else f"({' OR '.join(each)})" for each in groups[:20]]
    return " NOT ".join([" AND ".join(parts), *without[:20]])


def _term(words: str) -> str:
    letters = "".join(letter if letter.isalnum() or letter in "'’" else " " for letter in words).split()
    return f'"{" ".join(letters)}"' + ("*" if words.endswith("*") else "") if letters else ""


def read_listing(
    index: Index, asked: Asked, filters: Filters, kind: Kind = "findings", fixed: Sequence[str] = (),
    whole: bool = False,
) -> Listing:  # fmt: skip
    """Read one page of a list, or the whole for a download. Raises `Refused`."""
    matched = match_words(filters.q)
    where, values = _conditions(kind, filters)
    counts, everything = _counts(
        index, kind, f"{_tables(kind, matched, 'f.' in where)} WHERE {where}", values
    )
    if filters.stance:
        where += " AND t.stances & ?" if kind == "findings" else " AND t.stance = ?"
        values = [*values, BITS[filters.stance] if kind == "findings" else filters.stance]
    total = counts[filters.stance] if filters.stance else everything
    sort = asked.choice("sort", ("relevance", *SORTS)) or ("relevance" if matched else "newest")
    order = SORTS.get(sort) or ("bm25(words), t.newest" if matched else SORTS["newest"])
    page = asked.number("page", 1)
    limit = (MOST, 0) if whole else (SIZE, (page - 1) * SIZE)
    of, more = ("t", "") if kind == "findings" else ("f", ", t.statement")
    text = "highlight(words, 0, char(2), char(3))" if matched and kind == "findings" else "t.text"
    sql = f"SELECT {ROW}, t.stance, {text} AS text{more} FROM {_tables(kind, matched, True)} WHERE {where}"
    found = index.rows(f"{sql} ORDER BY {order} LIMIT ? OFFSET ?".format(of), [*values, *limit])
    rows = [dict(row) for row in found]
    return Listing(kind, asked, filters, frozenset(fixed), total, everything, counts, rows, page, sort)


def _tables(kind: Kind, matched: str, finding: bool) -> str:
    """Name the tables: t is what is listed, f its finding (joined only if wanted), words the full text."""
    words = " JOIN words ON words.rowid = {}.id" if matched else ""
    if kind == "findings":
        return "finding t" + words.format("t")
    joined = " JOIN finding f ON f.finding = t.finding" if matched or finding else ""
    return "statement t" + joined + words.format("f")


def _counts(index: Index, kind: Kind, source: str, values: Sequence[Value]) -> tuple[dict[str, int], int]:
    """Count what is listed, the stance filter aside: by stance, and all."""
    if kind == "findings":
        having = ", ".join(f"sum(t.stances & {bit} > 0)" for bit in BITS.values())
        row = index.row(f"SELECT count(*), {having} FROM {source}", values)
        assert row is not None
        return dict(zip(BITS, (count or 0 for count in row[1:]), strict=True)), row[0]
    found = {
        row[0]: row[1] for row in index.rows(f"SELECT t.stance, count(*) FROM {source} GROUP BY 1", values)
    }
    return {each: found.get(each, 0) for each in STANCES}, sum(found.values())


def _conditions(kind: Kind, filters: Filters) -> tuple[str, list[Value]]:
    """Write the filters as a condition; of t alone where it can be, which spares a join."""
    f = "t" if kind == "findings" else "f"
    where: list[str] = []
    values: list[Value] = []

    def add(condition: str, *bound: Value) -> None:
        where.append(condition)
        values.extend(bound)

    matched = match_words(filters.q)
    if matched:
        add("words MATCH ?", matched)
    elif filters.q:
        add("0")
    for column, table in (("authority", "t"), ("report", f), ("section", f)):
        if getattr(filters, column):
            add(f"{table}.{column} = ?", getattr(filters, column))
    if filters.kind not in ("", "all"):
        add(f"{f}.kind = ?", filters.kind)
    elif not filters.kind:
        add("t.counted = 1")
    if filters.since:
        add("t.year >= ?", filters.since)
    if filters.until:
        add("t.year <= ?", filters.until)
    if filters.theme:
        add("t.finding IN (SELECT finding FROM theme WHERE theme = ?)", filters.theme)
    for column, value in (("entity", filters.entity), ("concept", filters.agency)):
        if value and kind == "findings":
            add(
                "t.finding IN (SELECT s.finding FROM named n JOIN statement s ON s.statement = n.statement"
                f" WHERE n.{column} = ?)",
                value,
            )
        elif value:
            add(f"t.statement IN (SELECT statement FROM named WHERE {column} = ?)", value)
    return " AND ".join(where) or "1", values

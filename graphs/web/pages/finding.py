"""A finding: its sentences, its place on the page, how each label was decided, how to cite it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from findingsgraph.errors import NoText
from findingsgraph.graphs.similar.findings import MINIMUM, Collection, Text
from findingsgraph.graphs.web.asked import Asked
from findingsgraph.graphs.web.labels import STANCES, label
from findingsgraph.graphs.web.marking import mark_names
from findingsgraph.graphs.web.pages.places import Place, context_of, read_places
from findingsgraph.graphs.web.render import Page
from findingsgraph.graphs.web.site import Site
from findingsgraph.graphs.web.tables import Column, Link, Table
from findingsgraph.graphs.web.words import day

__all__ = ["finding_page", "similar_texts"]

SIMILAR = 8
"""Findings of other reports that are shown as near."""


def finding_page(site: Site, asked: Asked, iri: str) -> Page:
    """Show one report item; `iri` is in the index."""
    index = site.index
    finding = index.row(
        """SELECT f.*, r.document, r.inspection, r.family, r.published, d.format, d.text_sha256, d.source
           FROM finding f JOIN report r USING (report) JOIN document d USING (document) WHERE finding = ?""",
        [iri],
    )
    assert finding is not None
    sentences = _sentences(site, iri)
    places = read_places(site, finding["document"], iri)
    themes = [
        {"id": row["theme"], "cue": (row["cue"] or "").partition(": ")[2]}
        for row in index.rows("SELECT * FROM theme WHERE finding = ? ORDER BY theme", [iri])
    ]
    wrong = asked.one("wrong")
    context: dict[str, Any] = {
        "finding": finding,
        "sentences": sentences,
        "places": places,
        "themes": themes,
        "context": _context(site, finding["text_sha256"], places),
        "recommendation": index.row(
            """SELECT r.*, e.name FROM recommendation r LEFT JOIN entity e ON e.entity = r.addressee
               WHERE r.finding = ?""",
            [iri],
        ),
        "measures": _measures(site, iri),
        "involvements": index.rows(
            """SELECT i.*, x.name AS subject_name, y.name AS object_name FROM involvement i
               JOIN statement s USING (statement) JOIN entity x ON x.entity = i.subject
               JOIN entity y ON y.entity = i.object WHERE s.finding = ? ORDER BY s.ord, i.ord""",
            [iri],
        ),
        "similar": _similar(site, finding) if asked.one("similar") else None,
        "before": _beside(site, finding["report"], finding["ord"], "<", "DESC"),
        "after": _beside(site, finding["report"], finding["ord"], ">", "ASC"),
        "cite": _cite(finding, places),
        "correction": _correction(sentences, wrong, asked) if wrong else None,
        "wrong": wrong,
        "name": _name(finding),
    }
    title = f"{_name(finding)}: {finding['authority_name']}"
    return Page("finding.html", title, context, {"how": _how_decided(asked, sentences)}, iri=iri)


def _how_decided(asked: Asked, sentences: list[dict[str, Any]]) -> Table:
    columns = [
        Column("sentence", "Sentence"),
        Column("stance", "Stance", "stance"),
        Column("how", "Decided by"),
        Column("confidence", "Confidence", "number"),
    ]
    rows = [{**each, "sentence": Link(_short(each["text"]), f"#{each['id']}")} for each in sentences]
    return Table("how", "How each label was decided", columns, rows, asked=asked)


def _short(text: str, most: int = 60) -> str:
    """Cut between words.

    >>> _short("Chronologies are poor", 15)
    'Chronologies…'
    """
    return text if len(text) <= most else text[: most - 1].rpartition(" ")[0] + "…"


def similar_texts(site: Site) -> Collection:
    """Give the words of all findings, ready to be compared: made once for a version, in a second or two."""

    def make() -> Collection:
        collection = Collection(site.graph, documents="preferred")
        collection.near(Text("", "", ""), 1, MINIMUM, "anywhere")  # which weighs the words
        return collection

    return site.once("similar", make)


def _similar(site: Site, finding: Any) -> list[dict[str, Any]]:
    """What other reports say in nearly the same words."""
    about = Text(finding["finding"], finding["report"], finding["text"])
    return [
        {"row": row, "shared": ", ".join(pair.shared), "score": pair.score}
        for pair in similar_texts(site).near(about, SIMILAR, MINIMUM, "elsewhere")
        if (row := site.index.row("SELECT * FROM finding WHERE finding = ?", [pair.other])) is not None
    ]


def _name(finding: Any) -> str:
    number = f" {finding['number']}" if finding["number"] else ""
    return f"{label('kind', finding['kind'])}{number}"


def _sentences(site: Site, iri: str) -> list[dict[str, Any]]:
    named: dict[str, list[Any]] = defaultdict(list)
    for row in site.index.rows(
        """SELECT m.*, e.name, e.concept, e.type FROM mention m JOIN statement s USING (statement)
           JOIN entity e USING (entity) WHERE s.finding = ? ORDER BY m.statement, m.started""",
        [iri],
    ):
        named[row["statement"]].append(row)
    rows = site.index.rows("SELECT * FROM statement WHERE finding = ? ORDER BY ord, statement", [iri])
    return [
        {
            **dict(row),
            "html": mark_names(row["text"], named[row["statement"]], site.links.path),
            "mentions": named[row["statement"]],
            "id": row["statement"].rpartition("/")[2],
            "how": _how(row["decided_by"]),
        }
        for row in rows
    ]


def _how(decided_by: str) -> str:
    """Say in words what decided a stance.

    >>> _how("rule:recommendation-list"), _how("model:not,first=however")
    ('a rule: recommendation list', 'a model, by these features: not; first=however')
    """
    kind, _, what = decided_by.partition(":")
    if kind == "rule":
        return f"a rule: {what.replace('-', ' ')}"
    return "a model, by these features: " + "; ".join(what.split(",")) if what else kind


def _measures(site: Site, iri: str) -> list[dict[str, Any]]:
    rows = site.index.rows(
        """SELECT m.* FROM measure m JOIN statement s USING (statement)
           WHERE s.finding = ? ORDER BY s.ord, measure""",
        [iri],
    )
    sql = "SELECT * FROM comparator WHERE measure = ? ORDER BY ord"
    return [{**dict(row), "comparators": site.index.rows(sql, [row["measure"]])} for row in rows]


def _beside(site: Site, report: str, order: int, sign: str, way: str) -> Any:
    sql = f"SELECT * FROM finding WHERE report = ? AND ord {sign} ? ORDER BY ord {way} LIMIT 1"
    return site.index.row(sql, [report, order])


def _context(site: Site, sha256: str, places: list[Place]) -> Any:
    try:
        return context_of(site.graph.text(sha256), places) if places else None
    except NoText:
        return None


def _cite(finding: Any, places: list[Place]) -> str:
    what = "joint inspection" if finding["family"] == "lscb-review" else "inspection of children's services"
    where = f", page {places[0].printed or places[0].page}" if places and places[0].page else ""
    number = f", {label('kind', finding['kind']).lower()} {finding['number']}" if finding["number"] else ""
    when = day(finding["published"] or finding["dated"])
    return f"Ofsted, {finding['authority_name']}: {what}, {when}{where}{number}. {finding['finding']}"


def _correction(sentences: list[dict[str, Any]], wrong: str, asked: Asked) -> str | None:
    """Write the line for a review file: sentence, label now, label as it should be, words; between tabs."""
    found = next((each for each in sentences if each["id"] == wrong), None)
    better = asked.choice("better", STANCES)
    if found is None or not better:
        return None
    note = " ".join(asked.one("note")[:300].split())
    return "\t".join([found["statement"], "stance", found["stance"], better, note, found["text"]])

"""Tools for assistants: findings, comparisons and evidence, each with its quote, page and source.

The answers are plain values. What they quote is found again in the text layer before it
is given; the server that offers them is `cli.mcp`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from findingsgraph.errors import BadValue, NoGraph, NoText, suggest
from findingsgraph.graphs.store import Graph
from findingsgraph.graphs.web.asked import Asked
from findingsgraph.graphs.web.bodies import Refused
from findingsgraph.graphs.web.index import Index, index_path, make_index
from findingsgraph.graphs.web.links import Links
from findingsgraph.graphs.web.listing import read_filters, read_listing
from findingsgraph.ontology import authorities, local_id
from findingsgraph.ontology.authority_file import find_authority

__all__ = ["INSTRUCTIONS", "Tools"]

INSTRUCTIONS = """\
Findings of Ofsted's inspections of children's services in England, read out of the printed reports.
Use find_findings to look for what inspectors say, compare_authorities for judgements side by side, and
evidence before you quote. Quote the words given, with authority, date and page, and give the finding's
IRI as the reference. Stances (strength, weakness, mixed, context, required-action) are findingsgraph's
labels, not Ofsted's; `decided_by` says what decided one. What these tools do not give is not known here:
say so, and do not fill it in."""
MOST = 20
"""Findings that one answer has at most."""
EVIDENCE = """
SELECT ?sha256 ?page ?start ?end ?quote WHERE {
  GRAPH ?document { <%s> fg:evidence ?evidence .
    ?evidence fg:start ?start ; fg:end ?end ; fg:quote ?quote . OPTIONAL { ?evidence fg:page ?page }
    ?document fg:textSha256 ?sha256 }
  FILTER(?document = <%s>)
} ORDER BY ?start
"""
REPORTS = """SELECT r.*, d.source FROM report r JOIN document d USING (document)
             WHERE r.authority = ? ORDER BY r.family = 'lscb-review', r.dated DESC LIMIT 1"""


class Tools:
    """What can be asked of one opened graph."""

    def __init__(self, graph: Graph) -> None:
        if graph.version is None:
            raise NoGraph(str(graph.folder or "this graph"), "assistants need a folder that a build made")
        path = index_path(graph)
        if not path.is_file():
            make_index(graph, path)
        self.graph = graph
        self.index = Index(path)
        self.links = Links(graph.base)

    def find_findings(self, words: str = "", limit: int = 10, **narrowed: str) -> dict[str, Any]:
        """Find items of reports; raises `BadValue`.

        `narrowed`: authority (name, URN or id), agency, theme, stance, section, kind, from_year, to_year.
        """
        if not 1 <= limit <= MOST:
            raise BadValue(f"limit {limit}", f"it must be from 1 to {MOST}")
        given = {name: value for name, value in narrowed.items() if value}
        if "authority" in given:
            given["authority"] = local_id(self._authority(given["authority"]))
        years = {"from_year": "from", "to_year": "to"}
        asked = Asked(
            "/", {"q": (words,)} | {years.get(name, name): (value,) for name, value in given.items()}
        )
        try:
            filters = read_filters(asked, self.index, self.links.path)
            found = read_listing(self.index, asked, filters)
        except Refused as refused:
            raise BadValue("find_findings", str(refused)) from None
        rows = [self._finding(row) for row in found.rows[:limit]]
        counts = {stance: number for stance, number in found.counts.items() if number}
        return {"total": found.total, "with_a_sentence_of_stance": counts, "findings": rows}

    def compare_authorities(self, authorities: Sequence[str]) -> list[dict[str, Any]]:
        """Give each authority's latest inspection: judgements, and sentences by section and stance.

        Raises `BadValue`.
        """
        if not 1 <= len(authorities) <= 6:
            raise BadValue(f"{len(authorities)} authorities", "name one to six")
        return [self._side(self._authority(name)) for name in authorities]

    def evidence(self, iri: str) -> dict[str, Any]:
        """Give a finding's or a sentence's words, how they were read, and the quotes as printed.

        Raises `BadValue` for an IRI that is neither.
        """
        sql = "SELECT finding FROM {0} WHERE {0} = :iri"
        either = f"{sql.format('finding')} UNION {sql.format('statement')}"
        row = self.index.row(either, {"iri": iri})
        if row is None:
            raise BadValue(iri[:200], "no finding and no sentence of this graph has this IRI")
        finding = self.index.row("SELECT * FROM finding WHERE finding = ?", [row[0]])
        assert finding is not None
        report = self.index.row(
            "SELECT r.*, d.source FROM report r JOIN document d USING (document) WHERE report = ?",
            [finding["report"]],
        )
        assert report is not None
        sentences = self.index.rows(
            "SELECT * FROM statement WHERE finding = ? ORDER BY ord, statement", [finding["finding"]]
        )
        asked = [each for each in sentences if iri in (each["statement"], finding["finding"])]
        return {
            **self._finding(finding),
            "source": report["source"],
            "licence": report["licence"],
            "sentences": [
                {
                    "sentence": each["statement"], "text": each["text"], "stance": each["stance"],
                    "decided_by": each["decided_by"], "confidence": each["confidence"],
                }
                for each in asked
            ],
            "quotes": self._quotes(iri, report["document"]),
        }  # fmt: skip

    def _quotes(self, iri: str, document: str) -> list[dict[str, Any]]:
        """Give what is printed, as the text layer has it; never what the layer does not have."""
        found = []
        for row in self.graph.query(EVIDENCE % (iri, document)):
            try:
                layer = self.graph.text(row.sha256)
            except NoText:
                layer = ""
            same = layer[row.start : row.end] == row.quote
            found.append({"page": row.page, "quote": row.quote, "found_again_in_the_text": same})
        return found

    def _authority(self, name: str) -> str:
        """Give the IRI of an authority with reports here, by its name, URN or id; raises `BadValue`."""
        rows = self.index.rows("SELECT DISTINCT authority, authority_name FROM report")
        by_name = {str(each["authority_name"]).casefold(): str(each["authority"]) for each in rows}
        known = {str(each["authority"]) for each in rows}
        by_id = {local_id(each): each for each in known}
        asked = name.strip()
        printed = next((each for each in authorities() if each.urn == asked), None) or find_authority(asked)
        found = by_name.get(asked.casefold()) or by_id.get(asked) or (asked if asked in known else "")
        found = found or (printed.iri if printed and printed.iri in known else "")
        if not found:
            raise BadValue(
                asked[:60], f"no report on such an authority here; {suggest(asked, by_name)}"[:400]
            )
        return found

    def _finding(self, row: Any) -> dict[str, Any]:
        text = row["text"].replace("\x02", "").replace("\x03", "")  # marks of a search
        kept = ("finding", "authority_name", "dated", "section", "kind", "number", "page", "stance")
        return {**{name: row[name] for name in kept}, "text": text}

    def _side(self, authority: str) -> dict[str, Any]:
        report = self.index.row(REPORTS, [authority])
        assert report is not None
        judgements = self.index.rows(
            "SELECT area, grade, printed, page FROM judgement WHERE report = ? ORDER BY ord",
            [report["report"]],
        )
        sections: dict[str, dict[str, int]] = {}
        for row in self.index.rows(
            """SELECT f.section, s.stance, count(*) AS n FROM finding f JOIN statement s USING (finding)
               WHERE f.report = ? AND f.counted = 1 GROUP BY 1, 2 ORDER BY 1, 2""",
            [report["report"]],
        ):
            sections.setdefault(row["section"], {})[row["stance"]] = row["n"]
        kept = ("report", "authority_name", "dated", "family", "source", "licence")
        return {
            **{name: report[name] for name in kept},
            "judgements": [dict(each) for each in judgements],
            "sentences_by_section_and_stance": sections,
        }

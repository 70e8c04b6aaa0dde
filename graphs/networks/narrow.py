"""The part of the facts that parameters ask for: the same that the questions of the library narrow by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from findingsgraph.graphs.store.kept import read_facts, sources
from findingsgraph.graphs.store.network_facts import Body, DocumentFacts, Item, Report, Sentence, Tie
from findingsgraph.ontology import concept_iri, theme_iri
from findingsgraph.queries import Parameter
from findingsgraph.queries.values import as_terms

UNLESS_ASKED = ("summary", "child-summary", "statistic", "previous-inspection", "post")
"""Kinds of items that are left out unless asked for: they repeat or tell what is no finding."""


class Said(NamedTuple):
    """A sentence with all that stands around it."""

    source: str
    report: Report
    item: Item
    sentence: Sentence
    bodies: tuple[Body, ...]
    """Those it names, of any type."""
    ties: tuple[tuple[Tie, Body, Body], ...]
    """What it says of one body to another: the involvement, who does, to whom."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Checked values of the parameters; None where a parameter is not given."""

    source: frozenset[str] | None = None
    authority: frozenset[str] | None = None
    first: str = ""
    last: str = "9999"
    every_document: bool = False
    part: frozenset[str] | None = None
    kind: frozenset[str] | None = None
    stance: frozenset[str] | None = None
    theme: frozenset[str] | None = None
    agency: frozenset[str] | None = None

    def without(self, *names: str) -> Asked:
        """Give the same without some of its parameters."""
        return replace(self, **dict.fromkeys(names, None))  # type: ignore[arg-type]

    def of_kinds(self, kinds: Iterable[str]) -> Asked:
        """Give the same for these kinds of items."""
        return replace(self, kind=frozenset(kinds))

    def takes_report(self, report: Report) -> bool:
        """Say whether the report is asked for."""
        if self.authority is not None and report.authority not in self.authority:
            return False
        if not self.first and self.last == "9999":
            return True
        return bool(report.dated) and self.first <= report.dated[:4] <= self.last

    def takes_item(self, item: Item) -> bool:
        """Say whether the item is asked for, its report being so."""
        if self.part is not None and item.part not in self.part:
            return False
        if item.kind in UNLESS_ASKED if self.kind is None else item.kind not in self.kind:
            return False
        return self.theme is None or any(theme_iri(theme) in self.theme for theme in item.themes)

    def takes_bodies(self, bodies: tuple[Body, ...]) -> bool:
        """Say whether a sentence that names these is asked for."""
        return self.agency is None or any(
            body.iri in self.agency or concept_iri(body.concept) in self.agency for body in bodies
        )


def check(projection: str, parameters: tuple[Parameter, ...], given: Mapping[str, Any]) -> Asked:
    """Check the values as the questions do; raises `BadValue`."""
    known = {parameter.name: parameter for parameter in parameters}
    terms = {
        name: [term[1:-1] for term in as_terms(known[name], value)]
        for name, value in given.items()
        if value is not None
    }

    def values(name: str) -> frozenset[str] | None:
        return frozenset(terms[name]) if name in terms else None

    stances = values("stance")
    source = given.get("source")
    return Asked(
        # A source is any text; its term would have to be read back from its escapes.
        source=None
        if source is None
        else frozenset(map(str, [source] if isinstance(source, str) else source)),
        authority=values("authority"),
        first=min(terms.get("from", [""])),
        last=max(terms.get("to", ["9999"])),
        every_document=terms.get("documents") == ["all"],
        part=values("part"),
        kind=values("kind"),
        stance=None if stances is None else frozenset(each.rsplit("/", 1)[-1] for each in stances),
        theme=values("theme"),
        agency=values("agency"),
    )


def documents(graph: Any, asked: Asked) -> Iterator[tuple[str, DocumentFacts]]:
    """Give source and facts of the documents that may hold something asked for, by source."""
    chosen = sources(graph, asked.source, asked.every_document, asked.takes_report)
    names = dict(chosen)
    for facts in read_facts(graph, names):
        yield names[facts.document], facts


def items(graph: Any, asked: Asked) -> Iterator[tuple[str, Report, Item]]:
    """Give the items that are asked for, in reading order, with source and report."""
    for source, facts in documents(graph, asked):
        wanted = [asked.takes_report(report) for report in facts.reports]
        for item in facts.items:
            if wanted[item.report] and asked.takes_item(item):
                yield source, facts.reports[item.report], item


def sentences(graph: Any, asked: Asked, naming: bool = False) -> Iterator[Said]:
    """Give the sentences that are asked for, in reading order; with `naming`, only those that name a body."""
    for source, facts in documents(graph, asked):
        wanted = [asked.takes_report(report) for report in facts.reports]
        taken = [wanted[item.report] and asked.takes_item(item) for item in facts.items]
        ties: dict[int, list[tuple[Tie, Body, Body]]] = {}
        for tie in facts.ties:
            ties.setdefault(tie.sentence, []).append(
                (tie, facts.bodies[tie.subject], facts.bodies[tie.object])
            )
        for at, sentence in enumerate(facts.sentences):
            if not taken[sentence.item] or (naming and not sentence.names):
                continue
            if asked.stance is not None and sentence.stance not in asked.stance:
                continue
            bodies = tuple([facts.bodies[name] for name in sentence.names])
            if asked.takes_bodies(bodies):
                item = facts.items[sentence.item]
                yield Said(
                    source, facts.reports[item.report], item, sentence, bodies, tuple(ties.get(at, ()))
                )

"""What networks are made of, document by document: items, sentences, whom they name, involvements.

Networks are counted from the whole graph, and asking a store on disk for a million
facts takes seconds. So a build writes the few facts that networks need of each
document beside the store, one line of JSON a document; a graph that has no such file
(one in memory, or an endpoint elsewhere) is asked for the same facts.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from findingsgraph.graphs.store.network_said import CLASSES, Said

_COLUMNS = 7
"""Of the sentences in a line."""


class Report(NamedTuple):
    """A report that the document prints."""

    iri: str
    authority: str
    dated: str


class Item(NamedTuple):
    """A report item; `report` is the report's place in the document's list."""

    iri: str
    report: int
    part: str
    section: str
    kind: str
    number: str
    page: str
    stance: str
    themes: Sequence[str]
    text: str
    priority: bool


class Sentence(NamedTuple):
    """A statement; `item` is its item's place, `names` those of the bodies it names, each once."""

    iri: str
    item: int
    stance: str
    names: Sequence[int]
    page: str
    text: str


class Body(NamedTuple):
    """A body, service, role or instrument."""

    iri: str
    concept: str
    type: str
    name: str
    national: bool


class Tie(NamedTuple):
    """An involvement: places of its sentence, subject and object."""

    iri: str
    sentence: int
    subject: int
    relation: str
    object: int
    stance: str
    rule: str
    stated: bool


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """The facts of one document, in reading order; they point at each other by place in these lists."""

    document: str
    reports: tuple[Report, ...]
    items: tuple[Item, ...]
    sentences: tuple[Sentence, ...]
    bodies: tuple[Body, ...]
    ties: tuple[Tie, ...]

    def to_json(self) -> str:
        """Write one line; the document's IRI comes first, so that lines can be chosen unread.

        Lists of one kind of value are read twice as fast as lists of records.
        """
        rows = [
            (self._short(each), each.item, each.stance, each.names, each.page, *self._place(each))
            for each in self.sentences
        ]
        columns = list(zip(*rows, strict=True)) or [()] * _COLUMNS
        parts = (self.document, self.reports, self.items, columns, self.bodies, self.ties)
        return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))

    def _short(self, sentence: Sentence) -> str:
        """Give the sentence's IRI without that of its item, with which it begins."""
        item = self.items[sentence.item].iri + "/"
        return sentence.iri.removeprefix(item) if sentence.iri.startswith(item) else sentence.iri

    def _place(self, sentence: Sentence) -> tuple[int | str, int]:
        """Give where in its item's text the sentence begins and ends; one that is not there, itself."""
        start = self.items[sentence.item].text.find(sentence.text)
        return (sentence.text, 0) if start < 0 else (start, start + len(sentence.text))

    @classmethod
    def from_json(cls, line: str) -> DocumentFacts:
        """Read what `to_json` wrote."""
        document, reports, items, columns, bodies, ties = json.loads(line)
        iris, places, stances, names, pages, starts, ends = columns
        known = tuple(map(Item._make, items))
        # What is no whole IRI stands below its item's.
        whole = [
            iri if ":" in iri else f"{known[at].iri}/{iri}" for iri, at in zip(iris, places, strict=True)
        ]
        texts = [
            known[at].text[start:end] if isinstance(start, int) else start
            for at, start, end in zip(places, starts, ends, strict=True)
        ]
        return cls(
            document,
            tuple(map(Report._make, reports)),
            known,
            tuple(map(Sentence, whole, places, stances, names, pages, texts)),
            tuple(map(Body._make, bodies)),
            tuple(map(Tie._make, ties)),
        )


def facts_of(document: str, said: Said) -> DocumentFacts:
    """Put what is said of one document's things in reading order."""
    inspects, dated = said["inspects"], said["dated"]
    reports = [
        Report(iri, inspects.get(inspection, ""), dated.get(iri, ""))
        for iri, inspection in sorted(said["reportsOn"].items())
    ]
    items = list(_items(said, {report.iri: at for at, report in enumerate(reports)}))
    bodies = list(_bodies(said))
    body_at = {body.iri: at for at, body in enumerate(bodies)}
    sentences = list(_sentences(said, {item.iri: at for at, item in enumerate(items)}, body_at))
    ties = _ties(said, {sentence.iri: at for at, sentence in enumerate(sentences)}, body_at)
    return DocumentFacts(document, tuple(reports), tuple(items), tuple(sentences), tuple(bodies), tuple(ties))


def _items(said: Said, report_at: Mapping[str, int]) -> Iterator[Item]:
    part, section, kind, number = said["part"], said["section"], said["kind"], said["number"]
    page, stance, theme, text = said["page"], said["stance"], said["theme"], said["text"]
    places = (
        (report_at[report], int(said["order"].get(iri, 0)), iri)
        for iri, report in said["itemOf"].items()
        if report in report_at
    )
    for report, _, iri in sorted(places):
        themes = tuple(sorted(map(_last, theme.get(iri, "").split())))
        yield Item(
            iri, report, part.get(iri, ""), section.get(iri, ""), kind.get(iri, ""), number.get(iri, ""),
            page.get(iri, ""), _last(stance.get(iri, "")), themes,
            text.get(iri, ""), said["priority"].get(iri) == "true",
        )  # fmt: skip


def _bodies(said: Said) -> Iterator[Body]:
    for iri, national in sorted(said["national"].items()):
        kind, concept = said["class"].get(iri), said["concept"].get(iri)
        if kind and concept:
            yield Body(iri, _last(concept), CLASSES[kind], said["label"].get(iri, ""), national == "true")


def _sentences(said: Said, item_at: Mapping[str, int], body_at: Mapping[str, int]) -> Iterator[Sentence]:
    names: dict[str, set[int]] = defaultdict(set)
    mentions, stance, page, text = said["mentions"], said["stance"], said["page"], said["text"]
    for mention, statement in said["mentionIn"].items():
        body = body_at.get(mentions.get(mention, ""))
        if body is not None:
            names[statement].add(body)
    places = (
        (item_at[item], int(said["order"].get(iri, 0)), iri)
        for iri, item in said["statementOf"].items()
        if item in item_at
    )
    for item, _, iri in sorted(places):
        yield Sentence(
            iri, item, _last(stance.get(iri, "")), tuple(sorted(names.get(iri, ()))), page.get(iri, ""),
            text.get(iri, ""),
        )  # fmt: skip


def _ties(said: Said, sentence_at: Mapping[str, int], body_at: Mapping[str, int]) -> Iterator[Tie]:
    places = (
        (sentence_at[statement], int(said["order"].get(iri, 0)), iri)
        for iri, statement in said["involvementIn"].items()
        if statement in sentence_at
    )
    for sentence, _, iri in sorted(places):
        subject, object_ = body_at.get(said["subject"].get(iri, "")), body_at.get(said["object"].get(iri, ""))
        if subject is not None and object_ is not None:
            yield Tie(
                iri, sentence, subject, _last(said["relation"].get(iri, "")), object_,
                _last(said["stance"].get(iri, "")), said["rule"].get(iri, ""),
                said["stated"].get(iri) == "true",
            )  # fmt: skip


def _last(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]

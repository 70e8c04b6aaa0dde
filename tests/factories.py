"""Small hand-made reports with real values, for tests of everything that comes after reading.

`make_report` lays its sentences out as a text layer first and then points at them,
so that every span is true. The sentences are ours, in the style of reports.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from findingsgraph.loaders.documents.layer import make_document
from findingsgraph.loaders.records import (
    Comparator,
    Document,
    Entity,
    Finding,
    Fragment,
    InspectionFacts,
    InspectionReport,
    Involvement,
    Issue,
    Judgement,
    Link,
    Measure,
    Mention,
    Person,
    Post,
    PreviousInspection,
    Reason,
    RecommendationFacts,
    Span,
    Stance,
    StanceDecision,
    Statement,
    ThemeTag,
    Window,
)

COVER = [
    "Inspection of services for children in Hartlepool",
    "Inspection date: 19 November 2013 – 11 December 2013",
    "The overall judgement is good",
    "The LSCB requires improvement",
    "Lead inspector: Ada Example",
    'Team inspector: Bo "Quick" Sample',
    "Published on 11 February 2014",
    "The last inspection of safeguarding was in June 2010. It was judged good.",
    "The Director of Children’s Services has been in post since 21 October 2013.",
]
POLICE = "The police do not routinely attend strategy meetings."
CONFERENCE = "Conferences, however, are timely and the\npolice attend."
NURSE = "The nurse works well with the throughcare team."
RATE = "The rate of 96 per 10,000 is above that of 87 last year and the national rate of 60."
PLAN = "Ensure that the police attend strategy meetings."
BOARD = "The Board does not yet challenge its partners (HSCB)."

ENTITIES = (
    Entity("police", "police", "agency", "Police"),
    Entity("hscb", "lscb", "board", "Hartlepool Safeguarding Children Board", ("HSCB", "the Board")),
    Entity("throughcare-team", "leaving-care-service", "service", "Throughcare team"),
    Entity("looked-after-nurse", "other-role", "role", "Looked after children nurse"),
    Entity("local-authority", "local-authority", "agency", "Hartlepool Borough Council", ("the council",)),
    Entity("cafcass", "cafcass", "agency", "Cafcass", national=True),
)


class Layer:
    """Lines of text in pages, and where each sentence stands in them."""

    def __init__(self, pages: list[list[str]], paged: bool) -> None:
        form: Literal["pdf", "text"] = "pdf" if paged else "text"
        content = "\f".join("\n".join(page) for page in pages).encode()
        self.document: Document = make_document(
            "report.pdf" if paged else "report.txt", content, form, f"{form} 1",
            ["\n".join(page) for page in pages], paged,
        )  # fmt: skip

    def span(self, text: str) -> Span:
        start = self.document.text.index(text)
        page = self.document.text.count("\f", 0, start) + 1 if self.document.pages else None
        return (Fragment(page, start, start + len(text)),)

    def line(self, text: str) -> int:
        start = self.span(text)[0].start
        return max(line.number for line in self.document.lines if line.start <= start)


def mention(sentence: str, surface: str, entity: str) -> Mention:
    concept = next(each.concept for each in ENTITIES if each.key == entity)
    start = sentence.index(surface)
    return Mention(concept, surface, start, start + len(surface), entity, "label")


def make_report(
    *, paged: bool = True, extra: str = "", start: date = date(2013, 11, 19), authority: str = "hartlepool"
) -> InspectionReport:
    """Make a report of an LSCB part and an authority part; `extra` changes its bytes."""
    pages = [COVER, [POLICE, CONFERENCE, NURSE, RATE], [PLAN, BOARD, extra]]
    layer = Layer(pages if paged else [[line for page in pages for line in page]], paged)
    return InspectionReport(
        document=layer.document,
        facts=_facts(layer, start, authority),
        judgements=(
            Judgement("overall", "good", "good", layer.span("good"), layer.line("The overall")),
            Judgement("lscb", "requires-improvement", "requires improvement", layer.span("requires"), 4),
        ),
        missing=(("adoption", "not-found"), ("care-leavers", "not-reported")),
        findings=_findings(layer),
        entities=ENTITIES,
        issues=(Issue("unknown-heading", "no grammar knows 'A \"new\" heading'", 3),),
    )


def _facts(layer: Layer, start: date, authority: str) -> InspectionFacts:
    lead, team = layer.span("Ada Example"), layer.span('Bo "Quick" Sample')
    return InspectionFacts(
        family="sif", layout="sif-a", framework="sif",
        authority=authority, authority_name=authority.replace("-", " ").title(),
        authority_printed="Hartlepool Borough Council", urn="80473" if authority == "hartlepool" else "80474",
        windows=(Window(start, date(2013, 12, 11), layer.span("19 November 2013 – 11 December 2013")),),
        published=date(2014, 2, 11), published_span=layer.span("11 February 2014"),
        legal_basis=("section 136 of the Education and Inspections Act 2006",),
        licence="non-commercial-educational", licence_printed="may be reproduced",
        people=(
            Person("Ada Example", "lead-inspector", lead),
            Person('Bo "Quick" Sample', "team-inspector", team),
        ),
        posts=(
            Post(
                "senior-leadership", "Director of Children’s Services", "2013-10-21", False,
                layer.span(COVER[8]),
            ),
        ),
        previous=(PreviousInspection("safeguarding", "2010-06", "good", "good", layer.span(COVER[7])),),
    )  # fmt: skip


def _statement(layer: Layer, order: int, text: str, stance: Stance, **more: Any) -> Statement:
    decision = StanceDecision(stance, "rule:test", 0.91234567)
    plain = text.replace("\n", " ")
    return Statement(order, plain, layer.span(text), layer.line(text), decision, **more)


def _item(
    layer: Layer, order: int, texts: list[str], statements: tuple[Statement, ...], **more: Any
) -> Finding:
    first, last = layer.span(texts[0])[0], layer.span(texts[-1])[0]
    span = (Fragment(first.page, first.start, last.end),)
    values: dict[str, Any] = {
        "part": "local-authority", "section": "help-and-protection", "kind": "finding", "number": "",
        "heading": "The experiences and progress of children", "stance": statements[0].stance.stance,
    }  # fmt: skip
    values.update(more)
    text = " ".join(statement.text for statement in statements)
    return Finding(
        order=order, text=text, span=span, line=layer.line(texts[0]), statements=statements, **values
    )


def _findings(layer: Layer) -> tuple[Finding, ...]:
    conference = CONFERENCE.replace("\n", " ")
    rate = Measure(
        Decimal("96"), "per-10000", "rate of looked after children", 12, 14, "2013-03-31", "children",
        "looked-after-rate",
        (
            Comparator(Decimal("87"), "previous", "higher", "2012"),
            Comparator(Decimal("60.50"), "national", "higher"),
        ),
    )  # fmt: skip
    absent = Involvement("police", "absent-from", "hscb", "weakness", "attend-meeting", True, 0, 10)
    police = _statement(
        layer, 1, POLICE, "weakness", mentions=(mention(POLICE, "police", "police"),), involvements=(absent,)
    )
    timely = _statement(layer, 2, CONFERENCE, "strength", mentions=(mention(conference, "police", "police"),))
    nurse = _statement(
        layer, 3, NURSE, "strength",
        mentions=(
            mention(NURSE, "nurse", "looked-after-nurse"),
            mention(NURSE, "throughcare team", "throughcare-team"),
        ),
    )  # fmt: skip
    rates = _statement(
        layer, 4, RATE, "context", measures=(rate, replace(rate, start=40, end=42, comparators=()))
    )
    plan = _statement(layer, 5, PLAN, "required-action", mentions=(mention(PLAN, "police", "police"),))
    board = _statement(layer, 6, BOARD, "weakness", mentions=(mention(BOARD, "HSCB", "hscb"),))
    return (
        _item(layer, 1, [POLICE, CONFERENCE], (police, timely), number="12", stance="mixed",
              themes=(
                  ThemeTag("strategy-discussions", "strategy meetings"),
                  ThemeTag("partnership-working", "attend"),
              )),
        _item(
            layer, 2, [NURSE], (nurse,), themes=(ThemeTag("health-and-emotional-wellbeing", "nurse"),),
            links=(Link("recommendation", "1", NURSE[:9], layer.span(NURSE[:9])),),
        ),
        _item(layer, 3, [RATE], (rates,), section="about", kind="statistic"),
        _item(layer, 4, [PLAN], (plan,), section="recommendations", kind="recommendation", number="1",
              recommendation=RecommendationFacts(True, "local-authority", True),
              reasons=(Reason(1, 0.5, "words: supervision"),)),
        _item(layer, 5, [BOARD], (board,), part="lscb", section="lscb", number="",
              themes=(ThemeTag("lscb-scrutiny", "challenge"),)),
    )  # fmt: skip


def with_bytes(report: InspectionReport, sha256: str) -> InspectionReport:
    """Give the same report of a file with other bytes."""
    digest = hashlib.sha256(sha256.encode()).hexdigest()
    return replace(report, document=replace(report.document, sha256=digest))

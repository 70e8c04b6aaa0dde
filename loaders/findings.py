"""The items of a report and what each of their sentences says: blocks in, findings out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from findingsgraph.loaders.reading.body_keys import local_key
from findingsgraph.loaders.reading.involvements import find_involvements
from findingsgraph.loaders.reading.links import FRAMEWORK, cut_framework_tags, find_links
from findingsgraph.loaders.reading.measures import find_measures
from findingsgraph.loaders.reading.mentions import find_mentions
from findingsgraph.loaders.reading.names import Names
from findingsgraph.loaders.reading.reasons import infer_reasons
from findingsgraph.loaders.reading.recommendations import recommendation_facts
from findingsgraph.loaders.reading.sentences import split_sentences
from findingsgraph.loaders.reading.stance import decide_all, finding_stance
from findingsgraph.loaders.reading.themes import find_themes
from findingsgraph.loaders.records import (
    Block,
    Finding,
    Involvement,
    ItemContext,
    ItemKind,
    Judgement,
    Link,
    Measure,
    Mention,
    Part,
    ReportRange,
    Section,
    StanceDecision,
    Statement,
    ThemeTag,
)

ITEM_KINDS: frozenset[str] = frozenset(ItemKind.__args__)  # type: ignore[attr-defined]

LEAD_IN = 20
"""How many sentences back a list's lead-in may stand: the area's lists are one item a line."""


@dataclass(frozen=True, slots=True)
class Item:
    """A block that becomes a finding, with what is known of it before its sentences are read."""

    block: Block
    section: Section
    context: ItemContext
    heading: str
    line: int
    sentences: tuple[tuple[int, int], ...]
    """Their ranges."""
    texts: tuple[str, ...]
    """The sentences, in order."""
    links: tuple[Link, ...] = ()


def list_items(
    sections: Sequence[Section], report: ReportRange, judgements: Sequence[Judgement]
) -> Iterator[Item]:
    """Yield the blocks that are report items, with their context, in reading order."""
    grades = {judgement.area: judgement.grade for judgement in judgements}
    for section in sections:
        if section.kind not in ITEM_KINDS:
            continue
        heading, position = section.heading, 0
        for block in section.blocks:
            if block.kind == "heading":
                heading = block.text
            elif block.kind in ("item", "paragraph") and block.text:
                yield _item(block, section, report, heading, grades.get(section.name, ""), position)
                position += 1


def _item(
    block: Block, section: Section, report: ReportRange, heading: str, grade: str, position: int
) -> Item:
    kind: ItemKind = section.kind  # type: ignore[assignment]
    context = ItemContext(report.family, section.part, section.name, kind, heading, grade, position)
    links = find_links(block.content)
    if any(link.kind in FRAMEWORK for link in links):
        block = replace(block, content=cut_framework_tags(block.content))
    text, sentences = block.text, split_sentences(block.content)
    texts = tuple([text[start:end] for start, end in sentences])
    return Item(block, section, context, heading, block.lines[0], sentences, texts, links)


def read_findings(items: Sequence[Item], names: Names, order: int, said: int = 0) -> tuple[Finding, ...]:
    """Read the sentences of every item; orders count from `order` + 1, those of sentences from `said` + 1."""
    # One question after the other over the whole report: what each needs to know stays in the
    # processor's cache, which makes reading a seventh faster than sentence by sentence.
    stances = decide_all([(item.texts, item.context) for item in items])
    themes = [find_themes(item.block.text, item.context) for item in items]
    measures = _measures(items)
    mentions = [_mentions(item, names) for item in items]
    findings: list[Finding] = []
    for index, item in enumerate(items):
        involvements = _involvements(item, mentions[index], stances[index], names)
        statements = _statements(item, stances[index], mentions[index], measures[index], involvements, said)
        said += len(statements)
        findings.append(_finding(item, statements, themes[index], order + index + 1, names))
    reasons = infer_reasons(findings)
    return tuple(
        [replace(each, reasons=reasons[each.order]) if reasons.get(each.order) else each for each in findings]
    )


def _measures(items: Sequence[Item]) -> list[tuple[tuple[Measure, ...], ...]]:
    found = []
    previous: tuple[str, ...] = ()
    for item in items:
        found.append(find_measures(item.texts, item.context, previous))
        previous = (*previous, *item.texts)[-LEAD_IN:]
    return found


def _mentions(item: Item, names: Names) -> list[tuple[Mention, ...]]:
    text = item.block.text
    return [
        find_mentions(sentence, item.context, names, text[:start])
        for sentence, (start, _) in zip(item.texts, item.sentences, strict=True)
    ]


def _involvements(
    item: Item, mentions: Sequence[Sequence[Mention]], stances: Sequence[StanceDecision], names: Names
) -> list[tuple[Involvement, ...]]:
    body = part_body(item.context.part, names)
    council = (names.authority_name, part_body("local-authority", names))
    leading = ("", "")
    found = []
    for sentence, (start, _), said, decision in zip(
        item.texts, item.sentences, mentions, stances, strict=True
    ):
        before = item.block.text[:start]
        found.append(
            find_involvements(sentence, said, decision.stance, item.context, body, before, leading, council)
        )
        leading = _leading(sentence, said) or leading
    return found


def _statements(
    item: Item,
    stances: Sequence[StanceDecision],
    mentions: Sequence[tuple[Mention, ...]],
    measures: Sequence[tuple[Measure, ...]],
    involvements: Sequence[tuple[Involvement, ...]],
    said: int,
) -> tuple[Statement, ...]:
    """Put an item's sentences together; `said` counts all before."""
    return tuple(
        [
            Statement(
                order=said + index + 1,
                text=item.texts[index],
                span=item.block.content.span(start, end),
                line=item.line,
                stance=stances[index],
                mentions=mentions[index],
                measures=measures[index],
                involvements=involvements[index],
            )
            for index, (start, end) in enumerate(item.sentences)
        ]
    )


_OPENS = re.compile(r"(?:the(?: \w+ly)?(?: new| \w+ed)?)?", re.IGNORECASE)
"""What may stand before the body with which a sentence begins: 'The recently formed …'."""


def _leading(sentence: str, mentions: Sequence[Mention]) -> tuple[str, str] | None:
    """Give concept and entity of the body with which a sentence begins: what a next 'It' means."""
    first = mentions[0] if mentions else None
    if first is None or not _OPENS.fullmatch(sentence[: first.start].strip()):
        return None
    return first.concept, first.entity


def _finding(
    item: Item, statements: tuple[Statement, ...], themes: tuple[ThemeTag, ...], order: int, names: Names
) -> Finding:
    context, text = item.context, item.block.text
    finding = Finding(
        part=context.part,
        section=context.section,
        kind=context.kind,
        number=item.block.number,
        order=order,
        heading=item.heading,
        text=text,
        span=item.block.content.span(0, len(text)),
        line=item.line,
        statements=statements,
        stance=finding_stance([statement.stance.stance for statement in statements], context.kind),
        themes=themes,
        links=item.links,
    )
    if context.kind not in ("recommendation", "priority-action"):
        return finding
    mentions = [mention for statement in statements for mention in statement.mentions]
    body = (part_concept(context.part), part_body(context.part, names))
    return replace(finding, recommendation=recommendation_facts(text, context, mentions, body))


def part_concept(part: Part) -> str:
    """Name the concept of the body that a part of a report is about: the council, or the board."""
    return "lscb" if part == "lscb" else "local-authority"


def part_body(part: Part, names: Names) -> str:
    """Give the entity key of the body that a part of a report is about."""
    return local_key(part_concept(part), "", names.authority)

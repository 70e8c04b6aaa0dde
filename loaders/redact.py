"""Taking persons' names out of a report before anything is made of it.

Every letter of a name becomes a black block, in the text layer, the sentences and
wherever else it is printed, so that all character offsets stay true. The hash is
that of the blackened layer.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from findingsgraph.loaders.records import (
    Document,
    Finding,
    InspectionFacts,
    InspectionReport,
    Line,
    Statement,
)

__all__ = ["MASK", "mask_names", "name_pattern", "without_names"]

MASK = "█"
_NEVER = r"(?!)"


def name_pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Compile what finds these names, also where a line end or more spaces part their words.

    >>> name_pattern(["Ada Example"]).search("by Ada  Example.").group()
    'Ada  Example'
    """
    found = sorted({name for name in names if name.strip()}, key=lambda name: (-len(name), name))
    written = (r"\s+".join(re.escape(word) for word in name.split()) for name in found)
    return re.compile(rf"(?<!\w)(?:{'|'.join(written)})(?!\w)" if found else _NEVER)


def mask_names(text: str, names: re.Pattern[str]) -> str:
    """Blacken every name in a text; its length and white space stay.

    >>> mask_names("Ada Example led.", name_pattern(["Ada Example"]))
    '███ ███████ led.'
    """
    return names.sub(lambda found: re.sub(r"\S", MASK, found[0]), text)


def without_names(reports: Sequence[InspectionReport]) -> tuple[InspectionReport, ...]:
    """Give the reports of one document with every person's name blackened.

    The persons are those the reports list with a role; they stay, nameless.
    """
    names = name_pattern(person.name for report in reports for person in report.facts.people)
    documents: dict[str, Document] = {}
    out = []
    for report in reports:
        key = report.document.sha256
        documents[key] = documents.get(key) or _document(report.document, names)
        out.append(
            replace(
                report,
                document=documents[key],
                facts=_facts(report.facts, names),
                findings=tuple(_finding(finding, names) for finding in report.findings),
                issues=tuple(
                    replace(each, message=mask_names(each.message, names)) for each in report.issues
                ),
            )
        )
    return tuple(out)


def _document(document: Document, names: re.Pattern[str]) -> Document:
    text = mask_names(document.text, names)
    lines = tuple(
        Line(text[line.start : line.start + len(line.text)], line.start, line.page, line.number, line.apart)
        for line in document.lines
    )
    return replace(document, text=text, lines=lines, text_sha256=hashlib.sha256(text.encode()).hexdigest())


def _facts(facts: InspectionFacts, names: re.Pattern[str]) -> InspectionFacts:
    return replace(
        facts,
        people=tuple(replace(person, name="") for person in facts.people),
        posts=tuple(replace(post, title=mask_names(post.title, names)) for post in facts.posts),
        previous=tuple(
            replace(each, what=mask_names(each.what, names), printed=mask_names(each.printed, names))
            for each in facts.previous
        ),
    )


def _finding(finding: Finding, names: re.Pattern[str]) -> Finding:
    return replace(
        finding,
        text=mask_names(finding.text, names),
        heading=mask_names(finding.heading, names),
        themes=tuple(replace(tag, cue=mask_names(tag.cue, names)) for tag in finding.themes),
        statements=tuple(_statement(statement, names) for statement in finding.statements),
        links=tuple(replace(link, printed=mask_names(link.printed, names)) for link in finding.links),
    )


def _statement(statement: Statement, names: re.Pattern[str]) -> Statement:
    text = mask_names(statement.text, names)
    if text == statement.text:
        return statement
    mentions = tuple(replace(each, surface=text[each.start : each.end]) for each in statement.mentions)
    measures = tuple(replace(each, what=mask_names(each.what, names)) for each in statement.measures)
    decision = replace(statement.stance, decided_by=mask_names(statement.stance.decided_by, names))
    return replace(statement, text=text, mentions=mentions, measures=measures, stance=decision)

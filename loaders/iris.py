"""The names that a report's facts get: IRIs that are readable, stable, and never clash.

What a report says hangs below the report, what a document holds below the
document, bodies below their authority. A part of an IRI that comes from data goes
through `segment`, which leaves a slug as it is and gives different strings different
segments. Vocabulary terms are named in `findingsgraph.ontology`.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from findingsgraph.loaders.records import EntityType, Finding, InspectionFacts, Statement
from findingsgraph.ontology.iris import authority_iri

__all__ = [
    "document_iri", "entity_iri", "evidence_iri", "inspected_authority", "inspection_iri", "involvement_iri",
    "item_iri", "named_items", "named_statements", "numbered", "report_iri", "segment", "slug",
    "statement_iri", "text_key",
]  # fmt: skip


_NO_LETTERS = re.compile(r"[\W_]+")
_NO_ASCII_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())


def segment(text: str) -> str:
    """Make one path segment of any string; different strings give different segments.

    >>> segment("hscb"), segment("12"), segment("a/b c")
    ('hscb', '12', 'a%2Fb%20c')
    """
    return quote(text, safe="") or "%"


def slug(name: str) -> str:
    """Make a readable id of a name; different names may share one.

    >>> slug("St Helens & Ynys Môn")
    'st-helens-and-ynys-mon'
    """
    plain = unicodedata.normalize("NFKD", name.replace("&", " and ")).casefold()
    letters = (c for c in plain if not unicodedata.combining(c) and c not in "'’")
    return "-".join("".join(c if c.isalnum() and c.isascii() else " " for c in letters).split())


def document_iri(sha256: str, base: str, copy: int = 1) -> str:
    """Name a document, and its named graph, by its bytes; copies of one file are counted.

    >>> document_iri("0123456789abcdef" * 4, "https://e.org/", copy=2)
    'https://e.org/document/0123456789abcdef-2'
    """
    return f"{base}document/{sha256[:16]}" + (f"-{copy}" if copy > 1 else "")


def inspected_authority(facts: InspectionFacts) -> str:
    """Name the inspected authority: its IRI in the authority file, or a slug of what the cover says."""
    return authority_iri(segment(facts.authority or slug(facts.authority_name) or "unknown"))


def _occasion(facts: InspectionFacts, sha256: str) -> str:
    place = inspected_authority(facts).rsplit("/", 1)[1]
    when = facts.windows[0].start.isoformat() if facts.windows else f"undated-{sha256[:8]}"
    return f"{place}/{when}"


def inspection_iri(facts: InspectionFacts, sha256: str, base: str) -> str:
    """Name the inspection by place and first day (by the document where no day is printed)."""
    return f"{base}inspection/{_occasion(facts, sha256)}"


def report_iri(facts: InspectionFacts, sha256: str, base: str) -> str:
    """Name the report of an inspection; the report on an LSCB alone stands below the authority's."""
    review = "/lscb" if facts.part == "lscb" else ""
    return f"{base}report/{_occasion(facts, sha256)}{review}"


def entity_iri(kind: EntityType, key: str, authority: str, national: bool, base: str) -> str:
    """Name a body, service, role or instrument: below its authority, or one for all.

    >>> entity_iri("agency", "cafcass", "", True, "https://e.org/")
    'https://e.org/agency/cafcass'
    >>> entity_iri("board", "hscb", authority_iri("hartlepool"), False, "https://e.org/")
    'https://e.org/authority/hartlepool/board/hscb'
    """
    home = base if national else f"{base}authority/{authority.rsplit('/', 1)[1]}/"
    return f"{home}{kind}/{segment(key)}"


def item_iri(report: str, part: str, section: str, kind: str, number: str, ordinal: int) -> str:
    """Name a report item by its printed number, else by its place among the unnumbered ones.

    >>> item_iri("r", "lscb", "findings", "finding", "12", 3)
    'r/lscb/findings/finding/12'
    >>> item_iri("r", "lscb", "findings", "finding", "", 3)
    'r/lscb/findings/finding/item-3'
    """
    last = segment(number) if number else f"item-{ordinal}"
    return f"{report}/{segment(part)}/{segment(section)}/{segment(kind)}/{last}"


def text_key(text: str) -> str:
    r"""Hash what a sentence says: 8 hex digits that spacing, case and punctuation do not change.

    >>> text_key("Children are safe.") == text_key("children  are\nsafe")
    True
    """
    plain = text.replace("’", "").replace("‘", "").replace("–", "")
    if plain.isascii():  # nearly always, and five times as fast
        letters = plain.encode().lower().translate(None, _NO_ASCII_LETTERS)
    else:
        letters = _NO_LETTERS.sub("", unicodedata.normalize("NFKC", text).casefold()).encode()
    return hashlib.sha256(letters).hexdigest()[:8]


def statement_iri(item: str, text: str) -> str:
    """Name a sentence by its item and what it says, so that a better loader keeps the name."""
    return f"{item}/s-{text_key(text)}"


def evidence_iri(document: str, start: int, end: int) -> str:
    """Name a run of characters of a document's text layer.

    >>> evidence_iri("d", 10, 24)
    'd#char=10,24'
    """
    return f"{document}#char={start},{end}"


def numbered(iri: str, taken: set[str]) -> str:
    """Give `iri`, or with -2, -3, ... where it is taken, and take it.

    >>> taken = {"a"}
    >>> numbered("a", taken), numbered("a", taken)
    ('a-2', 'a-3')
    """
    name, count = iri, 1
    while name in taken:
        count += 1
        name = f"{iri}-{count}"
    taken.add(name)
    return name


def named_items(report: str, findings: Iterable[Finding]) -> Iterator[tuple[str, Finding]]:
    """Name the items of a report, which is an IRI, in their order."""
    taken: set[str] = set()
    unnumbered: Counter[tuple[str, str, str]] = Counter()
    for finding in findings:
        group = (finding.part, finding.section, finding.kind)
        if not finding.number:
            unnumbered[group] += 1
        yield numbered(item_iri(report, *group, finding.number, unnumbered[group]), taken), finding


def named_statements(item: str, statements: Iterable[Statement]) -> Iterator[tuple[str, Statement]]:
    """Name the sentences of an item, which is an IRI, in their order."""
    taken: set[str] = set()
    for statement in statements:
        yield numbered(statement_iri(item, statement.text), taken), statement


def involvement_iri(statement: str, number: int) -> str:
    """Name an involvement by its sentence, in which they count from 1."""
    return f"{statement}/involvement-{number}"

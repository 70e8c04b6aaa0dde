"""Acronyms: `full name (ACR)` introduces one, for the whole report."""

from __future__ import annotations

from findingsgraph.loaders.reading.bodies import local_key, slug
from findingsgraph.loaders.reading.learned import BRACKET, Learned
from findingsgraph.loaders.reading.shapes import head_type, initials, kind_of, label_before
from findingsgraph.loaders.reading.wordings import name_rules, tokens

__all__ = ["learn_acronyms"]


def learn_acronyms(text: str, learned: Learned) -> None:
    """Learn `full name (ACR)`; what has neither a label nor a head noun is no body."""
    for match in BRACKET.finditer(text):
        acronym = match[1].removesuffix("s") if match[1][-2:-1].isupper() else match[1]
        offset = max(0, match.start() - 130)
        words = tokens(text[offset : match.start()])
        if not words or text[offset : match.start()].rstrip().endswith((".", ";", ",")):
            continue
        start = initials(words, acronym)
        known = label_before(words)
        if known is None and (start is None or not head_type(words[-1].word)):
            continue
        begin = min(start if start is not None else len(words), known[0] if known else len(words))
        name = text[offset + words[begin].start : match.start()].rstrip(" ’'‘\"”")
        concept = known[1].concept if known else f"other-{head_type(words[-1].word)}"
        if concept in ("lscb",) and not acronym.endswith(("SCB", "SCP", "B")):
            continue
        if known is None:
            concept = kind_of(name, concept)
        key = learned.key(concept, name)
        if concept in name_rules()["unnamed"]["concepts"] and not concept.startswith("other-"):
            key = local_key(concept, "", learned.authority)
        itself = label_before(tokens(acronym))
        if itself and itself[1].concept == concept:
            key = local_key(concept, acronym, learned.authority)
        place = learned.place_before(words, begin)
        if place is None:
            learned.note(concept, key, name)
            learned.note(concept, key, acronym)
            continue
        front = text[offset + words[place].start : offset + words[begin].start].strip()
        other = f"{slug(front)}-{key if itself else slug(name)}"
        learned.note(concept, other, f"{front} {name}")
        learned.note(concept, other, f"{front} {acronym}")

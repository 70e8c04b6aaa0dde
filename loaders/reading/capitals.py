"""Capitalised names that end with, or stand before, a head noun: 'Awaken Team', 'Lantern service'."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from findingsgraph.loaders.reading.chains import topics
from findingsgraph.loaders.reading.kinds import kind_of
from findingsgraph.loaders.reading.learned import BOARD, BRACKET, NAME, QUOTES, Learned
from findingsgraph.loaders.reading.senses import Sense, distinct
from findingsgraph.loaders.reading.shapes import (
    ends_with,
    first_type,
    head_type,
    label_before,
    mixed,
    opens_sentence,
    ordinary,
    pieces,
    place_words,
    skip_starters,
)
from findingsgraph.loaders.reading.unheaded import familiar, learn_unheaded
from findingsgraph.loaders.reading.wordings import Token, is_acronym, name_rules, tokens
from findingsgraph.ontology.vocabulary import concepts

__all__ = ["learn_capitals"]

_ADOPTS = re.compile(
    r"(?<=[a-z,] )(?:Adopt|One Adoption|Adoption(?= in [A-Z]| [A-Z]\w+ [A-Z]))(?: in)?(?: [A-Z]\w+)+"
)
_OF = re.compile(r"(?s:.*) of ")
"""What another body's name is of: 'Chair of', in front of it."""
_OWNER = re.compile(r"[A-Z]{1,5}SC[BP][’']s ")
"""The safeguarding board as the owner of another body."""
_BRACKETED = re.compile(r" \([A-Z][A-Za-z&]{1,7}\)(?= [a-z])")
"""An acronym within a name: 'Trafficking and Missing (TM) sub-group'."""
_KIND_AFTER = re.compile(rf"[{QUOTES}]? ([a-z][\w-]*(?: [a-z][\w-]*){{0,2}})")


def learn_capitals(text: str, learned: Learned) -> None:
    """Learn capitalised names that end with, or stand before, a head noun."""
    if "(" in text:
        text = _BRACKETED.sub("", text)
    if "Adopt" in text:
        _adopts(text, learned)
    for match in NAME.finditer(text):
        begin, end = match.span()
        if " " in match[0]:
            for first, last in pieces(text, begin, end):
                _capital(text, first, last, learned)
        elif not _only_opens(text, begin, match[0].rstrip("’'"), learned.inside):
            _capital(text, begin, end, learned)


def _only_opens(text: str, start: int, name: str, inside: Set[str]) -> bool:
    """Tell whether a word may have its capital only from the sentence that it opens."""
    if " " in name or name in inside or name.isupper():
        return False
    return opens_sentence(text, start) and not mixed(name)


def _adopts(text: str, learned: Learned) -> None:
    """Learn the names that regional adoption agencies have: 'Adopt North Coast', 'Adoption in Northshire'."""
    for match in _ADOPTS.finditer(text):
        words = tokens(match[0])
        if label_before(words) is None and head_type(words[-1].word) is None and not ordinary(match[0]):
            concept = "adoption-agencies-and-consortia"
            learned.note(concept, learned.key(concept, match[0]), match[0])
            if bracket := BRACKET.match(text, match.end() + 1):
                learned.note(concept, learned.key(concept, match[0]), bracket[1])


def _capital(text: str, begin: int, end: int, learned: Learned) -> None:
    start = _start(text, begin, end, learned.inside)
    if whose := learned.whose.match(text, start, end):
        start = whose.end()  # whose it is is no part of its name
    name = text[start:end].rstrip("’'")
    if not name or _only_opens(text, start, name, learned.inside) or ordinary(name):
        return
    words = tokens(name)
    if not words:
        return
    known = label_before(words)
    if known or head_type(words[-1].word) or first_type(words):
        _learn_whole(name, words, known, learned)
        return
    if not _with_kind(text, start, end, words, learned):
        learn_unheaded(text, start, name, words, learned)


def _with_kind(text: str, start: int, end: int, words: Sequence[Token], learned: Learned) -> bool:
    """Learn a capitalised name that stands before its kind: 'Lantern service'; tell whether it does."""
    name, follow = text[start:end].rstrip("’'"), _KIND_AFTER.match(text, end)
    if follow is None or name[-2:] in ("’s", "'s") and place_words().issuperset(word.word for word in words):
        return False
    parts, opens = follow[1].split(), " " not in name and opens_sentence(text, start)
    for size in range(len(parts) if head_type(parts[-1]) else min(2, len(parts)), 0, -1):
        full = text[start : follow.start(1)] + " ".join(parts[:size])
        full = re.sub(rf"[{QUOTES}] ", " ", full).lstrip(QUOTES)
        known = label_before(tokens(full))
        known = known if known and known[0] <= len(words) else None
        if ordinary(full):
            continue
        if known or _ends_name(parts[:size], only=opens and not mixed(name)):
            _learn_whole(full, tokens(full), known, learned, name)
            labelled = known is not None and known[0] == 0  # as 'Health and Well-being board'
            if not labelled and _shown_alone(name, words, parts[:size], learned):
                learned.show(full, name)
            return True
    return False


def _shown_alone(name: str, words: Sequence[Token], kind: Sequence[str], learned: Learned) -> bool:
    """Tell whether a body is shown by its name without the kind behind it: 'Breaking Free'."""
    if len(kind) > 1 and {word.word for word in words} - familiar() - {*learned.own, learned.short}:
        return True
    return head_type(kind[-1]) in ("service", "board") and " " in name and _distinctive(name)


def _ends_name(parts: Sequence[str], only: bool) -> bool:
    """Tell whether words written small end a name: a head noun, topics before one ('outreach services')."""
    said = [token.word for part in parts for token in tokens(part)]
    if only:  # a word that may have its capital from the sentence
        return len(parts) == 1 and parts[0] in name_rules()["lower-heads"]["words"]
    if not said or said[-1] not in name_rules()["lower-heads"]["words"]:
        return False
    return len(said) == 1 or all(word in topics() for word in said[:-1])


def _distinctive(name: str) -> bool:
    """Tell whether a name says more than the topic of a team or group: 'Breaking Free'."""
    small = name_rules()["small"]["words"]
    return not all(token.word in topics() or token.word in small for token in tokens(name))


def _of_another(words: Sequence[Token], known: tuple[int, Sense]) -> bool:
    """Tell whether an organisation's name stands before another body's: 'Home Office Prevent'."""
    front, concept = label_before(words[: known[0]]), known[1].concept
    if front is None or front[1].concept == concept or concepts()[front[1].concept].type != "agency":
        return False
    return not concept.startswith("other-") or known[0] == len(words) - 1


def _of_topic(name: str, words: Sequence[Token], known: tuple[int, Sense]) -> bool:
    """Tell whether only its topic stands before an agency: 'CSE Police' are the police."""
    front = name[: words[known[0]].start]
    return bool(front) and concepts()[known[1].concept].type == "agency" and not _distinctive(front)


def _is_post(plain: Sequence[str], known: tuple[int, Sense] | None) -> bool:
    """Tell whether a name is somebody's post: 'Commissioner of Children's Services'."""
    labelled = known is not None and known[0] == 0
    return not labelled and plain[0] in name_rules()["persons"]["words"]


def _start(text: str, begin: int, end: int, inside: Set[str]) -> int:
    """Give where a name begins behind words that have a capital only from the sentence's start."""
    if not opens_sentence(text, begin):
        return skip_starters(text, begin, end, ("the", "a", "an"))
    start = skip_starters(text, begin, end)
    if start == begin and opens_sentence(text, start):
        first, _, rest = text[start:end].partition(" ")
        known = label_before(tokens(rest))
        labelled = known is not None and known[0] == 0
        if first not in inside and (labelled or is_acronym(rest.rstrip("s")) or rest.startswith("the ")):
            return skip_starters(text, start + len(first) + 1, end)
    return start


def _learn_whole(
    name: str,
    words: Sequence[Token],
    known: tuple[int, Sense] | None,
    learned: Learned,
    bare: str = "",
) -> None:
    """Learn a name that ends with a label or a head noun; `bare` is its part with capitals, where known."""
    name, words, known = _without_front(name, words, known)
    if len(words) < 2 or "-based" in name:
        return
    plain = [word.word for word in words]
    head = head_type(plain[-1])
    concept = known[1].concept if known else kind_of(name, f"other-{head or first_type(words)}")
    if _no_local_body(name, words, known, concept, learned) or _learned_already(plain, bare, learned):
        return
    key = learned.key(concept, name)
    learned.note(concept, key, name)
    alone = len(bare) > 3 and (bare.isupper() or " " in bare or mixed(bare)) and not ordinary(bare)
    if alone and not known and head != "agency":  # 'East Midlands' is no consortium
        learned.note(concept, key, bare)


def _without_front(
    name: str, words: Sequence[Token], known: tuple[int, Sense] | None
) -> tuple[str, Sequence[Token], tuple[int, Sense] | None]:
    """Cut off what a name is of or whose it is, before its label; give its words and label again."""
    for front in (_OF, _OWNER):
        if known and known[0] > 0 and (cut := front.match(name, 0, words[known[0]].start)):
            name = name[cut.end() :]
            words = tokens(name)
            known = label_before(words)
    return name, words, known


def _no_local_body(
    name: str, words: Sequence[Token], known: tuple[int, Sense] | None, concept: str, learned: Learned
) -> bool:
    """Tell whether a name is a bare label, a post, another organisation's, or nothing of one authority."""
    plain = [word.word for word in words]
    if concept in name_rules()["unnamed"]["concepts"] or _is_post(plain, known):
        return True
    if known and known[0] == 0 and not distinct(concept):
        return True
    if known and (_of_another(words, known) or _of_topic(name, words, known)):
        return True
    if concept.startswith("other-") and tuple(plain[:-1]) == learned.own:
        return True
    return head_type(plain[-1]) == "instrument" and BOARD.match(name) is not None


def _learned_already(plain: Sequence[str], bare: str, learned: Learned) -> bool:
    """Tell whether a name, or the acronym in it, is one that was learned, or its last words."""
    written = [label for labels in learned.found.values() for label in labels]
    if bare and is_acronym(bare) and bare in written:
        return True
    return any(ends_with(label, plain) for label in written)

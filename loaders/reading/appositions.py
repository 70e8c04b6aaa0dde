"""Names that stand beside their kind: 'the charity, Lantern', 'Beacon, the single point of contact'.

Or that a sentence says to be of it: 'Beacon provides a single point of contact'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from findingsgraph.loaders.reading.body_keys import slug
from findingsgraph.loaders.reading.chains import topics
from findingsgraph.loaders.reading.kinds import kind_of
from findingsgraph.loaders.reading.learned import BRACKET, NAME, QUOTED, QUOTES, Learned
from findingsgraph.loaders.reading.senses import Sense
from findingsgraph.loaders.reading.shapes import (
    head_type,
    holds_label,
    label_before,
    labels_in,
    mixed,
    names_itself,
    opens_sentence,
    ordinary,
    places,
    skip_starters,
    starters,
    unnamed,
)
from findingsgraph.loaders.reading.wordings import Token, is_acronym, name_rules, tokens

__all__ = ["learn_appositions"]

_BEHIND = re.compile(
    rf"['’]?(?: \([A-Z][A-Za-z]*\)(?= [-–]|, | \())?(?P<link>"
    rf",? (?:called|known as|named|entitled|such as|provided by|delivered by|run by) (?:the )?"
    rf"|, (?:the (?=[{QUOTES}]))?|,? \((?:(?:locally |also )?(?:known|called)(?: locally)?(?: as)? )?"
    rf"| [-–] | (?=[‘“\"']))(?:[‘'“\"](?P<quoted>{QUOTED})[’'”\"](?!\w)"
    rf"|[{QUOTES}]?(?P<name>{NAME.pattern})(?P<close>[{QUOTES}]|\)|,|\.| \(|$| (?:is|has|are|and|which)\b))"
)
_BEFORE = re.compile(
    rf"(?:(?P<name>{NAME.pattern})[{QUOTES}]?|[‘'“\"](?P<quoted>{QUOTED})[’'”\"])"
    rf"(?:(?:, | \((?:also )?)(?:the|a|an|its|their|our)(?: [\w’'-]+){{0,4}} | \((?:[A-Z][\w’']+ ){{0,3}})$"
)
_IS = re.compile(rf"(?P<name>[A-Z@][\w&]{{2,}})[{QUOTES}]? (?:provides|offers|is) (?:an?|the) ")
_OPENS = re.compile(rf"(?:^|[.:] )(?:The )?[{QUOTES}]?$")
_LONGEST_OPENING = len(". The ‘")
_KIND_INSIDE = re.compile(
    r" \((?P<kind>[a-z][a-z -]{2,30})\) (?P<head>team|service|hub|unit|group|panel|project|programme)\b"
)
_A_KIND = re.compile(
    r",(?<=[\w)],) an? (?P<kind>(?:[a-z][\w’'-]* ){0,6}?"
    r"(?:team|service|hub|project|charity|organisation|programme|group|panel|forum|agency|scheme|company))\b"
)
_NAME_LAST = re.compile(rf"{NAME.pattern}$")
_SAYING = (
    "called ",
    "known as ",
    "known locally as ",
    "named ",
    "entitled ",
    "such as ",
    "provided by ",
    "delivered by ",
    "run by ",
)
_MARKED = (
    r"[,–\-(‘'“\"](?:(?<=[,–-]) (?:the )?[‘'“\"]?[A-Z@\d]|(?<=\()[‘'“\"]?[A-Z@\d]|(?<=[ (].)(?<=[‘'“\"])"
    r"|(?<=[,(]) ?(?:also )?(?:the|an?|its|their|our) |(?<=\()(?=[a-z][a-z -]{4,40}\)))"
)
"""Begins with the set of its first characters, so that texts are searched for these."""
_POSSIBLE = re.compile(_MARKED)
_POSSIBLE_OR_SAID = re.compile(
    r"called |known (?:locally )?as |named |entitled "
    r"|(?:such as|provided by|delivered by|run by) (?:the )?[‘'“\"]?[A-Z@]"
    rf"|{_MARKED}"
)
"""Where a name may stand beside its kind: other sentences need not be searched for kinds."""


def learn_appositions(text: str, learned: Learned) -> None:
    """Learn names that stand behind or before their kind."""
    _learn_predicates(text, learned)
    _learn_around_kind(text, learned)
    _learn_described(text, learned)
    for start, end in _possible(text):
        words = tokens(text[start:end])
        for first, last, sense in labels_in(words):
            if sense.concept not in name_rules()["unnamed"]["concepts"]:
                kind = (start + words[first].start, start + words[last - 1].end)
                _learn_behind(text, kind, sense, learned)
                _learn_before(text, kind, words[last - 1].word, sense, learned)


def _possible(text: str) -> Iterator[tuple[int, int]]:
    """Give the stretches without a full stop before a space, which no kind has, where a name may be."""
    pattern = _POSSIBLE_OR_SAID if any(map(text.__contains__, _SAYING)) else _POSSIBLE
    end = 0
    while found := pattern.search(text, end):
        start = max(end, text.rfind(". ", end, found.start()) + 1)
        end = text.find(". ", found.end() - 1) + 1 or len(text)
        yield start, end


def _learn_behind(text: str, kind: tuple[int, int], sense: Sense, learned: Learned) -> None:
    behind = _BEHIND.match(text, kind[1])
    if behind and not behind["link"].strip() and is_acronym(text[slice(*kind)]):
        return  # 'the NSPCC ‘Feet First’ campaign' is a campaign
    if behind and behind["name"] and behind["link"].strip() == "," and text.endswith(", ", 0, kind[0]):
        return  # 'the board, MAPPA, Safe Town, the police' is a list
    if behind and (_introduces(behind) or _is_the_one(text, kind[0], behind)):
        key = _apposition(sense.concept, behind["name"] or behind["quoted"], learned, bool(behind["quoted"]))
        bracket = BRACKET.match(text, behind.end("name") + 1) if key and behind["name"] else None
        if key and bracket:
            learned.note(sense.concept, key, bracket[1])


def _learn_before(text: str, kind: tuple[int, int], head: str, sense: Sense, learned: Learned) -> None:
    before = _BEFORE.search(text, max(0, kind[0] - 90), kind[0])
    name = (before["name"] or before["quoted"]) if before else ""
    if not before or not name or label_before(tokens(name)) or tokens(name)[-1].word == head:
        return
    if before["quoted"] and not names_itself(name):
        return
    if before[0].endswith("(") and text[kind[0]].islower() and text[kind[1] : kind[1] + 1] != ")":
        return
    if before["quoted"] or before[0][0] in QUOTES or " " in name or name in learned.inside or mixed(name):
        start = 0 if before["quoted"] else skip_starters(name, 0, len(name))
        _apposition(sense.concept, name[start:], learned, bool(before["quoted"]))


def _learn_predicates(text: str, learned: Learned) -> None:
    """Learn a name of which a sentence says what it is: 'Beacon provides a single point of contact'."""
    for match in _IS.finditer(text):
        name = match["name"]
        if name not in learned.inside and not name.isupper():
            continue
        if not _OPENS.search(text, max(0, match.start() - _LONGEST_OPENING), match.start()):
            continue
        if name.lower() in topics() or name.lower() in places():
            continue
        words = tokens(text[match.end() : match.end() + 90])
        begin, _, sense = next(labels_in(words), (9, 0, None))
        between = {word.word for word in words[:begin]} - {"and"}
        if sense is None or begin > 4 or between & {",", *name_rules()["small"]["words"]}:
            continue
        if sense.concept not in name_rules()["unnamed"]["concepts"] and not label_before(tokens(name)):
            _apposition(sense.concept, name, learned)


def _learn_around_kind(text: str, learned: Learned) -> None:
    """Learn a name whose kind stands in brackets within it: 'the Start Anew (early help) service'."""
    for match in _KIND_INSIDE.finditer(text):
        front = _NAME_LAST.search(text, max(0, match.start() - 60), match.start())
        known = label_before(tokens(f"{match['kind']} {match['head']}"))
        if front and known:
            name = front[0][skip_starters(front[0], 0, len(front[0])) :]
            key = _apposition(known[1].concept, name, learned)
            if key:
                learned.note(known[1].concept, key, f"{name} {match['head']}")


def _learn_described(text: str, learned: Learned) -> None:
    """Learn a name that is said to be one of a kind: 'Lantern, an effective local drugs service'."""
    if ", a" not in text:
        return
    for match in _A_KIND.finditer(text):
        front = _NAME_LAST.search(text, max(0, match.start() - 60), match.start())
        if front is None or opens_sentence(text, front.start()):
            continue
        words = tokens(front[0])
        if holds_label(words) or head_type(words[-1].word):
            continue
        head = match["kind"].rsplit(" ", 1)[-1]
        concept = kind_of(match["kind"], f"other-{head_type(head) or 'service'}")
        if concept not in name_rules()["unnamed"]["concepts"] and not unnamed(front[0]):
            _apposition(concept, front[0], learned)


def _is_the_one(text: str, begin: int, match: re.Match[str]) -> bool:
    """Tell whether a name ends a sentence behind the one body of its kind: 'the agency, Adopt North.'"""
    return (
        match["link"].strip() == ","
        and match["close"] == "."
        and " " in match["name"]
        and text[:begin].endswith(("the ", "The ", "a ", "its ", "their "))
        and "," not in text[max(0, begin - 40) : begin]
    )


def _introduces(match: re.Match[str]) -> bool:
    if match["quoted"]:
        return names_itself(match["quoted"])
    link, close, name = match["link"].strip(), match["close"].strip(), match["name"]
    if match.string[match.start("name") - 1] in QUOTES and set(QUOTES) & {close, name[-1]}:
        return True
    if link == ",":
        words, kind = tokens(name), tokens(match.string[: match.start()].rsplit(" ", 1)[-1])
        if close == "(" and BRACKET.match(match.string, match.end("name") + 1):
            return words[-1].word != kind[-1].word
        return close == "," and (len(words) > 1 or mixed(name)) and words[-1].word != kind[-1].word
    return link not in ("(", ", (", "-", "–") or not is_acronym(name)


def _apposition(concept: str, name: str, learned: Learned, quoted: bool = False) -> str:
    """Remember a name beside its kind; give its key, empty when it is no name."""
    words = tokens(name)
    if not words or len(name) < 4 or ordinary(name) or name.isdigit():
        return ""
    if len(words) == 1 and head_type(name) or words[-1].word == "council" and _own(words, learned):
        return ""
    if not quoted and words[0].word in starters():
        return ""
    known = label_before(words)
    if (known and known[1].concept != concept) or tuple(word.word for word in words) == learned.own:
        return ""
    if quoted:
        learned.titles.add(name)
    learned.note(concept, slug(name), name.rstrip("’'"))
    return slug(name)


def _own(words: Sequence[Token], learned: Learned) -> bool:
    """Tell whether words begin with the authority's own name: 'Seatown Council' is no kind of service."""
    return tuple(word.word for word in words[: len(learned.own)]) == learned.own

"""The first pass over a report: learn the proper names and acronyms it uses.

Reports introduce acronyms once, `full name (ACR)`, and use them before and after; they
name local bodies by a capitalised name with a head noun ('Awaken Team'), with another
place in front ('Tees-wide VEMT'), behind their kind ('the regional adoption agency, Adopt
North'), or before it ('Careline, the single point of entry'). A name's concept is that
of the vocabulary's label it ends with; else its head noun tells its type, and it is an
`other-...` body. names.toml holds the heads and the words that never begin a name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from findingsgraph.loaders.reading.bodies import Names, build_names, local_key, slug
from findingsgraph.loaders.reading.senses import Sense, distinct
from findingsgraph.loaders.reading.shapes import (
    ends_with,
    head_type,
    initials,
    kind_of,
    label_before,
    labels_in,
    opens_sentence,
    ordinary,
    pieces,
    places,
    single_concepts,
    skip_starters,
    starters,
)
from findingsgraph.loaders.reading.wordings import Token, is_acronym, name_rules, tokens
from findingsgraph.loaders.records import ItemContext

__all__ = ["Names", "learn_names"]

_BRACKET = re.compile(r"\(\s*['‘\"“]?([A-Z][A-Za-z0-9&-]{0,6}[A-Z&][A-Za-z]{0,2}\d?)['’\"”]*\s*[),;]")
_WORD = r"(?:[A-Z][\w&]*(?:['’]s?(?=[\s,])|['’][a-z]+)?(?:-[A-Za-z]\w*)*|\d\d?\+|\d\d?[-–]\d\d?\b|@\w+)"
_NAME = re.compile(
    rf"{_WORD}(?:(?:, (?=[^.,;]* and )| | & | (?:and|of|for|the|in|on|4) (?:the )?)(?:{_WORD}))*"
)
_QUOTES = "‘’'“”\""
_BEHIND = re.compile(
    rf"['’]?(?P<link>,? (?:called|known as|named|entitled) (?:the )?"
    rf"|, (?:the (?=[{_QUOTES}]))?| \(| [-–] | (?=[‘“\"']))[{_QUOTES}]?"
    rf"(?P<name>{_NAME.pattern})(?P<close>[{_QUOTES}]|\)|,|\.| \(|$| (?:is|has|are|and|which)\b)"
)
_BEFORE = re.compile(
    rf"(?P<name>{_NAME.pattern})[{_QUOTES}]?"
    rf"(?:(?:, | \((?:also )?)(?:the|a|an|its|their|our)(?: [\w’'-]+){{0,4}} | \((?:[A-Z][\w’']+ ){{0,3}})$"
)
_KIND_AFTER = re.compile(rf"[{_QUOTES}]? ([a-z][\w-]*(?: [a-z][\w-]*)?)")
_BOARD = re.compile(r"\b[A-Z]{1,5}(?:SCB|SCP)\b")


def learn_names(items: Sequence[tuple[str, ItemContext]], authority: str, authority_name: str) -> Names:
    """Read a whole report once and learn what it calls its local bodies.

    `items` are the texts of all items with their contexts; `authority` is the slug and
    `authority_name` the name of the authority file. The same items give the same names.

    >>> item = ItemContext("sif", "local-authority", "", "finding", "")
    >>> names = learn_names([("The Seaside Support Hub (SSH) is new.", item)], "hartlepool", "Hartlepool")
    >>> [(body.key, body.aliases) for body in names.bodies.values()]
    [('seaside-support-hub', ('SSH',))]
    """
    learner = _Learner(authority, authority_name)
    texts = [text for text, _ in items]
    learner.meet(texts)
    for text in texts:
        learner.acronyms(text)
    for text in texts:
        learner.read(text)
    return build_names(authority, authority_name, learner.found, learner.shown)


class _Learner:
    """Gathers names over the items of one report."""

    def __init__(self, authority: str, authority_name: str) -> None:
        self.authority = authority
        self.own = tuple(token.word for token in tokens(authority_name))
        self.found: dict[tuple[str, str], dict[str, None]] = {}
        self.inside: set[str] = set()
        """Words with a capital in the middle of a sentence."""
        self.shown: dict[str, str] = {}
        """The part of a body's name that is shown, by key."""

    def meet(self, texts: Sequence[str]) -> None:
        """Note which words have a capital where no sentence begins."""
        for text in texts:
            self.inside.update(re.findall(r"(?<=[a-z,] )[A-Z][\w’'-]*", text))

    def read(self, text: str) -> None:
        """Learn from one item."""
        words = tokens(text)
        labels = list(labels_in(words))
        self.capitals(text)
        self.neighbours_of_kinds(text, words, labels)
        for match in _BOARD.finditer(text):
            if not match[0].startswith("LSC"):  # everybody's word, no name
                self.note("lscb", local_key("lscb", "", self.authority), match[0])

    def note(self, concept: str, key: str, label: str) -> None:
        """Remember a label of a body."""
        self.found.setdefault((concept, key), {})[label] = None

    # --- full name (ACR) --------------------------------------------------------------

    def acronyms(self, text: str) -> None:
        """Learn `full name (ACR)`; what has neither a label nor a head noun is no body."""
        for match in _BRACKET.finditer(text):
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
            key = self.key(concept, name)
            if concept in name_rules()["unnamed"]["concepts"] and not concept.startswith("other-"):
                key = local_key(concept, "", self.authority)
            itself = label_before(tokens(acronym))
            if itself and itself[1].concept == concept:
                key = local_key(concept, acronym, self.authority)
            place = self._place_before(words, begin)
            if place is None:
                self.note(concept, key, name)
                self.note(concept, key, acronym)
                continue
            front = text[offset + words[place].start : offset + words[begin].start].strip()
            other = f"{slug(front)}-{key if itself else slug(name)}"
            self.note(concept, other, f"{front} {name}")
            self.note(concept, other, f"{front} {acronym}")

    def key(self, concept: str, name: str) -> str:
        """Give a named body's key: see the module `bodies`."""
        words = tokens(name)
        plain = [word.word for word in words]
        own = self._own_front(name, plain)
        if 0 < own < len(words) - 1 or label_before(words[own:]):
            name = name[words[own].start :]
        known = label_before(words)
        if known is None or known[1].concept != concept:
            return slug(name)
        label = words[known[0]].start - (words[own].start if own else words[0].start)
        wording = name[max(0, label) :]
        if distinct(concept):
            return local_key(concept, wording, self.authority) if own == known[0] > 0 else slug(name)
        if self._elsewhere(plain[: known[0]], own > 0, concept):
            return slug(name)
        if known[0] == 0 or own or concept in single_concepts():
            return local_key(concept, wording, self.authority)
        return slug(name)

    def _own_front(self, name: str, plain: Sequence[str]) -> int:
        """Give how many words in front of a name are the authority's or its safeguarding board's."""
        size = len(self.own)
        if tuple(plain[:size]) == self.own and len(plain) > size:
            return size
        return 1 if len(plain) > 1 and _BOARD.match(name) else 0

    def _place_before(self, words: Sequence[Token], begin: int) -> int | None:
        """Give where the words of another place begin that stand before a name: 'Tees-wide'."""
        for at in range(max(0, begin - 3), begin):
            front = [word.word for word in words[at:begin]]
            if front[0] in name_rules()["small"]["words"]:
                continue
            if front[-1] in name_rules()["elsewhere"]["words"] or (
                front[0] in name_rules()["elsewhere"]["words"] and len(front) > 1
            ):
                return at
        return None

    def _elsewhere(self, front: Sequence[str], own: bool, concept: str) -> bool:
        """Tell whether the words in front of a label are another place."""
        if own or concept == "police":
            return False
        text = " ".join(front)
        if not text or text == " ".join(self.own):
            return False
        return any(word in name_rules()["elsewhere"]["words"] for word in front) or any(
            text == place or text.startswith(place + " ") for place in places() if place != " ".join(self.own)
        )

    # --- Capitalised Name + head noun -------------------------------------------------

    def capitals(self, text: str) -> None:
        """Learn capitalised names that end with, or stand before, a head noun."""
        for match in _NAME.finditer(text):
            for begin, end in pieces(text, *match.span()):
                self._capital(text, begin, end)

    def _capital(self, text: str, begin: int, end: int) -> None:
        start = self._start(text, begin, end)
        name = text[start:end].rstrip("’'")
        words = tokens(name)
        if not words or ordinary(name):
            return
        if opens_sentence(text, start) and " " not in name and name not in self.inside and not name.isupper():
            return
        known = label_before(words)
        if (
            known
            or head_type(words[-1].word)
            or (len(words) > 2 and words[0].word in ("university", "college"))
        ):
            self._whole(name, words, known)
            return
        follow = _KIND_AFTER.match(text, end)
        if follow is None:
            return
        parts = follow[1].split()
        for size in range(len(parts), 0, -1):
            full = text[start : follow.start(1)] + " ".join(parts[:size])
            full = re.sub(rf"[{_QUOTES}] ", " ", full).lstrip(_QUOTES)
            known = label_before(tokens(full))
            known = known if known and known[0] <= len(words) else None
            if known or (size == 1 and parts[0] in name_rules()["lower-heads"]["words"]):
                self._whole(full, tokens(full), known, name)
                quoted = start > 0 and text[start - 1] in _QUOTES
                if quoted or (" " in name and head_type(parts[size - 1]) in ("service", "board")):
                    self._show(full, name)
                return

    def _show(self, full: str, bare: str) -> None:
        """Prefer the capitalised or quoted part of a learned name: 'Willow' of 'Willow team'."""
        for (_, key), labels in self.found.items():
            if full in labels:
                self.shown[key] = bare

    def _start(self, text: str, begin: int, end: int) -> int:
        """Give where a name begins behind words that have a capital only from the sentence's start."""
        if not opens_sentence(text, begin):
            return skip_starters(text, begin, end, ("the", "a", "an"))
        start = skip_starters(text, begin, end)
        if start == begin and opens_sentence(text, start):
            first, _, rest = text[start:end].partition(" ")
            known = label_before(tokens(rest))
            labelled = known is not None and known[0] == 0
            if first not in self.inside and (
                labelled or is_acronym(rest.rstrip("s")) or rest.startswith("the ")
            ):
                return skip_starters(text, start + len(first) + 1, end)
        return start

    def _whole(
        self, name: str, words: Sequence[Token], known: tuple[int, Sense] | None, bare: str = ""
    ) -> None:
        if known and known[0] > 0 and " of " in (front := name[: words[known[0]].start]):
            name = name[front.rindex(" of ") + 4 :]
            words = tokens(name)
            known = label_before(words)
        plain = [word.word for word in words]
        if known and known[0] == 0 and not distinct(known[1].concept):
            return
        if len(words) < 2 or "-based" in name:
            return
        concept = known[1].concept if known else kind_of(name, f"other-{head_type(plain[-1])}")
        if tuple(plain[:-1]) == self.own and concept.startswith("other-"):
            return
        if bare and is_acronym(bare) and any(bare in labels for labels in self.found.values()):
            return
        if concept in name_rules()["unnamed"]["concepts"]:
            return
        if any(ends_with(label, plain) for labels in self.found.values() for label in labels):
            return
        if head_type(plain[-1]) == "instrument" and _BOARD.match(name):
            return
        key = self.key(concept, name)
        self.note(concept, key, name)
        if bare and len(bare) > 3 and not known and (bare.isupper() or " " in bare) and not ordinary(bare):
            self.note(concept, key, bare)

    # --- kind of body, Name; Name, the kind of body ------------------------------------

    def neighbours_of_kinds(
        self, text: str, words: Sequence[Token], labels: Sequence[tuple[int, int, Sense]]
    ) -> None:
        """Learn names that stand behind or before their kind."""
        for begin, end, sense in labels:
            if sense.concept in name_rules()["unnamed"]["concepts"]:
                continue
            behind = _BEHIND.match(text, words[end - 1].end)
            if behind and self._introduces(behind):
                key = self._apposition(sense, behind["name"])
                bracket = _BRACKET.match(text, behind.end("name") + 1) if key else None
                if key and bracket:
                    self.note(sense.concept, key, bracket[1])
            before = _BEFORE.search(text, max(0, words[begin].start - 90), words[begin].start)
            if before and not label_before(tokens(before["name"])):
                if " " not in before["name"] and before["name"] not in self.inside:
                    continue
                name = before["name"][skip_starters(before["name"], 0, len(before["name"])) :]
                self._apposition(sense, name)

    def _introduces(self, match: re.Match[str]) -> bool:
        link, close, name = match["link"].strip(), match["close"].strip(), match["name"]
        if match.string[match.start("name") - 1] in _QUOTES and set(_QUOTES) & {close, name[-1]}:
            return True
        if link == ",":
            return close == "," and len(tokens(name)) > 1
        return link not in ("(", "-", "–") or not is_acronym(name)

    def _apposition(self, sense: Sense, name: str) -> str:
        """Remember a name beside its kind; give its key, empty when it is no name."""
        words = tokens(name)
        if not words or len(name) < 4 or ordinary(name) or words[0].word in starters() or name.isdigit():
            return ""
        known = label_before(words)
        if (known and known[1].concept != sense.concept) or tuple(word.word for word in words) == self.own:
            return ""
        self.note(sense.concept, slug(name), name.rstrip("’'"))
        return slug(name)

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
from collections.abc import Iterator, Sequence
from functools import cache

from findingsgraph.loaders.reading.bodies import Names, build_names, local_key, slug
from findingsgraph.loaders.reading.senses import Sense, distinct, label_tree
from findingsgraph.loaders.reading.wordings import Token, is_acronym, name_rules, tokens
from findingsgraph.loaders.records import EntityType, ItemContext
from findingsgraph.ontology.vocabulary import authorities

__all__ = ["Names", "head_type", "kind_of", "learn_names"]

_BRACKET = re.compile(r"\(\s*['‘\"“]?([A-Z][A-Za-z0-9&]{0,6}[A-Z&][A-Za-z]{0,2}\d?)['’\"”]*\s*[),;]")
_WORD = r"(?:[A-Z][\w&]*(?:['’]s?(?=[\s,])|['’][a-z]+)?(?:-[A-Za-z]\w*)*|\d\d?\+|\d\d?[-–]\d\d?\b|@\w+)"
_NAME = re.compile(
    rf"{_WORD}(?:(?:, (?=[^.,;]* and )| | & | (?:and|of|for|the|in|on|4) (?:the )?)(?:{_WORD}))*"
)
_QUOTES = "‘’'“”\""
_BEHIND = re.compile(
    rf"['’]?(?P<link>,? (?:called|known as|named|entitled) (?:the )?|, (?:the (?=[{_QUOTES}]))?| \(| [-–] | (?=[‘“\"']))[{_QUOTES}]?"
    rf"(?P<name>{_NAME.pattern})(?P<close>[{_QUOTES}]|\)|,|\.| \(|$| (?:is|has|are|and|which)\b)"
)
_BEFORE = re.compile(
    rf"(?P<name>{_NAME.pattern})[{_QUOTES}]?(?:, | \((?:also )?)(?:the|a|an|its|their|our)(?: [\w’'-]+){{0,4}} $"
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
        learner.read(text)
    return build_names(authority, authority_name, learner.found)


class _Learner:
    """Gathers names over the items of one report."""

    def __init__(self, authority: str, authority_name: str) -> None:
        self.authority = authority
        self.own = tuple(token.word for token in tokens(authority_name))
        self.found: dict[tuple[str, str], dict[str, None]] = {}
        self.inside: set[str] = set()
        """Words with a capital in the middle of a sentence."""

    def meet(self, texts: Sequence[str]) -> None:
        """Note which words have a capital where no sentence begins."""
        for text in texts:
            self.inside.update(re.findall(r"(?<=[a-z,] )[A-Z][\w’'-]*", text))

    def read(self, text: str) -> None:
        """Learn from one item."""
        words = tokens(text)
        labels = list(_labels(words))
        self.acronyms(text)
        self.capitals(text)
        self.neighbours_of_kinds(text, words, labels)
        for match in _BOARD.finditer(text):
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
            known = _label_before(words)
            if known is None and (start is None or not head_type(words[-1].word)):
                continue
            begin = min(start if start is not None else len(words), known[0] if known else len(words))
            name = text[offset + words[begin].start : match.start()].rstrip(" ’'‘\"”")
            concept = known[1].concept if known else f"other-{head_type(words[-1].word)}"
            if concept in ("lscb",) and not acronym.endswith(("SCB", "SCP", "B")):
                continue
            if known is None:
                concept = kind_of(name, concept)
            key = self.key(concept, name, known[1] if known else None)
            itself = _label_before(tokens(acronym))
            if itself and itself[1].concept == concept:
                key = local_key(concept, acronym, self.authority)
            self.note(concept, key, name)
            self.note(concept, key, acronym)

    def key(self, concept: str, name: str, known: Sense | None) -> str:
        """Give a named body's key: see the module `bodies`."""
        words = tokens(name)
        size = len(self.own)
        plain = [word.word for word in words]
        own = tuple(plain[:size]) == self.own and len(words) > size
        if not own and len(words) > 1 and _BOARD.match(name):
            own, size = True, 1
        if own:
            name = name[words[size].start :]
        if known and own and distinct(concept) and len(words) - size == len(tokens(known.label)):
            return local_key(concept, known.label, self.authority)
        if known and not distinct(concept):
            begin = len(words) - len(tokens(known.label))
            if self._elsewhere(plain[: max(0, begin)], own, concept):
                return slug(name)
            if begin <= 0 or own or concept in _single():
                return local_key(concept, known.label, self.authority)
        return slug(name)

    def _elsewhere(self, front: Sequence[str], own: bool, concept: str) -> bool:
        """Tell whether the words in front of a label are another place."""
        if own or concept == "police":
            return False
        text = " ".join(front)
        if not text or text == " ".join(self.own):
            return False
        return any(word in name_rules()["elsewhere"]["words"] for word in front) or any(
            text == place or text.startswith(place + " ")
            for place in _places()
            if place != " ".join(self.own)
        )

    # --- Capitalised Name + head noun -------------------------------------------------

    def capitals(self, text: str) -> None:
        """Learn capitalised names that end with, or stand before, a head noun."""
        for match in _NAME.finditer(text):
            for begin, end in _pieces(text, *match.span()):
                self._capital(text, begin, end)

    def _capital(self, text: str, begin: int, end: int) -> None:
        start = self._start(text, begin, end)
        name = text[start:end].rstrip("’'")
        words = tokens(name)
        if not words or _ordinary(name):
            return
        if _opens(text, start) and " " not in name and name not in self.inside and not name.isupper():
            return
        known = _label_before(words)
        if known or head_type(words[-1].word):
            self._whole(name, words, known)
            return
        follow = _KIND_AFTER.match(text, end)
        if follow is None:
            return
        parts = follow[1].split()
        for size in range(len(parts), 0, -1):
            full = text[start : follow.start(1)] + " ".join(parts[:size])
            full = re.sub(rf"[{_QUOTES}] ", " ", full).lstrip(_QUOTES)
            known = _label_before(tokens(full))
            known = (
                known
                if known and known[0] < len(tokens(full)) and _reaches(known, tokens(full), len(words))
                else None
            )
            if known or (size == 1 and parts[0] in name_rules()["lower-heads"]["words"]):
                self._whole(full, tokens(full), known, name)
                return

    def _start(self, text: str, begin: int, end: int) -> int:
        """Give where a name begins behind words that have a capital only from the sentence's start."""
        start = _skip_starters(text, begin, end)
        if start == begin and _opens(text, start):
            first, _, rest = text[start:end].partition(" ")
            if first not in self.inside and (is_acronym(rest.rstrip("s")) or rest.startswith("the ")):
                return _skip_starters(text, start + len(first) + 1, end)
        return start

    def _whole(
        self, name: str, words: Sequence[Token], known: tuple[int, Sense] | None, bare: str = ""
    ) -> None:
        plain = [word.word for word in words]
        if known and known[0] == 0 and not distinct(known[1].concept):
            return
        if len(words) < 2 or (tuple(plain[:-1]) == self.own and not known) or "-based" in name:
            return
        concept = known[1].concept if known else kind_of(name, f"other-{head_type(plain[-1])}")
        if concept in name_rules()["unnamed"]["concepts"]:
            return
        if head_type(plain[-1]) == "instrument" and _BOARD.match(name):
            return
        key = self.key(concept, name, known[1] if known else None)
        self.note(concept, key, name)
        if bare and len(bare) > 3 and not known and (bare.isupper() or " " in bare) and not _ordinary(bare):
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
            if before and not _label_before(tokens(before["name"])):
                name = before["name"][_skip_starters(before["name"], 0, len(before["name"])) :]
                self._apposition(sense, name)

    def _introduces(self, match: re.Match[str]) -> bool:
        link, close, name = match["link"].strip(), match["close"].strip(), match["name"]
        if link == ",":
            return close == "," and len(tokens(name)) > 1
        return link not in ("(", "-", "–") or not is_acronym(name)

    def _apposition(self, sense: Sense, name: str) -> str:
        """Remember a name beside its kind; give its key, empty when it is no name."""
        words = tokens(name)
        if not words or len(name) < 4 or _ordinary(name) or words[0].word in _starters() or name.isdigit():
            return ""
        known = _label_before(words)
        if (known and known[1].concept != sense.concept) or tuple(word.word for word in words) == self.own:
            return ""
        self.note(sense.concept, slug(name), name.rstrip("’'"))
        return slug(name)


def _opens(text: str, at: int) -> bool:
    """Tell whether a sentence begins there."""
    return at == 0 or text[:at].rstrip()[-1:] in ".!?:•"


def initials(words: Sequence[Token], acronym: str) -> int | None:
    """Give the index of the word with which an acronym's full name begins.

    >>> initials(tokens("in the Seaside Support Hub"), "SSH")
    2
    """
    letters = re.sub(r"[^a-z0-9]", "", acronym.lower())
    small = name_rules()["small"]["words"]
    at = len(letters) - 1
    for index in range(len(words) - 1, -1, -1):
        word = words[index].word
        if not word[0].isalnum():
            return None
        if word[0] == letters[at] or (letters[at], word) in (("4", "for"), ("2", "to")):
            at -= 1
            if at < 0:
                return index
        elif word not in small and word != "multi":
            return None
    return None


def head_type(word: str) -> EntityType | None:
    """Give the type of body that a head noun names; None when it is no head noun.

    >>> head_type("teams"), head_type("Strategy"), head_type("morning")
    ('service', 'instrument', None)
    """
    found = tokens(word)
    return _heads().get(found[-1].word) if found else None


def kind_of(name: str, otherwise: str) -> str:
    """Give the concept that a name's words show; `otherwise` when names.toml knows none.

    >>> kind_of("Teesside University", "other-agency")
    'colleges-and-universities'
    """
    return next((concept for pattern, concept in _kinds() if pattern.search(name)), otherwise)


@cache
def _kinds() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(each["words"], re.IGNORECASE), each["concept"]) for each in name_rules()["kind"])


def _pieces(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Part 'One Board and the Other Panel' behind each head noun."""
    known = _label_before(tokens(text[begin:end]))
    if known and known[0] == 0:
        yield begin, end
        return
    for match in re.finditer(r"(\w+)(,? and (?:the )?|, | (?:of|in|for|on|to) the )", text[begin:end]):
        left = tokens(text[begin : begin + match.end(1)])
        if (
            head_type(match[1])
            or is_acronym(match[1])
            or match[2].endswith(" the ")
            and "and" not in match[2]
            or _label_before(left)
        ):
            yield begin, begin + match.end(1)
            yield from _pieces(text, begin + match.end(), end)
            return
    yield begin, end


def _labels(words: Sequence[Token]) -> Iterator[tuple[int, int, Sense]]:
    """Give the plain labels in a text as token ranges, longest first, not overlapping."""
    tree, at = label_tree(), 0
    while at < len(words):
        found = next(((end, senses[0]) for end, senses in tree.ends(words, at) if senses[0].plain), None)
        if found:
            yield at, *found
        at = found[0] if found else at + 1


def _label_before(words: Sequence[Token]) -> tuple[int, Sense] | None:
    """Give where the longest plain label that ends with the last word begins, and its sense."""
    tree = label_tree()
    for begin in range(max(0, len(words) - 9), len(words)):
        for end, senses in tree.ends(words, begin):
            if end == len(words) and senses[0].plain:
                return begin, senses[0]
    return None


def _reaches(known: tuple[int, Sense], words: Sequence[Token], size: int) -> bool:
    """Tell whether a label at the end of a name takes in all words behind its capitals."""
    return known[0] <= size


@cache
def _heads() -> dict[str, EntityType]:
    kinds: dict[str, list[str]] = name_rules()["heads"]
    return {tokens(word)[-1].word: kind for kind, words in kinds.items() for word in words}  # type: ignore[misc]


@cache
def _starters() -> frozenset[str]:
    return frozenset(name_rules()["starters"]["words"])


@cache
def _single() -> frozenset[str]:
    return frozenset(name_rules()["single"]["concepts"])


@cache
def _places() -> tuple[str, ...]:
    return tuple(" ".join(token.word for token in tokens(each.name)) for each in authorities())


def _skip_starters(text: str, begin: int, end: int) -> int:
    while begin < end:
        word = re.compile(r"[^\s]+").match(text, begin, end)
        if not word or word[0].lower().strip(",’'") not in _starters():
            break
        begin = min(end, word.end() + 1)
    return begin


@cache
def _ordinary_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(name_rules()['ordinary']['words'])})\b")


def _ordinary(name: str) -> bool:
    """Tell whether a capitalised stretch is a month, a law or the like and no name."""
    return _ordinary_pattern().search(name) is not None

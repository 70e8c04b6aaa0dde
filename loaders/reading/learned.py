"""The names of one report in the making, and the keys that they get.

The module `body_keys` says what a key must be; here the words of a name decide which it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from findingsgraph.loaders.reading.bodies import Names, build_names
from findingsgraph.loaders.reading.body_keys import local_key, slug
from findingsgraph.loaders.reading.chains import loose
from findingsgraph.loaders.reading.senses import distinct
from findingsgraph.loaders.reading.shapes import head_type, label_before, place_words, places, single_concepts
from findingsgraph.loaders.reading.wordings import Token, is_acronym, label_words, name_rules, tokens
from findingsgraph.ontology.vocabulary import concepts

__all__ = ["BOARD", "BRACKET", "NAME", "QUOTED", "QUOTES", "Learned"]

BRACKET = re.compile(r"\(\s*['‘\"“]?([A-Z][A-Za-z0-9&-]{0,6}[A-Z&][A-Za-z]{0,2}\d?)['’\"”]*\s*[),;]")
"""An acronym in brackets behind what it stands for."""
_WORD = (
    r"[A-Z\d@](?:(?<=[A-Z])[\w&@]*(?:['’]s?(?=[\s,])|['’][a-z]+)?(?:-[A-Za-z]\w*)*"
    r"|(?<=\d)\d?\+|(?<=\d)(?<!\d\d)\d?[-–]\d\d?\b|(?<=@)\w+)"
)
"""A word of a name; begins with the set of its first characters, so that texts are searched for these."""
NAME = re.compile(
    rf"{_WORD}(?:(?:, (?=[^.,;]* and )| | & | (?:and|of|for|the|in|on|to|with|4) (?:the |a )?)(?:{_WORD}))*"
)
"""A capitalised name: words with a capital, and small words between them."""
QUOTES = "‘’'“”\""
QUOTED = r"[A-Z\d@](?:[^‘’'“”\".;:()]|[’'](?=\w)){2,45}?"
"""What may be a name in quotes though not each of its words has a capital: ‘Without limits’."""
BOARD = re.compile(r"\b[A-Z]{1,5}(?:SCB|SCP)\b")
"""A safeguarding board's or partnership's own acronym."""
_INSIDE = re.compile(r"[A-Z](?<=[a-z,] .)[\w’'-]*")
"""A word with a capital that no sentence begins with."""


def _rank(concept: str) -> int:
    """Give how little a concept says: a listed kind, a body of no listed kind, a thing of none."""
    return 0 if not concept.startswith("other-") else 1 if concept != "other-instrument" else 2


@cache
def _small() -> frozenset[str]:
    return frozenset(name_rules()["small"]["words"])


def _loose(written: Iterable[tuple[str, ...]]) -> bool:
    """Tell whether nothing in a body's names says that it is a plan or a board: 'Kestrel strategy'."""
    heads = name_rules()["loose-heads"]["words"]
    return all(words[-1] in heads or head_type(words[-1]) is None for words in written if words)


def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    """Give a name without the head behind it that says little; all of it where it is no name without."""
    front = words[:-1] if words and words[-1] in name_rules()["loose-heads"]["words"] else ()
    own = any(word not in loose() and word not in place_words() and word not in _small() for word in front)
    return front if own else words


@cache
def _known_keys() -> frozenset[str]:
    return frozenset(local_key(concept, "", "") for concept in concepts())


class Learned:
    """Gathers the labels of a report's local bodies."""

    def __init__(self, authority: str, authority_name: str) -> None:
        self.authority, self.authority_name = authority, authority_name
        self.own = tuple(token.word for token in tokens(authority_name))
        self.short = "".join(word[0] for word in self.own if word.isalpha() and word != "and")
        kinds = "".join(
            rf"(?: {kind})?" for kind in ("London Borough", "City", "County", "Borough", "Council")
        )
        self.whose = re.compile(rf"(?:{re.escape(authority_name)}{kinds}|Government|Council)[’']s(?: |$)")
        """Whose a thing is, before its name: 'Seatown City’s'."""
        self.found: dict[tuple[str, str], dict[str, None]] = {}
        self.inside: set[str] = set()
        """Words with a capital in the middle of a sentence."""
        self.shown: dict[str, str] = {}
        """The part of a body's name that is shown, by key."""
        self.bracketed: set[str] = set()
        """The acronyms that stand in brackets behind their words."""
        self.titles: set[str] = set()
        """Names that are none when they are written small."""

    def meet(self, texts: Sequence[str]) -> None:
        """Note which words have a capital where no sentence begins."""
        for text in texts:
            self.inside.update(_INSIDE.findall(text))

    def note(self, concept: str, key: str, label: str) -> None:
        """Remember a label of a body; what a concept of the vocabulary is known by names nothing else."""
        if concept.startswith("other-") and key in _known_keys():
            return
        self.found.setdefault((concept, key), {})[label] = None

    def show(self, full: str, bare: str) -> None:
        """Prefer the capitalised or quoted part of a learned name: 'Willow' of 'Willow team'."""
        for (_, key), labels in self.found.items():
            if full in labels:
                self.shown[key] = bare

    def names(self) -> Names:
        """Make what was gathered into `Names`."""
        return build_names(self.authority, self.authority_name, self.found, self.shown, self.titles)

    def merge(self) -> None:
        """Take a body of no listed kind for the one of that name whose kind is known.

        A name of its own is one body whatever head stands behind it: 'Kestrel', the 'Kestrel project'.
        """
        known: dict[tuple[str, ...], tuple[str, str]] = {}
        for body, labels in sorted(self.found.items(), key=lambda each: _rank(each[0][0])):
            for label in labels:
                known.setdefault(label_words(label), body)
            if _loose(written := [label_words(label) for label in labels]):
                for words in written:
                    known.setdefault(_bare(words), body)
        merged: dict[tuple[str, str], dict[str, None]] = {}
        for body, labels in self.found.items():
            written = [label_words(label) for label in labels]
            said = [*map(_bare, written), *written] if _loose(written) else written
            same = min((known[words] for words in said), key=lambda each: _rank(each[0]))
            into = same if _rank(body[0]) else body
            merged.setdefault(into, {}).update(labels)
            if body[1] in self.shown:
                self.shown.setdefault(into[1], self.shown[body[1]])
        self.found = merged
        self._show_alone()

    def _show_alone(self) -> None:
        """Prefer a name of its own that stands without its head somewhere: 'Kestrel' of 'Kestrel project'."""
        for (_, key), labels in self.found.items():
            written = {label: label_words(label) for label in labels}
            bare = {front for words in written.values() if (front := _bare(words)) != words}
            alone = (label for label in labels if written[label] in bare and not is_acronym(label))
            if shown := next(alone, ""):
                self.shown.setdefault(key, shown)

    def key(self, concept: str, name: str) -> str:
        """Give a named body's key: see the module `body_keys`."""
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
        return 1 if len(plain) > 1 and BOARD.match(name) else 0

    def place_before(self, words: Sequence[Token], begin: int) -> int | None:
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
        """Tell whether the words in front of a label are another place.

        The report's own safeguarding board has nothing but the place in front of its kind.
        """
        if own or concept == "police":
            return False
        text = " ".join(front)
        if not text or text == " ".join(self.own):
            return False
        if concept == "lscb" and not set(front) & {*self.own, self.short, *name_rules()["generic"]["words"]}:
            return True
        return any(word in name_rules()["elsewhere"]["words"] for word in front) or any(
            text == place or text.startswith(place + " ") for place in places() if place != " ".join(self.own)
        )

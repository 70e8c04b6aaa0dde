"""What one report calls its local bodies, and how they are shown."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from findingsgraph.loaders.reading.actors import acts
from findingsgraph.loaders.reading.body_keys import SHARED, local_key
from findingsgraph.loaders.reading.senses import distinct
from findingsgraph.loaders.reading.word_tree import WordTree
from findingsgraph.loaders.reading.wordings import is_acronym, label_words, name_rules, tokens
from findingsgraph.loaders.records import Entity, Mention
from findingsgraph.ontology.vocabulary import concepts

__all__ = ["Body", "Named", "Names", "build_names"]


_BRACKET = re.compile(r" \([A-Z]\w*\)")
_POSSESSIVE = re.compile(r"(?<=\w)[’']s?$")


@dataclass(frozen=True, slots=True)
class Body:
    """A local body, service, role or instrument with a name of its own."""

    key: str
    concept: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """What a learned name in a sentence stands for."""

    concept: str
    key: str
    label: str
    acronym: bool
    exact: bool
    """Only as it was printed: a single word, which may be a common word in lower case."""
    actor: bool = False
    """The authority's bare name, which is the council only where it acts."""
    titled: bool = False
    """Only with capitals: words that name nothing when they are written small ('children first')."""

    def fits(self, sentence: str, start: int, end: int) -> bool:
        """Tell whether the words at `sentence[start:end]` are the name."""
        surface = sentence[start:end]
        if self.actor:
            return surface[0].isupper() and acts(sentence, start, end)
        if self.exact:
            return surface == self.label
        if surface == self.label:
            return True
        return not (self.acronym or self.titled) or sum(letter.isupper() for letter in surface) >= 2


@dataclass(frozen=True)
class Names:
    """What one report calls its local bodies."""

    authority: str = ""
    """Slug of the authority."""
    authority_name: str = ""
    bodies: Mapping[str, Body] = field(default_factory=dict)
    """By key."""
    tree: WordTree = field(default_factory=WordTree, repr=False)
    """The names and acronyms, each with a `Named`."""

    def key_of(self, concept: str, surface: str = "") -> str:
        """Give the key of the body that a concept's words mean here."""
        return local_key(concept, surface, self.authority)

    def entities(self, mentions: Sequence[Mention]) -> tuple[Entity, ...]:
        """Give each entity that the mentions refer to, in the order of first mention.

        The name is the proper name that the report prints, else the words of the mention
        where other words are another body, else the concept's label.

        >>> police = Mention("police", "Police officers", 0, 15, "police", "label")
        >>> Names("hartlepool", "Hartlepool").entities([police])[0].name
        'Police'
        """
        surfaces: dict[str, list[Mention]] = {}
        for mention in mentions:
            surfaces.setdefault(mention.entity, []).append(mention)
        return tuple(self._entity(said) for said in surfaces.values())

    def _entity(self, said: Sequence[Mention]) -> Entity:
        key = said[0].entity
        body = self.bodies.get(key)
        id = body.concept if body else said[0].concept
        concept = concepts()[id]
        national = concept.national or key in name_rules()["national"]["keys"]
        name = self._name(said, body, id)
        written = (body.name, *body.aliases) if body else ()
        printed = (each.surface for each in said if _tells(each))
        return Entity(key, id, concept.type, name, _others(name, (*written, *printed)), national)

    def _name(self, said: Sequence[Mention], body: Body | None, id: str) -> str:
        concept = concepts()[id]
        if id == "local-authority":
            printed = [each.surface for each in said if each.rule == "name" and _is_council(each.surface)]
            return max(printed, key=len, default=self.authority_name or concept.label)
        if title := name_rules()["titles"].get(said[0].entity):
            return str(title)
        if concept.national or (concept.type == "role" and not id.startswith("other-")):
            return concept.label
        if body:
            posts = not distinct(id) and tokens(body.name)[-1].word in name_rules()["everybody"]["posts"]
            return concept.label if posts and concept.type == "service" else one(body.name)
        proper = [
            each.surface for each in said if each.rule in ("label", "name") and _capitalised(each.surface)
        ]
        if proper:
            return max(proper, key=len)
        own = said[0].entity not in (id, local_key(id, "", self.authority))
        surface = _BRACKET.sub("", SHARED.sub("", said[0].surface))
        return one(surface[0].upper() + surface[1:]) if own else concept.label


def one(name: str) -> str:
    """Give the name of one of several, without a possessive: 'first response teams', 'the Board’s'.

    >>> [one(name) for name in ("first response teams", "agency decision maker’s", "Early Help Teams")]
    ['first response team', 'agency decision maker', 'Early Help Teams']
    """
    name = _POSSESSIVE.sub("", name)
    last = name.rsplit(" ", 1)[-1]
    several = last.islower() and last in name_rules()["everybody"]["several"] and " " in name
    return name[:-3] + "y" if several and last.endswith("ies") else name[:-1] if several else name


def _is_council(surface: str) -> bool:
    """Tell whether words are a council's whole name, as printed."""
    return _capitalised(surface) and surface.endswith("Council")


def _tells(mention: Mention) -> bool:
    """Tell whether a mention's words are a way to call the body, not only to refer to it."""
    if mention.rule == "acronym":
        return True
    return mention.rule in ("label", "name", "phrase") and " " in mention.surface


def _others(name: str, written: Iterable[str]) -> tuple[str, ...]:
    """Give the other ways in which a name is written, once each, plurals and case apart."""
    seen = {_comparable(name): name}
    for each in written:
        if not each.lower().startswith("the "):
            seen.setdefault(_comparable(each), each)
    return tuple(seen.values())[1:]


def _comparable(name: str) -> str:
    words = [token.word for token in tokens(name)]
    return " ".join(words[1:] if words[:1] == ["the"] else words)


def _capitalised(surface: str) -> bool:
    """Tell whether several words are printed as a proper name: a capital on each but the small ones."""
    words = surface.split()
    small = name_rules()["small"]["words"]
    return len(words) > 1 and all(word[0].isupper() or word in small for word in words)


def build_names(
    authority: str,
    authority_name: str,
    found: Mapping[tuple[str, str], Iterable[str]],
    shown: Mapping[str, str],
    titles: Container[str] = (),
) -> Names:
    """Make `Names` of what was learned.

    Labels by concept and key, the name to show by key, and the labels that are names only with capitals.
    """
    tree, bodies = WordTree(), {}
    for (concept, key), written in found.items():
        labels = tuple(written)
        name = max((label for label in labels if not is_acronym(label)), key=len, default=labels[0])
        name = shown.get(key, name)
        if key not in bodies:
            bodies[key] = Body(key, concept, name, tuple(label for label in labels if label != name))
        for label in labels:
            acronym, words = is_acronym(label), label_words(label)
            exact, titled = len(words) == 1 and not acronym, label in titles
            tree.add(words, Named(concept, key, label, acronym, exact, titled=titled))
    if authority_name:
        key = local_key("local-authority", "", authority)
        named = Named("local-authority", key, authority_name, False, False, actor=True)
        tree.add(label_words(authority_name), named)
        for council in name_rules()["own"]["councils"]:
            label = f"{authority_name} {council}"
            tree.add(label_words(label), Named("local-authority", key, label, False, False))
    return Names(authority, authority_name, bodies, tree)

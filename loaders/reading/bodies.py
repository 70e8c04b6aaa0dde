"""What one report calls its local bodies, and the keys under which they are known.

A key must be the same in every report of an authority, though acronyms drift and are
not printed everywhere. So:

- a concept of which an authority has one (concepts.ttl does not say `fg:distinct` of it)
  has one key, whatever words a report uses: its `fg:localKey`, else its id; that of the
  safeguarding board is made from the authority's own name (`hscb` for Hartlepool), so
  that HSCB, LSCB, the full name and 'the Board' are one node in each report;
- a body with a name of its own that the vocabulary does not know has the slug of its
  full name (`first-contact-and-support-hub`), not of its acronym, without the
  authority's own name in front;
- a name with another place in front (`Tees-wide VEMT`, `Leicester City LSCB`) is another
  body than the authority's own, and keeps the place in its key.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from findingsgraph.loaders.reading.senses import Sense, distinct
from findingsgraph.loaders.reading.wordings import WordTree, is_acronym, name_rules, tokens
from findingsgraph.loaders.records import Entity, Mention
from findingsgraph.ontology.vocabulary import concepts

__all__ = ["Body", "Named", "Names", "build_names", "local_key", "slug"]


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

    def fits(self, sentence: str, start: int, end: int) -> bool:
        """Tell whether the words at `sentence[start:end]` are the name."""
        surface = sentence[start:end]
        if self.actor:
            return surface[0].isupper() and _acts(sentence, start, end)
        if self.exact:
            return surface == self.label
        return not self.acronym or sum(letter.isupper() for letter in surface) >= 2


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

    def key_of(self, sense: Sense) -> str:
        """Give the key of the body that a label of the vocabulary means here."""
        return local_key(sense.concept, sense.label, self.authority)

    def key_for(self, sense: Sense, surface: str) -> str:
        """Give the key of a body of a kind with many, by all the words of its name."""
        return slug(surface) if distinct(sense.concept) else self.key_of(sense)

    def entities(self, mentions: Sequence[Mention]) -> tuple[Entity, ...]:
        """Give each entity that the mentions refer to, in the order of first mention.

        The name is the proper name that the report prints, else the words of the mention
        where other words are another body, else the concept's label.

        >>> police = Mention("police", "Police officers", 0, 15, "police", "label")
        >>> Names("hartlepool", "Hartlepool").entities([police])[0].name
        'Police'
        """
        found: dict[str, Entity] = {}
        for mention in mentions:
            if mention.entity not in found:
                found[mention.entity] = self._entity(mention)
        return tuple(found.values())

    def _entity(self, mention: Mention) -> Entity:
        concept = concepts()[mention.concept]
        body = self.bodies.get(mention.entity)
        if body:
            return Entity(
                body.key,
                body.concept,
                concepts()[body.concept].type,
                body.name,
                body.aliases,
                concept.national,
            )
        own = mention.entity not in (concept.id, local_key(concept.id, "", self.authority))
        name = mention.surface[0].upper() + mention.surface[1:] if own else concept.label
        return Entity(mention.entity, mention.concept, concept.type, name, (), concept.national)


@cache
def local_key(concept: str, label: str, authority: str) -> str:
    """Give the key of the body that a label means in an authority.

    >>> local_key("lscb", "the board", "hartlepool"), local_key("police", "police officers", "hartlepool")
    ('hscb', 'police')
    >>> local_key("decision-panel", "complex case panels", "hartlepool")
    'complex-case-panel'
    """
    if concept == "lscb":
        words = [word for word in authority.split("-") if word not in ("and", "of", "upon", "the")]
        return "".join(word[0] for word in words) + "scb" if words else "lscb"
    own = name_rules()["bodies"].get(" ".join(token.word for token in tokens(label)))
    if own or (distinct(concept) and label):
        return str(own or slug(label))
    return concepts()[concept].extra.get("localKey", (concept,))[0]


def slug(name: str) -> str:
    """Give the key that a proper name makes; the last word's plural and case do not count.

    >>> slug("Awaken Teams"), slug("Children’s Voice (CV)"), slug("Multi-Agency Safeguarding Hub")
    ('awaken-team', 'childrens-voice', 'mash')
    """
    name = re.sub(r"\s*\([^)]*\)", "", name)
    words = tokens(name)
    known = name_rules()["keys"].get(" ".join(word.word for word in words))
    if known or not words:
        return str(known or "name")
    plain = re.sub(r"[’']", "", name.lower())
    parts = re.findall(r"[a-z0-9]+", plain)
    return "-".join([*parts[:-1], words[-1].word]) if parts else "name"


@cache
def _actor_pattern() -> re.Pattern[str]:
    return re.compile(
        rf",? (?:(?:also|now|has|have|had) )?(?:{'|'.join(name_rules()['acts']['verbs'])})\b"
    )


@cache
def _place_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(name_rules()['acts']['not_after'])})\s*$", re.IGNORECASE)


@cache
def _object_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(name_rules()['acts']['before_it'])})\s*$", re.IGNORECASE)


def _acts(sentence: str, start: int, end: int) -> bool:
    if _object_pattern().search(sentence[max(0, start - 30) : start]):
        return True
    follows = _actor_pattern().match(sentence, end)
    return bool(follows) and not _place_pattern().search(sentence[max(0, start - 30) : start])


def build_names(authority: str, authority_name: str, found: Mapping[tuple[str, str], Iterable[str]]) -> Names:
    """Make `Names` of what was learned: labels by concept and key."""
    tree, bodies = WordTree(), {}
    for (concept, key), written in found.items():
        labels = tuple(written)
        name = max((label for label in labels if not is_acronym(label)), key=len, default=labels[0])
        if key not in bodies:
            bodies[key] = Body(key, concept, name, tuple(label for label in labels if label != name))
        for label in labels:
            single = len(tokens(label)) == 1
            tree.add(label, Named(concept, key, label, is_acronym(label), single and not is_acronym(label)))
    if authority_name:
        key = local_key("local-authority", "", authority)
        tree.add(authority_name, Named("local-authority", key, authority_name, False, False, actor=True))
    return Names(authority, authority_name, bodies, tree)

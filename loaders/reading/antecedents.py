"""What 'the service', 'this team' or 'the panel' refers to.

Such words count as a mention where it is clear which body they mean: one named before in
the sentence or in the same item that may be called so, or the one that the part or the
section is about. Where none was named, what the sentence or the text before it speaks of
may tell: 'Foster carers feel valued by the service'. mentions.toml lists the words with the
concepts they may stand for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from findingsgraph.loaders.reading.bodies import Body
from findingsgraph.loaders.reading.wordings import rules, tokens
from findingsgraph.loaders.records import ItemContext, Mention
from findingsgraph.ontology.vocabulary import concepts

__all__ = ["Antecedent", "antecedent"]


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Words that stand for a body named elsewhere."""

    head: str
    concepts: frozenset[str]
    """What they may stand for, if it was named before."""
    wide: frozenset[str]
    """Concepts whose body, once named in a report, is meant wherever nothing nearer is."""
    topics: tuple[tuple[re.Pattern[str], str], ...]
    """(cue, concept): what they stand for when nothing was named and the text speaks of this."""
    default: tuple[tuple[re.Pattern[str], str, str], ...]
    """(heading pattern, part, concept): what they stand for when nothing was named."""

    def pick(self, named: Sequence[Mention]) -> Mention | None:
        """Give the latest mention that these words can refer to, best one that has the same head."""
        able = [mention for mention in named if mention.concept in self.concepts or self._same_head(mention)]
        same = [mention for mention in able if self._same_head(mention)]
        return (same or able)[-1] if able else None

    def _same_head(self, mention: Mention) -> bool:
        words = tokens(mention.surface)
        if not words or words[-1].word != self.head:
            return False
        return self.head == "team" or concepts()[mention.concept].type != "role"  # no director of a service

    def report_wide(self, bodies: Iterable[Body]) -> Body | None:
        """Give the one body that a report names of the concepts that hold all over it."""
        return next((body for body in bodies if body.concept in self.wide), None)

    def topic(self, text: str) -> str:
        """Give the concept that a text shows by what it speaks of; may be empty."""
        low = text.lower()
        return next((concept for cue, concept in self.topics if cue.search(low)), "")

    def fallback(self, item: ItemContext) -> str:
        """Give the concept that these words mean in a section when nothing was named; may be empty."""
        for pattern, part, concept in self.default:
            if (not part or part == item.part) and pattern.search(item.heading):
                return concept
        return ""


@cache
def antecedent(head: str) -> Antecedent:
    """Give the entry of mentions.toml for a head noun.

    >>> antecedent("panel").fallback(ItemContext("sif", "local-authority", "adoption", "finding", "Adoption"))
    'adoption-panel'
    """
    entry = rules()["antecedent"][head]
    default = tuple(
        (re.compile(each["heading"], re.IGNORECASE), each.get("part", ""), each["concept"])
        for each in entry.get("default", ())
    )
    topics = tuple((re.compile(cue), concept) for concept, cue in entry.get("topics", {}).items())
    return Antecedent(head, frozenset(entry["concepts"]), frozenset(entry.get("wide", ())), topics, default)

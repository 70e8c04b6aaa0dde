"""Proper names and acronyms of one report (first version)."""
from __future__ import annotations
from collections.abc import Sequence
from findingsgraph.loaders.records import Entity, ItemContext, Mention
from findingsgraph.ontology.vocabulary import concepts
class Names:
    def entities(self, mentions: Sequence[Mention]) -> tuple[Entity, ...]:
        out={}
        for m in mentions:
            c=concepts()[m.concept]
            out.setdefault(m.entity, Entity(m.entity,m.concept,c.type,c.label,(),c.national))
        return tuple(out.values())
def learn_names(items: Sequence[tuple[str, ItemContext]], authority: str, authority_name: str) -> Names:
    return Names()

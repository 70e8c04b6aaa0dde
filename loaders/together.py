"""Reports that stand in one document: what the later ones share with those before."""

from __future__ import annotations

from dataclasses import replace

from findingsgraph.loaders.iris import inspection_iri
from findingsgraph.loaders.records import Entity, InspectionReport

__all__ = ["named_alike", "of_one_inspection"]


def of_one_inspection(first: InspectionReport, later: InspectionReport) -> InspectionReport:
    """Give a document's later report the family of the inspection that the first one reports too.

    It is the same inspection where the authority is the same and the first day is. Who led it
    may then be printed once.
    """
    one, other = (inspection_iri(each.facts, each.document.sha256, "") for each in (first, later))
    if one != other:
        return later
    issues = tuple(issue for issue in later.issues if issue.kind != "no-lead-inspector")
    return replace(later, facts=replace(later.facts, family=first.facts.family), issues=issues)


def named_alike(first: InspectionReport, later: InspectionReport) -> InspectionReport:
    """Give the bodies of a document's later report the names that they have in the first one.

    A body is one node of the document's graph, so it has one name; what the later report calls it
    becomes another label.
    """
    same = first.facts.authority == later.facts.authority
    names = {(each.type, each.key): each.name for each in first.entities if same or each.national}

    def named(entity: Entity) -> Entity:
        name = names.get((entity.type, entity.key), entity.name)
        if name == entity.name:
            return entity
        return replace(entity, name=name, aliases=(entity.name, *entity.aliases))

    return replace(later, entities=tuple(map(named, later.entities)))

"""Corrections of who is meant: mentions, involvements that were missed, entities merged and split."""

from __future__ import annotations

from findingsgraph.graphs.review.corrections import Correction
from findingsgraph.graphs.review.facts import Facts
from findingsgraph.loaders.iris import entity_iri, numbered
from findingsgraph.loaders.reading.body_keys import slug
from findingsgraph.ontology import concepts, relations
from findingsgraph.ontology.iris import FG, concept_iri, local_id, relation_iri, stance_iri

__all__ = ["add_involvement", "add_mention", "correct_mention", "merge_entity", "split_entity"]

CLASSES = {
    "agency": "Agency",
    "board": "Board",
    "service": "Service",
    "role": "Role",
    "instrument": "Instrument",
}
ADVICE = "write an entity's IRI, or a concept's id and a name, such as: other-service Family Hub"


def _entity(facts: Facts, asked: str, like: str, base: str) -> tuple[str, str]:
    """Find or make the entity that a reviewer names; give its IRI, or why there is none.

    `like` is any IRI of the report: a body that is made belongs to the report's authority.
    """
    if asked.startswith(("http://", "https://")):
        return (asked, "") if facts.has(asked) else ("", f"the report has no entity {asked}; {ADVICE}")
    id, _, name = asked.partition(" ")
    concept = concepts().get(id)
    if concept is None or not name.strip():
        return "", f"{asked!r} names no concept; {ADVICE}"
    authority = _authority(facts, like)
    if not authority:
        return "", "the report's authority is not known; name an entity's IRI"
    made = entity_iri(concept.type, slug(name.strip()), authority, False, base)
    if not facts.has(made):
        organisation = concept.type in ("agency", "board")
        facts.add(made, "rdf:type", FG + CLASSES[concept.type])
        facts.add(made, "skos:prefLabel", name.strip(), "string")
        facts.add(made, "org:classification" if organisation else "dcterms:type", concept_iri(id))
        facts.add(made, "fg:national", "false", "boolean")
        facts.add(made, "fg:ofAuthority", authority)
        if concept.organisation:
            facts.add(made, "rdf:type", concept.organisation)
    return made, ""


def _authority(facts: Facts, thing: str) -> str:
    """Give the authority of the report that a sentence is of."""
    report = facts.value(facts.value(thing, "fg:statementOf"), "fg:itemOf")
    return facts.value(facts.value(report, "fg:reportsOn"), "fg:inspects")


def correct_mention(facts: Facts, correction: Correction, base: str) -> str:
    """Let a mention mean another entity, or reject it."""
    mention, now = correction.thing, facts.value(correction.thing, "fg:mentions")
    if correction.was not in (now, local_id(now)):
        return f"it means {now} now" if now else "it is no mention"
    statement = facts.value(mention, "fg:mentionIn")
    if not correction.should_be:
        facts.remove(mention)
        _follow(facts, statement, now, "")
        return ""
    entity, why = _entity(facts, correction.should_be, statement, base)
    if not why:
        _mean(facts, mention, entity)
        _follow(facts, statement, now, entity)
    return why


def _mean(facts: Facts, mention: str, entity: str) -> None:
    facts.put(mention, "fg:mentions", entity)
    facts.put(mention, "fg:rule", "review", "string")


def _follow(facts: Facts, statement: str, old: str, new: str) -> None:
    """Let a sentence's involvements follow, once no mention in it means the old entity any more.

    With nothing new they go, since nobody is left who does it.
    """
    meant = {facts.value(each, "fg:mentions") for each in facts.subjects("fg:mentionIn", statement)}
    if old in meant:
        return
    for involvement in facts.subjects("fg:involvementIn", statement):
        for end in ("fg:subject", "fg:object"):
            if facts.value(involvement, end) != old:
                continue
            if new:
                facts.put(involvement, end, new)
            else:
                facts.remove(involvement)


def add_mention(facts: Facts, correction: Correction, base: str) -> str:
    """Mark words of a sentence that were missed."""
    statement, text = correction.thing, facts.value(correction.thing, "fg:text")
    start = text.find(correction.words) if correction.words else -1
    if start < 0:
        return "the words do not stand in the sentence"
    end = start + len(correction.words)
    for other in facts.subjects("fg:mentionIn", statement):
        if int(facts.value(other, "fg:start")) < end and start < int(facts.value(other, "fg:end")):
            return f"the words already mean {facts.value(other, 'fg:mentions')}"
    entity, why = _entity(facts, correction.should_be, statement, base)
    if why:
        return why
    mention = f"{statement}/m-{start}-{end}"
    facts.add(mention, "rdf:type", FG + "Mention")
    facts.add(mention, "fg:mentionIn", statement)
    facts.add(mention, "fg:mentions", entity)
    facts.add(mention, "fg:surface", correction.words, "string")
    facts.add(mention, "fg:start", str(start), "integer")
    facts.add(mention, "fg:end", str(end), "integer")
    facts.add(mention, "fg:rule", "review", "string")
    return ""


def add_involvement(facts: Facts, correction: Correction, base: str) -> str:
    """State who does what with whom in a sentence: subject, relation, object, between spaces."""
    statement, parts = correction.thing, correction.should_be.split()
    if len(parts) != 3 or parts[1] not in relations():
        return "write the subject's IRI, a relation and the object's IRI in `should be`"
    for entity in (parts[0], parts[2]):
        if not facts.has(entity):
            return f"the report has no entity {entity}"
    others = facts.subjects("fg:involvementIn", statement)
    name = numbered(f"{statement}/involvement-{len(others) + 1}", set(others))
    facts.add(name, "rdf:type", FG + "Involvement")
    facts.add(name, "fg:involvementIn", statement)
    facts.add(name, "fg:order", str(len(others) + 1), "integer")
    facts.add(name, "fg:subject", parts[0])
    facts.add(name, "fg:relation", relation_iri(parts[1]))
    facts.add(name, "fg:object", parts[2])
    facts.add(name, "fg:stance", stance_iri(local_id(facts.value(statement, "fg:stance"))))
    facts.add(name, "fg:rule", "review", "string")
    facts.add(name, "fg:stated", "true", "boolean")
    facts.add(name, "fg:start", "0", "integer")
    facts.add(name, "fg:end", str(len(facts.value(statement, "fg:text"))), "integer")
    return ""


def merge_entity(facts: Facts, correction: Correction, base: str) -> str:
    """Let one entity be another: its mentions, names and involvements go there."""
    one, other = correction.thing, correction.should_be
    if one == other:
        return "they are the same already"
    names = [*facts.values(one, "skos:prefLabel"), *facts.values(one, "skos:altLabel")]
    if not names:
        return "it is no entity"
    if not facts.has(other):
        for name in ("rdf:type", "org:classification", "dcterms:type", "fg:ofAuthority"):
            for value in facts.values(one, name):
                facts.add(other, name, value)
        facts.add(other, "skos:prefLabel", names[0], "string")
        facts.add(other, "fg:national", facts.value(one, "fg:national"), "boolean")
    facts.rename(one, other)
    facts.remove(one)
    known = facts.values(other, "skos:prefLabel")
    for name in names:
        if name not in known:
            facts.add(other, "skos:altLabel", name, "string")
    return ""


def split_entity(facts: Facts, correction: Correction, base: str) -> str:
    """Let the mentions of an entity by certain words (`was`) mean another one."""
    meant = [
        mention
        for mention in facts.subjects("fg:mentions", correction.thing)
        if facts.value(mention, "fg:surface").casefold() == correction.was.casefold()
    ]
    if not meant:
        return f"nothing calls it {correction.was!r}"
    entity, why = _entity(facts, correction.should_be, facts.value(meant[0], "fg:mentionIn"), base)
    if why:
        return why
    for mention in meant:
        _mean(facts, mention, entity)
        _follow(facts, facts.value(mention, "fg:mentionIn"), correction.thing, entity)
    return ""

"""Corrections of labels: stances, themes, grades, values, relations."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from findingsgraph.graphs.review.corrections import Correction
from findingsgraph.graphs.review.facts import Facts
from findingsgraph.loaders.reading.stance import finding_stance
from findingsgraph.ontology import grades, relations, stances, themes
from findingsgraph.ontology.iris import local_id, relation_iri, stance_iri, theme_iri

__all__ = ["correct_grade", "correct_measure", "correct_relation", "correct_stance", "correct_theme"]

Result = str
"""Empty when it was applied, else why not."""


def _replace(
    facts: Facts, correction: Correction, name: str, known: Callable[[str], bool], iri: Callable[[str], str]
) -> Result:
    """Put one label in the place of another; say why not where it is no longer that label."""
    now = local_id(facts.value(correction.thing, name))
    if now != correction.was:
        return f"it is {now} now" if now else "it has no such label"
    if not known(correction.should_be):
        return f"there is no {correction.what} {correction.should_be!r}"
    facts.put(correction.thing, name, iri(correction.should_be))
    return ""


def correct_stance(facts: Facts, correction: Correction) -> Result:
    """Correct or accept a sentence's stance; its item's stance follows."""
    why = _replace(facts, correction, "fg:stance", stances().__contains__, stance_iri)
    if why or correction.was == correction.should_be:
        return why
    facts.put(correction.thing, "fg:decidedBy", "review", "string")
    facts.put(correction.thing, "fg:confidence", "1", "decimal")
    item = facts.value(correction.thing, "fg:statementOf")
    said = [local_id(facts.value(each, "fg:stance")) for each in _in_order(facts, item)]
    facts.put(item, "fg:stance", stance_iri(finding_stance(said, facts.value(item, "fg:kind"))))  # type: ignore[arg-type]
    return ""


def _in_order(facts: Facts, item: str) -> list[str]:
    found = facts.subjects("fg:statementOf", item)
    return sorted(found, key=lambda each: int(facts.value(each, "fg:order") or 0))


def correct_theme(facts: Facts, correction: Correction) -> Result:
    """Replace, reject or add a theme of an item."""
    thing, was, better = correction.thing, correction.was, correction.should_be
    if was and theme_iri(was) not in facts.values(thing, "fg:theme"):
        return f"it does not have the theme {was}"
    if better and better not in themes():
        return f"there is no theme {better!r}"
    if was:
        facts.remove(thing, "fg:theme", theme_iri(was))
        cues = facts.values(thing, "fg:themeCue")
        facts.remove(thing, "fg:themeCue")
        for cue in cues:
            if not cue.startswith(f"{was}: "):
                facts.add(thing, "fg:themeCue", cue, "string")
    if better:
        facts.add(thing, "fg:theme", theme_iri(better))
        facts.add(thing, "fg:themeCue", f"{better}: review", "string")
    return ""


def correct_grade(facts: Facts, correction: Correction) -> Result:
    """Correct a judgement's grade, within its scale."""
    now = facts.value(correction.thing, "fg:grade")
    if local_id(now) != correction.was or not now:
        return f"it is {local_id(now)} now" if now else "it is no judgement with a grade"
    scale = now.rsplit("/", 1)[0]
    if (local_id(scale), correction.should_be) not in grades():
        return f"there is no grade {correction.should_be!r} on this scale"
    facts.put(correction.thing, "fg:grade", f"{scale}/{correction.should_be}")
    return ""


def correct_measure(facts: Facts, correction: Correction) -> Result:
    """Correct a measure's value, or reject the measure."""
    try:
        now, was = Decimal(facts.value(correction.thing, "fg:value")), Decimal(correction.was)
        better = Decimal(correction.should_be) if correction.should_be else None
        if not was.is_finite() or (better is not None and not better.is_finite()):
            raise InvalidOperation
    except InvalidOperation:
        return "it is no measure, or what stands there is no number"
    if now != was:
        return f"it is {now} now"
    if better is None:
        facts.remove(correction.thing)
    else:
        facts.put(correction.thing, "fg:value", format(better, "f"), "decimal")
    return ""


def correct_relation(facts: Facts, correction: Correction) -> Result:
    """Correct an involvement's relation, or reject it."""
    if correction.should_be:
        return _replace(facts, correction, "fg:relation", relations().__contains__, relation_iri)
    if local_id(facts.value(correction.thing, "fg:relation")) != correction.was:
        return "it is another relation now"
    facts.remove(correction.thing)
    return ""

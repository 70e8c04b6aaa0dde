"""Find the bodies, services, roles and instruments that a sentence speaks of.

Names that the report introduces come before the vocabulary's labels, longer wordings
before shorter ones; what is found does not overlap. Then words that refer back ('the
panel') are resolved, and what is left before a head noun ('neglect strategy', 'training
sub-group') is a named body of no listed kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from findingsgraph.loaders.reading.antecedents import antecedent
from findingsgraph.loaders.reading.chains import post_end
from findingsgraph.loaders.reading.labelled import labelled, own_place, shared_heads
from findingsgraph.loaders.reading.names import Names
from findingsgraph.loaders.reading.phrases import bridged, named_phrases
from findingsgraph.loaders.reading.senses import Sense, label_tree
from findingsgraph.loaders.reading.wordings import Token
from findingsgraph.loaders.records import ItemContext, Mention

__all__ = ["find_mentions"]

_OF_GROUPS = frozenset({"serious-case-review", "multi-agency-data-set"})
_WITHIN = ("in", "within", "into")
"""Who works in a service is not the service."""
_LOOSE = frozenset({"other-agency", "other-board", "other-service", "other-role", "other-instrument"})


def find_mentions(sentence: str, item: ItemContext, names: Names, before: str = "") -> tuple[Mention, ...]:
    """Give the mentions of a sentence in their order; they do not overlap.

    `before` is the text of the same item before the sentence, in which what 'the team'
    stands for may be named. `sentence[mention.start:mention.end] == mention.surface`.

    >>> item = ItemContext("sif", "lscb", "", "finding", "")
    >>> found = find_mentions("The Board challenges the police.", item, Names("hull"))
    >>> [(mention.concept, mention.surface) for mention in found]
    [('lscb', 'The Board'), ('police', 'police')]
    """
    words = bridged(sentence)
    found, open_words = _scan(sentence, words, item, names)
    taken = [(mention.start, mention.end) for mention in found] + [
        (start, end) for _, start, end in open_words
    ]
    found += named_phrases(sentence, words, taken, item)
    if open_words:
        found += _resolve(sentence, open_words, found, item, names, before)
    found.sort(key=lambda mention: mention.start)
    return tuple(found)


def _scan(
    sentence: str, words: Sequence[Token], item: ItemContext, names: Names
) -> tuple[list[Mention], list[tuple[str, int, int]]]:
    """Find names and labels; also give the words that refer back (head, start, end) or name nothing."""
    labels, proper = label_tree(), names.tree
    low = sentence.lower().replace("’", "'")
    found: list[Mention] = []
    open_words: list[tuple[str, int, int]] = []
    floor = 0
    for at in sorted({*labels.places(words), *proper.places(words)}):
        if at < floor or at and words[at].start == words[at - 1].start:  # the second half of a printed word
            continue
        word = words[at].word
        if word in proper.root and (taken := _name_at(sentence, words, at, names, labels.longest(words, at))):
            floor, mention = taken
            found.append(_placed(sentence, mention, found, names))
        elif word in labels.root and (sensed := _sense_at(sentence, low, words, at, item)):
            end, sense = sensed
            if sense.concept in _OF_GROUPS and _is_topic(words, end):
                continue
            if sense.concept == "senior-leadership" and words[end - 1].word in ("director", "of"):
                end = post_end(sentence, words, end)
            if sense.concept.startswith("?") or not sense.concept:
                open_words.append((sense.concept[1:], words[at].start, words[end - 1].end))
            else:
                found += shared_heads(sentence, words, at, end, floor, names)
                found.append(labelled(sentence, words, (at, end, floor), sense, found, names))
            floor = end
    return found, open_words


def _is_topic(words: Sequence[Token], end: int) -> bool:
    """Tell whether a sub-group follows, of which the words before are the topic."""
    return [each.word for each in words[end : end + 2]] == ["sub", "group"]


def _name_at(
    sentence: str, words: Sequence[Token], at: int, names: Names, label: tuple[int, tuple[Sense, ...]] | None
) -> tuple[int, Mention] | None:
    for end, senses in names.tree.ends(words, at):
        if label and label[0] > end or _cuts_label(words, at, end):
            return None
        start, stop = words[at].start, words[end - 1].end
        for named in senses:
            if named.fits(sentence, start, stop):
                start = _quote(sentence, start, stop)
                rule = "acronym" if named.acronym else "name"
                return end, Mention(named.concept, sentence[start:stop], start, stop, named.key, rule)
    return None


def _placed(sentence: str, mention: Mention, found: Sequence[Mention], names: Names) -> Mention:
    """Begin a name's mention with the authority's name that stands before it."""
    start = own_place(sentence, mention.start, found, names) if " " in mention.surface else mention.start
    return replace(mention, start=start, surface=sentence[start : mention.end])


def _quote(sentence: str, start: int, stop: int) -> int:
    """Give where the quotes open before a name that they close in: ‘Willow’ team."""
    closed = any(mark in sentence[start:stop] for mark in ("’ ", "' ", "” ", '" '))
    return start - 1 if closed and start and sentence[start - 1] in "‘'“\"" else start


def _cuts_label(words: Sequence[Token], at: int, end: int) -> bool:
    """Tell whether a name ends in the middle of a label: 'care leavers' pathway' of their 'pathway plans'."""
    labels = label_tree()
    for begin in range(at + 1, end):
        if words[begin].word in labels.root:
            found = labels.longest(words, begin)
            if found and found[0] > end and found[1][0].plain and found[1][0].concept not in _LOOSE:
                return True
    return False


def _sense_at(
    sentence: str, low: str, words: Sequence[Token], at: int, item: ItemContext
) -> tuple[int, Sense] | None:
    for end, senses in label_tree().ends(words, at):
        start, stop = words[at].start, words[end - 1].end
        for sense in senses:
            if sense.fits(sentence, low, start, stop, item):
                return end, sense
    return None


def _resolve(
    sentence: str,
    open_words: Sequence[tuple[str, int, int]],
    found: Sequence[Mention],
    item: ItemContext,
    names: Names,
    before: str,
) -> list[Mention]:
    resolved = []
    for head, start, end in open_words:
        if not head:
            continue
        entry = antecedent(head)
        earlier = [
            mention
            for mention in found
            if mention.end <= start and sentence[mention.end : start].strip() not in _WITHIN
        ]
        referred = entry.pick(earlier) or entry.pick(_earlier(before, item, names))
        if referred:
            concept, key = referred.concept, referred.entity
        elif known := entry.report_wide(names.bodies.values()):
            concept, key = known.concept, known.key
        elif concept := entry.topic(sentence) or entry.fallback(item) or entry.topic(before[-300:]):
            key = names.key_of(concept)
        else:
            continue
        resolved.append(Mention(concept, sentence[start:end], start, end, key, "antecedent"))
    return resolved


def _earlier(before: str, item: ItemContext, names: Names) -> Sequence[Mention]:
    return _scan_before(before[-700:], item, _Same(names)) if before else ()


class _Same:
    """A report's names as a cache key: the same object, not an equal one."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def __hash__(self) -> int:
        return id(self.names)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.names is self.names


@lru_cache(maxsize=4)
def _scan_before(before: str, item: ItemContext, names: _Same) -> Sequence[Mention]:
    words = bridged(before)
    found = _scan(before, words, item, names.names)[0]
    taken = [(mention.start, mention.end) for mention in found]
    return sorted(found + named_phrases(before, words, taken, item), key=lambda mention: mention.start)

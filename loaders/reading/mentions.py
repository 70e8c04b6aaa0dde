"""Find the bodies, services, roles and instruments that a sentence speaks of.

Names that the report introduces come before the vocabulary's labels, longer wordings
before shorter ones; what is found does not overlap. Then words that refer back ('the
panel') are resolved, and what is left before a head noun ('neglect strategy', 'training
sub-group') is a named body of no listed kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from findingsgraph.loaders.reading.antecedents import antecedent
from findingsgraph.loaders.reading.names import Names
from findingsgraph.loaders.reading.phrases import bridged, lengthen, named_phrases
from findingsgraph.loaders.reading.senses import Sense, label_tree
from findingsgraph.loaders.reading.wordings import Token, tokens
from findingsgraph.loaders.records import ItemContext, Mention

__all__ = ["find_mentions"]

_OF_GROUPS = frozenset({"serious-case-review", "multi-agency-data-set"})
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
    words = bridged(tokens(sentence))
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
    """Find names and labels; also give the words that refer back: (head, start, end)."""
    labels, proper = label_tree(), names.tree
    low = sentence.lower().replace("’", "'")
    found: list[Mention] = []
    open_words: list[tuple[str, int, int]] = []
    at = floor = 0
    while at < len(words):
        word = words[at].word
        if at and words[at].start == words[at - 1].start:  # the second half of one printed word
            at += 1
            continue
        if word in proper.root and (taken := _name_at(sentence, words, at, names, labels.longest(words, at))):
            end, mention = taken
            found.append(mention)
            at = floor = end
            continue
        if word in labels.root and (sensed := _sense_at(sentence, low, words, at, item)):
            end, sense = sensed
            if sense.concept in _OF_GROUPS and [each.word for each in words[end : end + 2]] == [
                "sub",
                "group",
            ]:
                at += 1  # the topic of a sub-group
                continue
            start, stop = words[at].start, words[end - 1].end
            if sense.concept.startswith("?"):
                open_words.append((sense.concept[1:], start, stop))
            elif sense.concept:
                shared = _coordinated(sentence, words, at, end, floor, names)
                start = words[at].start if shared else lengthen(words, at, sense.concept, floor)
                found += shared
                if sense.plain:
                    start = _own_place(sentence, start, found, names)
                surface = sentence[start:stop]
                found.append(
                    Mention(
                        sense.concept, surface, start, stop, names.key_of(sense.concept, surface), sense.rule
                    )
                )
            at = floor = end
            continue
        at += 1
    return found, open_words


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


def _own_place(sentence: str, start: int, found: Sequence[Mention], names: Names) -> int:
    """Give where a mention begins when the authority's name stands before it: 'Seatown youth service'."""
    own = f"{names.authority_name} "
    begin = start - len(own)
    if len(own) < 3 or begin < 0 or not sentence.startswith(own, begin):
        return start
    return start if begin and sentence[begin - 1].isalnum() or found and found[-1].end > begin else begin


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


def _coordinated(
    sentence: str, words: Sequence[Token], at: int, end: int, floor: int, names: Names
) -> list[Mention]:
    """Find the first bodies of 'care planning, complex case and resource panels', which share a head.

    `words[at:end]` is the last of them; `floor` is the first word that is still free.
    """
    head = words[end - 1]
    if sentence[head.end - 1] != "s" or at < 2 or words[at - 1].word not in ("and", "or"):
        return []
    shared: list[Mention] = []
    stop = at - 1
    while stop > floor:
        found = next(
            (
                (begin, senses[0])
                for begin in range(max(floor, stop - 4), stop)
                for last, senses in label_tree().ends([*words[begin:stop], head], 0)
                if last == stop - begin + 1 and senses[0].plain
            ),
            None,
        )
        if found is None:
            break
        begin, sense = found
        start, finish = words[begin].start, words[stop - 1].end
        label = f"{sentence[start:finish]} {sentence[head.start : head.end]}"
        shared.append(
            Mention(
                sense.concept,
                sentence[start:finish],
                start,
                finish,
                names.key_of(sense.concept, label),
                "shared-head",
            )
        )
        if begin < 2 or words[begin - 1].word != ",":
            break
        stop = begin - 1
    return shared


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
        entry = antecedent(head)
        earlier = [mention for mention in found if mention.end <= start]
        referred = entry.pick(earlier) or entry.pick(_earlier(before, item, names))
        if referred:
            concept, key = referred.concept, referred.entity
        elif known := entry.report_wide(names.bodies.values()):
            concept, key = known.concept, known.key
        elif concept := entry.fallback(item):
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
    words = bridged(tokens(before))
    found = _scan(before, words, item, names.names)[0]
    taken = [(mention.start, mention.end) for mention in found]
    return sorted(found + named_phrases(before, words, taken, item), key=lambda mention: mention.start)

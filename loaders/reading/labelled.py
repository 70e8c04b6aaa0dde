"""The mention that a label of the vocabulary makes where it is printed, with what belongs to its name."""

from __future__ import annotations

from collections.abc import Sequence

from findingsgraph.loaders.reading.bodies import Names
from findingsgraph.loaders.reading.chains import from_quote, widen
from findingsgraph.loaders.reading.senses import Sense, label_tree
from findingsgraph.loaders.reading.wordings import Token
from findingsgraph.loaders.records import Mention

__all__ = ["labelled", "own_place", "shared_heads"]


def labelled(
    sentence: str,
    words: Sequence[Token],
    place: tuple[int, int, int],
    sense: Sense,
    found: Sequence[Mention],
    names: Names,
) -> Mention:
    """Give the mention of a label with what belongs to its name; `place`: first, end, first free word."""
    at, end, floor = place
    shares = bool(found) and found[-1].rule == "shared-head" and found[-1].start >= words[floor].start
    begin, concept = (at, sense.concept) if shares else widen(words, at, end, sense.concept, floor)
    start, stop = words[begin].start, words[end - 1].end
    if sense.plain:
        start = own_place(sentence, start, found, names)
        opened = from_quote(sentence, start, stop)
        start = start if found and found[-1].end > opened else opened
    surface = sentence[start:stop]
    return Mention(concept, surface, start, stop, names.key_of(concept, surface), sense.rule)


def own_place(sentence: str, start: int, found: Sequence[Mention], names: Names) -> int:
    """Give where a mention begins when the authority's name stands before it: 'Seatown youth service'."""
    own = f"{names.authority_name} "
    begin = start - len(own)
    if len(own) < 3 or begin < 0 or not sentence.startswith(own, begin):
        return start
    return start if begin and sentence[begin - 1].isalnum() or found and found[-1].end > begin else begin


def shared_heads(
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
                if last == stop - begin + 1
                and (senses[0].plain or senses[0].usual and sentence[words[stop - 1].end] in "'’")
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

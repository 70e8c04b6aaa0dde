"""What a named service is for, told by the sentences that name it.

'The Willow team' says nothing of its kind, but a report that names it where it speaks of children
who are exploited does. names.toml holds the cues.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from findingsgraph.loaders.reading.learned import Learned
from findingsgraph.loaders.reading.shapes import head_type, label_before
from findingsgraph.loaders.reading.wordings import is_acronym, name_rules, tokens
from findingsgraph.ontology.vocabulary import concepts

__all__ = ["learn_surroundings"]

_LOOSE = ("other-service", "other-board", "other-agency")
_SENTENCE = re.compile(r"[^.]+")


def learn_surroundings(texts: Sequence[str], learned: Learned) -> None:
    """Give the services of no listed kind the one that half of the sentences with their name speak of.

    Where as many speak of another kind the service keeps none.
    """
    headed = name_rules()["headed"]["concepts"]
    for body in [body for body, labels in learned.found.items() if body[0] in _LOOSE and _proper(labels)]:
        labels = learned.found[body]
        said = _sentences(texts, [label for label in labels if " " in label]) or _sentences(texts, labels)
        type = body[0].removeprefix("other-")
        shown = sorted(
            (sum(map(bool, map(cue.search, said))), kind)
            for kind, cue in _cues()
            if concepts()[kind].type == type and (kind not in headed or type in map(head_type, labels))
        )
        often, kind = shown[-1]
        if said and 2 * often >= len(said) and often not in [times for times, _ in shown[:-1]]:
            learned.found.setdefault((kind, body[1]), {}).update(learned.found.pop(body))


def _proper(labels: Iterable[str]) -> bool:
    """Tell whether a body has a name with a capital, no acronym, that the vocabulary does not know."""
    return any(not label[0].islower() and not is_acronym(label) and not _known(label) for label in labels)


def _known(label: str) -> bool:
    """Tell whether a label is one of the vocabulary, or a part of the council."""
    words = tokens(label)
    named = label_before(words)
    return words[-1].word in ("department", "directorate") or named is not None and named[0] == 0


def _sentences(texts: Sequence[str], labels: Iterable[str]) -> list[str]:
    """Give the sentences in which one of the labels stands."""
    names = tuple(labels)
    return [
        sentence
        for text in texts
        if any(name in text for name in names)
        for sentence in _SENTENCE.findall(text)
        if any(name in sentence for name in names)
    ]


@cache
def _cues() -> tuple[tuple[str, re.Pattern[str]], ...]:
    cues: dict[str, str] = name_rules()["surroundings"]
    return tuple((kind, re.compile(rf"(?i)\b(?:{cue})\b")) for kind, cue in cues.items())

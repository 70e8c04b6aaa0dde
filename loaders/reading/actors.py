"""Whether the bare name of a place means its council: where it acts, or something is done for it."""

from __future__ import annotations

import re
from functools import cache

from findingsgraph.loaders.reading.wordings import name_rules

__all__ = ["acts"]


@cache
def _actor_pattern() -> re.Pattern[str]:
    return re.compile(rf",? (?:(?:also|now|has|have|had) )?(?:{'|'.join(name_rules()['acts']['verbs'])})\b")


@cache
def _place_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(name_rules()['acts']['not_after'])})\s*$", re.IGNORECASE)


@cache
def _object_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(name_rules()['acts']['before_it'])})\s*$", re.IGNORECASE)


def acts(sentence: str, start: int, end: int) -> bool:
    """Tell whether a council acts where the bare name of its place stands: 'Seatown has commissioned'.

    >>> acts("Seatown has commissioned a service in Seatown.", 0, 7)
    True
    >>> acts("Seatown has commissioned a service in Seatown.", 38, 45)
    False
    """
    if _object_pattern().search(sentence[max(0, start - 30) : start]):
        return True
    follows = _actor_pattern().match(sentence, end)
    return bool(follows) and not _place_pattern().search(sentence[max(0, start - 30) : start])

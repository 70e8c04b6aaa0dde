"""Attribute values that every format can hold: text, whole numbers, decimals, yes and no."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

Scalar = str | int | float | bool

# What XML 1.0 cannot hold, not even escaped; everything else (tab, line end, emoji) stays.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_LARGEST = 2**63


def clean_text(value: object) -> str:
    r"""Give the value as text without the characters that XML forbids.

    >>> clean_text("co\x02operation\n")
    'cooperation\n'
    """
    return _LINE_ENDS.sub("\n", _FORBIDDEN.sub("", str(value)))


def clean_value(value: object) -> Scalar | None:
    """Give the value as text, whole number, decimal or yes/no; None for what says nothing.

    Lists and sets are joined with "; ", dates become ISO text, decimals numbers.

    >>> clean_value(["police", None, 3])
    'police; 3'
    >>> clean_value(date(2014, 2, 11)), clean_value(Decimal("0.5")), clean_value(float("nan"))
    ('2014-02-11', 0.5, None)
    """
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return value
    if isinstance(value, Decimal):
        return _clean_decimal(value)
    if isinstance(value, int):
        return int(value) if -_LARGEST <= value < _LARGEST else str(value)
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return clean_text(json.dumps(value, ensure_ascii=False, sort_keys=True, default=str))
    if isinstance(value, list | tuple | set | frozenset):
        return _clean_several(value)
    if not isinstance(value, str) and hasattr(value, "item"):
        return clean_value(value.item())  # a number of numpy
    return clean_text(value) or None


def _clean_decimal(value: Decimal) -> Scalar | None:
    if not value.is_finite():
        return None
    return clean_value(int(value)) if value == value.to_integral_value() else float(value)


def _clean_several(values: list[object] | tuple[object, ...] | set[object] | frozenset[object]) -> str | None:
    texts = [str(clean) for clean in map(clean_value, values) if clean is not None]
    if isinstance(values, set | frozenset):
        texts.sort()
    return "; ".join(texts) or None

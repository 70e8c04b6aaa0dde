"""How sure a share is that was counted in few sentences."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

__all__ = ["wilson"]


def wilson(found: int, of: int, confidence: float = 0.95) -> tuple[float, float]:
    """Give the interval of a share: `found` of `of`, from 0 to 1.

    Wilson's score interval (E. B. Wilson, Journal of the American Statistical Association 22,
    1927): it stays within 0 and 1 and holds for small numbers and for shares of nothing or all.
    Nothing counted says nothing: (0, 1). Raises `ValueError` where `found` is not within `of`.

    >>> [round(bound, 3) for bound in wilson(2, 7)]
    [0.082, 0.641]
    >>> wilson(0, 0)
    (0.0, 1.0)
    """
    if not 0 <= found <= of:
        raise ValueError(f"{found} of {of}")
    if of == 0:
        return 0.0, 1.0
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    share, square = found / of, z * z
    middle = (share + square / (2 * of)) / (1 + square / of)
    reach = z * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, middle - reach), min(1.0, middle + reach)

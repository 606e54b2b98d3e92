"""The bounds of growth (VID-6, CRE-5), from the probabilities of a binomial count alone: no quantile, no incomplete beta function."""

from __future__ import annotations

from functools import lru_cache
from math import exp, fsum, lgamma, log

FLOOR, DOUBT = 100, 0.05


def at_least(x: int, n: int, odds: float) -> float:
    """How likely `x` or more of `n` counts fall into the later of two spans, if there they are `odds` times as frequent."""
    p, q = odds / (1 + odds), 1 / (1 + odds)
    lp, lq, whole = log(p), log(q), lgamma(n + 1)

    def one(k: int) -> float:
        return exp(whole - lgamma(k + 1) - lgamma(n - k + 1) + k * lp + (n - k) * lq)

    # The shorter tail; far from the middle its terms are nothing.
    if x > n * p:
        return fsum(one(k) for k in range(x, n + 1))
    return 1 - fsum(one(k) for k in range(x))


@lru_cache(maxsize=None)
def least_ratio(over: int, under: int) -> float:
    """The smallest ratio of two rates at which so many counts `over` as against `under`, or more, are no rarer than 5 %."""
    low, high = 1e-12, 1e12
    for _ in range(90):
        middle = (low * high) ** 0.5
        if at_least(over, over + under, middle) < DOUBT:
            low = middle
        else:
            high = middle
    return (low * high) ** 0.5


def rising(later: int, earlier: int) -> float | None:
    """The lower bound of the later rate over the earlier one; none below the floor."""
    return least_ratio(later, earlier) if later >= FLOOR else None


def falling(later: int, earlier: int) -> float | None:
    """The upper bound of the same ratio: the lower one of its inverse, turned round."""
    return 1 / least_ratio(earlier, later) if earlier >= FLOOR else None


def same(one: float, other: float) -> bool:
    """To the nine digits that are given."""
    return abs(one - other) <= 6e-9 * abs(one)

"""How closely the answers to two questions go together, by ranks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from math import isqrt

Column = list[int | None]
"""Twice the middle of the answer of each area to one question, or ``None`` without one."""


def together(first: Column, second: Column) -> Counter[tuple[int, int]]:
    """How often each two answers come together."""
    every = Counter(zip(first, second, strict=True))
    return Counter(
        {(a, b): count for (a, b), count in every.items() if a is not None and b is not None}
    )


def rank_correlation(first: Sequence[int], second: Sequence[int]) -> Fraction | None:
    """The rank correlation of two rows, in [-1, 1] to four decimals; ties share their mean rank.

    ``None`` where a row has no variance, so that it is not defined.

    Source: Spearman 1904.
    """
    return correlation(Counter(zip(first, second, strict=True)))


def correlation(both: Counter[tuple[int, int]]) -> Fraction | None:
    """The rank correlation of pairs, each with how often it comes, see :func:`rank_correlation`."""
    a, b = (_centred_ranks(both, place) for place in (0, 1))
    product = sum(count * a[x] * b[y] for (x, y), count in both.items())
    spread = sum(count * a[x] ** 2 for (x, _), count in both.items())
    spread *= sum(count * b[y] ** 2 for (_, y), count in both.items())
    if not spread:
        return None
    # The root of an exact fraction, rounded half up in integers: the same on every machine.
    size = (isqrt(4 * 10**8 * product * product // spread) + 1) // 2
    return Fraction(size if product >= 0 else -size, 10**4)


def _centred_ranks(both: Counter[tuple[int, int]], place: int) -> dict[int, int]:
    """Twice the distance of each value's rank from the middle rank."""
    counts = Counter[int]()
    for values, count in both.items():
        counts[values[place]] += count
    ranks, below, total = {}, 0, counts.total()
    for value in sorted(counts):
        above = total - below - counts[value]
        ranks[value] = below - above
        below += counts[value]
    return ranks

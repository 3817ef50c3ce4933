"""The chance that weights drawn at random give some questions a majority."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import combinations_with_replacement
from math import comb, lcm
from typing import NamedTuple

from coopcli.model import (
    Law,
    Profile,
)


class Chances(NamedTuple):
    """Chances as whole parts of a total: nothing is rounded, and sums stay fast."""

    parts: tuple[int, ...]
    total: int


class Packing(NamedTuple):
    """Sums of parameters side by side in one number, each at most ``total``."""

    total: int

    def of(self, sums: Iterable[int]) -> int:
        """The sums in one number."""
        size = self.total.bit_length()
        return sum(one << (place * size) for place, one in enumerate(sums))


class Tails(NamedTuple):
    """For sums of parameters the share of weightings in which answers with them meet conditions.

    ``part`` gives it, in parts of ``total``.
    """

    part: Callable[[int], int]
    total: int

    def share(self, sums: int) -> Fraction:
        """The share of weightings for a sum of parameters."""
        return Fraction(self.part(sums), self.total)


def tails_of(conditions: Sequence[Profile], alphas: Sequence[int], law: Law) -> Tails:
    """The share of weightings of a law in which answers with sums of parameters meet conditions."""
    total = sum(alphas)
    if law is Law.FIXED:
        size = total.bit_length()
        mask = (1 << size) - 1

        def enough(sums: int) -> int:
            supports = [(sums >> (place * size)) & mask for place in range(len(conditions))]
            needed = [profile.votes_needed for profile in conditions]
            return int(all(a >= b for a, b in zip(supports, needed, strict=True)))

        return Tails(enough, 1)
    shares = tuple([profile.majority.share for profile in conditions])
    if len(shares) == 1:
        parts = _beta_tails(total, shares[0])
        return Tails(parts.parts.__getitem__, parts.total)
    joint, whole = _joint_tails(total, shares)
    return Tails(joint.__getitem__, whole)


@lru_cache(maxsize=64)
def _beta_tails(total: int, majority: Fraction) -> Chances:
    """P(B >= majority) for B ~ Beta(a, total - a) and a = 0 … total.

    For whole a this is the chance of fewer than a successes in total - 1 trials.
    """
    success, trials = majority.numerator, total - 1
    failure = majority.denominator - success
    if not failure:
        return Chances((0,) * total + (1,), 1)
    tails, term = [0], failure**trials
    for count in range(total):
        tails.append(tails[-1] + term)
        term = term * success * (trials - count) // (failure * (count + 1))
    return Chances(tuple(tails), majority.denominator**trials)


@lru_cache(maxsize=16)
def _joint_tails(total: int, majorities: tuple[Fraction, ...]) -> tuple[dict[int, int], int]:
    """P(B1 >= first majority and B2 >= second …), by packed sums of parameters, and their unit.

    Each B is the sum of the weights of answers, and the answers of one are among those of the next;
    majorities rise. With whole parameters B is the a-th smallest of total - 1 points that are
    spread evenly, so that it is at least t where fewer than a of them lie below t.
    """
    trials, whole = total - 1, lcm(*(share.denominator for share in majorities))
    cuts = [int(share * whole) for share in majorities]
    # Chances that so many points lie below each majority, in parts of whole ** trials.
    counts: dict[tuple[int, ...], int] = {(): 1}
    below = 0
    for cut in cuts:
        counts = {
            (*met, met_now): mass * comb(left, more) * (cut - below) ** more
            for met, mass in counts.items()
            for left in [trials - (met[-1] if met else 0)]
            for more in range(left + 1)
            for met_now in [trials - left + more]
        }
        below = cut
    tails = dict.fromkeys(combinations_with_replacement(range(total + 1), len(cuts)), 0)
    for met, mass in counts.items():
        tails[tuple([one + 1 for one in met])] = mass * (whole - below) ** (trials - met[-1])
    # Summed along each axis in turn, they become the chances of at most so many. Fewer points lie
    # below a majority than below the next, so that a larger bound on the former is none.
    for axis in range(len(cuts)):
        for place in tails:
            if place[axis]:
                bound = place[axis] - 1
                before = (*(min(one, bound) for one in place[:axis]), bound, *place[axis + 1 :])
                tails[place] += tails[before]
    pack = Packing(total)
    return {pack.of(place): mass for place, mass in tails.items()}, whole**trials

"""Shares as people say them: in how many of a hundred variations each light comes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from coopcli.model import Firmness
from coopcli.results.firmness import Robustness
from coopcli.results.values import LightId

SURE = {
    Firmness.FIRM: "sure",
    Firmness.LIKELY: "fairly sure",
    Firmness.CONTESTED: "not secure",
    Firmness.FRAGILE: "not secure",
}
"""What a reader sees for each grade of firmness: shares of variations are no chances."""

_NEARLY_ALL = Fraction(199, 200)


def weaker(firm: Robustness) -> Firmness | None:
    """The weaker of two words: over weights, and over weights and levels; none without a light."""
    found = [word for word in (firm.word, firm.word_with_levels) if word]
    return max(found, key=list(Firmness).index, default=None)


def measures(light: LightId, firm: Robustness) -> Iterator[str]:
    """How sure a light is by both measures, a sentence each."""
    yield variations(light, firm)
    yield f"Other weights give {light.name} {of_weightings(light, firm)}."


def variations(light: LightId, firm: Robustness) -> str:
    """In how many of a hundred variations each light comes out, the most frequent first.

    ``light``: the one that the ratings give, which need not be the most frequent.
    """
    word = weaker(firm)
    opening = f"Of the light: {SURE[word]}. " if word else ""
    shares = {name: span.low for name, span in firm.with_levels.items()}
    counts = of_hundred(shares)
    first, *others = sorted(filter(counts.get, counts), key=lambda name: -counts[name])
    if shares[first] == 1:
        return f"{opening}It is {first.name} in every variation of our ratings."
    many = "over 99" if counts[first] == 100 else str(counts[first])
    rest = "".join(f", in {counts[name]} {name.name}" for name in others)
    if first == light:
        return f"{opening}In {many} of 100 variations of our ratings it is {first.name}{rest}."
    given = f"{opening}Our ratings give {light.name}, but"
    return f"{given} in {many} of 100 variations of them it is {first.name}{rest}."


def of_weightings(light: LightId, firm: Robustness) -> str:
    """In how many weightings a light comes out: ``in 85 of 100``."""
    share = firm.shares[light].low
    if share == 1:
        return "in every case"
    many = "over 99" if share > _NEARLY_ALL else str(min(99, max(1, round(share * 100))))
    return f"in {many} of 100"


def of_hundred(shares: Mapping[LightId, Fraction]) -> dict[LightId, int]:
    """Shares as whole numbers of a hundred, by largest remainders, so that they add up."""
    parts = {name: share * 100 for name, share in shares.items()}
    found = {name: int(part) for name, part in parts.items()}
    rest = 100 - sum(found.values())
    for name in sorted(parts, key=lambda name: found[name] - parts[name])[:rest]:
        found[name] += 1
    return found

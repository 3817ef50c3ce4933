"""Shares as people say them: in how many of a hundred variations each light comes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from coopcli.model import Firmness
from coopcli.results.firmness import Robustness, Span
from coopcli.results.rule import Rule
from coopcli.results.values import LightId
from coopcli.text.words import listed, share_words

SURE = {
    Firmness.FIRM: "sure",
    Firmness.LIKELY: "fairly sure",
    Firmness.CONTESTED: "not sure",
    Firmness.FRAGILE: "in doubt",
}
"""What a reader sees for each grade of firmness: shares of variations are no chances.

By the thresholds of the built-in rubrics: from 90 of 100 variations, from two thirds, from half,
and below that.
"""

_OFTEN = Fraction(1, 3)
"""The share from which something happens often."""

_COUNTS = Fraction(1, 10)
"""The share from which a light that comes out now and then is worth a word."""

_NEARLY_ALL = Fraction(199, 200)


def weaker(firm: Robustness) -> Firmness | None:
    """The weaker of two words: over weights, and over weights and levels; none without a light."""
    found = [word for word in (firm.word, firm.word_with_levels) if word]
    return max(found, key=list(Firmness).index, default=None)


def is_provisional(firm: Robustness) -> bool:
    """Whether another light comes out too often to rely on this one, by the weaker measure."""
    return weaker(firm) in (Firmness.CONTESTED, Firmness.FRAGILE)


def sureness(
    light: LightId,
    firm: Robustness,
    rule: Rule,
    *,
    terse: bool = False,
    opening: str = "As things stand",
) -> Iterator[str]:
    """How sure a light is, a sentence each.

    Where it is provisional: what to make of that, why it stands all the same, and what else comes
    out. Else in how many variations it comes out at least.
    ``terse``: what the weaker measure alone shows. ``opening``: on what a steady light rests.
    """
    word = weaker(firm)
    if word is None:
        return
    if not is_provisional(firm):
        yield _steady(light, firm, f"{opening}, the light is {SURE[word]}")
        return
    until = "until better evidence is in"
    if not _hangs_on_evidence(firm):
        until = "while so much depends on how questions are weighed"
    yield f"Provisional ({SURE[word]}): report it as {between(light, firm)} {until}."
    by_weights = firm.word is word is not firm.word_with_levels
    instead = by_weights and terse and firm.word_with_levels in (Firmness.FIRM, Firmness.LIKELY)
    if word is Firmness.FRAGILE or not terse:
        yield _by_rule(light, firm, rule, terse=terse)
    if not instead:
        yield _varied(firm, terse=terse)
    if instead or (by_weights and not terse):
        yield _other_weights(light, firm)


def between(light: LightId, firm: Robustness) -> str:
    """The lights between which a shaky one lies: those that come out often enough to count."""
    shares = {
        name: max(firm.shares[name].high, span.low) for name, span in firm.with_levels.items()
    }
    found = {light, _rival(light, firm), *(name for name in shares if shares[name] >= _COUNTS)}
    best, worst = max(found, key=lambda one: one.rank), min(found, key=lambda one: one.rank)
    most = max(firm.with_levels, key=lambda name: firm.with_levels[name].low)
    mostly = f", most often {most.name}" if best.rank - worst.rank > 1 else ""
    return f"“between {best.name} and {worst.name}{mostly}”"


def _steady(light: LightId, firm: Robustness, opening: str) -> str:
    """In how many variations a light comes out at least, and what comes out else."""
    share = min(firm.shares[light].low, firm.with_levels[light].low)
    if share == 1:
        return f"{opening}: it stays {light.name} however ratings and weights vary."
    found = {
        name: max(firm.shares[name].high, firm.with_levels[name].high)
        for name in firm.shares
        if name != light
    }
    often = [name for name in found if found[name] > 1 - _NEARLY_ALL]
    others = sorted(often or found, key=lambda name: -found[name])
    cases = f"in at least {_of_hundred(share)} cases"
    return (
        f"{opening}. With other ratings and weights it is {light.name} "
        f"{cases}, else {listed([name.name for name in others], 'or')} {_NOT_CHANCES}."
    )


_NOT_CHANCES = "(a test, not chances)"


def _by_rule(light: LightId, firm: Robustness, rule: Rule, *, terse: bool) -> str:
    """Why a light stands that other variations do not give."""
    weights = ""
    if not terse:
        weights = ", all questions alike"
        if rule.votes != rule.questions:
            weights = ", each question with its weight"
        weights += ", ranges at their worse end" if _has_spans(firm) else ""
    return f"The rule takes the ratings as they are{weights}, and gives {light.name}."


def _varied(firm: Robustness, *, terse: bool) -> str:
    """In how many of a hundred variations each light comes out, the most frequent first."""
    shares = {name: span.low for name, span in firm.with_levels.items()}
    counts = of_hundred(shares)
    first, *others = sorted(filter(counts.get, counts), key=lambda name: -counts[name])
    many = "over 99" if counts[first] == 100 and shares[first] < 1 else str(counts[first])
    rest = "".join(f", {counts[name]} {name.name}" for name in others)
    chances = "" if terse else "; these are no chances"
    given = f"{many} give {first.name}{rest}"
    return f"Of 100 test variations of ratings and weights, {given}{chances}."


def _other_weights(light: LightId, firm: Robustness) -> str:
    """What other weights alone give, where that puts the light in doubt."""
    rival = max(
        (name for name in firm.shares if name != light), key=lambda name: firm.shares[name].high
    )
    share = firm.shares[rival].high
    often = "mostly" if share > Fraction(1, 2) else "often" if share >= _OFTEN else "sometimes"
    if not _has_spans(firm):
        return f"Other weights alone {often} give {rival.name}."
    how = "well" if rival.rank > light.rank else "badly"
    return f"If unsettled answers turn out {how}, other weights {often} give {rival.name}."


def _rival(light: LightId, firm: Robustness) -> LightId:
    """The other light that comes out most often."""
    others = [name for name in firm.shares if name != light]
    return max(others, key=lambda name: max(firm.shares[name].high, firm.with_levels[name].high))


def _has_spans(firm: Robustness) -> bool:
    """Whether open answers make a difference."""
    return any(span.low != span.high for span in firm.shares.values())


def _hangs_on_evidence(firm: Robustness) -> bool:
    """Whether better evidence could make the light sure."""
    return _has_spans(firm) or firm.word_with_levels not in (Firmness.FIRM, Firmness.LIKELY)


def _of_hundred(share: Fraction) -> str:
    many = "over 99" if share > _NEARLY_ALL else str(min(99, max(1, round(share * 100))))
    return f"{many} of 100"


def of_hundred(shares: Mapping[LightId, Fraction]) -> dict[LightId, int]:
    """Shares as whole numbers of a hundred, by largest remainders, so that they add up."""
    parts = {name: share * 100 for name, share in shares.items()}
    found = {name: int(part) for name, part in parts.items()}
    rest = 100 - sum(found.values())
    for name in sorted(parts, key=lambda name: found[name] - parts[name])[:rest]:
        found[name] += 1
    return found


def shares_in_percent(
    spans: Mapping[LightId, Span], marks: Iterable[Fraction | str]
) -> Iterator[str]:
    """Shares of all lights in percent: whole numbers that add up, where there are no spans."""
    marks = list(marks)
    exact = all(span.low == span.high for span in spans.values())
    counts = of_hundred({light: span.low for light, span in spans.items()}) if exact else {}
    for light, span in spans.items():
        words = share_words(*span, marks)
        whole = words.removesuffix(" %").isdecimal() and light in counts
        yield f"{counts[light]} %" if whole else words

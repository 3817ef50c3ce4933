"""Why a light is what it is, how firm it is, and how far from its neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coopcli.results.parts import Answer, Robustness
from coopcli.results.values import AreaLight, BetterLightId, LightId, Undetermined
from coopcli.studies.assess import AssessmentResult
from coopcli.studies.parts import changes_rule
from coopcli.text.blocks import Line, Strong
from coopcli.text.words import capital, counted, inner, listed, share_words


def override_lines(overrides: Sequence[str]) -> Iterator[Line]:
    """What holds for this run only, and whether the rule itself is another."""
    if of_rule := [word for word in overrides if changes_rule(word)]:
        yield (
            Strong("Not the standard model: "),
            f"no light of the framework comes of {listed(of_rule)}.",
        )
    if assumed := [word for word in overrides if not changes_rule(word)]:
        yield (Strong("Assumed for this run: "), f"{listed(assumed)}.")


def firmness_words(light: AreaLight, firm: Robustness) -> str:
    """The word and the share of weightings for a light; without one, the shares of every light.

    Where doubt about the levels changes the word, it is told as well.
    """
    if isinstance(light, Undetermined) or not (firm.word and firm.word_with_levels):
        spans = [
            f"{name.name} in {share_words(*span, firm.words)}" for name, span in firm.shares.items()
        ]
        return f"{listed(spans)} of weightings, as the open answers may turn out"
    shares = share_words(*firm.shares[light], firm.words)
    report = f"{capital(firm.word.value)}: {light.name} in {shares} of weightings"
    if firm.word_with_levels == firm.word:
        return report
    share = share_words(*firm.with_levels[light], firm.words)
    return f"{report} ({firm.word_with_levels.value}, {share}, if the levels may be off as well)"


def margin_line(result: AssessmentResult) -> Line:
    """How far the light is from its neighbours, in a sentence."""
    return (f"{'; '.join(margin_words(result))}.",)


def margin_words(result: AssessmentResult) -> list[str]:
    """How far the light is from its neighbours, in answers and at vetoes."""
    names = {a.criterion.id: inner(a.criterion.name) for a in result.answers}
    light = result.standing.light
    parts: list[str] = []
    for margin in result.margins:
        vetoes = margin.vetoes
        ways = [f"{counted(margin.answers, 'answer')} away"] if margin.answers else []
        if isinstance(light, Undetermined) or margin.to.rank > light.rank:
            for steps in sorted(set(vetoes.values())):
                closed = [names[name] for name, own in vetoes.items() if own == steps]
                at = "the veto of" if len(closed) == 1 else "each of the vetoes of"
                ways.append(f"{counted(steps, 'step')} away at {at} {listed(closed)}")
            parts.append(f"{margin.to.name} is {listed(ways)}")
        else:
            near = [names[name] for name, steps in vetoes.items() if steps == 1]
            if near:
                ways.append(f"one step away at the veto of {listed(near, 'or')}")
            parts.append(f"{margin.to.name} is {' or '.join(ways)}")
    if not isinstance(light, Undetermined) and light != result.rubric.light_ids[0]:
        better = result.rubric.next_better(light)
        if better not in [margin.to for margin in result.margins]:
            parts.append(f"{better.name} is out of reach while questions are unanswered")
    return parts


def reason_line(result: AssessmentResult) -> Line:
    """Why the light of a result is what it is, in one sentence."""
    light, best = result.standing.light, result.rubric.light_ids[0]
    needed, votes = result.rule.votes_needed, result.rule.votes
    if isinstance(light, Undetermined):
        why = ". ".join(capital(one) for one in result.standing.undetermined_because)
        return (f"No light can be given. {why}.",)
    if light == best:
        return (
            f"{_votes(result, best)} of {votes} votes are {best.name}, {needed} are needed, "
            "and no veto closes it.",
        )
    aim = result.rubric.next_better(light)
    closed = [_closing(answer, aim) for answer in result.answers if aim in answer.closes]
    have, words = _votes(result, aim), aim.name if aim == best else f"{aim.name} or better"
    parts = []
    if closed:
        verb = "alone keeps" if len(closed) == 1 else "each keep"
        parts.append(f"{listed(closed)} {verb} it from {aim.name}")
    if have < needed:
        parts.append(f"{have} of {votes} votes are {words}, {needed} are needed")
    return (f"{capital('; also, '.join(parts))}.",)


def _closing(answer: Answer, aim: BetterLightId) -> str:
    """The name of an answer that closes a light, with the level that it takes if that is open."""
    name, veto = inner(answer.criterion.name), answer.criterion.veto
    if answer.level is None or veto is None or answer.level[0] >= veto[aim]:
        return name
    return f"{name}, if it stands at {veto[aim]},"


def _votes(result: AssessmentResult, light: LightId) -> int:
    return sum(
        answer.criterion.weight
        for answer in result.answers
        if isinstance(answer.light, LightId) and answer.light.rank >= light.rank
    )

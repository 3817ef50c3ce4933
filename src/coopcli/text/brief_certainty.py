"""How sure a light is, and how well the evidence carries it: for a brief."""

from __future__ import annotations

from collections.abc import Iterator

from coopcli.model import Confidence
from coopcli.results.codec import word_of
from coopcli.results.values import UNDETERMINED, LightId, Undetermined
from coopcli.studies.assess import AssessmentResult
from coopcli.text.brief_reasons import SHORT
from coopcli.text.lights import best_of
from coopcli.text.shares import is_provisional, sureness, weaker
from coopcli.text.words import all_of, capital, inner, listed, number

MOST_NAMED = 3
"""Most weakly supported answers that are named; more are counted."""


def unsure(result: AssessmentResult) -> bool:
    """Whether a light is provisional."""
    return is_provisional(result.robustness)


def certainty(
    result: AssessmentResult, *, terse: int = 0, opening: str = "As things stand"
) -> Iterator[str]:
    """How sure the light is, by the weaker measure, and by which readings it would turn.

    ``terse``: from 1 on the weaker measure alone, from 3 without the readings of weak evidence.
    """
    light = result.standing.light
    if isinstance(light, Undetermined) or weaker(result.robustness) is None:
        yield "There is no light to be sure of."
        return
    yield from sureness(light, result.robustness, result.rule, terse=terse > 0, opening=opening)
    if terse < 3:
        yield from _readings(result, light)
    yield from _inference(result)
    if result.cross_check.agrees is False:
        lights = dict.fromkeys([result.cross_check.worst, result.cross_check.best])
        yield f"A plain average gives {listed((light.name for light in lights), 'or')}."


def _readings(result: AssessmentResult, light: LightId) -> Iterator[str]:
    """The light where all weakly supported answers are worse, and where all are better."""
    found = result.outline and result.outline.readings
    if not found:
        return
    strict, lenient = found.strict.name, found.lenient.name
    if found.strict == found.lenient == light:
        yield "It would stay so with weak answers one level worse, or better."
    else:
        yield f"With weak answers one level worse it would be {strict}, one better {lenient}."


def _inference(result: AssessmentResult) -> Iterator[str]:
    """What the light would be without inferred answers, where it would be another."""
    support, light = result.support, result.standing.light
    count = len(support.inferred)
    if not count or support.light == light:
        return
    rest = "there is no light" if support.light is UNDETERMINED else f"it is {support.light.name}"
    inferred = "inferred answer" if count == 1 else f"{number(count)} inferred answers"
    yield f"Without our {inferred} (~) {rest}."


def confidence_line(result: AssessmentResult, *, terse: bool = False) -> str:
    """How well the evidence carries the answers that decide: the weakest grade, and whose it is.

    ``terse`` counts those answers and does not name them.
    """
    by_id = {answer.criterion.id: answer for answer in result.answers}
    graded = [
        (answer.confidence, inner(answer.criterion.name))
        for name in result.standing.decided_by
        if (answer := by_id[name]).confidence is not None
    ]
    if not graded:
        return ""
    weakest, count = min(grade for grade, _ in graded), len(graded)
    weak = [(grade, name) for grade, name in graded if grade <= max(weakest, Confidence.LOW)]
    grades = [word_of(grade).replace("-", " ") for grade in sorted({grade for grade, _ in weak})]
    names, word = [name for _, name in weak], f"{capital(listed(grades, 'or'))} confidence in"
    if len(names) == count:
        return f"{word} {'the' if count == 1 else all_of(count)} {_deciding(result, count)}."
    whose = f"{number(count)} {_deciding(result, count)}"
    counted = f"{word} {number(len(names))} of the {whose}"
    if len(names) > MOST_NAMED:
        return f"{counted}."
    texts = [f"{counted}: {listed(names)}.", f"{word} {listed(names)}."]
    if len(names) == 1:
        texts.insert(1, f"{word} {names[0]}, one of the {whose}.")
    return next(
        (text for text in texts if len(text) <= SHORT), texts[0] if not terse else f"{counted}."
    )


def _deciding(result: AssessmentResult, count: int) -> str:
    """The answers that decide, and what they do: carry the best light, or keep it away."""
    light, best = result.standing.light, best_of(result)
    answers = "answer" if count == 1 else "answers"
    if isinstance(light, Undetermined):
        return f"{answers} given"
    if light == best:
        return f"{answers} that {'carries' if count == 1 else 'carry'} {light.name}"
    aim = result.rubric.next_better(light)
    return f"{answers} that {'keeps' if count == 1 else 'keep'} it from {aim.name}"

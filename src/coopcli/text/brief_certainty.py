"""How sure a light is, and how well the evidence carries it: for a brief."""

from __future__ import annotations

from collections.abc import Iterator

from coopcli.model import Firmness
from coopcli.results.codec import word_of
from coopcli.results.values import UNDETERMINED, LightId, Undetermined
from coopcli.studies.assess import AssessmentResult
from coopcli.text.brief_reasons import SHORT
from coopcli.text.lights import best_of
from coopcli.text.shares import of_weightings, variations, weaker
from coopcli.text.words import inner, listed, number


def unsure(result: AssessmentResult) -> bool:
    """Whether a light is provisional: another comes out too often, by the weaker measure."""
    return weaker(result.robustness) in (Firmness.CONTESTED, Firmness.FRAGILE)


def certainty(result: AssessmentResult, *, terse: bool = False) -> Iterator[str]:
    """How sure the light is, the weaker measure first; ``terse`` in fewer words."""
    light = result.standing.light
    if isinstance(light, Undetermined) or weaker(result.robustness) is None:
        yield "There is no light to be sure of."
        return
    yield variations(light, result.robustness)
    yield _readings(result, light, "Weak" if terse else "Weakly supported")
    yield from _near_vetoes(result)
    yield from _inference(result)
    if result.cross_check.agrees is False:
        lights = dict.fromkeys([result.cross_check.worst, result.cross_check.best])
        yield f"A plain average gives {listed((light.name for light in lights), 'or')}."


def _readings(result: AssessmentResult, light: LightId, weak: str) -> str:
    """Both readings of weak evidence, and other weights."""
    many = of_weightings(light, result.robustness)
    weights = f"Questions weighed otherwise: {light.name} {many}."
    found = result.outline and result.outline.readings
    if not found:
        return weights
    strict, lenient = found.strict.name, found.lenient.name
    if found.strict == found.lenient == light:
        return f"It stays so with {weak.lower()} answers one level worse or better. {weights}"
    return f"{weak} answers one level worse: {strict}; better: {lenient}. {weights}"


def _near_vetoes(result: AssessmentResult) -> Iterator[str]:
    """Vetoes that are one level away from ending the light."""
    names = {answer.criterion.id: inner(answer.criterion.name) for answer in result.answers}
    light = result.standing.light
    for margin in result.margins:
        if isinstance(light, Undetermined) or margin.to.rank >= light.rank:
            continue
        near = [names[name] for name, steps in margin.vetoes.items() if steps == 1]
        if near:
            yield f"One level more on {listed(near, 'or')} is a veto."


def _inference(result: AssessmentResult) -> Iterator[str]:
    """What the light would be without inferred answers, where it would be another."""
    support, light = result.support, result.standing.light
    count = len(support.inferred)
    if not count or support.light == light:
        return
    rest = "there is no light" if support.light is UNDETERMINED else f"it is {support.light.name}"
    inferred = "inferred answer" if count == 1 else f"{number(count)} inferred answers"
    yield f"Without our {inferred} (~) {rest}."


def confidence_line(result: AssessmentResult) -> Iterator[str]:
    """How well the evidence carries the answers that decide: the weakest grade, and whose it is."""
    by_id = {answer.criterion.id: answer for answer in result.answers}
    graded = [
        (answer.confidence, inner(answer.criterion.name))
        for name in result.standing.decided_by
        if (answer := by_id[name]).confidence is not None
    ]
    if not graded:
        return
    weakest, count = min(grade for grade, _ in graded), len(graded)
    names = [name for grade, name in graded if grade is weakest]
    word = f"In the evidence: {word_of(weakest).replace('-', ' ')}"
    if len(names) == count:
        yield f"{word} for {'the' if count == 1 else 'all'} {_deciding(result, count)}."
    else:
        rest = count - len(names)
        named = f"{word} for {listed(names)}, better for the other {_deciding(result, rest)}."
        many = f"{word} for {number(len(names))} of the {_deciding(result, count)}."
        yield named if len(named) <= SHORT else many


def _deciding(result: AssessmentResult, count: int) -> str:
    """The answers that decide, and what they do: carry the best light, or keep it away."""
    light, best = result.standing.light, best_of(result)
    answers = "answer" if count == 1 else f"{number(count)} answers"
    if isinstance(light, Undetermined):
        return f"{answers} given"
    if light == best:
        return f"{answers} that {'carries' if count == 1 else 'carry'} {light.name}"
    aim = result.rubric.next_better(light)
    return f"{answers} that {'keeps' if count == 1 else 'keep'} it from {aim.name}"

"""The answers of a brief, a row each, and how to read them."""

from __future__ import annotations

from collections.abc import Iterator

from coopcli.model import Basis
from coopcli.results.answers import Answer
from coopcli.results.values import MISSING, BetterLightId
from coopcli.studies.assess import AssessmentResult, Dimension
from coopcli.text.blocks import Answers, Family, Line, Row
from coopcli.text.brief_reasons import label_of
from coopcli.text.lights import at_stake
from coopcli.text.notes import Citations
from coopcli.text.votes import dissent
from coopcli.text.words import inner, level_words, listed


def _missing(result: AssessmentResult) -> list[Answer]:
    return [answer for answer in result.answers if answer.light is MISSING]


def worst_first(part: Dimension) -> list[Answer]:
    """The answers of a family, the worst first, vetoes first among equals; open ones last."""
    return sorted(
        part.criteria,
        key=lambda answer: (
            -answer.level[1] if answer.level else 1 + (answer.not_applicable is not None),
            answer.criterion.veto is None,
            -answer.level[0] if answer.level else 0,
        ),
    )


def answers_of(result: AssessmentResult, citations: Citations) -> Answers:
    """All answers at a glance."""
    families = tuple(
        Family(part.label or part.name, tuple(_rows(result, part, citations)))
        for part in result.dimensions
    )
    counts = tuple((light, count) for light, count in result.standing.tally.items() if count)
    scale, highest = result.rubric.scale, result.rubric.highest
    inferred = ", ~ inferred" if result.support.inferred else ""
    ends = f"levels: 0 {scale[0]} … {highest} {scale[-1]}{inferred}"
    return Answers(counts, ends, families)


def _rows(result: AssessmentResult, part: Dimension, citations: Citations) -> Iterator[Row]:
    open_ = [answer for answer in part.criteria if answer.light is MISSING]
    apart = [answer for answer in part.criteria if answer.not_applicable is not None]
    together = [group for group in (open_, apart) if len(group) > 1]
    for answer in worst_first(part):
        if not any(answer in group for group in together):
            yield _row(result, answer, citations)
    for group in together:
        words = "Not answered" if group is open_ else "Does not apply"
        names = [inner(answer.criterion.name) + veto_of(result, answer) for answer in group]
        yield Row(group[0].light, "-", "", "", f"{words}: {', '.join(names)}", ())


def _row(result: AssessmentResult, answer: Answer, citations: Citations) -> Row:
    notes = tuple(sorted({citations.number(name) for name in answer.evidence}))
    apart = "not answered" if answer.not_applicable is None else "does not apply"
    label = apart if answer.level is None else label_of(answer)
    if answer.panel and (votes := dissent(answer.panel, answer.level)):
        label = f"{label}; dissent: {votes}" if label else f"dissent: {votes}"
    inferred = "~" if answer.basis is Basis.INFERRED else ""
    level = "-" if answer.level is None else f"{level_words(answer.level)}{inferred}"
    aside = veto_of(result, answer).strip()
    return Row(answer.light, level, answer.criterion.name, aside, label, notes)


def veto_of(result: AssessmentResult, answer: Answer) -> str:
    """At which level the answer alone rules a light out, and which where that is not clear."""
    every = {one for other in result.answers for one in _vetoes(result, other)}
    for level, aim in _vetoes(result, answer):
        several = sum(1 for other, _ in every if other == level) > 1
        return f" ({aim.name} veto at {level})" if several else f" (veto at {level})"
    return ""


def _vetoes(result: AssessmentResult, answer: Answer) -> Iterator[tuple[int, BetterLightId]]:
    """The level at which an answer alone rules out a light, and the light, if it ever does."""
    aim = at_stake(result, answer.closes)
    if answer.criterion.veto and aim in answer.criterion.veto:
        yield answer.criterion.veto[aim], aim


def key(result: AssessmentResult) -> Iterator[Line]:
    """How to read a range and a veto, where there are any among the answers."""
    texts = []
    ranges = [one.level for one in result.answers if one.level and one.level[0] < one.level[1]]
    if ranges:
        open_ = max(ranges, key=ranges.count)
        texts.append(f"{level_words(open_)} counts as {open_[1]}.")
    found = {(level, aim) for one in result.answers for level, aim in _vetoes(result, one)}
    aims, levels = {aim for _, aim in found}, {level for level, _ in found}
    if len(aims) == 1:
        at = f"One answer at its veto ({listed(map(str, sorted(levels)), 'or')})"
        texts.append(f"{at} rules out {aims.pop().name}, whatever the others say.")
    elif found:
        lights = listed([f"{aim.name} ({level})" for level, aim in sorted(found)], "or")
        lights = lights if len(found) == len(levels) else "that light"
        texts.append(f"One answer at its veto alone rules out {lights}.")
    if texts:
        yield (" ".join(texts),)

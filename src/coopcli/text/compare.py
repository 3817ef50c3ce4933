"""From a comparison to what its areas share and what sets them apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import ascii_uppercase

from coopcli.studies.compare import ComparedAnswer, ComparedCriterion, Comparison, Takeover
from coopcli.text.blocks import (
    Block,
    Code,
    Heading,
    Items,
    Line,
    Mark,
    Paragraph,
    Strong,
    Table,
)
from coopcli.text.notes import Citations
from coopcli.text.words import capital, inner, level_words, listed, number, percent, short_outlook


def comparison_blocks(result: Comparison, *, detail: int = 0) -> list[Block]:
    """The areas, their answers side by side, and what separates them.

    ``detail`` -1 is the areas alone; the grounds of each answer are given for two areas, above 0
    for any number.
    """
    marks = dict(zip((area.id for area in result.areas), _letters(), strict=False))
    blocks: list[Block] = [
        Heading(f"{listed(area.name for area in result.areas)}, side by side", 1),
        _areas_table(result, marks),
    ]
    if detail < 0:
        return blocks
    citations = Citations()
    blocks += [_answers_table(result, marks), Heading("What separates them")]
    blocks += _separation(result, marks, citations, grounds=detail > 0 or len(marks) == 2)
    return [*blocks, *citations.closing(result.evidence, result.sources)]


def _letters() -> Iterator[str]:
    """A, B … Z, AA, AB …: short heads for the columns."""
    yield from ascii_uppercase
    for first in ascii_uppercase:
        yield from (first + second for second in ascii_uppercase)


def _areas_table(result: Comparison, marks: dict[str, str]) -> Table:
    rows: list[tuple[Line, ...]] = [
        (
            (Mark(area.brief.light),),
            (f"{marks[area.id]} ", Code(area.id)),
            (short_outlook(area.brief.outlook, area.brief.turning),),
            (percent(area.brief.coverage),),
            (str(area.as_of),),
        )
        for area in result.areas
    ]
    return Table(("light", "area", "outlook", "answered", "as of"), tuple(rows))


def _answers_table(result: Comparison, marks: dict[str, str]) -> Table:
    rows: list[tuple[Line, ...]] = [
        (
            (f"{criterion.name}{', veto' if criterion.veto else ''}",),
            ("differs" if criterion.differs else "",),
            *map(_answer_cell, criterion.answers),
        )
        for criterion in result.criteria
    ]
    return Table(("question", "", *marks.values()), tuple(rows))


def _answer_cell(answer: ComparedAnswer) -> Line:
    return (Mark(answer.light, word=False), f" {level_words(answer.level)}")


def _separation(
    result: Comparison, marks: dict[str, str], citations: Citations, *, grounds: bool
) -> Iterator[Block]:
    criteria = result.criteria
    names = {criterion.id: inner(criterion.name) for criterion in criteria}
    apart = [criterion for criterion in criteria if criterion.differs]
    yield Paragraph((_count(apart, criteria),))
    if result.steps:
        yield Items(tuple(_step_line(step, marks, names) for step in result.steps))
    if not grounds:
        return
    for criterion in apart:
        yield Paragraph((Strong(criterion.name),))
        yield Items(
            tuple(
                (
                    f"{mark} ",
                    *_answer_cell(answer),
                    f": {answer.rationale}",
                    *citations.cite(answer.evidence),
                )
                for mark, answer in zip(marks.values(), criterion.answers, strict=True)
            )
        )


def _count(apart: Sequence[ComparedCriterion], criteria: Sequence[ComparedCriterion]) -> str:
    if not apart:
        return "No answer differs in its light."
    vetoes = [inner(criterion.name) for criterion in apart if criterion.veto]
    among = f"; those with a veto: {listed(vetoes)}" if vetoes else ""
    verb = "differs" if len(apart) == 1 else "differ"
    return f"{capital(number(len(apart)))} of {len(criteria)} answers {verb}{among}."


def _step_line(step: Takeover, marks: dict[str, str], names: dict[str, str]) -> Line:
    one, other = marks[step.area], marks[step.other]
    if not step.criteria:
        start = f"No single answer of {other} would turn {one} "
    elif len(step.criteria) == 1:
        start = f"One answer of {other} would turn {one} "
    else:
        start = f"Any one of these answers of {other} would turn {one} "
    which = listed((names[name] for name in step.criteria), "or")
    return (start, Mark(step.light), f": {which}." if which else ".")

"""From an area with overrides and today's to what moved and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from coopcli.results.values import name_of
from coopcli.studies.assess import AssessmentResult
from coopcli.studies.what_if import WhatIfResult
from coopcli.text.blocks import (
    Block,
    Code,
    Heading,
    Inline,
    Items,
    Line,
    Mark,
    Paragraph,
    Strong,
    Table,
)
from coopcli.text.brief_certainty import unsure
from coopcli.text.brief_reasons import reasons, unit
from coopcli.text.reasons import override_lines
from coopcli.text.words import inner, listed, outlook_words, percent


def what_if_blocks(result: WhatIfResult, *, detail: int = 0) -> list[Block]:
    """What was set, both lights, and why; -1 is the table alone, 1 adds what each answer claims."""
    today, changed = result.today, result.changed
    blocks: list[Block] = [Heading(f"What if: {result.area.name}", 1)]
    blocks += [
        Paragraph(line) for line in override_lines(result.overrides) if not result.standard_model
    ][:1]
    blocks += [Paragraph(_moved(result)), _table(today, changed)]
    if detail < 0:
        return blocks
    blocks += [Heading("What was set"), Items(tuple(_settings(result, detail)))]
    blocks += [Heading("Why")]
    for name, each in (("Today", today), ("What if", changed)):
        blocks.append(Paragraph((Strong(f"{name}: "), " ".join(reasons(each)))))
    note = (
        "An assumed answer has no evidence and no trend. This shows what the rule would give, not "
        "that anything brings it about."
    )
    rubric = result.rubric
    stand = f"As of {result.as_of}; {rubric.title}, {rubric.id} {rubric.version}."
    return [*blocks, Paragraph((note,)), Paragraph((stand,))]


def _moved(result: WhatIfResult) -> Line:
    was, light = result.today.standing.light, result.light
    if result.moved:
        return ("The light moves from ", Mark(was), " to ", Mark(light), ".")
    if _outlook(result.today) != _outlook(result.changed):
        return ("The light stays ", Mark(light), "; its outlook changes.")
    return ("The light stays ", Mark(light), ".")


def _outlook(result: AssessmentResult) -> str:
    return outlook_words(result.standing.outlook, result.standing.turning)


def _table(today: AssessmentResult, changed: AssessmentResult) -> Table:
    def row(name: str, cell: Callable[[AssessmentResult], Line]) -> tuple[Line, ...]:
        return ((name,), cell(today), cell(changed))

    rows = [
        row("light", _light),
        row("outlook", lambda result: (_outlook(result).removeprefix("outlook "),)),
        row("possible", _possible),
        row("answers", _answers),
        row("needed", lambda r: (f"{r.rule.votes_needed} of {r.rule.votes} {unit(r)}",)),
        row("vetoed by", _closed),
        row("answered", lambda result: (percent(result.standing.coverage),)),
    ]
    return Table(("", "today", "what if"), tuple(rows))


def _light(result: AssessmentResult) -> Line:
    note = ", provisional" if unsure(result) else ""
    return (Mark(result.standing.light), note) if note else (Mark(result.standing.light),)


def _possible(result: AssessmentResult) -> Line:
    best, worst = result.standing.best, result.standing.worst
    return (Mark(worst),) if best == worst else (Mark(worst), " to ", Mark(best))


def _answers(result: AssessmentResult) -> Line:
    counts = result.standing.tally.items()
    return (", ".join(f"{n} {name_of(light)}" for light, n in counts if n),)


def _closed(result: AssessmentResult) -> Line:
    names = [inner(answer.criterion.name) for answer in result.answers if answer.closes]
    return (listed(names) or "none",)


def _settings(result: WhatIfResult, detail: int) -> Iterator[Line]:
    asked = {answer.criterion.id: answer for answer in result.changed.all_answers}
    several = len(result.settings) > 1
    for setting in result.settings:
        key = setting.set.partition("=")[0]
        was = "not answered" if setting.was == "missing" else setting.was
        line: list[Inline] = [Code(setting.set), f", today {was}"]
        if several and setting.alone is None:
            line.append("; the rubric does not allow it alone")
        elif several and setting.alone is not None:
            line += ["; alone it gives ", Mark(setting.alone)]
        claims = asked[key].claim if key in asked and detail > 0 else ()
        yield (*line, ".", *(f" Claimed: {claim}" for claim in claims))

"""From today's assessment and the one with overrides to what moved and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from coopcli.analysis.what_if import (
    Override,
    SetAnswer,
    SetGate,
    SetLine,
    SetMajority,
    SetWeight,
    WhatIf,
)
from coopcli.model import Assessment, Rating
from coopcli.report.assessment import (
    answers_of,
    changes_rule,
    margin_line,
    override_lines,
    reason_line,
)
from coopcli.report.blocks import (
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
from coopcli.report.result import assessment_result, envelope, light_word, share
from coopcli.report.words import level_words, listed, outlook_words, percent

Data = dict[str, Any]


def what_if_result(outcome: WhatIf, words: Sequence[str]) -> Data:
    """The result that sets an area with overrides beside today's; ``words`` name the overrides."""
    today, changed = outcome.today, outcome.changed
    settings = [
        {
            "set": word,
            "was": _was(override, today),
            "alone": None if alone is None else light_word(alone.light),
        }
        for word, override, alone in zip(words, outcome.overrides, outcome.alone, strict=True)
    ]
    return envelope("what-if", today.rubric) | {
        "area": {"id": today.area.id, "name": today.area.name},
        "as_of": str(today.as_of),
        "overrides": list(words),
        "standard_model": not any(map(changes_rule, words)),
        "light": light_word(changed.light),
        "outlook": changed.outlook.value,
        "moved": changed.light is not today.light,
        "settings": settings,
        "today": assessment_result(today),
        "changed": assessment_result(changed, words),
    }


def _was(override: Override, today: Assessment) -> str:
    """What stood in the place of an override, in the words of a value."""
    criteria, lines = today.rubric.criteria, today.rubric.lines
    match override:
        case SetAnswer(name, _):
            rating = next(a.rating for a in today.answers if a.criterion.id == name)
            found = rating if isinstance(rating, Rating) else None
            return level_words([found.low, found.high]) if found else "missing"
        case SetWeight(name, _):
            return str(criteria[name].weight)
        case SetGate(name, _):
            gate = criteria[name].gate
            return f"{gate.green},{gate.yellow}" if gate else "off"
        case SetLine(light, _):
            return str(lines.at(light))
        case SetMajority(_):
            return share(today.rubric.majority)
    raise AssertionError(override)


def what_if_blocks(data: Data, *, detail: int = 0) -> list[Block]:
    """What was set, both lights, and why; -1 is the table alone, 1 adds what each answer claims."""
    today, changed = data["today"], data["changed"]
    blocks: list[Block] = [Heading(f"What if: {data['area']['name']}", 1)]
    blocks += [
        Paragraph(line) for line in override_lines(data["overrides"]) if not data["standard_model"]
    ][:1]
    blocks += [Paragraph(_moved(data)), _table(today, changed)]
    if detail < 0:
        return blocks
    blocks += [Heading("What was set"), Items(tuple(_settings(data, detail)))]
    blocks += [Heading("Why")]
    for name, result in (("Today", today), ("What if", changed)):
        margin = [" ", *margin_line(result)] if result["light"] != "undetermined" else []
        blocks.append(Paragraph((Strong(f"{name}: "), *reason_line(result), *margin)))
    told = (
        "An assumed answer has no evidence and no trend. The command tells what the rule would "
        "say, not that anything makes it so."
    )
    rubric = data["rubric"]
    stand = f"As of {data['as_of']}; {rubric['title']}, {rubric['id']} {rubric['version']}."
    return [*blocks, Paragraph((told,)), Paragraph((stand,))]


def _moved(data: Data) -> Line:
    was, light = data["today"]["light"], data["light"]
    if data["moved"]:
        return ("The light moves from ", Mark(was), " to ", Mark(light), ".")
    if outlook_words(data["today"]) != outlook_words(data["changed"]):
        return ("The light stays ", Mark(light), "; its outlook changes.")
    return ("The light stays ", Mark(light), ".")


def _table(today: Data, changed: Data) -> Table:
    def row(name: str, cell: Any) -> tuple[Line, ...]:
        return ((name,), cell(today), cell(changed))

    rows = [
        row("light", lambda result: (Mark(result["light"]),)),
        row("outlook", lambda result: (outlook_words(result).removeprefix("outlook "),)),
        row("possible", _possible),
        row("answers", _answers),
        row("needed", lambda r: (f"{r['rule']['votes_needed']} of {r['rule']['votes']} votes",)),
        row("gates closed", _closed),
        row("rated", lambda result: (percent(result["coverage"]),)),
    ]
    return Table(("", "today", "what if"), tuple(rows))


def _possible(result: Data) -> Line:
    best, worst = result["best"], result["worst"]
    return (Mark(worst),) if best == worst else (Mark(worst), " to ", Mark(best))


def _answers(result: Data) -> Line:
    return (", ".join(f"{count} {light}" for light, count in result["tally"].items() if count),)


def _closed(result: Data) -> Line:
    names = [answer["name"].lower() for answer in answers_of(result) if answer["closes"]]
    return (listed(names) or "none",)


def _settings(data: Data, detail: int) -> Iterator[Line]:
    asked = {answer["id"]: answer for answer in answers_of(data["changed"])}
    several = len(data["settings"]) > 1
    for setting in data["settings"]:
        key = setting["set"].partition("=")[0]
        line: list[Inline] = [Code(setting["set"]), f", today {setting['was']}"]
        if several and setting["alone"] is None:
            line.append("; alone it would contradict the rubric")
        elif several:
            line += ["; alone it gives ", Mark(setting["alone"])]
        claims = asked[key]["claim"] if key in asked and detail > 0 else []
        yield (*line, ".", *(f" Claimed: {claim}" for claim in claims))

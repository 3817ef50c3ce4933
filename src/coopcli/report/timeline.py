"""From the moments of an area to the report of when its light changed, and through what."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from coopcli import argument
from coopcli.analysis.timeline import Change, Moment
from coopcli.model import CriterionAnswer, IssueArea, Outlook, Rating, Rubric
from coopcli.report.blocks import (
    Block,
    Code,
    Heading,
    Items,
    Line,
    Mark,
    Paragraph,
    Strip,
    Strong,
    Table,
)
from coopcli.report.notes import Citations, documents, sources_of
from coopcli.report.result import envelope, evidence_data, light_word, share, source_data, tally
from coopcli.report.words import (
    capital,
    counted,
    level_words,
    listed,
    number,
    outlook_words,
)
from coopcli.results import parts as results
from coopcli.results.codec import decode

Data = dict[str, Any]


def timeline_result(rubric: Rubric, area: IssueArea, moments: tuple[Moment, ...]) -> Data:
    """The result that tells the light of an area over time."""
    names = dict.fromkeys(
        name for moment in moments for change in moment.changes for name in _cited(change.after)
    )
    evidence = [area.evidence[name] for name in names]
    sources = dict.fromkeys(item.passage.source for item in evidence)
    return envelope("timeline", rubric) | {
        "area": {"id": area.id, "name": area.name},
        "horizon_months": rubric.horizon_months,
        "moments": [_moment(moment) for moment in moments],
        "evidence": [evidence_data(item) for item in evidence],
        "sources": [source_data(area.sources[name]) for name in sources],
    }


def _moment(moment: Moment) -> Data:
    assessment = moment.assessment
    return {
        "date": str(assessment.as_of),
        "light": light_word(assessment.light),
        "best": light_word(assessment.best),
        "worst": light_word(assessment.worst),
        "outlook": assessment.outlook.value,
        "turning": [light_word(light) for light in assessment.turning],
        "coverage": share(assessment.coverage),
        "tally": tally(assessment.tally),
        "changes": [_change(change) for change in moment.changes],
    }


def _change(change: Change) -> Data:
    before, after = change.before, change.after
    rating = after.rating
    return {
        "criterion": after.criterion.id,
        "name": after.criterion.name,
        "gate": after.criterion.veto is not None,
        "before": None if before is None else _level(before),
        "after": _level(after),
        "light_before": None if before is None else _light(before),
        "light": _light(after),
        "trend": after.trend.name.lower(),
        "moved": change.moved,
        "lapsed": change.lapsed,
        "rationale": argument.of(rating) if isinstance(rating, Rating) else rating.reason,
        "evidence": _cited(after),
    }


def _level(answer: CriterionAnswer) -> list[int] | None:
    return [answer.low, answer.high] if isinstance(answer.rating, Rating) else None


def _light(answer: CriterionAnswer) -> str:
    return "missing" if answer.light is None else light_word(answer.light)


def _cited(answer: CriterionAnswer) -> list[str]:
    return list(answer.rating.evidence) if isinstance(answer.rating, Rating) else []


def timeline_blocks(data: Data, *, detail: int = 0) -> list[Block]:
    """The strip, the table of dates, and what moved the light; above 0 also what did not."""
    moments, citations = data["moments"], Citations()
    blocks: list[Block] = [Heading(f"{data['area']['name']} over time", 1)]
    if not moments:
        return [*blocks, Paragraph(("No answer was known by then.",))]
    blocks += [Strip(_years(moments)), _table(moments), Paragraph((_summary(data),))]
    if detail < 0:
        return blocks
    for earlier, moment in zip([None, *moments[:-1]], moments, strict=True):
        blocks += _told(earlier, moment, citations, detail)
    notes = citations.notes(decode(tuple[results.Evidence, ...], data["evidence"]))
    if notes.notes:
        cited = {note.id for note in notes.notes}
        told = {item["source"] for item in data["evidence"] if item["id"] in cited}
        blocks += [Heading("Evidence"), notes]
        blocks += documents([s for s in sources_of(data) if s.id in told])
    return blocks


def _years(moments: list[Data]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The lights of each year, from the first to the last; a quiet year has none."""
    lights: dict[int, tuple[str, ...]] = {}
    for moment in moments:
        year = int(moment["date"][:4])
        lights[year] = (*lights.get(year, ()), moment["light"])
    return tuple(
        (f"{year:04}", lights.get(year, ())) for year in range(min(lights), max(lights) + 1)
    )


def _table(moments: list[Data]) -> Table:
    rows: list[tuple[Line, ...]] = [
        (
            (Mark(moment["light"]),),
            (Code(moment["date"]),),
            (_short_outlook(moment),),
            _counts(moment["tally"]),
            (_cause(moment, first=number == 0),),
        )
        for number, moment in enumerate(moments)
    ]
    return Table(("light", "as of", "outlook", "answers", "moved by"), tuple(rows))


def _counts(tally: Data) -> Line:
    """The answers at each light, in one word, so that no line breaks in it."""
    shown = [light for light in ("green", "yellow", "red", "missing") if tally[light]]
    return tuple(part for light in shown for part in (Mark(light, word=False), str(tally[light])))


def _short_outlook(moment: Data) -> str:
    return (
        outlook_words(Outlook(moment["outlook"]), moment["turning"])
        .removeprefix("outlook ")
        .removeprefix("possibly ")
    )


def _cause(moment: Data, *, first: bool) -> str:
    if first:
        return "first answers"
    movers = [change["name"].lower() for change in moment["changes"] if change["moved"]]
    if not movers:
        return "nothing"
    return listed(movers) if len(movers) < 4 else counted(len(movers), "answer")


def _summary(data: Data) -> str:
    moments = data["moments"]
    pairs = list(pairwise(moments))
    lights = sum(a["light"] != b["light"] for a, b in pairs)
    outlooks = sum(a["light"] == b["light"] and _verdict(a) != _verdict(b) for a, b in pairs)
    return (
        f"{capital(counted(len(moments), 'date'))} at which the light could have changed. "
        f"{_history(lights, outlooks)} Between these dates only the evidence ages, which lowers "
        "confidence and never moves a light."
    )


def _history(lights: int, outlooks: int) -> str:
    if not lights and not outlooks:
        return "Neither the light nor the outlook changed."
    return f"The light {_times(lights)}, the outlook alone {_times(outlooks)}."


def _times(count: int) -> str:
    often = {1: "once", 2: "twice"}.get(count) or counted(count, "time")
    return f"changed {often}" if count else "never changed"


def _verdict(moment: Data) -> tuple[Any, ...]:
    return moment["light"], moment["outlook"], moment["turning"]


def _told(earlier: Data | None, moment: Data, citations: Citations, detail: int) -> Iterator[Block]:
    """What came at a date: answers that moved; with detail also those that were confirmed."""
    told = [c for c in moment["changes"] if detail > 0 or (earlier and _is_move(c))]
    yield Heading(moment["date"])
    yield Paragraph(_headline(earlier, moment))
    if told:
        yield Items(tuple(_line(change, citations) for change in told))


def _is_move(change: Data) -> bool:
    """Whether an answer has another level than before, or moved the light by its trend."""
    return bool(change["moved"] or change["before"] != change["after"])


def _headline(earlier: Data | None, moment: Data) -> Line:
    now: Line = (
        Mark(moment["light"]),
        f", {outlook_words(Outlook(moment['outlook']), moment['turning'])}",
    )
    if earlier and _verdict(earlier) != _verdict(moment):
        now = (
            *now,
            "; before ",
            Mark(earlier["light"]),
            f", {outlook_words(Outlook(earlier['outlook']), earlier['turning'])}",
        )
    new = [change for change in moment["changes"] if not change["lapsed"]]
    if not new:
        return (*now, ".")
    counts = f". {capital(counted(len(new), 'new rating'))}"
    kept = sum(not _is_move(change) for change in new)
    if earlier and kept:
        which = number(kept) if kept < len(new) else "all" if kept > 1 else ""
        counts += f", {which} at the level of before".replace("  ", " ")
    return (*now, f"{counts}.")


def _line(change: Data, citations: Citations) -> Line:
    name: Line = (Mark(change["light"], word=False), " ", Strong(change["name"]))
    if change["lapsed"]:
        return (*name, ": no new rating; the horizon of its trend has passed.")
    gate = ", gate" if change["gate"] else ""
    moved = ", moved the light or its outlook" if change["moved"] else ""
    trend = f", {change['trend']}" if change["trend"] != "none" else ""
    told = f"{gate}: {_levels(change)}{trend}{moved}. {change['rationale']}"
    return (*name, told, *citations.cite(change["evidence"]))


def _levels(change: Data) -> str:
    before, after = _words(change["before"]), _words(change["after"])
    return after if change["light_before"] is None or before == after else f"{before} to {after}"


def _words(level: list[int] | None) -> str:
    return "missing" if level is None else level_words(level)

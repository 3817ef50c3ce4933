"""From the light of an area over time to when it changed, and through what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from coopcli.model import Trend
from coopcli.results.parts import Brief, Tally
from coopcli.results.values import NOT_APPLICABLE, AnswerLight, AnyLight, Levels, name_of
from coopcli.studies.timeline import Change, Moment, Timeline
from coopcli.text.blocks import (
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
from coopcli.text.notes import Citations
from coopcli.text.words import (
    capital,
    counted,
    inner,
    level_words,
    listed,
    number,
    outlook_words,
    short_outlook,
)


def timeline_blocks(result: Timeline, *, detail: int = 0) -> list[Block]:
    """The strip, the table of dates, and what moved the light; above 0 also what did not."""
    moments, citations = result.moments, Citations()
    blocks: list[Block] = [Heading(f"{result.area.name} over time", 1)]
    if not moments:
        return [*blocks, Paragraph(("Nothing was known by then.",))]
    blocks += [Strip(_years(moments)), _table(moments), Paragraph((_summary(result.moments),))]
    if detail < 0:
        return blocks
    for earlier, moment in zip([None, *moments[:-1]], moments, strict=True):
        blocks += _moment(earlier, moment, citations, detail)
    return [*blocks, *citations.closing(result.evidence, result.sources)]


def _years(moments: Sequence[Moment]) -> tuple[tuple[str, tuple[AnyLight, ...]], ...]:
    """The lights of each year, from the first to the last; a quiet year has none."""
    lights: dict[int, tuple[AnyLight, ...]] = {}
    for moment in moments:
        year = moment.date.first.year
        lights[year] = (*lights.get(year, ()), moment.brief.light)
    return tuple(
        (f"{year:04}", lights.get(year, ())) for year in range(min(lights), max(lights) + 1)
    )


def _table(moments: Sequence[Moment]) -> Table:
    rows: list[tuple[Line, ...]] = [
        (
            (Mark(moment.brief.light),),
            (Code(str(moment.date)),),
            (short_outlook(moment.brief.outlook, moment.brief.turning),),
            _counts(moment.tally),
            (_cause(moment, first=number == 0),),
        )
        for number, moment in enumerate(moments)
    ]
    return Table(("light", "as of", "outlook", "answers", "light moved by"), tuple(rows))


def _counts(tally: Tally) -> Line:
    """The answers at each light, in one word, so that no line breaks in it."""
    shown = [(light, count) for light, count in tally.items() if count]
    return tuple(part for light, n in shown for part in (Mark(light, word=False), str(n)))


def _cause(moment: Moment, *, first: bool) -> str:
    if first:
        return "first answers"
    movers = [inner(change.name) for change in moment.changes if change.moved]
    if not movers:
        return "–"
    return listed(movers) if len(movers) < 4 else counted(len(movers), "answer")


def _summary(moments: Sequence[Moment]) -> str:
    pairs = list(pairwise(moment.brief for moment in moments))
    lights = sum(a.light != b.light for a, b in pairs)
    outlooks = sum(a.light == b.light and _verdict(a) != _verdict(b) for a, b in pairs)
    return (
        f"{capital(counted(len(moments), 'date'))} with new answers or trends that end. "
        f"{_history(lights, outlooks)} Between these dates evidence ages, which lowers confidence "
        "and never moves a light."
    )


def _history(lights: int, outlooks: int) -> str:
    if not lights and not outlooks:
        return "Neither the light nor the outlook changed."
    return f"The light {_times(lights)}, the outlook alone {_times(outlooks)}."


def _times(count: int) -> str:
    often = {1: "once", 2: "twice"}.get(count) or counted(count, "time")
    return f"changed {often}" if count else "never changed"


def _verdict(brief: Brief) -> tuple[object, ...]:
    return brief.light, brief.outlook, brief.turning


def _moment(
    earlier: Moment | None, moment: Moment, citations: Citations, detail: int
) -> Iterator[Block]:
    """What came at a date: answers that moved; with detail also those that were confirmed."""
    shown = [c for c in moment.changes if detail > 0 or (earlier and _is_move(c))]
    yield Heading(str(moment.date))
    yield Paragraph(_headline(earlier, moment))
    if shown:
        yield Items(tuple(_line(change, citations) for change in shown))


def _is_move(change: Change) -> bool:
    """Whether an answer has another level than before, or moved the light by its trend."""
    apart = (change.light_before is NOT_APPLICABLE) is not (change.light is NOT_APPLICABLE)
    return change.moved or apart or change.before != change.after


def _headline(earlier: Moment | None, moment: Moment) -> Line:
    now = _brief_line(moment.brief)
    if earlier and _verdict(earlier.brief) != _verdict(moment.brief):
        before = outlook_words(earlier.brief.outlook, earlier.brief.turning)
        now = (*now, f". Before: {name_of(earlier.brief.light)}, {before}")
    new = [change for change in moment.changes if not change.lapsed]
    if not new:
        return (*now, ".")
    kept = sum(not _is_move(change) for change in new)
    counts = f". {capital(counted(len(new), 'new rating'))}"
    if earlier:
        worse = sum(_way(change) > 0 for change in new)
        better = sum(_way(change) < 0 for change in new)
        found = ((worse, "worse"), (better, "better"), (kept, "unchanged"))
        words = [f"{number(count)} {word}" for count, word in found if count]
        counts += f": {', '.join(words)}" if words else ""
    return (*now, f"{counts}.")


def _way(change: Change) -> int:
    """Whether an answer got worse, 1, or better, -1; 0 where it had no level before or after."""
    if change.before is None or change.after is None:
        return 0
    before, after = change.before[::-1], change.after[::-1]
    return (after > before) - (after < before)


def _brief_line(brief: Brief) -> Line:
    return (Mark(brief.light), f", {outlook_words(brief.outlook, brief.turning)}")


def _line(change: Change, citations: Citations) -> Line:
    name: Line = (Mark(change.light, word=False), " ", Strong(change.name))
    if change.lapsed:
        return (*name, ": no new rating; the time of its trend is over.")
    veto = ", veto" if change.veto else ""
    moved = "; this moved the light or its outlook" if change.moved else ""
    trend = f", {_TRENDS[change.trend]}" if change.trend is not Trend.NONE else ""
    words = f"{veto}: {_levels(change)}{trend}{moved}. {change.rationale}"
    return (*name, words, *citations.cite(change.evidence))


_TRENDS = {Trend.HARDENING: "getting worse", Trend.EASING: "getting better"}


def _levels(change: Change) -> str:
    before, after = _words(change.before, change.light_before), _words(change.after, change.light)
    return after if change.light_before is None or before == after else f"{before} to {after}"


def _words(level: Levels | None, light: AnswerLight | None) -> str:
    if light is NOT_APPLICABLE:
        return "not applicable"
    return "not answered" if level is None else level_words(level)

"""From what changed between two results to each area that changed, with its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum
from typing import TypeVar

from coopcli.identity import RubricChange, Version, digests_from
from coopcli.model import Outlook, Trend
from coopcli.results.codec import word_of
from coopcli.results.parts import RubricRef
from coopcli.results.values import AnyLight, AreaLight, name_of
from coopcli.studies.diff import AnswerDiff, AreaDiff, Cause, Diff, Votes
from coopcli.studies.wording import rubric_change
from coopcli.text.blocks import Block, Code, Heading, Items, Line, Mark, Paragraph, Strong, Table
from coopcli.text.words import capital, counted, level_words, listed, number, short_outlook

T = TypeVar("T")


def diff_blocks(result: Diff, *, detail: int = 0) -> list[Block]:
    """Every area that changed, with its parts; ``detail`` -1 leaves out the single answers."""
    blocks: list[Block] = []
    blocks += rubric_words(result)
    for area in result.areas:
        blocks += _area_blocks(area, detail)
    for name, areas in (("Appeared", result.appeared), ("Vanished", result.vanished)):
        if areas:
            blocks.append(Paragraph((Strong(f"{name}: "), f"{listed(areas)}.")))
    same = number(len(result.unchanged)) if result.unchanged else "none"
    counts = f"{counted(len(result.areas), 'area')} changed, {same} stayed the same."
    return [*blocks, Paragraph((capital(counts),))]


def rubric_words(result: Diff) -> Iterator[Block]:
    """That the rubric is another one, where it is."""
    change = _rubric_change(result.old_rubric, result.new_rubric)
    if change is RubricChange.RULE:
        before, after = _rubric_words(result.old_rubric), _rubric_words(result.new_rubric)
        words = f"The rubric decides otherwise: {before} before, {after} now."
        yield Paragraph((Strong("These results cannot be compared. "), words))
    elif words := rubric_change(change):
        yield Paragraph((f"{capital(words)}.",))


def _rubric_change(old: RubricRef, new: RubricRef) -> RubricChange:
    before, after = digests_from(old.digest), digests_from(new.digest)
    if before and after:
        was = Version(old.id, old.version, before)
        return was.change_to(Version(new.id, new.version, after))
    # As older programs wrote it, with a digest of the whole file.
    return RubricChange.NONE if old == new else RubricChange.RULE


def _rubric_words(rubric: RubricRef) -> str:
    return f"{rubric.id} {rubric.version} ({rubric.digest[:15]}…)"


def _area_blocks(area: AreaDiff, detail: int) -> Iterator[Block]:
    yield Heading(area.name)
    (was, now), (old_day, new_day) = area.light, area.as_of
    yield Paragraph((Mark(was), f" as of {old_day}; ", Mark(now), f" as of {new_day}."))
    columns = ("cause", "light", "outlook", *map(name_of, area.total))
    rows = [_row(_CAUSES[part.part], part.light, part.outlook, part.votes) for part in area.parts]
    total = _row("all", area.light, area.outlook, area.total)
    yield Table(columns, (*rows, total), joined=True)
    if area.criteria and detail >= 0:
        yield Items(tuple(_answer_line(change) for change in area.criteria))


def _row(
    name: str,
    lights: tuple[AreaLight, AreaLight],
    outlooks: tuple[Outlook, Outlook],
    votes: Votes,
) -> tuple[Line, ...]:
    signed = (f"{count:+d}" if count else "0" for count in votes.values())
    return ((str(name),), _arrow(lights), (_words(outlooks),), *((word,) for word in signed))


def _arrow(lights: tuple[AreaLight, AreaLight]) -> Line:
    before, after = lights
    return (Mark(after),) if before == after else (Mark(before), " to ", Mark(after))


def _words(outlooks: tuple[Outlook, Outlook]) -> str:
    return " to ".join(dict.fromkeys(short_outlook(outlook, ()) for outlook in outlooks))


def _answer_line(change: AnswerDiff) -> Line:
    words = [*_level(change), *_moved("confidence", change.confidence, _word), *_trend(change)]
    text = ", ".join(words) or "other words"
    return (Code(change.id), f": {text} ({_CAUSES[change.part]}).")


def _level(change: AnswerDiff) -> Iterator[str]:
    """The level of an answer, and its light, where they changed."""
    (was, now), (old, new) = change.level, change.light
    if was is None and now is not None:
        yield f"first answer {level_words(now)}{_light(new)}"
    elif now is None and was is not None:
        yield f"no answer any more, {level_words(was)}{_light(old)} before"
    elif was != now:
        yield f"{level_words(was)}{_light(old)} to {level_words(now)}{_light(new)}"
    elif old != new:
        yield f"{name_of(old) if old else 'none'} to {name_of(new) if new else 'none'}"


def _light(light: AnyLight | None) -> str:
    return f" ({name_of(light)})" if light else ""


_CAUSES = {
    Cause.AGEING: "age",
    Cause.RATINGS: "answers",
    Cause.RUBRIC: "rubric",
}


def _trend(change: AnswerDiff) -> Iterator[str]:
    before, now = change.trend
    if before != now:
        yield _TRENDS[now or Trend.NONE]


_TRENDS = {
    Trend.NONE: "no trend any more",
    Trend.HARDENING: "now getting worse",
    Trend.EASING: "now getting better",
}


def _moved(name: str, pair: tuple[T, T], words: Callable[[T], str]) -> Iterator[str]:
    if pair[0] != pair[1]:
        yield f"{name} {words(pair[0])} to {words(pair[1])}"


def _word(member: Enum | None) -> str:
    return "none" if member is None else word_of(member)

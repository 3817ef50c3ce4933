"""From the results of areas to the figures of a document."""

from __future__ import annotations

from collections.abc import Sequence

from coopcli.model import Majority
from coopcli.results.answers import Answer
from coopcli.results.rule import Rule
from coopcli.results.values import MISSING, AnyLight, BetterLightId, LightId, Undetermined
from coopcli.studies.assess import AssessmentResult
from coopcli.studies.report import Course
from coopcli.text.blocks import Bar, Chart, Chip, Map, MapRow, Share, Strip, Votes
from coopcli.text.brief_answers import veto_of


def scale_of(result: AssessmentResult) -> tuple[LightId, ...]:
    """The light of each level, lowest first."""
    lines, lights = result.rule.lines, result.rubric.light_ids
    return tuple(
        next((light for light, line in lines.items() if level <= line), lights[-1])
        for level in range(result.rubric.highest + 1)
    )


def chip_of(answer: Answer) -> Chip:
    """The levels of an answer in its light, or that there is none."""
    return Chip(answer.light, answer.level)


def chart(result: AssessmentResult) -> Chart:
    """The answers of an area by family."""
    families = tuple(
        (part.name, tuple(_bar(result, answer) for answer in part.criteria))
        for part in result.dimensions
    )
    return Chart(f"{result.area.name}: the answers by family", scale_of(result), families)


def _bar(result: AssessmentResult, answer: Answer) -> Bar:
    """An answer; at which level it rules a light out is said as in the brief."""
    return Bar(answer.criterion.name, veto_of(result, answer).strip(" ()"), chip_of(answer))


def votes(result: AssessmentResult) -> Votes | None:
    """The votes that the next better light needs; none at the best light, or without one."""
    light, lights = result.standing.light, result.rubric.light_ids
    if isinstance(light, Undetermined) or light == lights[0]:
        return None
    aim = result.rubric.next_better(light)
    up_to = lights[: lights.index(aim) + 1]
    reached = {name for avenue in result.avenues for name in avenue.reaches}
    beyond = {one.criterion for one in result.out_of_reach}
    found = {"there": 0, "open": 0, "beyond": 0, "missing": 0, "below": 0}
    for answer in result.answers:
        found[_standing(answer, up_to, reached, beyond)] += answer.criterion.weight
    name, worse = aim.name, lights[lights.index(aim) + 1]
    shares = (
        Share(found["there"], aim, False, f"{name}{'' if aim == lights[0] else ' or better'} now"),
        Share(found["open"], aim, True, "within reach of an avenue"),
        Share(found["below"], worse, False, f"worse than {name}"),
        Share(found["beyond"], worse, False, "out of reach of any avenue"),
        Share(found["missing"], MISSING, False, "not answered"),
    )
    title = f"Votes for {name}"
    return Votes(title, needed(result.rule, aim), tuple(s for s in shares if s.votes))


def _standing(answer: Answer, up_to: Sequence[LightId], reached: set[str], beyond: set[str]) -> str:
    if answer.light is MISSING:
        return "missing"
    if answer.light in up_to:
        return "there"
    name = answer.criterion.id
    return "open" if name in reached else "beyond" if name in beyond else "below"


def needed(rule: Rule, light: BetterLightId) -> int:
    """The votes that a light needs."""
    return Majority(*rule.majority_of(light)).votes_of(rule.votes)


def strip(course: Course) -> Strip:
    """The light of an area through the years; a quiet year has none."""
    years: dict[int, tuple[AnyLight, ...]] = {}
    for point in course.points:
        year = point.date.first.year
        years[year] = (*years.get(year, ()), point.light)
    span = range(min(years), max(years) + 1) if years else ()
    return Strip(tuple((f"{year:04}", years.get(year, ())) for year in span))


def area_map(areas: Sequence[AssessmentResult]) -> Map:
    """The areas by the questions."""
    first = areas[0]
    columns = tuple(
        (part.name, tuple(answer.criterion.name for answer in part.criteria))
        for part in first.dimensions
    )
    rows = tuple(
        MapRow(
            one.area.name,
            anchor(one),
            one.standing.light,
            tuple(chip_of(answer) for answer in one.all_answers),
        )
        for one in areas
    )
    title = "The level of each answer: the higher, the worse"
    scale = tuple(zip(first.rubric.scale, scale_of(first), strict=True))
    return Map(title, scale, columns, rows)


def anchor(result: AssessmentResult) -> str:
    """Where the brief of an area begins."""
    return f"area-{result.area.id}"

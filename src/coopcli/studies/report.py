"""``report``: many areas in one document, with what changed since an earlier state."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Annotated, ClassVar, NamedTuple

from coopcli.analysis import timeline as analysis
from coopcli.analysis.gates import Gates
from coopcli.model import Id, IssueArea, PartialDate
from coopcli.packs.library import Pack, areas_of, open_areas
from coopcli.problems import legible, one_line, refuse, shortened
from coopcli.results.consistency import Contradictions, distinct, known, rising, same
from coopcli.results.parts import RubricResult
from coopcli.results.rule import Rule
from coopcli.results.shapes import Fault
from coopcli.results.values import Added, AreaLight, area_light
from coopcli.studies.assess import AssessmentResult, assessment_result
from coopcli.studies.batch import Batch, Judged, Question, Summary, counted, questions_of
from coopcli.studies.diff import Diff, diff_result
from coopcli.studies.parts import file_name, rubric_ref, rule_of
from coopcli.studies.rows import row_from

LONGEST_LABEL = 200
"""Most characters of a word for the title page."""


class Labels(NamedTuple):
    """What a title page says that nothing else does; each may be empty.

    ``issued``: when the document was issued. It is part of the result, so that a saved one renders
    the same on any day.
    """

    title: str = ""
    marking: str = ""
    raters: tuple[str, ...] = ()
    issued: Annotated[PartialDate | None, Added()] = None


def labels_of(
    title: str, marking: str, raters: Iterable[str], issued: PartialDate | None = None
) -> Labels:
    """Labels in words of the command line, each on one line and with nothing hidden in it."""
    line = partial(shortened, most=LONGEST_LABEL)
    clean = (line(legible(one_line(name))) for name in raters)
    return Labels(
        line(legible(one_line(title))), line(legible(one_line(marking))), tuple(clean), issued
    )


class Point(NamedTuple):
    """The light of an area from a date on."""

    date: PartialDate
    light: AreaLight


class Course(NamedTuple):
    """The light of an area at every date at which it could have changed."""

    area: Id
    points: tuple[Point, ...]


class Since(NamedTuple):
    """What a report compares with: a date, or the name of a saved result; and what changed."""

    state: str
    changes: Diff


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportResult(RubricResult):
    """Many areas in one document; ``as_of`` is none where each area has its own date."""

    kind: ClassVar[str] = "report"
    labels: Labels
    as_of: PartialDate | None
    rule: Rule
    questions: tuple[Question, ...]
    areas: tuple[AssessmentResult, ...]
    courses: tuple[Course, ...]
    since: Since | None

    def contradictions(self) -> Contradictions:
        names = [one.area.id for one in self.areas]
        asked = tuple(question.criterion.id for question in self.questions)
        yield from distinct("/areas", names)
        if not self.areas:
            yield Fault("/areas", "an area is needed")
        for place, one in enumerate(self.areas):
            yield from same(f"/areas/{place}/rubric", one.rubric, self.rubric)
            found = tuple(answer.criterion.id for answer in one.all_answers)
            yield from same(f"/areas/{place}/dimensions", found, asked)
        yield from known("/courses", (course.area for course in self.courses), names, "area")
        yield from distinct("/courses", (course.area for course in self.courses))
        for place, course in enumerate(self.courses):
            dates = (point.date.last for point in course.points)
            yield from rising(f"/courses/{place}/points", *dates)
        if self.since:
            changes = self.since.changes
            moved = (*(area.id for area in changes.areas), *changes.unchanged, *changes.appeared)
            yield from known("/since/changes", moved, names, "area")


def study(
    pack: Pack,
    names: Sequence[str],
    as_of: PartialDate | None = None,
    *,
    since: PartialDate | Judged | None = None,
    state: str = "",
    labels: Labels = Labels(),  # noqa: B008 - it cannot change
) -> ReportResult:
    """Some areas, or without ``names`` all, at a date or each at that of its newest rating.

    ``since`` is the state before, and ``state`` the name of the file that it was read from.

    Raises: InvalidInput for an unknown name and an invalid file.
    """
    areas = open_areas(pack, names) if names else list(areas_of(pack))
    if not areas:
        refuse("no-areas", "there is no area to report on")
    rubric = pack.rubric
    now = ReportResult(
        rubric=rubric_ref(rubric),
        labels=labels,
        as_of=as_of,
        rule=rule_of(rubric),
        questions=questions_of(rubric),
        areas=tuple(assessment_result(pack.assess(area, as_of)) for area in areas),
        courses=tuple(_courses(pack, areas, as_of)),
        since=None,
    )
    if since is None:
        return now
    if isinstance(since, PartialDate):
        then = tuple(assessment_result(pack.assess(area, since)) for area in areas)
        changes = diff_result(batch_of(replace(now, areas=then)), batch_of(now))
    else:
        changes = diff_result(since, batch_of(now))
        if names:  # nobody asked for the others
            changes = replace(changes, vanished=())
    return replace(now, since=Since(file_name(state) or str(since), changes))


def _courses(pack: Pack, areas: Iterable[IssueArea], as_of: PartialDate | None) -> Iterator[Course]:
    until = as_of.last if as_of else date.max
    for area in areas:
        course = analysis.course(pack.rubric, area, until)
        points = (Point(one.as_of, area_light(one.light)) for one in course)
        yield Course(area.id, tuple(points))


def batch_of(result: ReportResult) -> Batch:
    """The lean result of the same areas, for comparison."""
    summary = Summary(result.rubric.light_ids)
    rows = tuple(map(row_from, result.areas))
    for row in rows:
        summary.add(counted(row))
    return Batch(
        rubric=result.rubric,
        rule=result.rule,
        questions=result.questions,
        baseline="",
        inputs=tuple(row.file for row in rows),
        unmatched=(),
        summary=summary.counts(),
        gates=summary.gating(Gates(), (), enforced=True),
        results=rows,
        problems=(),
    )

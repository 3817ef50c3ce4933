"""``timeline``: the light of an area at every date at which it could have changed, and why."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, NamedTuple

from coopcli.analysis import timeline as analysis
from coopcli.model import Count, Id, IssueArea, PartialDate, Rubric, Trend
from coopcli.packs.library import Pack, open_area
from coopcli.results.consistency import Contradictions, cited, known, rising, same
from coopcli.results.parts import AreaRef, Brief, Evidence, RubricResult, Source, Tally
from coopcli.results.values import MISSING, NOT_APPLICABLE, Added, AnswerLight, Inline, Levels
from coopcli.studies.parts import (
    argument_of,
    brief,
    cited_by,
    evidence_of,
    level_of,
    light_of,
    rubric_ref,
    source_of,
    tally,
)


class Change(NamedTuple):
    """One answer that changed at a date; ``light_before`` is none where none was known.

    ``moved``: without this change alone, light or outlook would have been another. ``lapsed``: no
    new rating, but the horizon of the trend has passed.
    """

    criterion: Id
    name: str
    veto: bool
    before: Levels | None
    after: Levels | None
    light_before: AnswerLight | None
    light: AnswerLight
    trend: Trend
    moved: bool
    lapsed: bool
    rationale: str
    evidence: tuple[Id, ...]

    def contradictions(self) -> Contradictions:
        without = (None, MISSING, NOT_APPLICABLE)
        yield from same("/light", self.light not in without, self.after is not None)
        if self.before is not None:
            yield from same("/light_before", self.light_before not in without, True)


class Moment(NamedTuple):
    """An area at a date at which its light could have changed.

    ``not_applicable``: how many questions do not apply then, where some do not.
    """

    date: PartialDate
    brief: Annotated[Brief, Inline()]
    tally: Tally
    changes: tuple[Change, ...]
    not_applicable: Annotated[Count | None, Added()] = None

    @property
    def questions(self) -> int:
        """All questions, those that do not apply among them."""
        return sum(self.tally.values()) + (self.not_applicable or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline(RubricResult):
    """The light of an area over time."""

    kind: ClassVar[str] = "timeline"
    area: AreaRef
    horizon_months: Count
    moments: tuple[Moment, ...]
    evidence: tuple[Evidence, ...]
    sources: tuple[Source, ...]

    def contradictions(self) -> Contradictions:
        yield from rising("/moments", *(moment.date.last for moment in self.moments))
        yield from cited(self.evidence, self.sources)
        items = {item.id for item in self.evidence}
        for place, moment in enumerate(self.moments):
            asked = self.moments[0].questions
            yield from same(f"/moments/{place}/tally", moment.questions, asked)
            found = (name for change in moment.changes for name in change.evidence)
            yield from known(f"/moments/{place}/changes", found, items, "item of evidence")


def study(pack: Pack, name: str, until: PartialDate | None = None) -> Timeline:
    """The light of an area over time, up to a date."""
    area = open_area(pack, name)
    moments = analysis.timeline(pack.rubric, area, until.last if until else date.max)
    return timeline_result(pack.rubric, area, moments)


def timeline_result(
    rubric: Rubric, area: IssueArea, moments: tuple[analysis.Moment, ...]
) -> Timeline:
    """The result that has the light of an area over time."""
    changes = (change for moment in moments for change in moment.changes)
    names = dict.fromkeys(name for change in changes for name in cited_by(change.after))
    evidence = [area.evidence[name] for name in names]
    sources = dict.fromkeys(item.passage.source for item in evidence)
    return Timeline(
        rubric=rubric_ref(rubric),
        area=AreaRef(area.id, area.name),
        horizon_months=rubric.horizon_months,
        moments=tuple(map(_moment, moments)),
        evidence=tuple(map(evidence_of, evidence)),
        sources=tuple(source_of(area.sources[name]) for name in sources),
    )


def _moment(moment: analysis.Moment) -> Moment:
    one = moment.assessment
    apart = len(one.all_answers) - len(one.answers)
    changes = tuple(map(_change, moment.changes))
    return Moment(one.as_of, brief(one), tally(one.tally), changes, apart or None)


def _change(change: analysis.Change) -> Change:
    before, after = change.before, change.after
    return Change(
        criterion=after.criterion.id,
        name=after.criterion.name,
        veto=after.criterion.veto is not None,
        before=None if before is None else level_of(before),
        after=level_of(after),
        light_before=None if before is None else light_of(before),
        light=light_of(after),
        trend=after.trend,
        moved=change.moved,
        lapsed=change.lapsed,
        rationale=argument_of(after),
        evidence=cited_by(after),
    )

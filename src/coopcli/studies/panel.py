"""``panel``: what several raters make of one area, with every disagreement kept."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Annotated, ClassVar

from coopcli import model
from coopcli.analysis import agreement as krippendorff
from coopcli.analysis import panel as analysis
from coopcli.analysis.agreement import Undefined, Unit
from coopcli.analysis.panel import Judge
from coopcli.model import Count, Given, Id, NoLevel, PartialDate, Sheet
from coopcli.packs.library import Pack, open_area
from coopcli.paths import shown
from coopcli.problems import one_line
from coopcli.results.consistency import Contradictions, distinct, known, rising, same
from coopcli.results.parts import AreaRef, Brief, RubricResult
from coopcli.results.values import (
    NOT_APPLICABLE,
    Added,
    Inline,
    LightId,
    answer_light,
    area_light,
    light_id,
)
from coopcli.studies.panel_parts import (
    FEWEST_UNITS,
    Agreement,
    GivenAnchor,
    LeftOut,
    Merged,
    NamedAgreement,
    PanelMove,
    PanelQuestion,
    PanelRater,
    PanelRound,
    RaterAnswer,
    Side,
    TurningSet,
    UnusedAnswer,
    WithoutRater,
)
from coopcli.studies.parts import brief, criterion_of, rubric_ref
from coopcli.studies.sheets import Sheets, rater_key, read_sheets

_SIDES = {1: Side.STRICTER, -1: Side.MILDER, 0: Side.NEITHER}


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelResult(RubricResult):
    """Several raters on one area, in the last round, with the rounds before it beside it.

    ``scale``: the light of an answer of each level, from 0 on. ``absent``: raters of earlier rounds
    alone. ``discuss``: what to discuss first.
    ``areas``: where the sheets speak of several, each, and under no name all of them.
    """

    kind: ClassVar[str] = "panel"
    area: AreaRef
    file: str
    as_of: PartialDate
    round: Count
    standing: Annotated[Brief, Inline()]
    scale: tuple[LightId, ...]
    raters: tuple[PanelRater, ...]
    absent: tuple[str, ...]
    questions: tuple[PanelQuestion, ...]
    discuss: tuple[Id, ...]
    left_out: LeftOut
    agreement: Agreement
    without: tuple[WithoutRater, ...]
    dimensions: tuple[NamedAgreement, ...]
    areas: tuple[NamedAgreement, ...]
    rounds: tuple[PanelRound, ...]
    moves: tuple[PanelMove, ...]
    unused: tuple[UnusedAnswer, ...]
    merged: Annotated[Merged | None, Added()] = None

    def contradictions(self) -> Contradictions:
        names = [rater.name for rater in self.raters]
        criteria = [question.criterion.id for question in self.questions]
        yield from distinct("/raters", names)
        yield from distinct("/questions", criteria)
        yield from same("/scale", len(self.scale), len(self.rubric.scale))
        for place, question in enumerate(self.questions):
            yield from rising(f"/questions/{place}/flips", question.flips, self.left_out.flips)
            yield from same(f"/questions/{place}/answers", len(question.answers), len(names))
        yield from known("/discuss", self.discuss, criteria, "criterion")
        yield from distinct("/discuss", self.discuss)
        for place, rater in enumerate(self.raters):
            turning = [name for one in rater.turns_on for name in one.criteria]
            yield from known(f"/raters/{place}/turns_on", turning, criteria, "criterion")
            dissents = rater.standing.light != self.standing.light
            yield from same(f"/raters/{place}/dissents", rater.dissents, dissents)
        yield from known("/moves", (move.criterion for move in self.moves), criteria, "criterion")
        if self.merged:
            names = [*self.merged.criteria, *(one.criterion for one in self.merged.left)]
            yield from known("/merged", names, criteria, "criterion")
        numbers = [one.number for one in self.rounds]
        yield from same("/rounds", numbers, sorted(set(numbers)))
        yield from same("/round", self.round, numbers[-1] if numbers else None)


def study(
    pack: Pack,
    area: str,
    sheets: Sequence[str],
    today: date,
    receipts: Mapping[str, str] | None = None,
) -> PanelResult:
    """What the raters of some sheets make of an area.

    ``today``: no sheet may lie ahead of it; ``receipts``: those that raters sent before.

    Raises: InvalidInput for an unknown area, and for everything that is wrong with any sheet.
    """
    return panel_result(read_sheets(pack, open_area(pack, area), sheets, today, receipts))


def panel_result(sheets: Sheets) -> PanelResult:
    """The result of a panel."""
    return _Panel(sheets).result()


def date_of(sheets: Iterable[Sheet]) -> PartialDate:
    """The day on which a panel had answered: the last one of its sheets."""
    return max((sheet.date for sheet in sheets), key=lambda day: day.last)


class _Panel:
    """Works out the result of the last round, and what led to it."""

    def __init__(self, sheets: Sheets) -> None:
        self.sheets, self.rubric = sheets, sheets.rubric
        self.number = sheets.rounds[-1]
        self.current = sheets.of(self.number)
        self.as_of = date_of(self.current)
        self.judge = Judge(self.rubric, sheets.area, self.as_of)
        self.given = {sheet.rater: sheets.given(sheet) for sheet in self.current}
        self.panel = self.answers_of(self.number)
        self.standing = brief(self.judge.assess(self.panel))
        self.left_out = analysis.leave_out(
            self.judge, {name: [own[name] for own in self.given.values()] for name in self.panel}
        )
        everywhere = list(self._everywhere())
        self.leanings = {rater: analysis.leaning(rater, everywhere) for rater in self.given}

    def answers_of(self, number: int) -> dict[str, Given]:
        """The answers of the panel in a round."""
        given = [self.sheets.given(sheet) for sheet in self.sheets.of(number)]
        return {
            name: self.judge.answer(name, [own[name] for own in given])
            for name in self.sheets.criteria
        }

    def result(self) -> PanelResult:
        questions = tuple(map(self._question, self.sheets.criteria.values()))
        rank = {name: place for place, name in enumerate(self.sheets.criteria)}
        raised = [question for question in questions if question.contested or question.flips]
        raised.sort(key=lambda q: (-q.flips, -(q.spread or 0), rank[q.criterion.id]))
        area, here = self.sheets.area, {rater_key(name) for name in self.given}
        return PanelResult(
            rubric=rubric_ref(self.rubric),
            area=AreaRef(area.id, area.name),
            file=shown(area.path),
            as_of=self.as_of,
            round=self.number,
            standing=self.standing,
            scale=tuple(light_id(self.rubric.light_at(level)) for level in self.rubric.levels),
            raters=tuple(map(self._rater, self.current)),
            absent=tuple(
                {
                    rater_key(sheet.rater): sheet.rater
                    for sheet in self.sheets.sheets
                    if rater_key(sheet.rater) not in here
                }.values()
            ),
            questions=questions,
            discuss=tuple(question.criterion.id for question in raised),
            left_out=LeftOut(self.left_out.most, self.left_out.ways, self.left_out.panel.flips),
            agreement=_agreement(self.sheets.units(self.number)),
            without=tuple(self._without()),
            dimensions=tuple(self._dimensions()),
            areas=tuple(self._areas()),
            rounds=tuple(map(self._round, self.sheets.rounds)),
            moves=tuple(self._moves()),
            unused=tuple(UnusedAnswer(*refused) for refused in self.sheets.refused()),
        )

    def _everywhere(self) -> Iterator[dict[str, Given]]:
        """All answers of the round by rater, question by question, on every area that was rated."""
        for area in self.sheets.areas(self.number) or [self.sheets.area.id]:
            answers = {s.rater: self.sheets.answers(s, area) for s in self.current}
            for name in self.sheets.criteria:
                yield {rater: own[name].given for rater, own in answers.items() if name in own}

    def _rater(self, sheet: Sheet) -> PanelRater:
        own, leaning = self.given[sheet.rater], self.leanings[sheet.rater]
        standing = brief(self.judge.assess(own))
        dissents = standing.light != self.standing.light
        together, turns_on = (
            analysis.turning_points(self.judge, own, self.panel, len(self.current))
            if dissents
            else (0, ())
        )
        return PanelRater(
            name=sheet.rater,
            date=sheet.date,
            file=shown(sheet.path),
            receipt=sheet.receipt,
            answered=sum(isinstance(given, tuple) for given in own.values()),
            standing=standing,
            dissents=dissents,
            together=together,
            turns_on=tuple(map(TurningSet, turns_on)),
            above=leaning.above,
            below=leaning.below,
            leans=_SIDES[leaning.side],
        )

    def _question(self, criterion: model.Criterion) -> PanelQuestion:
        name = criterion.id
        given = {rater: own[name] for rater, own in self.given.items()}
        ranges = [one for one in given.values() if isinstance(one, tuple)]
        middle = self.panel[name]
        level = middle if isinstance(middle, tuple) else None
        ends = sorted({end for one in ranges for end in one})
        contested = analysis.contested(self.rubric, name, list(given.values()))
        flips = self.left_out.questions.get(name, analysis.Flips(0, ()))
        sides = {rater: leaning.side for rater, leaning in self.leanings.items()}
        why = analysis.why_apart(given, sides)
        return PanelQuestion(
            criterion=criterion_of(criterion, self.rubric),
            answers=tuple(self._answer(sheet, name) for sheet in self.current),
            level=level,
            light=NOT_APPLICABLE
            if middle is NoLevel.NOT_APPLICABLE
            else answer_light(None if level is None else self.rubric.light_at(level[1])),
            spread=ends[-1] - ends[0] if ends else None,
            contested=contested,
            flips=flips.flips,
            turns_to=tuple(map(area_light, flips.lights)),
            why=why,
            anchors=tuple(
                GivenAnchor(end, criterion.anchors[end].label, criterion.anchors[end].text)
                for end in ends
            ),
        )

    def _answer(self, sheet: Sheet, name: str) -> RaterAnswer:
        given, answer = self.given[sheet.rater][name], self.sheets.answers(sheet).get(name)
        return RaterAnswer(
            rater=sheet.rater,
            level=given if isinstance(given, tuple) else None,
            no_level=given if isinstance(given, NoLevel) else None,
            reason=answer.reason if answer else "",
            evidence=answer.evidence if answer else (),
        )

    def _without(self) -> Iterator[WithoutRater]:
        """The light and the agreement without each rater, where at least two are left."""
        units = self.sheets.units(self.number)
        for place, sheet in enumerate(self.current if len(self.current) > 2 else ()):
            rest = [[level for at, level in enumerate(unit) if at != place] for unit in units]
            others = [own for rater, own in self.given.items() if rater != sheet.rater]
            answers = {n: self.judge.answer(n, [own[n] for own in others]) for n in self.panel}
            light = area_light(self.judge.light(answers))
            yield WithoutRater(sheet.rater, light, _agreement(rest))

    def _dimensions(self) -> Iterator[NamedAgreement]:
        for part in self.rubric.dimensions:
            names = [c.id for c in part.criteria if c.id in self.sheets.criteria]
            units = self.sheets.units(self.number, names=names) if names else []
            found = _agreement(units)
            if found.questions < FEWEST_UNITS:
                found = Agreement(
                    None, Undefined.TOO_FEW, None, None, False, found.raw, found.questions
                )
            yield NamedAgreement(part.name, found)

    def _areas(self) -> Iterator[NamedAgreement]:
        """Agreement on each area that several raters answered, then on all; none on one alone."""
        names = self.sheets.areas(self.number)
        if len(names) < 2:
            return
        groups = [self.sheets.units(self.number, name) for name in names]
        for name, units in zip(names, groups, strict=True):
            yield NamedAgreement(name, _agreement(units))
        everything = [unit for units in groups for unit in units]
        parts = groups if len(groups) >= krippendorff.FEWEST_GROUPS else None
        yield NamedAgreement("", _agreement(everything, parts))

    def _round(self, number: int) -> PanelRound:
        return PanelRound(
            number=number,
            raters=tuple(sheet.rater for sheet in self.sheets.of(number)),
            standing=brief(self.judge.assess(self.answers_of(number))),
            agreement=_agreement(self.sheets.units(number)),
        )

    def _moves(self) -> Iterator[PanelMove]:
        rounds = self.sheets.rounds
        names = {rater_key(sheet.rater): sheet.rater for sheet in self.sheets.sheets}
        for before, after in pairwise(rounds):
            then, now = self._reasoned(before), self._reasoned(after)
            for move in analysis.movements(then, now, lambda text: one_line(text).casefold()):
                yield PanelMove(
                    round=after,
                    rater=names[move.rater],
                    criterion=move.question,
                    before=move.before if isinstance(move.before, tuple) else None,
                    after=move.after if isinstance(move.after, tuple) else None,
                    kind=move.kind,
                    reason=now[move.question][move.rater][1],
                )

    def _reasoned(self, number: int) -> dict[str, dict[str, tuple[Given, str]]]:
        found: dict[str, dict[str, tuple[Given, str]]] = {name: {} for name in self.sheets.criteria}
        for sheet in self.sheets.of(number):
            for name, answer in self.sheets.answers(sheet).items():
                found[name][rater_key(sheet.rater)] = (answer.given, answer.reason)
        return found


def _agreement(units: Sequence[Unit], groups: Iterable[Sequence[Unit]] | None = None) -> Agreement:
    """Agreement on some questions; the interval leaves out a group of them at a time, or one."""
    found = krippendorff.alpha(units)
    undefined = found if isinstance(found, Undefined) else None
    span = None
    if undefined is None:
        span = krippendorff.interval(list(groups or ([unit] for unit in units)))
    return Agreement(
        alpha=None if isinstance(found, Undefined) else found,
        undefined=undefined,
        low=span.low if span else None,
        high=span.high if span else None,
        cut=bool(span and span.cut),
        raw=krippendorff.raw_agreement(units),
        questions=krippendorff.pairable(units),
    )

"""``what-if``: the light of an area with other answers or another rule, beside today's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple, assert_never

from coopcli.analysis.what_if import (
    Override,
    SetAnswer,
    SetLine,
    SetMajority,
    SetVeto,
    SetWeight,
    WhatIf,
    what_if,
)
from coopcli.model import Assessment, Missing, NotApplicable, Outlook, PartialDate
from coopcli.packs.library import Pack, open_area
from coopcli.problems import refuse
from coopcli.results.consistency import Contradictions, same
from coopcli.results.parts import AreaRef, RubricResult
from coopcli.results.values import AreaLight, area_light
from coopcli.studies.assess import AssessmentResult, assessment_result
from coopcli.studies.overrides import override_word, overrides_from, veto_word
from coopcli.studies.parts import changes_rule, rubric_ref


class Setting(NamedTuple):
    """What was set, what stood there, and the light with this alone; none if it contradicts."""

    set: str
    was: str
    alone: AreaLight | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfResult(RubricResult):
    """An area with overrides beside the same area of today."""

    kind: ClassVar[str] = "what-if"
    area: AreaRef
    as_of: PartialDate
    overrides: tuple[str, ...]
    standard_model: bool
    light: AreaLight
    outlook: Outlook
    moved: bool
    settings: tuple[Setting, ...]
    today: AssessmentResult
    changed: AssessmentResult

    def contradictions(self) -> Contradictions:
        after = self.changed
        for key in ("light", "outlook"):
            yield from same(f"/{key}", getattr(self, key), getattr(after.standing, key))
        moved = after.standing.light != self.today.standing.light
        yield from same("/moved", self.moved, moved)
        yield from same("/settings", [one.set for one in self.settings], list(self.overrides))
        yield from same("/changed/overrides", after.overrides, self.overrides)
        for key, result in (("today", self.today), ("changed", after)):
            yield from same(f"/{key}/area/id", result.area.id, self.area.id)
            yield from same(f"/{key}/as_of", result.as_of, self.as_of)
        names = [answer.criterion.id for answer in after.all_answers]
        asked = [answer.criterion.id for answer in self.today.all_answers]
        yield from same("/changed/dimensions", names, asked)


def study(
    pack: Pack, name: str, settings: Iterable[str], as_of: PartialDate | None = None
) -> WhatIfResult:
    """An area under settings such as ``majority=3/4``, beside the same area of today."""
    changes = overrides_from(settings, pack.rubric)
    area = open_area(pack, name)
    today = pack.assess(area, as_of)
    _refuse_unasked(today, changes)
    outcome = what_if(pack.rubric, area, today.as_of, changes)
    return what_if_result(outcome, [override_word(change, pack.rubric) for change in changes])


def _refuse_unasked(today: Assessment, changes: Iterable[Override]) -> None:
    """Refuses answers to what the rubric does not ask of an area, which would change nothing."""
    unasked = {
        answer.criterion.id: answer.rating.reason
        for answer in today.all_answers
        if isinstance(answer.rating, NotApplicable) and answer.rating.by_rubric
    }
    for change in changes:
        if isinstance(change, SetAnswer) and change.criterion in unasked:
            why = unasked[change.criterion]
            name = change.criterion
            refuse("not-applicable", f"--set {name}: it does not apply to {today.area.id}: {why}")


def what_if_result(outcome: WhatIf, words: Sequence[str]) -> WhatIfResult:
    """The result that sets an area with overrides beside today's; ``words`` name the overrides."""
    today, changed = outcome.today, outcome.changed
    return WhatIfResult(
        rubric=rubric_ref(today.rubric),
        area=AreaRef(today.area.id, today.area.name),
        as_of=today.as_of,
        overrides=tuple(words),
        standard_model=not any(map(changes_rule, words)),
        light=area_light(changed.light),
        outlook=changed.outlook,
        moved=changed.light != today.light,
        settings=tuple(
            Setting(word, _was(override, today), None if alone is None else area_light(alone.light))
            for word, override, alone in zip(words, outcome.overrides, outcome.alone, strict=True)
        ),
        today=assessment_result(today),
        changed=assessment_result(changed, words),
    )


def _was(override: Override, today: Assessment) -> str:
    """What stood in the place of an override, in the words of a value."""
    criteria, lines = today.framework.criteria, today.rubric.lines
    match override:
        case SetAnswer(name, _):
            rating = next(a.rating for a in today.all_answers if a.criterion.id == name)
            if isinstance(rating, NotApplicable):
                return "not-applicable"
            if isinstance(rating, Missing):
                return "missing"
            return "-".join(map(str, dict.fromkeys((rating.low, rating.high))))
        case SetWeight(name, _):
            return str(criteria[name].weight)
        case SetVeto(name, _):
            return veto_word(criteria[name].veto, today.rubric)
        case SetLine(light, _):
            return str(lines[light])
        case SetMajority(_):
            return ", ".join(dict.fromkeys(map(str, today.rubric.majorities.values())))
        case _:
            assert_never(override)

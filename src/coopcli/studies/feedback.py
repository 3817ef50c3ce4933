"""``panel --feedback``: a rater's own answers beside those of the group, for the next round."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, ClassVar, NamedTuple

from coopcli.identity import name_key
from coopcli.model import Count, Id, NoLevel
from coopcli.problems import hint, quoted, refuse
from coopcli.results.answers import Criterion
from coopcli.results.consistency import Contradictions, distinct, same
from coopcli.results.parts import AreaRef, RubricResult
from coopcli.results.values import Inline, Levels, LightId
from coopcli.studies.panel import PanelResult
from coopcli.studies.panel_parts import GivenAnchor, PanelQuestion, RaterAnswer


class GroupAnswer(NamedTuple):
    """An answer of the group; its rater has a name only where names were asked for."""

    rater: str | None
    level: Levels | None
    no_level: NoLevel | None
    reason: str
    evidence: tuple[Id, ...]

    def contradictions(self) -> Contradictions:
        yield from same("/no_level", self.no_level is None, self.level is not None)


class FeedbackQuestion(NamedTuple):
    """A question with one's own answer, the others' in the order of their levels, and the median.

    ``apart``: one's own level lies outside of the median. ``anchors``: of the levels given.
    """

    criterion: Annotated[Criterion, Inline()]
    own: GroupAnswer
    others: tuple[GroupAnswer, ...]
    level: Levels | None
    apart: bool
    anchors: tuple[GivenAnchor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback(RubricResult):
    """What one rater sees before the next round; what to look at first comes first."""

    kind: ClassVar[str] = "feedback"
    area: AreaRef
    rater: str
    round: Count
    raters: Count
    named: bool
    scale: tuple[LightId, ...]
    questions: tuple[FeedbackQuestion, ...]

    def contradictions(self) -> Contradictions:
        yield from distinct("/questions", (one.criterion.id for one in self.questions))
        for place, question in enumerate(self.questions):
            for at, other in enumerate(question.others):
                pointer = f"/questions/{place}/others/{at}/rater"
                yield from same(pointer, other.rater is not None, self.named)


def feedback_result(panel: PanelResult, rater: str, *, names: bool = False) -> Feedback:
    """What a rater of the last round sees; ``names``: also who answered what.

    Raises: InvalidInput where no rater of the last round has the name.
    """
    known = [one.name for one in panel.raters]
    place = next((n for n, name in enumerate(known) if name_key(name) == name_key(rater)), None)
    if place is None:
        message = f"round {panel.round} has no rater {quoted(rater)}{hint(rater, known)}"
        refuse("unknown-rater", message)
    first = {name: rank for rank, name in enumerate(panel.discuss)}
    asked = sorted(panel.questions, key=lambda one: first.get(one.criterion.id, len(first)))
    return Feedback(
        rubric=panel.rubric,
        area=panel.area,
        rater=known[place],
        round=panel.round,
        raters=len(known),
        named=names,
        scale=panel.scale,
        questions=tuple(_question(one, place, names=names) for one in asked),
    )


def _question(question: PanelQuestion, place: int, *, names: bool) -> FeedbackQuestion:
    own = question.answers[place]
    others = [one for at, one in enumerate(question.answers) if at != place]
    inside = own.level is None or question.level is None or _meet(own.level, question.level)
    return FeedbackQuestion(
        criterion=question.criterion,
        own=_answer(own, names=True),
        others=tuple(_answer(one, names=names) for one in _shuffled(others)),
        level=question.level,
        apart=not inside,
        anchors=question.anchors,
    )


def _meet(one: Levels, other: Levels) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _shuffled(answers: Iterable[RaterAnswer]) -> list[RaterAnswer]:
    """By level and words, so that no place in the list gives a rater away."""
    return sorted(
        answers, key=lambda one: (one.level or (99, 99), one.reason.casefold(), one.evidence)
    )


def _answer(answer: RaterAnswer, *, names: bool) -> GroupAnswer:
    return GroupAnswer(
        answer.rater if names else None,
        answer.level,
        answer.no_level,
        answer.reason,
        answer.evidence,
    )

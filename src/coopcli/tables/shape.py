"""What the plan needs of a rubric: whole numbers alone, in the order of its questions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from coopcli.model import NEVER, IssueArea, Light, Rubric


class Question(NamedTuple):
    """A question by its id, weight and dimension; whether it has a veto.

    ``optional``: an answer may say that it does not apply. ``not_asked_of``: areas to which it
    does not apply whatever an answer says.
    """

    id: str
    weight: int
    dimension: int
    veto: bool
    optional: bool
    not_asked_of: tuple[str, ...] = ()


class Aim(NamedTuple):
    """What a light asks: levels up to ``line``, and its majority, at least or ``over`` a share.

    ``closed_from`` has the lowest level of each question that closes the light, or none. ``needs``
    are the places of all the aims that must be met for it, its own first.
    """

    light: str
    line: int
    closed_from: tuple[int | None, ...]
    numerator: int
    denominator: int
    over: bool
    needs: tuple[int, ...]


class Shape(NamedTuple):
    """A rubric as numbers. ``lights`` are all lights and ``aims`` all but the worst, best first.

    ``overall`` and ``within`` are the shares of weight that must be rated, each as two numbers;
    where fewer questions apply than the ``minimum`` there is no light.
    """

    lights: tuple[str, ...]
    aims: tuple[Aim, ...]
    highest: int
    questions: tuple[Question, ...]
    dimensions: tuple[str, ...]
    overall: tuple[int, int]
    within: tuple[int, int]
    horizon_months: int
    minimum: int

    def rank(self, light: str) -> int:
        """The place of a light from the worst, which is 0."""
        return len(self.lights) - 1 - self.lights.index(light)


def shape_of(rubric: Rubric, areas: Iterable[IssueArea] = ()) -> Shape:
    """The numbers of a rubric; of areas that are not known every question is asked."""
    known = [*areas]
    places = {
        criterion.id: d for d, part in enumerate(rubric.dimensions) for criterion in part.criteria
    }
    questions = tuple(
        Question(
            id=c.id,
            weight=c.weight,
            dimension=places[c.id],
            veto=c.veto is not None,
            optional=c.may_be_not_applicable,
            not_asked_of=tuple(area.id for area in known if not c.asked_of(area.form)),
        )
        for c in rubric.criteria.values()
    )
    return Shape(
        lights=tuple(light.id for light in rubric.lights),
        aims=tuple(_aim(rubric, light) for light in rubric.aims),
        highest=rubric.highest,
        questions=questions,
        dimensions=tuple(part.id for part in rubric.dimensions),
        overall=rubric.coverage.overall.as_integer_ratio(),
        within=rubric.coverage.dimension.as_integer_ratio(),
        horizon_months=rubric.horizon_months,
        minimum=rubric.minimum_questions,
    )


def _aim(rubric: Rubric, light: Light) -> Aim:
    profile = rubric.profiles[light]
    closing = [profile[name].vetoes_from for name in rubric.criteria]
    share, over = profile.majority
    return Aim(
        light=light.id,
        line=rubric.lines[light.id],
        closed_from=tuple(None if level >= NEVER else level for level in closing),
        numerator=share.numerator,
        denominator=share.denominator,
        over=over,
        needs=tuple(rubric.aims.index(one.light) for one in rubric.conditions[light]),
    )

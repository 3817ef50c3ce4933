"""What avenues offer an area: to lower what decided its light, or to begin with."""

from collections.abc import Iterator, Sequence
from typing import Annotated, NamedTuple

from coopcli import model
from coopcli.model import Assessment, Id
from coopcli.results.parts import (
    Offer,
)
from coopcli.results.values import (
    Added,
)


def offer_of(offer: model.Offer, moves: Sequence[str]) -> Offer:
    """An offer in results; ``moves`` are the criteria in question that it can lower."""
    who, short = offer.who or None, offer.short or None
    return Offer(offer.id, offer.what, tuple(moves), offer.forum, offer.source, who, short)


def fitting(avenue: model.Avenue, assessment: Assessment) -> tuple[model.Offer, ...]:
    """What an avenue offers an area from sources known by the date.

    While the light is the worst, joint work outright is no first step.
    """
    offers = avenue.offers_for(assessment.area, assessment.as_of)
    if assessment.light == assessment.rubric.worst:
        return tuple(offer for offer in offers if not offer.begins)
    return offers


def offers_of(
    avenue: model.Avenue, criteria: Sequence[str], assessment: Assessment
) -> tuple[Offer, ...]:
    """What an avenue offers an area to lower some criteria, see :func:`fitting`."""
    return tuple(
        offer_of(offer, [name for name in offer.moves if name in criteria])
        for offer in fitting(avenue, assessment)
        if set(offer.moves) & set(criteria)
    )


def beginnings_of(avenue: model.Avenue, assessment: Assessment) -> tuple[Offer, ...]:
    """The joint work outright that an avenue offers an area, from sources known by the date."""
    return tuple(
        offer_of(offer, offer.moves)
        for offer in avenue.offers_for(assessment.area, assessment.as_of)
        if offer.begins
    )


class Avenue(NamedTuple):
    """An avenue that can lower some of what decided the light, and what it offers."""

    id: Id
    name: str
    reaches: tuple[Id, ...]
    offers: tuple[Offer, ...]


class OutOfReach(NamedTuple):
    """What decided the light and no avenue can lower; ``here`` where that is so in this area."""

    criterion: Id
    why: str
    here: Annotated[bool | None, Added()] = None


def avenues_of(assessment: Assessment) -> Iterator[Avenue]:
    """The avenues that can lower what decided the light, with the offers that do.

    Where the light is the best, those with joint work to begin with.
    """
    if assessment.light == assessment.rubric.best:
        for avenue in assessment.rubric.avenues:
            if offers := beginnings_of(avenue, assessment):
                yield Avenue(avenue.id, avenue.name, (), offers)
        return
    binding = set(assessment.decided_by) - set(assessment.area.fixed)
    for avenue in assessment.rubric.avenues:
        reached = tuple(
            criterion.id
            for criterion in assessment.rubric.criteria.values()
            if criterion.id in binding and avenue.id in criterion.reach
        )
        if reached:
            yield Avenue(avenue.id, avenue.name, reached, offers_of(avenue, reached, assessment))


def out_of_reach(assessment: Assessment) -> Iterator[OutOfReach]:
    """What decided the light and cannot be lowered by any avenue, with the reason."""
    # Where a rubric names no avenue, nothing is out of the reach of one.
    if assessment.light == assessment.rubric.best or not assessment.rubric.avenues:
        return
    criteria, fixed = assessment.rubric.criteria, assessment.area.fixed
    for name in assessment.decided_by:
        if name in fixed or not criteria[name].reach:
            yield OutOfReach(name, fixed.get(name) or criteria[name].beyond, name in fixed)

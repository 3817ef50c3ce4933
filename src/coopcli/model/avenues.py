"""The ways to lower barriers, and what sources offer there."""

from typing import NamedTuple

from coopcli.model.area import IssueArea
from coopcli.model.documents import Passage
from coopcli.model.values import (
    PartialDate,
)


class Offer(NamedTuple):
    """A concrete mechanism of an avenue that a source names.

    ``areas`` and ``forms``: the areas and the forms of cooperation that it belongs to; none where
    it could serve any. ``who`` can take it up. ``short``: what they could do, in a few words.
    ``begins``: it is joint work outright, offered where the light is the best and not where it is
    the worst.
    """

    id: str
    what: str
    moves: tuple[str, ...]
    source: Passage | None = None
    forum: str = ""
    areas: tuple[str, ...] = ()
    who: str = ""
    short: str = ""
    forms: tuple[str, ...] = ()
    begins: bool = False

    def fits(self, area: IssueArea) -> bool:
        """Whether it is meant for an area and for one of its forms of cooperation."""
        named = not self.areas or area.id in self.areas
        return named and (not self.forms or not set(self.forms).isdisjoint(area.form))


class Avenue(NamedTuple):
    """A way to lower barriers; it never enters a light. ``who``: those who usually take it up."""

    id: str
    name: str
    about: str = ""
    offers: tuple[Offer, ...] = ()
    source: Passage | None = None
    who: str = ""

    def offers_for(self, area: IssueArea, as_of: PartialDate) -> tuple[Offer, ...]:
        """The offers that fit an area and whose source, if any, was published by a date.

        Those made for the area come first.
        """
        found = [
            offer
            for offer in self.offers
            if offer.fits(area)
            and (offer.source is None or area.sources[offer.source.source].date.last <= as_of.last)
        ]
        return tuple(sorted(found, key=lambda offer: not offer.areas))

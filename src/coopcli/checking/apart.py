"""Where one fact leads to very different levels of one question in different areas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from coopcli.model import IssueArea, Rating
from coopcli.text.words import listed

MOST_NAMED = 3
"""Most areas that a note names at either end; the others are counted."""


class Use(NamedTuple):
    """A level that an item supports in an area; a range counts from its low to its high end."""

    low: int
    high: int
    area: str


def notes(areas: Iterable[IssueArea]) -> Iterator[str]:
    """One sentence for each item and question with levels more than one apart.

    The areas may differ in what makes the difference, so that it is no mistake by itself.
    """
    for (question, item), uses in sorted(_uses(areas).items()):
        low, high = min(use.high for use in uses), max(use.low for use in uses)
        if high - low > 1:
            below = _named(use.area for use in uses if use.high == low)
            above = _named(use.area for use in uses if use.low >= low + 2)
            upper = f"{low + 2}" if high == low + 2 else f"{low + 2} to {high}"
            yield (
                f"{item} supports {question} {low} in {below}, and {upper} in {above}: "
                "see whether the areas differ, or the ratings."
            )


def _uses(areas: Iterable[IssueArea]) -> dict[tuple[str, str], list[Use]]:
    found: dict[tuple[str, str], list[Use]] = {}
    for area in areas:
        for question, ratings in area.ratings.items():
            for rating in ratings:
                if isinstance(rating, Rating):
                    for item in rating.evidence:
                        use = Use(rating.low, rating.high, area.id)
                        found.setdefault((question, item), []).append(use)
    return found


def _named(areas: Iterable[str]) -> str:
    names = list(dict.fromkeys(areas))
    if len(names) <= MOST_NAMED + 1:
        return listed(names)
    return listed([*names[:MOST_NAMED], f"{len(names) - MOST_NAMED} more areas"])

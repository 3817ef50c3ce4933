"""What raters are asked about some areas: questions, anchors and facts, and no answer to any."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from coopcli.identity import question_digest
from coopcli.model import Criterion, Evidence, IssueArea, PartialDate, Rating, Rubric, Source
from coopcli.packs.library import Pack, open_areas
from coopcli.studies.sheets import asked_of


class Fact(NamedTuple):
    """An item of evidence, and the document that it stands in."""

    item: Evidence
    source: Source


class Asked(NamedTuple):
    """A question, its digest, and what is known of it in an area."""

    criterion: Criterion
    digest: str
    facts: tuple[Fact, ...]


class AskedArea(NamedTuple):
    """An area and everything that is asked of it, in the order of the rubric.

    ``day``: as of which it is judged, that of the newest fact unless another was asked for.
    """

    area: IssueArea
    questions: tuple[Asked, ...]
    day: str = ""


class Questionnaire(NamedTuple):
    """What one round asks of its raters."""

    rubric: Rubric
    areas: tuple[AskedArea, ...]
    round: int


def questionnaire(
    pack: Pack, names: Iterable[str], *, as_of: PartialDate | None = None, number: int = 1
) -> Questionnaire:
    """The questions on some areas, with the facts known by a date.

    Raises: InvalidInput for a name of no area, and for a file that cannot be read.
    """
    areas = (
        asked_area(pack.rubric, area, as_of, own=set(area.evidence) - set(pack.ledger))
        for area in open_areas(pack, names)
    )
    return Questionnaire(pack.rubric, tuple(areas), number)


def asked_area(
    rubric: Rubric,
    area: IssueArea,
    as_of: PartialDate | None = None,
    *,
    own: Collection[str] = (),
) -> AskedArea:
    """The questions on one area, with the facts known by a date.

    ``own``: ids of facts that only this area has; shown whether cited or not.
    """
    items = sorted(_known(area, own, as_of), key=lambda item: (item.known.last, item.id))
    questions = (
        Asked(
            criterion,
            question_digest(criterion),
            tuple(
                Fact(item, area.sources[item.passage.source])
                for item in items
                if name in item.raises or name in item.lowers
            ),
        )
        for name, criterion in asked_of(rubric, area).items()
    )
    day = (
        as_of.text
        if as_of
        else max((item.known for item in items), key=_last).text
        if items
        else ""
    )
    return AskedArea(area, tuple(questions), day)


def _last(day: PartialDate) -> date:
    return day.last


def judged_for(area: IssueArea, criterion: Criterion) -> str:
    """The forms of an area that a question is for, where that is not the one named first."""
    if criterion.applies_to is None or not area.form or area.form[0] in criterion.applies_to.forms:
        return ""
    own = [form for form in area.form if form in criterion.applies_to.forms]
    return " and ".join(form.replace("-", " ") for form in own)


def asked_forms(area: IssueArea) -> str:
    """The forms of cooperation that raters judge, the main one first; may be empty."""
    first, *rest = [form.replace("-", " ") for form in area.form] or [""]
    return f"{first}; also {', '.join(rest)}." if rest else first and f"{first}."


def _known(area: IssueArea, own: Collection[str], as_of: PartialDate | None) -> Iterator[Evidence]:
    """Own items, and those that the ratings of an area rest on; what these say stays hidden."""
    cited = (
        name
        for ratings in area.ratings.values()
        for rating in ratings
        if isinstance(rating, Rating)
        for name in rating.evidence
    )
    for name in dict.fromkeys((*own, *cited)):
        item = area.evidence[name]
        if as_of is None or item.known.last <= as_of.last:
            yield item

"""``areas``: the areas of a pack, each with its light, outlook, coverage and age."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, ClassVar, NamedTuple

from coopcli.model import Assessment, Count, Id, PartialDate, Rubric, months_between
from coopcli.packs.library import Pack, areas_of
from coopcli.results.consistency import Contradictions, distinct
from coopcli.results.parts import Brief, RubricResult
from coopcli.results.values import Added, Inline
from coopcli.studies.parts import brief, cited_evidence, newest, rubric_ref


class ListedArea(NamedTuple):
    """An area as of its own date; the age of its newest evidence counts back from today."""

    id: Id
    name: str
    aliases: tuple[str, ...]
    as_of: PartialDate
    brief: Annotated[Brief, Inline()]
    newest_evidence: PartialDate | None
    age_months: Count | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Areas(RubricResult):
    """The areas of a pack; ``as_of`` where they were all asked for as of one date."""

    kind: ClassVar[str] = "areas"
    today: PartialDate
    areas: tuple[ListedArea, ...]
    as_of: Annotated[PartialDate | None, Added()] = None

    def contradictions(self) -> Contradictions:
        yield from distinct("/areas", (area.id for area in self.areas))


def study(pack: Pack, as_of: PartialDate | None = None) -> Areas:
    """The areas of a pack at a date, else each at its own."""
    judged = [pack.assess(area, as_of) for area in areas_of(pack)]
    return areas_result(pack.rubric, judged, as_of or pack.newest(), as_of)


def areas_result(
    rubric: Rubric,
    assessments: Iterable[Assessment],
    today: PartialDate,
    as_of: PartialDate | None = None,
) -> Areas:
    """The result that lists areas, each as of its own date or all ``as_of`` one.

    Ages count back from ``today``.
    """
    listed = tuple(_listed(assessment, today) for assessment in assessments)
    return Areas(rubric=rubric_ref(rubric), today=today, areas=listed, as_of=as_of)


def _listed(assessment: Assessment, today: PartialDate) -> ListedArea:
    area, known = assessment.area, newest(cited_evidence(assessment))
    return ListedArea(
        id=area.id,
        name=area.name,
        aliases=area.aliases,
        as_of=assessment.as_of,
        brief=brief(assessment),
        newest_evidence=known,
        age_months=None if known is None else months_between(known.last, today.last),
    )

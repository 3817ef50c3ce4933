"""``sources``: the documents that an area, or a whole pack, rests on."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, ClassVar, NamedTuple

from coopcli.model import Evidence, Id, IssueArea, PartialDate, Rubric
from coopcli.packs.library import Pack, open_area
from coopcli.results.consistency import Contradictions, distinct
from coopcli.results.parts import AreaRef, Result, RubricResult, Source
from coopcli.results.values import Inline
from coopcli.studies.assess import AssessmentResult
from coopcli.studies.parts import cited_evidence, rubric_ref, source_of


class Document(NamedTuple):
    """A document, and the items that were drawn from it."""

    source: Annotated[Source, Inline()]
    evidence: tuple[Id, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources(RubricResult):
    """The documents behind an area, or behind a whole pack."""

    kind: ClassVar[str] = "sources"
    area: AreaRef | None
    as_of: PartialDate | None
    sources: tuple[Document, ...]

    def contradictions(self) -> Contradictions:
        yield from distinct("/sources", (document.source.id for document in self.sources))
        drawn = (name for document in self.sources for name in document.evidence)
        yield from distinct("/sources", drawn)


def study(pack: Pack, name: str = "", as_of: PartialDate | None = None) -> Sources:
    """The documents behind an area; without a name those behind the ledger known by a date."""
    if not name:
        known = (e for e in pack.ledger.values() if as_of is None or e.known.last <= as_of.last)
        return sources_result(pack.rubric, known, as_of=as_of)
    area = open_area(pack, name)
    judged = pack.assess(area, as_of)
    return sources_result(pack.rubric, cited_evidence(judged), area=area, as_of=judged.as_of)


def sources_result(
    rubric: Rubric,
    evidence: Iterable[Evidence],
    *,
    area: IssueArea | None = None,
    as_of: PartialDate | None = None,
) -> Sources:
    """The result that lists the documents behind some evidence, with the items drawn from each."""
    drawn: dict[str, tuple[str, ...]] = {}
    for item in evidence:
        drawn[item.passage.source] = (*drawn.get(item.passage.source, ()), item.id)
    known = area.sources if area else rubric.sources
    return Sources(
        rubric=rubric_ref(rubric),
        area=None if area is None else AreaRef(area.id, area.name),
        as_of=as_of,
        sources=tuple(
            Document(source_of(source), drawn[name])
            for name, source in known.items()
            if name in drawn
        ),
    )


def documents_of(result: Result) -> tuple[Source, ...]:
    """The documents that a result lists, if it is one that does."""
    match result:
        case Sources():
            return tuple(document.source for document in result.sources)
        case AssessmentResult():
            return result.sources
        case _:
            return ()

"""Explanations of documents and of items of evidence, and what rests on them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, NamedTuple

from coopcli import model
from coopcli.model import (
    Count,
    Id,
    IssueArea,
    PartialDate,
    Passage,
    Rating,
    Rubric,
)
from coopcli.results.parts import Evidence, Source
from coopcli.results.values import Length, Levels, LightId, light_id
from coopcli.studies.explained import About, Explained
from coopcli.studies.parts import evidence_of, source_of


class Section(NamedTuple):
    """A heading of a document, and how many items stand below it."""

    heading: str
    within: str
    items: Count


class CitingRating(NamedTuple):
    """A rating that rests on an item."""

    area: Id
    criterion: Id
    known: PartialDate
    level: Levels
    light: LightId


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedSource(Explained):
    """A document, its sections, and the items drawn from it."""

    type: Literal["source"] = "source"
    source: Source
    sections: tuple[Section, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedEvidence(Explained):
    """An item of evidence, alone in its list, and the ratings that rest on it."""

    type: Literal["evidence"] = "evidence"
    evidence: Annotated[tuple[Evidence, ...], Length(1, 1)]
    cited: tuple[CitingRating, ...]

    def _passages(self) -> Iterable[Passage]:
        return (item.passage for item in self.evidence)


def citing(rubric: Rubric, areas: Iterable[IssueArea], name: str) -> Iterator[CitingRating]:
    """The ratings that rest on an item, by area and in the order of the rubric."""
    for area in areas:
        for criterion in rubric.criteria.values():
            for rating in area.ratings.get(criterion.id, ()):
                if isinstance(rating, Rating) and name in rating.evidence:
                    light = light_id(rubric.light_at(rating.high))
                    level = (rating.low, rating.high)
                    yield CitingRating(area.id, criterion.id, rating.known, level, light)


def source_explained(
    about: About, source: model.Source, ledger: Mapping[str, model.Evidence]
) -> ExplainedSource:
    """A document, its headings, and what was drawn from it."""
    order = {section.heading: place for place, section in enumerate(source.sections)}
    drawn = [item for item in ledger.values() if item.passage.source == source.id]
    drawn.sort(key=lambda item: (order[item.passage.section], item.passage.paragraph or 0))
    counts = Counter(item.passage.section for item in drawn)
    return ExplainedSource(
        **about.head(()),
        source=source_of(source),
        sections=tuple(
            Section(section.heading, section.within, counts[section.heading])
            for section in source.sections
        ),
        evidence=tuple(map(evidence_of, drawn)),
    )

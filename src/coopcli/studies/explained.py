"""What every explanation begins with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar, NamedTuple, TypedDict

from coopcli import model
from coopcli.model import (
    Id,
    Passage,
    Rubric,
)
from coopcli.results.consistency import Contradictions, distinct, known
from coopcli.results.parts import RubricRef, RubricResult, Source
from coopcli.studies.parts import rubric_ref, source_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained(RubricResult):
    """What every explanation begins with: the id, and the documents that it points to."""

    kind: ClassVar[str] = "explanation"
    id: Id
    sources: tuple[Source, ...]

    def _passages(self) -> Iterable[Passage]:
        """The passages that it points to."""
        return ()

    def contradictions(self) -> Contradictions:
        documents = [source.id for source in self.sources]
        yield from distinct("/sources", documents)
        yield from known("/passages", (p.source for p in self._passages()), documents, "source")


class Head(TypedDict):
    """What every explanation begins with."""

    rubric: RubricRef
    id: Id
    sources: tuple[Source, ...]


class About(NamedTuple):
    """What is explained, and the documents that are known."""

    rubric: Rubric
    id: Id
    known: Mapping[str, model.Source]

    def head(self, passages: Iterable[Passage]) -> Head:
        cited = dict.fromkeys(passage.source for passage in passages)
        documents = tuple(source_of(self.known[name]) for name in cited)
        return {"rubric": rubric_ref(self.rubric), "id": self.id, "sources": documents}

"""From a saved result of areas back to its rubric, and to what a later run is compared with.

A saved result holds the whole rule and every question: enough to judge again.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, TypeVar

from coopcli import model
from coopcli.analysis.changes import Range, Snapshot
from coopcli.identity import Digests, Version, digests_from, digests_of
from coopcli.model import (
    FIRST_KINDS,
    Certainty,
    Confidence,
    Degree,
    Majority,
    Rubric,
    Weighing,
)
from coopcli.results.answers import Criterion
from coopcli.studies.batch import Batch, Judged, records_of
from coopcli.studies.rows import Row

T = TypeVar("T")


def snapshots_from(result: Judged) -> dict[str, Snapshot]:
    """What a saved result says of each area, for comparison."""
    version = version_of_result(result)
    rows = [record for record in records_of(result) if isinstance(record, Row)]
    return {row.area.id: _snapshot(row, version) for row in rows}


def _snapshot(row: Row, version: Version) -> Snapshot:
    levels: dict[str, Range] = {
        answer.id: model.NOT_APPLICABLE if answer.not_applicable is not None else answer.level
        for answer in row.criteria
    }
    return Snapshot(row.area.id, version, levels, row.file)


def version_of_result(result: Judged) -> Version:
    """The state of the rubric behind a result of areas.

    Raises: ValueError as :func:`rubric_from` does.
    """
    about = result.rubric
    # Older programs wrote a digest of the file, which any comment changed.
    digests = digests_from(about.digest)
    if digests is None:
        digests = Digests(digests_of(rubric_from(result)).rule, "", "")
    return Version(about.id, about.version, digests)


def rubric_from(result: Judged) -> Rubric:
    """The rubric of a saved result of areas, as far as it decides a light.

    Raises: ValueError when its parts contradict each other.
    """
    rule, about, half = result.rule, result.rubric, Fraction(1, 2)
    return Rubric(
        id=about.id,
        title=about.title,
        version=about.version,
        parties=(),
        dimensions=tuple(
            model.Dimension(name, name, tuple(map(_criterion, questions)))
            for name, questions in _questions(result).items()
        ),
        scale=tuple(Degree(label, "") for label in about.scale),
        lights=tuple(light.light for light in about.light_ids),
        lines=_plain(rule.lines),
        majorities={str(light): Majority(*rule.majority_of(light)) for light in rule.lines},
        coverage=rule.coverage,
        horizon_months=rule.horizon_months,
        cuts=_plain(rule.cuts),
        # Confidence is compared as saved; what it is made of plays no part in a light.
        certainty=Certainty(
            dict.fromkeys(FIRST_KINDS, 12),
            dict.fromkeys(Confidence, (Fraction(1), Fraction(0), Fraction(0))),
        ),
        weighing=Weighing(1, Fraction(1), half, half),
        minimum_questions=rule.minimum_questions or 1,
        meanings={},
    )


def _questions(result: Judged) -> dict[str, Iterable[Criterion]]:
    if not isinstance(result, Batch):
        return {part.id: [a.criterion for a in part.criteria] for part in result.dimensions}
    groups: dict[str, list[Criterion]] = {}
    for question in result.questions:
        groups.setdefault(question.dimension, []).append(question.criterion)
    return dict(groups)


def _criterion(asked: Criterion) -> model.Criterion:
    veto = None if asked.veto is None else _plain(asked.veto)
    return model.Criterion(asked.id, asked.name, "", asked.weight, {}, veto)


def _plain(values: Mapping[Any, T]) -> dict[str, T]:
    """Values by the ids of lights."""
    return {str(light): value for light, value in values.items()}

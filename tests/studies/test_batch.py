from __future__ import annotations

import pytest

from coopcli.analysis.gates import Gates
from coopcli.model import IssueArea
from coopcli.packs.library import areas_of
from coopcli.results.gating import Outcome
from coopcli.rule.assessment import assess
from coopcli.studies.assess import assessment_result
from coopcli.studies.batch import Summary, records_of
from coopcli.studies.gated import gating
from coopcli.studies.restored import snapshots_from
from coopcli.studies.rows import Row, row_from, row_of
from tests.examples import LIGHT_IDS, the_pack

AREAS = list(areas_of(the_pack()))


@pytest.mark.parametrize("area", AREAS, ids=lambda area: area.id)
def test_the_lean_row_is_a_part_of_the_full_result(area: IssueArea) -> None:
    judged = assess(the_pack().rubric, area, area.newest() or the_pack().newest())
    gates = Gates(
        (
            "red",
            "stale",
        )
    )
    printed = gating(gates, judged)

    assert row_from(assessment_result(judged, gates=printed)) == row_of(judged, printed)


def test_a_full_result_is_read_as_one_row() -> None:
    judged = assess(the_pack().rubric, AREAS[0], the_pack().newest())
    data = assessment_result(judged)

    (row,) = records_of(data)
    assert isinstance(row, Row)
    assert row.area.id == AREAS[0].id
    assert list(snapshots_from(data)) == [AREAS[0].id]


def test_the_worst_outcome_of_all_areas_counts() -> None:
    summary = Summary(LIGHT_IDS)
    summary.outcomes |= {Outcome.PASSED: 3, Outcome.UNDECIDED: 1}

    assert summary.gating(Gates(), [], enforced=True).outcome == "undecided"
    gone = summary.gating(Gates(("regression",)), ["x"], enforced=True)
    assert gone.outcome == "failed"

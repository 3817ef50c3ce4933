"""Results of rubrics at all ends of what is allowed are shown, written and read back."""

from __future__ import annotations

from fractions import Fraction

import pytest

from coopcli.analysis import audit as analysis
from coopcli.formats import Style, render
from coopcli.model import Majority
from coopcli.results.saved import result_from
from coopcli.rule.assessment import assess
from coopcli.studies.assess import assessment_result
from coopcli.studies.audit import audit_result
from coopcli.studies.robustness import robustness_result
from coopcli.text import Report
from tests.examples import IDS, a_rubric, an_area, day, some_lights


@pytest.mark.parametrize(("levels", "lights"), [(2, 2), (2, 7), (9, 2), (9, 7)])
def test_results_of_few_and_of_many_lights_are_read_back(levels: int, lights: int) -> None:
    looks = some_lights(lights)
    ids = [light.id for light in looks[:-1]]
    rubric = a_rubric(
        levels=levels,
        lights=looks,
        # Where all lights share a line, only a larger majority tells a light from a worse one.
        lines={name: place if levels > 2 else 0 for place, name in enumerate(ids)},
        majority={n: Majority(Fraction(99 - 6 * place, 100)) for place, n in enumerate(ids)},
        vetoes=(),
    )
    area = an_area(
        {IDS[0]: levels - 1, IDS[1]: (0, 1), IDS[2]: None}, others=1 if levels > 2 else 0
    )
    judged = assess(rubric, area, day("2020"))

    for result in (
        assessment_result(judged),
        robustness_result(judged),
        audit_result(analysis.audit(rubric, [judged]), None),
    ):
        for form in ("text", "markdown", "html"):
            assert render(Report(result, 1), form, Style())
        assert result_from("x", render(Report(result), "json", Style()).encode()) == result

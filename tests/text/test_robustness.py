from __future__ import annotations

import json

import jsonschema
import pytest

from coopcli.analysis.sensitivity import sensitivity
from coopcli.model import Assessment, Law
from coopcli.packs.library import areas_of
from coopcli.results.codec import encode, schema
from coopcli.results.saved import result_from
from coopcli.rule.assessment import assess
from coopcli.studies.assess import assessment_result
from coopcli.studies.robustness import (
    RobustnessOfAreas,
    RobustnessResult,
    robustness_of_areas_result,
    robustness_result,
)
from coopcli.text.assessment import assessment_blocks
from coopcli.text.blocks import Entries, Heading, Items, Paragraph, Table, Verdict
from coopcli.text.plain import plain
from coopcli.text.robustness import robustness_blocks
from coopcli.text.robustness_of_areas import robustness_of_areas_blocks
from tests.examples import GREEN, IDS, a_rubric, an_area, day, the_pack


def greens(count: int, **levels: object) -> Assessment:
    area = an_area(dict.fromkeys(IDS[:count], 1) | levels, others=2)  # type: ignore[arg-type]
    return assess(a_rubric(), area, day("2020"))


def said(assessment: Assessment, detail: int = 0) -> str:
    """Everything that the report says, a block a line."""
    lines = []
    for block in robustness_blocks(robustness_result(assessment), detail=detail):
        match block:
            case Verdict(_, _, _, facts):
                lines += [plain(fact) for fact in facts]
            case Heading(text, _):
                lines.append(text)
            case Paragraph(line):
                lines.append(plain(line))
            case Items(items):
                lines += [plain(item) for item in items]
            case Table(_, rows):
                lines += [" | ".join(plain(cell) for cell in row) for row in rows]
    return "\n".join(lines)


def brief(assessment: Assessment) -> str:
    """What a brief says under its words, a part a line."""
    entries = [
        entry
        for block in assessment_blocks(assessment_result(assessment))
        if isinstance(block, Entries)
        for entry in block.entries
    ]
    return "\n".join(f"{entry.word}: {plain(line)}" for entry in entries for line in entry.lines)


def test_results_of_all_shipped_areas_follow_the_schema() -> None:
    pack = the_pack()
    found = [assess(pack.rubric, area, area.newest() or pack.newest()) for area in areas_of(pack)]
    shape, shape_of_areas = schema(RobustnessResult), schema(RobustnessOfAreas)
    for assessment in found[::8]:  # the rest is held against the same schema by our own reader
        jsonschema.validate(encode(robustness_result(assessment)), shape)
    rows = robustness_of_areas_result(pack.rubric, found)
    jsonschema.validate(encode(rows), shape_of_areas)
    sampled = robustness_result(found[0], sensitivity(found[0], draws=100), draws=100, seed=3)
    jsonschema.validate(encode(sampled), shape)
    for result in (sampled, rows, *map(robustness_result, found)):
        assert result_from("saved.json", json.dumps(encode(result)).encode()) == result


def test_light_and_share_stand_side_by_side_in_one_line() -> None:
    # 11 of 15 green have 3533689/4782969 of the weightings; 2/3 of 15 is 10
    found = greens(11)

    assert found.light == GREEN
    # low confidence turns each 1 into a 2 with a chance of .2, so far fewer weightings are Green
    assert "How sure: Provisional (in doubt): report it as “between Green and Yellow”" in brief(
        found
    )
    assert "and gives Green." in brief(found)
    assert "11 of 15 answers are Green, 10 needed." in brief(found)


def test_a_light_that_nothing_open_can_move_is_shown_without_doubt_about_levels() -> None:
    found = assess(a_rubric(), an_area(others=4), day("2020"))

    assert "the light is sure: it stays Red however ratings and weights vary." in brief(found)


def test_without_a_light_the_shares_of_all_are_shown_as_spans() -> None:
    found = assess(a_rubric(), an_area(others=None), day("2020"))

    line = "the weights of the questions | – | 0 to 100 % | 0 to 100 % | 0 to 100 %"
    assert "How sure: There is no light to be sure of." in brief(found)
    assert line in said(found)
    assert robustness_result(found).judged.robustness.word is None


@pytest.mark.parametrize("detail", [0, 1])
def test_what_would_move_a_light(detail: int) -> None:
    printed = said(greens(11), detail)

    assert "to Yellow: two steps of one level" in printed
    assert (
        "Majority: still Green if at most 11 of 15 answers were needed; the rule needs 10"
        in printed
    )
    # the means are 19/15 and less; the last dimension has 9/5, above the cut of 1.43
    assert "3 of 4 other rules give the same light." in printed
    assert "1.80 in economic barriers; Green up to 1.43, Yellow up to 2.17; it looks at" in printed


def test_a_gate_that_decides_is_named_by_the_opinion_without_vetoes() -> None:
    printed = said(assess(a_rubric(), an_area({"legal-restrictions": 4}), day("2020")))

    assert "0 of 4 other rules give the same light." in printed
    assert "no vetoes | green | the veto of legal restrictions decides" in printed
    assert (
        "plain average | green | 0.27; Green up to 1.43, Yellow up to 2.17; it knows no vetoes"
        in printed
    )
    assert "Without any veto: Green." in printed


def test_a_missing_answer_that_could_change_the_light_is_shown_with_the_level_it_takes() -> None:
    printed = said(assess(a_rubric(), an_area({"legal-restrictions": None}), day("2020")))

    assert "Could change the light: legal restrictions." in printed
    assert "At best: green, with legal restrictions at most 2, even if all" in printed
    assert "At worst: red, with legal restrictions at least 4, even if all" in printed


def test_vast_weights_leave_a_law_out_and_say_so() -> None:
    rubric = a_rubric(weights={"channel-gap": 997, "zero-sum-race": 991, "state-steering": 983})
    found = assess(rubric, an_area(), day("2020"))

    laws = robustness_result(found).laws

    assert Law.CONCENTRATED not in [law.law for law in laws]
    assert "too large to vary them a little" in said(found, 1)


def test_the_table_of_areas_has_a_row_for_each() -> None:
    found = [greens(11), assess(a_rubric(), an_area(others=None), day("2020"))]
    table = robustness_of_areas_blocks(robustness_of_areas_result(a_rubric(), found))[0]

    assert isinstance(table, Table)
    cells = [[plain(cell) for cell in row] for row in table.rows]
    assert cells[0][0] == "green"
    assert cells[0][2] == "fairly sure 74 %"
    assert cells[1][2] == "Green 0 to 100 %, Yellow 0 to 100 % and Red 0 to 100 %"
    assert cells[1][4] == "–"


def test_a_light_that_rated_answers_cannot_bring_is_out_of_reach() -> None:
    area = an_area({"security-distrust": 4, "legal-restrictions": None})

    printed = brief(assess(a_rubric(), area, day("2020")))

    assert "Yellow is out of reach while questions are unanswered." in printed

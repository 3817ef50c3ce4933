"""Areas side by side, in as much detail as there is room for."""

from __future__ import annotations

from dataclasses import replace

from coopcli.model import Assessment
from coopcli.rule.assessment import assess
from coopcli.studies.compare import comparison_result
from coopcli.text.blocks import Block, Heading, Items, Paragraph, Table
from coopcli.text.compare import comparison_blocks
from coopcli.text.plain import plain
from tests.examples import a_rubric, an_area, day


def assessed(name: str, channel: int = 0) -> Assessment:
    return assess(a_rubric(), replace(an_area({"channel-gap": channel}), id=name), day("2020"))


def blocks(count: int, **detail: int) -> list[Block]:
    """The report on areas of which every second has a red answer to one question."""
    areas = [assessed(f"area-{number}", 3 * (number % 2)) for number in range(count)]
    return comparison_blocks(comparison_result(areas), **detail)


def grounds(count: int, **detail: int) -> list[list[str]]:
    """The answers that are given with their grounds."""
    items = [block for block in blocks(count, **detail) if isinstance(block, Items)]
    return [[plain(line)[:1] for line in item.lines] for item in items]


def test_the_least_detail_is_the_areas_alone() -> None:
    found = blocks(2, detail=-1)

    assert [type(block) for block in found] == [Heading, Table]
    assert found == blocks(2)[:2]


def test_grounds_are_given_for_two_areas_and_for_more_when_asked() -> None:
    assert grounds(2) == grounds(2, detail=1) == [["A", "B"]]
    assert grounds(3) == []
    assert grounds(3, detail=1) == [["A", "B", "C"]]


def test_areas_beyond_z_have_two_letters() -> None:
    table = blocks(29, detail=-1)[1]
    assert isinstance(table, Table)

    marks = [plain(row[1]).split()[0] for row in table.rows]
    assert [*marks[:2], *marks[25:]] == ["A", "B", "Z", "AA", "AB", "AC"]


def test_areas_that_differ_in_no_light_say_so() -> None:
    found = comparison_blocks(comparison_result([assessed("a"), assessed("b", 1)]))

    assert Paragraph(("No answer differs in its light.",)) in found

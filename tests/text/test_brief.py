"""The brief of an area: what stands on one screen, and how much of it."""

from __future__ import annotations

import re

import pytest

from coopcli.formats import Style, render
from coopcli.packs.library import areas_of
from coopcli.studies.assess import AssessmentResult, assessment_result
from coopcli.text import Report
from coopcli.text.blocks import Entries, Head
from coopcli.text.brief import brief_blocks
from coopcli.text.notes import Citations
from coopcli.text.plain import plain
from tests.analysis.areas import judged
from tests.examples import IDS, the_pack

SHIPPED = {area.id: area for area in areas_of(the_pack())}

MOST_LINES = {100: 40, 80: 60}
"""Lines of a brief by columns, for a rubric of up to fifteen questions."""

FULL_LINES = 5_198
"""Two thirds of the lines that the full reports of all areas had at 100 columns before."""


def shipped(name: str) -> AssessmentResult:
    return assessment_result(the_pack().assess(SHIPPED[name], None))


def result(levels: dict[str, int | tuple[int, int] | None], others: int = 0) -> AssessmentResult:
    return assessment_result(judged({"levels": levels, "others": others}))


def entries(found: AssessmentResult) -> dict[str, str]:
    """What a brief says under each of its words."""
    return {
        entry.word: " ".join(map(plain, entry.lines))
        for block in brief_blocks(found)
        if isinstance(block, Entries)
        for entry in block.entries
    }


def head(found: AssessmentResult) -> Head:
    block = brief_blocks(found)[0]
    assert isinstance(block, Head)
    return block


@pytest.mark.parametrize("name", SHIPPED)
def test_a_brief_has_one_screen(name: str) -> None:
    report = Report(shipped(name))
    lines = {width: render(report, "text", Style(width)).splitlines() for width in MOST_LINES}

    assert {
        width: len(lines[width]) for width in MOST_LINES if len(lines[width]) > MOST_LINES[width]
    } == {}
    assert all(len(line) <= width for width in MOST_LINES for line in lines[width])


@pytest.mark.parametrize("width", [20, 40, 60, 80, 100, 160])
def test_nothing_is_cut_at_any_width(width: int) -> None:
    report = Report(shipped("facial-recognition"))
    whole, found = (render(report, "text", Style(columns)) for columns in (100, width))

    assert all(len(line) <= min(width, 100) for line in found.splitlines())
    # below 80 columns the numbers of notes stand in prose alone
    missing = set(re.findall(r"\b[a-z]+", whole)) - set(re.findall(r"\b[a-z]+", found.lower()))
    assert missing == set() or width < 40  # there long words are broken


def test_full_reports_are_a_third_shorter_than_they_were() -> None:
    lines = [
        line
        for name in SHIPPED
        for line in render(Report(shipped(name), 1), "text", Style(100)).splitlines()
    ]

    assert len(lines) <= FULL_LINES


def test_the_parties_and_the_date_stand_first() -> None:
    found = head(shipped("facial-recognition"))

    assert found.subject == "US-China cooperation on facial recognition"
    assert found.date == f"as of {max(SHIPPED['facial-recognition'].dates())}"


def test_an_old_judgement_says_so_before_it_advises() -> None:
    area = SHIPPED["facial-recognition"]
    then = assessment_result(the_pack().assess(area, area.dates()[0]))

    age, bottom = map(plain, head(then).lines)
    assert age.startswith("This is the judgement of 2020. The newest one is of July 2021")
    first, _, _ = the_pack().rubric.meanings["red"].next.partition(". ")
    assert bottom.startswith(f"{first}. ")


def test_a_shaky_light_is_provisional() -> None:
    shaky, firm = result(dict.fromkeys(IDS[:5], 2)), result({})

    assert head(shaky).note == "provisional"
    assert entries(shaky)["How sure"].startswith("Not secure. ")
    assert head(firm).note == ""


def test_a_veto_is_named_with_what_it_means_before_any_count() -> None:
    found = entries(result({"legal-restrictions": 4}))

    assert found["Why"].startswith("Legal restrictions")
    assert "alone rules out Yellow." in found["Why"]


def test_a_veto_that_a_range_leaves_open_says_at_which_level() -> None:
    found = entries(result({"legal-restrictions": (3, 4)}))

    assert "would alone rule out Yellow, if at 4 and not lower." in found["Why"]


def test_one_event_each_that_would_lift_and_lower_the_light() -> None:
    found = entries(result(dict.fromkeys(IDS, 2)))

    assert found["For Green"].startswith("Ten more answers at 1 or lower; easiest: ")
    assert "alone gives Red." in found["Worse if"]


@pytest.mark.parametrize("name", SHIPPED)
def test_shares_add_up_to_a_hundred(name: str) -> None:
    shares, *_ = re.split(r"\. ", entries(shipped(name))["How sure"])
    counts = [int(count) for count in re.findall(r"in (\d+)", shares)]

    assert sum(counts) == 100 or not counts or "over 99" in shares


def test_every_number_of_a_note_leads_to_a_document_or_to_notes_elsewhere() -> None:
    found = shipped("ai-safety")
    alone = render(Report(found), "text", Style(100))
    joined = brief_blocks(found, Citations())

    assert "[1] " in alone.partition("Notes")[2]
    assert not any(type(block).__name__ == "Notes" for block in joined)


def test_without_a_light_no_share_is_given_and_evidence_is_asked_for() -> None:
    found = entries(result(dict.fromkeys(IDS[:6])))

    assert found["How sure"] == "There is no light to be sure of."
    assert found["For a light"].startswith("Answer ")
    assert found["What to do"].startswith("Researchers could find out: ")

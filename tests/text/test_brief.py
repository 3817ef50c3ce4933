"""The brief of an area: what stands on one screen, and how much of it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from coopcli.formats import Style, render
from coopcli.model import Basis, PartialDate
from coopcli.packs.library import areas_of, open_pack
from coopcli.results.parts import Asked
from coopcli.results.values import LightId
from coopcli.studies.assess import AssessmentResult, assessment_result, study
from coopcli.text import Report
from coopcli.text.blocks import Entries, Head
from coopcli.text.brief import brief_blocks
from coopcli.text.brief_ahead import way_to_better
from coopcli.text.brief_reasons import obstacles
from coopcli.text.notes import Citations
from coopcli.text.plain import plain
from tests.analysis.areas import judged
from tests.examples import IDS, ROOT, run, the_pack

SHIPPED = {area.id: area for area in areas_of(the_pack())}

MOST_LINES = {100: 40, 80: 60}
"""Lines of a brief by columns, for a rubric of up to fifteen questions."""

FULL_LINES = 5_198
"""Two thirds of the lines that the full reports of all areas had at 100 columns before."""


def shipped(name: str) -> AssessmentResult:
    return assessment_result(the_pack().assess(SHIPPED[name], None))


def shipped_then(name: str) -> AssessmentResult:
    """An area as of its first date."""
    return assessment_result(the_pack().assess(SHIPPED[name], SHIPPED[name].dates()[0]))


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
    """Without the addresses of documents, which those reports did not have."""
    results = (shipped(name) for name in SHIPPED)
    bare = (
        replace(one, sources=tuple(source._replace(url=None) for source in one.sources))
        for one in results
    )
    lines = [render(Report(one, 1), "text", Style(100)).splitlines() for one in bare]

    assert sum(map(len, lines)) <= FULL_LINES


def test_the_parties_and_the_date_stand_first() -> None:
    found = head(shipped("facial-recognition"))

    assert found.subject == "US-China cooperation on facial recognition"
    assert found.date == f"as of {max(SHIPPED['facial-recognition'].dates())}"


@pytest.mark.parametrize(
    ("scope", "title"),
    [
        ("Searches by Bruno with one handler.", "Bruno and his handler"),
        ("Searches. Bruno is a dog.", "bruno and his handler"),
        ("Searches with dogs.", "bruno and his handler"),
    ],
)
def test_a_proper_name_in_the_scope_keeps_its_capital(scope: str, title: str) -> None:
    one = shipped("facial-recognition")
    area = one.area._replace(name="Bruno and his handler", scope=scope)

    assert head(replace(one, area=area)).subject == f"US-China cooperation on {title}"


def test_an_old_judgement_says_so_before_it_advises() -> None:
    area = SHIPPED["facial-recognition"]
    then = assessment_result(the_pack().assess(area, area.dates()[0]))

    text = plain(head(then).lines[0])
    assert text.startswith("This is the judgement of 2020. The newest, of ")
    assert ". In 2020: joint work" in text


@pytest.mark.parametrize(
    ("issued", "words"),
    [
        ("2024-10-01", "Joint work can begin now. Outlook to September 2026: no trend."),
        (
            "2026-11-26",
            "Our sources go to September 2024. Check what is newer before you use it. Joint work "
            "can begin now.",
        ),
    ],
)
def test_a_document_says_what_was_over_when_it_was_issued(issued: str, words: str) -> None:
    found = brief_blocks(shipped("capacity-building"), issued=PartialDate.parse(issued))

    assert isinstance(found[0], Head)
    assert " ".join(map(plain, found[0].lines)) == words


def test_a_shaky_light_is_provisional() -> None:
    shaky, firm = result(dict.fromkeys(IDS[:5], 2)), result({})

    assert head(shaky).note == "provisional"
    assert entries(shaky)["How sure"].startswith("Provisional (not sure): report it as ")
    assert head(firm).note == ""


def test_a_veto_is_named_with_what_it_means_before_any_count() -> None:
    found = entries(result({"legal-restrictions": 4}))

    assert found["Why"].startswith("Legal-restrictions at 4 (legal restrictions) ")
    assert "alone rules out Yellow." in found["Why"]


def test_a_veto_that_a_range_leaves_open_says_at_which_level() -> None:
    found = entries(result({"legal-restrictions": (3, 4)}))

    assert "would alone rule out Yellow, if at 4 and not lower." in found["Why"]


def test_one_event_each_that_would_lift_and_lower_the_light() -> None:
    found = entries(result(dict.fromkeys(IDS, 2)))

    assert found["For Green"].startswith("Ten more answers at 1 or lower. A near way: ")
    assert found["Worse if"].startswith("One veto gives Red, such as ")


@pytest.mark.parametrize("name", SHIPPED)
def test_shares_add_up_to_a_hundred(name: str) -> None:
    found = re.search(r"of 100 variations[a-z ]*, ([^.;]*)\.", entries(shipped(name))["How sure"])
    counts = [int(count) for count in re.findall(r"\d+", found[1])] if found else []

    assert sum(counts) == 100 or not counts or "over 99" in str(found)


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


# What a lay reader stumbled over.


@pytest.mark.parametrize("name", SHIPPED)
def test_a_brief_of_any_date_has_one_screen(name: str) -> None:
    *earlier, newest = SHIPPED[name].dates()
    for date in (*earlier, newest):
        asked = Asked(name, "", "" if date == newest else date.text)
        found = assessment_result(the_pack().assess(SHIPPED[name], date), asked=asked)
        for width, most in MOST_LINES.items():
            assert len(render(Report(found), "text", Style(width)).splitlines()) <= most, date


def test_a_fact_stands_behind_an_obstacle_where_there_is_room() -> None:
    facts = {name: entries(shipped(name)).get("Facts", "") for name in SHIPPED}

    assert sum(map(bool, facts.values())) > len(facts) * 4 / 5
    for name, text in facts.items():
        obstacle = text.partition(": ")[0].lower()
        why = entries(shipped(name))["Why"].lower()
        assert not text or obstacle in why or text.startswith(headline(name)), name


def headline(name: str) -> str:
    """How the headline of an area begins."""
    found = shipped(name).headline
    return found.text.split(" [")[0][:20] if found else ""


def test_nothing_works_that_nobody_does() -> None:
    for name in SHIPPED:
        found = shipped(name)
        works = found.outline and found.outline.works
        if not works:
            assert entries(found)["Works now"].startswith("No well-supported good answer")
            continue
        item = next(item for item in found.evidence if item.id == works.evidence)
        answer = next(a for a in found.answers if a.criterion.id == works.criterion)
        assert item.kind in ("talks", "practice")
        assert answer.basis is Basis.AREA
        assert not answer.declared_only


def test_commands_to_go_on_with_carry_the_options_of_the_run() -> None:
    line = ("assess", "crowd-watching", "-r", "tests/pack", "--as-of", "2025")
    shown = " ".join(run(*line).stdout.decode().split())

    options = "--rubric tests/pack --as-of 2025"
    assert f"coopcli robustness crowd-watching {options}" in shown
    assert f"coopcli pathways crowd-watching {options}" in shown


def test_a_light_that_most_variations_miss_says_whose_it_is() -> None:
    found = entries(result(dict.fromkeys(IDS[:5], 2), others=1))

    assert "The rule takes the ratings as they are" in found["How sure"]
    assert found["Surer if"].startswith("Evidence shows ")


def test_an_old_judgement_names_the_newest_light() -> None:
    then, now = shipped_then("facial-recognition"), shipped("facial-recognition").standing.light

    assert isinstance(now, LightId)
    assert f", is {now.name}. In 2020: " in plain(head(then).lines[0])


def test_old_evidence_is_named_before_any_advice() -> None:
    found = shipped("surveillance-export")

    text = plain(head(found).lines[0])
    assert text.startswith(
        "Old: our sources go to September 2024, none on this area after July 2021. "
    )
    assert str(found.meaning and found.meaning.next.split(";")[0]) in text


def test_the_lowest_light_cannot_get_worse() -> None:
    found = entries(result(dict.fromkeys(IDS, 3)))

    assert found["Worse if"] == "Red is the lowest light; it cannot get worse."


def test_every_step_has_an_actor() -> None:
    for name in SHIPPED:
        for step in entries(shipped(name)).get("What to do", "").split(". "):
            assert re.search(r"\bcould\b|\bonly the\b|: ", step) or not step, step


def test_a_brief_says_how_to_read_a_range_and_a_veto() -> None:
    found = entries(result({"legal-restrictions": (2, 3), "channel-gap": 2}))

    veto = "One answer at its veto alone rules out Green (3) or Yellow (4)."
    assert found["Key"] == f"2-3 counts as 3. {veto}"


def test_silence_is_reported_as_silence() -> None:
    assert entries(result({}))["Not known"] == "Nobody has listed what is unknown here."


def test_a_brief_says_whose_ratings_these_are() -> None:
    found = shipped("facial-recognition")
    rated = entries(found)["Rated by"]
    assert rated.startswith("The authors of asia-society ")
    assert rated.endswith(" (a data pack), not Asia Society Northern California.")

    own = replace(found, rated="mine.yaml")
    assert entries(own)["Rated by"].startswith("Whoever wrote mine.yaml, by the questions of asia-")


@pytest.mark.parametrize("name", SHIPPED)
def test_what_is_in_the_way_has_a_step_or_is_named_as_without_one(name: str) -> None:
    found = shipped(name)
    texts = entries(found)
    moved = (
        {criterion for step in found.outline.steps for criterion in step.moves}
        if found.outline
        else set()
    )
    for answer in obstacles(found)[:3]:
        if answer.criterion.id not in moved and isinstance(found.standing.light, LightId):
            assert answer.criterion.name.lower() in texts["No step for"].lower()


def test_a_light_that_rests_on_one_light_in_three_says_between_which_it_lies() -> None:
    found = entries(result(dict.fromkeys(IDS[:5], 2), others=1))["How sure"]

    assert found.startswith("Provisional (in doubt): report it as “between Green and ")
    assert "The rule takes the ratings as they are" in found


def test_a_light_with_a_long_name_stands_before_what_it_needs() -> None:
    result = study(open_pack(str(ROOT / "tests/tides")), "crowd-watching")

    word, (first, *_) = way_to_better(result)

    assert (word, first[:31]) == ("For better", "Long swell: two more answers at")

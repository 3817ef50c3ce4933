"""Many areas in one result: which, at which date, and what changed on a constant set."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from coopcli.formats import Style, render
from coopcli.packs.library import open_area, open_pack
from coopcli.problems import InvalidInput
from coopcli.results.saved import result_from
from coopcli.studies.report import LONGEST_LABEL, ReportResult, batch_of, labels_of, study
from coopcli.studies.timeline import study as timeline
from coopcli.text import Report
from tests.examples import ROOT, SMALL_PACK, day

PACK = open_pack(str(ROOT / SMALL_PACK))


def saved(result: ReportResult) -> ReportResult:
    found = result_from("x.json", render(Report(result), "json", Style()).encode())
    assert isinstance(found, ReportResult)
    return found


def test_without_names_every_area_is_there_each_at_its_own_date() -> None:
    result = study(PACK, [])

    assert [one.area.id for one in result.areas] == [
        "cloud-naming",
        "crowd-watching",
        "fish-counting",
    ]
    assert result.as_of is None
    assert {one.as_of for one in result.areas} == {
        PACK.assess(area).as_of for area in (one for one in map(_area, result.areas))
    }


def _area(one: Any) -> Any:

    return open_area(PACK, one.area.id)


def test_a_course_has_the_light_at_each_date_at_which_it_could_have_changed() -> None:
    (course,) = study(PACK, ["fish-counting"], day("2024")).courses
    moments = timeline(PACK, "fish-counting", day("2024")).moments

    assert [(point.date, point.light) for point in course.points] == [
        (moment.date, moment.brief.light) for moment in moments
    ]


def test_what_changed_since_a_date_is_what_a_comparison_of_both_dates_finds() -> None:
    then, now = study(PACK, [], day("2020")), study(PACK, [], day("2024"))

    by_date = study(PACK, [], day("2024"), since=day("2020")).since
    by_result = study(PACK, [], day("2024"), since=batch_of(then), state="old.json").since
    assert by_date is not None
    assert by_result is not None
    assert by_date.state == "2020"
    assert by_result.state == "old.json"
    assert by_date.changes == by_result.changes
    assert batch_of(now).results != batch_of(then).results


def test_areas_that_nobody_asked_for_did_not_vanish() -> None:
    before = batch_of(study(PACK, [], day("2020")))

    some = study(PACK, ["fish-counting"], day("2024"), since=before).since
    assert some is not None
    assert some.changes.vanished == ()


def test_a_saved_result_is_the_same() -> None:
    labels = labels_of("Title", "Draft", ["Ann", "Ben"])
    result = study(PACK, [], day("2024"), since=day("2020"), labels=labels)

    assert saved(result) == result
    assert result.labels.raters == ("Ann", "Ben")


def test_a_label_is_one_line_without_hidden_signs() -> None:
    labels = labels_of("two\nlines\x1b[31m", "x" * 999, ())

    assert labels.title == "two lines\\x1b[31m"
    assert len(labels.marking) == LONGEST_LABEL


Change = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda data: data["areas"].append(data["areas"][0]), "must not stand twice"),
        (lambda data: data["areas"].clear(), "an area is needed"),
        (lambda data: data["courses"][0].update(area="nowhere"), "is no area of this result"),
        (lambda data: data["questions"].pop(), "must not stand here"),
        (
            lambda data: data["courses"][0]["points"].append(
                {"date": "1990", "light": "undetermined"}
            ),
            "must not fall",
        ),
    ],
)
def test_parts_that_do_not_belong_together_are_refused(change: Change, fault: str) -> None:
    data = json.loads(render(Report(study(PACK, [], day("2024"))), "json", Style()))
    change(data)

    with pytest.raises(InvalidInput, match=fault):
        result_from("x.json", json.dumps(data).encode())


def test_a_pack_without_areas_is_refused() -> None:
    empty = PACK._replace(folder=ROOT / "tests" / "golden")

    with pytest.raises(InvalidInput, match="there is no area to report on"):
        study(empty, [])

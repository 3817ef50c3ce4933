"""A framework file may leave out everything that a newcomer cannot know."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from pathlib import Path

import pytest

from coopcli.model import FIRST_LIGHTS, Confidence, Majority
from coopcli.packs.library import Pack, open_area, open_pack
from coopcli.problems import InvalidInput
from tests.examples import PACK_FOLDER, ROOT, SMALL_PACK, run, the_pack

TEN_LINES = """\
id: two-towns
title: Two towns at a river
parties: [Harbour, Hill]
criteria:
  - id: no-talks
    question: Do the towns talk?
    anchors: [Every week., Every spring., Now and then., Not yet., Broken off.]
  - id: law
    question: Does a law keep them apart?
    anchors: [No law., Rarely used., A licence., A ban with exceptions., A ban.]
"""

AREA = """\
id: fish
name: Counting of fish
scope: Machines that count fish.
form: [dialogue]
ratings:
  no-talks:
    - {known: 2025, level: 1, basis: inferred, because: They meet every spring.}
  law:
    - {known: 2025, level: 2, basis: inferred, because: A licence is needed.}
"""


def written(folder: Path, text: str, area: str = AREA) -> Path:
    (folder / "areas").mkdir(parents=True, exist_ok=True)
    (folder / "rubric.yaml").write_text(text, encoding="utf-8")
    (folder / "areas/fish.yaml").write_text(area, encoding="utf-8")
    return folder


def opened(folder: Path, text: str) -> Pack:
    return open_pack(str(written(folder, text)))


def problems(folder: Path, text: str) -> list[str]:
    written(folder, text)
    with pytest.raises(InvalidInput) as caught:
        open_pack(str(folder))
    return [
        f"{p.where.line}:{p.where.column}: {p.code}: {p.message}" for p in caught.value.problems
    ]


def test_a_rubric_of_ten_lines_gives_a_light(tmp_path: Path) -> None:
    assert TEN_LINES.count("\n") == 10
    pack = opened(tmp_path, TEN_LINES)

    found = pack.assess(open_area(pack, "fish"))

    # One of two answers is at level 1, both are at most at 2, and 2/3 are needed.
    assert found.light is not None
    assert found.light.id == "yellow"
    assert run("check", str(tmp_path)).returncode == 0


@pytest.mark.parametrize("command", ["assess fish", "robustness fish", "pathways fish", "areas"])
def test_every_command_takes_it(tmp_path: Path, command: str) -> None:
    written(tmp_path, TEN_LINES)

    for form in ("text", "json", "markdown", "html"):
        ran = run(*command.split(), "-r", str(tmp_path), "-f", form)
        assert ran.returncode == 0, ran.stderr.decode()


def test_what_is_left_out_is_what_the_shipped_rubric_says(tmp_path: Path) -> None:
    """The numbers of docs/method.md, which the shipped framework writes out."""
    rubric, shipped = opened(tmp_path, TEN_LINES).rubric, the_pack().rubric

    assert dict(rubric.lines) == dict(shipped.lines) == {"green": 1, "yellow": 2}
    assert set(rubric.majorities.values()) == {Majority(Fraction(2, 3))}
    assert (rubric.coverage, rubric.horizon_months) == (shipped.coverage, shipped.horizon_months)
    assert rubric.certainty == shipped.certainty
    assert rubric.certainty.kernels[Confidence.HIGH][0] == Fraction(9, 10)
    assert rubric.weighing == shipped.weighing
    assert rubric.lights == FIRST_LIGHTS
    assert dict(rubric.cuts) == {"green": Fraction(3, 2), "yellow": Fraction(5, 2)}


def test_names_and_weights_follow_from_ids(tmp_path: Path) -> None:
    rubric = opened(tmp_path, TEN_LINES).rubric

    assert [(c.id, c.name, c.weight) for c in rubric.criteria.values()] == [
        ("no-talks", "No talks", 1),
        ("law", "Law", 1),
    ]
    assert [(party.id, party.name) for party in rubric.parties] == [
        ("harbour", "Harbour"),
        ("hill", "Hill"),
    ]
    assert [(part.id, part.name) for part in rubric.dimensions] == [("questions", "Questions")]


def test_what_a_file_says_stays_and_the_rest_is_filled_in(tmp_path: Path) -> None:
    text = TEN_LINES + "rule:\n  majority: {more-than: 1/2}\n  lines: {green: 0, yellow: 3}\n"
    rubric = opened(tmp_path, text).rubric

    assert set(rubric.majorities.values()) == {Majority(Fraction(1, 2), over=True)}
    assert dict(rubric.lines) == {"green": 0, "yellow": 3}
    assert dict(rubric.cuts) == {"green": Fraction(1, 2), "yellow": Fraction(7, 2)}
    assert rubric.horizon_months == 24


LIGHTS = "lights: [{id: go}, {id: with-care}, {id: wait}, {id: stop}]\n"
YES_NO = "scale: [{label: yes, meaning: It is so.}, {label: no, meaning: It is not so.}]\n"


def test_lights_need_a_name_alone(tmp_path: Path) -> None:
    rubric = opened(tmp_path, LIGHTS + TEN_LINES).rubric

    names = [(one.id, one.name, one.ascii, one.colour) for one in rubric.lights]
    assert names == [
        ("go", "Go", "G", "green"),
        ("with-care", "With care", "W", "yellow"),
        ("wait", "Wait", "A", "orange"),
        ("stop", "Stop", "S", "red"),
    ]
    assert dict(rubric.lines) == {"go": 0, "with-care": 1, "wait": 3}
    assert all(meaning.meaning and meaning.ours for meaning in rubric.meanings.values())


def test_lines_are_asked_for_where_levels_are_too_few_to_spread(tmp_path: Path) -> None:
    yes_no = re.sub(r"anchors: .*", "anchors: [It is so., It is not so.]", TEN_LINES)

    found = problems(tmp_path, YES_NO + yes_no)

    assert [one.partition(": ")[2] for one in found] == [
        "missing-key: 2 levels do not spread over 3 lights: 'lines' in 'rule' must name the "
        "highest level that supports each light but the worst"
    ]


@pytest.mark.parametrize(
    ("lines", "cuts"),
    [
        ("{go: 0, with-care: 1, wait: 2}", ("1/2", "3/2", "5/2")),
        # Of two lights at one line the better asks for a larger majority, and for a lower mean.
        ("{go: 0, with-care: 0, wait: 3}", ("1/3", "2/3", "7/2")),
        ("{go: 4, with-care: 4, wait: 4}", ("1", "2", "3")),
    ],
)
def test_the_cross_check_follows_from_the_lines(
    tmp_path: Path, lines: str, cuts: tuple[str, ...]
) -> None:
    majority = "{go: 4/5, with-care: 3/4, wait: 2/3}"
    rule = f"rule: {{lines: {lines}, majority: {majority}}}\n"
    (tmp_path / "rubric.yaml").write_text(LIGHTS + rule + TEN_LINES, encoding="utf-8")

    found = open_pack(str(tmp_path)).rubric.cuts

    assert tuple(map(str, found.values())) == cuts


def test_lines_off_the_scale_are_the_one_thing_that_is_wrong(tmp_path: Path) -> None:
    found = problems(tmp_path, LIGHTS + "rule: {lines: {go: 7}}\n" + TEN_LINES)

    assert [one.partition(": ")[2] for one in found] == [
        "wrong-form: a level, a whole number from 0 to 4, is needed, not '7'"
    ]


def test_questions_stand_in_one_place(tmp_path: Path) -> None:
    found = problems(tmp_path, TEN_LINES + "dimensions: []\n")

    message = "two-places: questions stand in 'criteria' or in 'dimensions', not in both"
    assert found == [f"4:1: {message}"]


def test_a_fault_of_a_question_without_a_dimension_has_its_place(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, TEN_LINES.replace("id: law", "id: no-talks"))

    assert found == "8:9: repeated-id: 'no-talks' stands twice"


def test_passages_are_needed_where_the_wording_is_of_a_source(tmp_path: Path) -> None:
    found = problems(tmp_path, "wording: source\n" + TEN_LINES)

    assert found
    assert all("the wording comes from a source, so that 'source" in one for one in found)


def test_the_shipped_rubric_names_all_its_passages() -> None:
    text = (PACK_FOLDER / "rubric.yaml").read_text(encoding="utf-8")
    assert re.search("^wording: source$", text, re.MULTILINE)


def test_an_unrated_area_of_a_rubric_without_documents_is_judged_today(tmp_path: Path) -> None:
    bare = re.sub(r"ratings:.*", "ratings: {}\n", AREA, flags=re.DOTALL)
    pack = open_pack(str(written(tmp_path, TEN_LINES, bare)))

    assert pack.assess(open_area(pack, "fish")).light is None


# Every value in force.


def test_every_value_in_force_is_shown_with_its_origin(tmp_path: Path) -> None:
    written(tmp_path, TEN_LINES)
    ran = run("rubric", "show", "--resolved", "-r", str(tmp_path), "-f", "json")
    values = {one["key"]: one for one in json.loads(ran.stdout)["values"]}

    law = values["dimensions.questions.criteria.law.question"]
    assert (law["value"], law["line"]) == ("Does a law keep them apart?", 9)
    assert law["file"].endswith("rubric.yaml")
    assert values["rule.majority"] == {
        "key": "rule.majority",
        "value": "2/3",
        "file": "",
        "line": 0,
    }
    assert values["confidence.kernels.high.0"]["value"] == "0.90"
    assert values["dimensions.questions.criteria.law.weight"]["file"] == ""


def test_what_is_shown_is_a_rubric_of_its_own() -> None:
    """Nothing of what holds is left out: every number of the small pack is among the values."""
    ran = run("rubric", "show", "--resolved", "-r", str(ROOT / SMALL_PACK), "-f", "json")
    values = {one["key"]: one["value"] for one in json.loads(ran.stdout)["values"]}
    rubric = open_pack(str(ROOT / SMALL_PACK)).rubric

    for dimension in rubric.dimensions:
        for criterion in dimension.criteria:
            key = f"dimensions.{dimension.id}.criteria.{criterion.id}"
            assert values[f"{key}.weight"] == str(criterion.weight)
            assert values[f"{key}.question"] == criterion.question
    assert values["rule.majority"] == "2/3"


def test_one_majority_and_one_half_life_leave_the_others(tmp_path: Path) -> None:
    text = (
        "rule: {majority: {green: 3/4}}\nconfidence: {half-life-months: {talks: 6}}\n" + TEN_LINES
    )
    rubric = opened(tmp_path, text).rubric

    assert [str(one.share) for one in rubric.majorities.values()] == ["3/4", "2/3"]
    months = {kind.id: months for kind, months in rubric.certainty.half_life.items()}
    assert (months["talks"], months["legal-text"], months["practice"]) == (6, 48, 24)


def test_a_half_life_for_every_kind_is_for_every_kind(tmp_path: Path) -> None:
    text = "confidence: {half-life-months: {default: 36}}\n" + TEN_LINES

    assert {*opened(tmp_path, text).rubric.certainty.half_life.values()} == {36}

"""Questions that do not apply, through every command and format, on a copy of the small pack."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from coopcli.formats import FORMATS, TEXT_FORMATS
from coopcli.packs.library import open_pack
from coopcli.results.saved import results_schema
from coopcli.studies.report import study
from coopcli.text import Report
from tests.cli.conftest import Here
from tests.examples import ROOT, SMALL_PACK
from tests.formats.structures import words_in

WHY = "Fish have no words."
ASKED = "asked only of the form standards or binding rule"


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small pack, in which one question asks for another form, and one answer is none."""
    folder = tmp_path_factory.mktemp("pack") / "pack"
    shutil.copytree(ROOT / SMALL_PACK, folder)
    change(
        folder / "rubric.yaml",
        ("weight: 2\n", "weight: 2\n        may-be-not-applicable: true\n"),
        ("id: channel\n", "id: channel\n        applies-to: [standards, binding-rule]\n"),
        ("horizon-months: 24", "horizon-months: 24\n  minimum-questions: 2"),
    )
    answer = f"\n    - known: 2025-01-31\n      not-applicable: {WHY}\n  fear:"
    change(folder / "areas/fish-counting.yaml", ("\n  fear:", answer))
    return folder


def change(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


Printed = Callable[..., str]
Results = Callable[..., dict[str, Any]]


@pytest.fixture
def printed(here: Here) -> Printed:
    """Gives what a run prints, which must end well."""

    def printed(*arguments: str) -> str:
        ran = here(*arguments)
        assert ran.returncode == 0, ran.stderr.decode()
        return ran.stdout.decode()

    return printed


@pytest.fixture
def result(printed: Printed) -> Results:
    """Gives the JSON of a run."""

    def result(*arguments: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(printed(*arguments, "-f", "json"))
        return found

    return result


COMMANDS = {
    "assess": ("fish-counting",),
    "areas": (),
    "batch": ("--all",),
    "compare": ("fish-counting", "cloud-naming"),
    "diff": ("fish-counting", "--from", "2024-06-30", "--to", "2025-06-30"),
    "explain": ("words",),
    "pathways": ("fish-counting",),
    "robustness": ("fish-counting",),
    "rubric": ("show",),
    "timeline": ("fish-counting",),
    "what-if": ("fish-counting", "--set", "words=2"),
}


def test_the_pack_is_sound(pack: Path, printed: Printed) -> None:
    printed("check", str(pack))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_result_holds_to_the_schema_and_renders_to_the_same(
    pack: Path, command: str, tmp_path: Path, printed: Printed, result: Results
) -> None:
    data = result(command, *COMMANDS[command], "-r", str(pack))
    saved = tmp_path / "saved.json"
    saved.write_text(json.dumps(data), encoding="utf-8")

    jsonschema.validate(data, results_schema())
    assert json.loads(printed("render", str(saved), "-f", "json")) == data
    assert printed("render", str(saved)).strip()


def test_the_result_of_an_area_says_what_does_not_apply_and_why(
    pack: Path, result: Results
) -> None:
    found = result("assess", "fish-counting", "-r", str(pack))
    answers = {a["id"]: a for part in found["dimensions"] for a in part["criteria"]}

    assert answers["words"]["light"] == answers["channel"]["light"] == "not-applicable"
    assert answers["words"]["not_applicable"] == WHY
    assert answers["words"]["missing"] is None
    assert answers["channel"]["not_applicable"] == ASKED
    assert found["rule"]["questions"] == 3
    assert found["rule"]["votes"] == sum(found["tally"].values()) == 3
    assert found["rule"]["minimum_questions"] == 2
    assert found["coverage"] == "1"


@pytest.mark.parametrize(
    "form", sorted(set(TEXT_FORMATS) - {"light", "bibtex", "csl-json", "github"})
)
def test_every_format_takes_it(pack: Path, form: str, printed: Printed) -> None:
    text = printed("assess", "fish-counting", "-r", str(pack), "-f", form)

    assert text.strip()
    if form in ("json", "jsonl"):
        assert WHY in text
    if form == "text":
        assert WHY in printed("assess", "fish-counting", "-r", str(pack), "--full")
        assert "answers that apply" in " ".join(text.split())
    if form == "sarif":
        assert WHY not in text  # what does not apply is nothing to point at


@pytest.mark.parametrize("form", [name for name, known in FORMATS.items() if known.extra])
def test_a_file_says_that_it_does_not_apply(pack: Path, form: str) -> None:
    report = Report(study(open_pack(str(pack)), []))

    words = words_in(report, form)
    assert WHY in words
    assert "Different words not applicable" in words  # in the figure of the answers


def test_tables_have_the_reason_and_the_count(pack: Path, printed: Printed) -> None:
    rows = list(
        csv.DictReader(printed("batch", "--all", "-r", str(pack), "-f", "csv").splitlines())
    )
    long = printed("batch", "--all", "-r", str(pack), "-f", "csv", "--long").splitlines()

    assert {row["area"]: row["not_applicable"] for row in rows}["fish-counting"] == "2"
    assert [row["not_applicable"] for row in csv.DictReader(long)].count(WHY) == 1


def test_without_what_applies_there_is_no_light(
    pack: Path, tmp_path: Path, printed: Printed, here: Here
) -> None:
    copy = tmp_path / "pack"
    shutil.copytree(pack, copy)
    change(copy / "rubric.yaml", ("minimum-questions: 2", "minimum-questions: 4"))
    for command in ("assess", "pathways", "robustness"):
        text = " ".join(printed(command, "fish-counting", "-r", str(copy)).split())
        assert re.search("nly 3 questions apply; 4 must", text)
    gated = here("assess", "fish-counting", "-r", str(copy), "--fail-on", "red")
    assert gated.returncode not in (0, 1)


def test_areas_side_by_side_name_the_question_that_one_of_them_has_not(
    pack: Path, result: Results
) -> None:
    found = result("compare", "fish-counting", "cloud-naming", "-r", str(pack))
    (words,) = [c for part in found["dimensions"] for c in part["criteria"] if c["id"] == "words"]

    assert words["differs"]
    assert words["answers"][0]["light"] == "not-applicable"
    assert words["answers"][0]["rationale"] == WHY


def test_a_timeline_shows_when_a_question_ceased_to_apply(pack: Path, printed: Printed) -> None:
    text = " ".join(printed("timeline", "fish-counting", "-r", str(pack)).split())

    assert "1 to not applicable" in text


def test_a_diff_takes_what_an_answer_says_for_a_new_rating(pack: Path, result: Results) -> None:
    found = result(*("diff", *COMMANDS["diff"]), "-r", str(pack))
    (words,) = [c for c in found["areas"][0]["criteria"] if c["id"] == "words"]

    assert words["part"] == "ratings"
    assert words["light"] == ["green", "not-applicable"]


def test_a_diff_takes_what_the_rubric_says_for_a_change_of_the_rubric(
    pack: Path, tmp_path: Path, result: Results
) -> None:
    copy = tmp_path / "pack"
    shutil.copytree(pack, copy)
    change(copy / "rubric.yaml", ("        applies-to: [standards, binding-rule]\n", ""))
    for name, folder in (("old.json", copy), ("new.json", pack)):
        data = result("assess", "fish-counting", "-r", str(folder))
        (tmp_path / name).write_text(json.dumps(data), encoding="utf-8")

    found = result("diff", str(tmp_path / "old.json"), str(tmp_path / "new.json"))

    (area,) = found["areas"]
    assert [(c["id"], c["part"]) for c in area["criteria"]] == [("channel", "rubric")]
    votes = {part["part"]: part["votes"] for part in area["parts"]}
    assert not any(votes["ratings"].values())
    assert votes["rubric"]["green"] == -1


def test_what_if_sets_and_refuses(pack: Path, result: Results, here: Here) -> None:
    light = result("what-if", "cloud-naming", "-r", str(pack), "--set", "words=not-applicable")
    assert light["overrides"] == ["words=not-applicable"]

    for setting, message in (
        ("gain=not-applicable", "the rubric does not let an answer to it say so"),
        ("channel=2", f"--set channel: it does not apply to fish-counting: {ASKED}"),
    ):
        ran = here("what-if", "fish-counting", "-r", str(pack), "--set", setting)
        assert ran.returncode == 2
        assert message in ran.stderr.decode()


def test_a_baseline_knows_what_did_not_apply(pack: Path, tmp_path: Path, printed: Printed) -> None:
    saved = tmp_path / "old.json"
    saved.write_text(printed("assess", "fish-counting", "-r", str(pack), "-f", "json"))
    printed(
        *("assess", "fish-counting", "-r", str(pack), "--baseline", str(saved)),
        *("--fail-on", "regression"),
    )

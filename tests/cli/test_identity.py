"""Gates that nothing can stand in for, and the area, the file and the rubric that were meant."""

from __future__ import annotations

import csv
import io
import json
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pytest

from coopcli.cli.exits import Exit
from coopcli.cli.main import run as run_here
from tests.examples import PACK_FOLDER, ROOT, SMALL_PACK

AREAS = PACK_FOLDER / "areas"
YELLOW, RED = "ai-ethics", "military-ai"


class Done(NamedTuple):
    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


Runs = Callable[..., Done]


@pytest.fixture
def runs(capsysbinary: pytest.CaptureFixture[bytes]) -> Runs:
    """Runs the program in this process."""

    def runs(*words: str) -> Done:
        code = run_here(list(words))
        out, err = capsysbinary.readouterr()
        return Done(code, out.decode(), err.decode())

    return runs


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with a yellow and a red area in ``areas``."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "areas").mkdir()
    for name in (YELLOW, RED):
        shutil.copy(AREAS / f"{name}.yaml", tmp_path / "areas")
    return tmp_path


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / SMALL_PACK, tmp_path / "pack"))


REGRESSION = ("--fail-on", "regression")

# A baseline.


@pytest.mark.parametrize("output", ["b.json", "./b.json", "link.json"])
@pytest.mark.parametrize("words", [("batch", "areas"), ("assess", f"areas/{YELLOW}.yaml")])
def test_a_baseline_is_not_overwritten_by_the_run_that_it_judges(
    words: tuple[str, ...], output: str, folder: Path, runs: Runs
) -> None:
    runs(*words, "-f", "json", "-o", "b.json")
    (folder / "link.json").hardlink_to("b.json")
    before = (folder / "b.json").read_bytes()

    done = runs(*words, "--baseline", "b.json", *REGRESSION, "-f", "json", "-o", output)

    assert (done.code, (folder / "b.json").read_bytes()) == (Exit.INVALID, before)
    assert "it was read or written in this run" in done.err


@pytest.mark.parametrize(
    ("made", "asked", "place"),
    [
        ("areas", "./areas", "."),
        ("areas", "areas/", "."),
        ("./areas", "areas", "."),
        ("areas", "{}/areas", "."),
        ("{}/areas", "areas", "."),
        ("areas", "../areas", "sub"),
        (".", "areas", "."),
        ("areas", "link", "."),
    ],
)
def test_a_vanished_area_is_noticed_however_its_folder_is_spelled(
    made: str,
    asked: str,
    place: str,
    folder: Path,
    runs: Runs,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (folder / "sub").mkdir()
    (folder / "link").symlink_to("areas")
    baseline = str(folder / "b.json")
    runs("batch", made.format(folder), "-o", baseline)
    (folder / "areas" / f"{RED}.yaml").unlink()
    monkeypatch.chdir(folder / place)

    done = runs("batch", asked.format(folder), "--baseline", baseline, *REGRESSION, "-f", "json")

    assert done.code == Exit.GATE_FAILED
    assert done.json()["gates"]["vanished"] == [RED]


def test_an_area_that_stands_where_nobody_searched_has_not_vanished(
    folder: Path, runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "more").mkdir()
    (folder / "areas" / f"{RED}.yaml").rename(folder / "more" / f"{RED}.yaml")
    runs("batch", "areas", "more", "-o", "b.json")
    gate = ("--baseline", str(folder / "b.json"), *REGRESSION)

    assert runs("batch", "areas", *gate).code == Exit.OK
    assert runs("batch", f"areas/{YELLOW}.yaml", *gate).code == Exit.OK
    monkeypatch.chdir(folder / "areas")  # the paths of the baseline begin where it stands
    assert runs("batch", ".", *gate).code == Exit.OK
    monkeypatch.chdir(folder)
    (folder / "more" / f"{RED}.yaml").unlink()
    assert runs("batch", "areas", *gate).code == Exit.GATE_FAILED


@pytest.mark.usefixtures("folder")
def test_the_wording_of_a_rubric_decides_no_gate(pack: Path, runs: Runs) -> None:
    rubric = pack / "rubric.yaml"
    text = rubric.read_text(encoding="utf-8")
    runs("batch", "pack/areas", "-o", "b.json")
    gate = ("batch", "pack/areas", "--baseline", "b.json", *REGRESSION)

    def after(old: str, new: str) -> Done:
        rubric.write_text(text.replace(old, new, 1), encoding="utf-8")
        return runs(*gate)

    assert after("", "# A comment.\n") == runs(*gate)
    assert after("", "# A comment.\n").code == Exit.OK
    worded = after("title: Two towns", "title: Two villages")
    assert worded.code == Exit.OK
    assert worded.err == "b.json: only the wording of the rubric differs since this baseline\n"
    newer = after("version: 0.3.1", "version: 0.4.0")
    assert (newer.code, newer.err) == (Exit.OK, "")
    stricter = after("majority: 2/3", "majority: 3/4")
    assert stricter.code == Exit.UNDECIDED
    assert "what decides a light differs" in " ".join(stricter.out.split())


def test_a_baseline_of_an_older_program_is_compared_by_its_rule(
    folder: Path, pack: Path, runs: Runs
) -> None:
    runs("batch", "pack/areas", "-o", "b.json")
    saved = (folder / "b.json").read_text()
    digest = json.loads(saved)["rubric"]["digest"]
    (folder / "b.json").write_text(saved.replace(digest, "sha256:" + 64 * "0"))
    gate = ("batch", "pack/areas", "--baseline", "b.json", *REGRESSION)

    assert (runs(*gate).code, runs(*gate).err) == (Exit.OK, "")
    rubric = pack / "rubric.yaml"
    rubric.write_text(rubric.read_text().replace("majority: 2/3", "majority: 3/4"))
    assert runs(*gate).code == Exit.UNDECIDED


@pytest.mark.usefixtures("folder")
def test_a_diff_says_what_of_the_rubric_differs(pack: Path, runs: Runs) -> None:
    rubric = pack / "rubric.yaml"
    text = rubric.read_text(encoding="utf-8")
    runs("batch", "pack/areas", "-o", "a.json")

    def after(old: str, new: str) -> str:
        rubric.write_text(text.replace(old, new, 1), encoding="utf-8")
        runs("batch", "pack/areas", "-o", "b.json")
        return " ".join(runs("diff", "a.json", "b.json").out.split())

    assert "rubric" not in after("", "# A comment.\n")
    assert after("title: Two", "title: 2").startswith("Only the wording of the rubric differs.")
    assert after("majority: 2/3", "majority: 3/4").startswith("These results cannot be compared.")


# Two areas in the place of one.


def test_of_two_files_with_one_area_id_neither_hides_the_other(folder: Path, runs: Runs) -> None:
    shutil.copy(AREAS / f"{RED}.yaml", folder / "areas" / "b.yaml")
    for form in ("json", "jsonl", "text"):
        done = runs("batch", "areas", "--fail-on", "yellow", "-f", form)
        assert done.code == Exit.INVALID
        assert f"areas/{RED}.yaml:1:5: repeated-area: the id '{RED}' is that of" in done.err
        assert "areas/b.yaml already" in done.err
    result = runs("batch", "areas", "-f", "json").json()
    assert [row["area"]["file"] for row in result["results"]] == [
        f"areas/{YELLOW}.yaml",
        "areas/b.yaml",
    ]


def test_a_baseline_with_one_area_twice_is_refused(folder: Path, runs: Runs) -> None:
    runs("batch", "areas", "-o", "b.json")
    data = json.loads((folder / "b.json").read_text())
    data["results"][1]["area"]["id"] = YELLOW
    (folder / "b.json").write_text(json.dumps(data))

    for words in (("batch", "areas", "--baseline", "b.json"), ("diff", "b.json", "b.json")):
        done = runs(*words)
        assert done.code == Exit.INVALID
        assert done.err == (
            f"b.json: repeated-area: areas/{RED}.yaml: the id '{YELLOW}' is that of "
            f"areas/{YELLOW}.yaml already; give each file its own\n"
        )
    assert runs("render", "b.json").code == Exit.OK


def test_two_files_of_a_pack_with_one_id_are_refused_by_every_command(
    pack: Path, runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(pack.parent)
    shutil.copy("pack/areas/fish-counting.yaml", "pack/areas/fish-counting.yml")
    both = [f"pack/areas/fish-counting.{suffix}" for suffix in ("yaml", "yml")]

    for words in (
        ("areas", "-r", "pack"),
        ("batch", "--all", "-r", "pack"),
        ("robustness", "--all", "-r", "pack"),
        ("rubric", "audit", "-r", "pack"),
        ("rubric", "test", "-r", "pack"),
        ("rubric", "test", *both),
        ("compare", *both),
    ):
        done = runs(*words)
        assert done.code == Exit.INVALID, words
        assert "fish-counting.yml:1:5: repeated-area: " in done.err
    assert runs("check", "pack").code == Exit.GATE_FAILED


ALIKE = ("a\x1b.yaml", r"a\x1b.yaml")


def test_two_file_names_that_look_the_same_once_escaped_stay_apart(
    folder: Path, runs: Runs
) -> None:
    for name, area in zip(ALIKE, (RED, YELLOW), strict=True):
        (folder / "areas" / f"{area}.yaml").rename(folder / name)
    shown = [r"a\x1b.yaml", r"a\\x1b.yaml"]

    def rendered(form: str) -> str:
        return runs("batch", *ALIKE, "--fail-on", "yellow", "-f", form).out

    assert [row["area"]["file"] for row in json.loads(rendered("json"))["results"]] == shown
    lines = [json.loads(line) for line in rendered("jsonl").splitlines()]
    assert [(row["area"]["file"], row["light"]) for row in lines] == [
        (shown[0], "red"),
        (shown[1], "yellow"),
    ]
    rows = [*csv.DictReader(io.StringIO(rendered("csv")))]
    assert [(row["file"], row["light"]) for row in rows] == [
        (shown[0], "red"),
        (shown[1], "yellow"),
    ]
    assert rendered("light") == "red\nyellow\n"
    suites = ElementTree.fromstring(rendered("junit")).findall("testsuite")
    assert [suite.get("name") for suite in suites] == [RED, YELLOW]
    sarif = json.loads(rendered("sarif"))["runs"][0]["results"]
    places = {
        found["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for found in sarif
    }
    assert places == {"a%5Cx1b.yaml", "a%5C%5Cx1b.yaml"}


def test_unread_files_that_look_the_same_stay_apart(folder: Path, runs: Runs) -> None:
    for number, name in enumerate(ALIKE, 1):
        (folder / name).write_text("\n" * number + "id: [\n")
    for form in ("csv", "junit", "text"):
        out = runs("batch", *ALIKE, "-f", form).out
        assert out.count(r"a\x1b.yaml:3:1: not-yaml") == 1
        assert out.count(r"a\\x1b.yaml:4:1: not-yaml") == 1


@pytest.mark.parametrize("alike", [r"a\x1b.yaml", "other.yaml"])
def test_saved_results_with_one_name_twice_still_show_both(
    alike: str, folder: Path, runs: Runs
) -> None:
    runs("batch", "areas", "-o", "b.json")
    text = (folder / "b.json").read_text()
    for name in (YELLOW, RED):
        text = text.replace(json.dumps(f"areas/{name}.yaml"), json.dumps(alike))
    (folder / "b.json").write_text(text)

    assert runs("render", "b.json", "-f", "light").out == "yellow\nred\n"


# Gates and what could not be read.


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
@pytest.mark.usefixtures("folder")
def test_nothing_passes_as_long_as_an_input_cannot_be_read(form: str, runs: Runs) -> None:
    done = runs("batch", "areas", "none.yaml", "--fail-on", "undetermined", "-f", form)

    assert done.code == Exit.INVALID
    if form == "json":
        assert done.json()["gates"]["outcome"] == "undecided"
        return
    words = " ".join(done.out.replace("*", "").split())
    assert "Gates (undetermined) undecided (2 passed; one input could not be read)." in words


@pytest.mark.usefixtures("folder")
def test_what_failed_has_failed_even_if_an_input_cannot_be_read(runs: Runs) -> None:
    done = runs("batch", "areas", "none.yaml", "--fail-on", "red", "-f", "json")
    assert (done.code, done.json()["gates"]["outcome"]) == (Exit.INVALID, "failed")
    done = runs("batch", "none.yaml", "-f", "json")
    assert (done.code, done.json()["gates"]["outcome"]) == (Exit.INVALID, "none")


@pytest.mark.usefixtures("folder")
def test_gates_do_not_pass_where_a_folder_holds_no_area(runs: Runs, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()

    done = runs("batch", "areas", str(empty), "--fail-on", "undetermined")

    assert done.code == Exit.NOTHING
    words = " ".join(done.out.split())
    assert "Gates (undetermined) not passed: one input matched nothing (2 passed)." in words


# The area that was meant.


@pytest.fixture
def alike(pack: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pack with the areas ``ab`` and ``a-b``, the latter also called Ants."""
    monkeypatch.chdir(pack.parent)
    text = (pack / "areas" / "fish-counting.yaml").read_text(encoding="utf-8")
    head, _, rest = text.partition("\nname: ")
    before, _, after = rest.partition("\n")[2].partition("aliases:")
    assert head == "id: fish-counting"
    for name, words in (("ab", "Bees"), ("a-b", "Ants")):
        body = before + f"aliases: [{words}]" + "\n" + after.partition("\n")[2]
        path = pack / "areas" / f"{name}.yaml"
        path.write_text(f"id: {name}\nname: {words} here\n{body}", encoding="utf-8")
    return pack


@pytest.mark.parametrize(
    ("name", "area"),
    [("ab", "ab"), ("a-b", "a-b"), ("Ants", "a-b"), ("bees", "ab"), ("ANTS_HERE", "a-b")],
)
@pytest.mark.usefixtures("alike")
def test_an_exact_name_wins(name: str, area: str, runs: Runs) -> None:
    done = runs("assess", name, "-r", "pack", "-f", "json")
    assert (done.code, done.json()["area"]["id"]) == (Exit.OK, area)
    (row,) = runs("batch", name, "-r", "pack", "-f", "json").json()["results"]
    assert row["area"]["id"] == area


@pytest.mark.usefixtures("alike")
def test_a_name_of_two_areas_is_refused_and_both_are_named(runs: Runs) -> None:
    message = (
        "command line: ambiguous-area: 'A_B' may mean a-b (pack/areas/a-b.yaml) and "
        "ab (pack/areas/ab.yaml): name one by its id or its file\n"
    )
    for command in ("assess", "timeline", "batch", "pathways", "sources"):
        done = runs(command, "A_B", "-r", "pack")
        assert (done.code, done.err) == (Exit.INVALID, message)


def test_a_file_named_like_another_area_does_not_stand_in_for_it(alike: Path, runs: Runs) -> None:
    (alike / "areas" / "ab.yaml").rename(alike / "areas" / "x.yaml")
    (alike / "areas" / "a-b.yaml").rename(alike / "areas" / "ab.yaml")

    done = runs("assess", "ab", "-r", "pack", "-f", "json")
    assert done.json()["area"]["id"] == "ab"
    (row,) = runs("batch", "ab", "-r", "pack", "-f", "json").json()["results"]
    assert row["area"]["id"] == "ab"


def test_a_broken_file_is_not_replaced_by_one_named_alike(alike: Path, runs: Runs) -> None:
    (alike / "areas" / "ab.yaml").write_text("id: [\n")

    for name in ("ab", "AB"):
        done = runs("assess", name, "-r", "pack")
        assert (done.code, done.out) == (Exit.INVALID, "")
        assert done.err.startswith("pack/areas/ab.yaml:2:1: not-yaml")
    (problem,) = runs("batch", "ab", "-r", "pack", "-f", "json").json()["problems"]
    assert problem["input"] == "pack/areas/ab.yaml"


EMPTY = [
    *(("check", ""), ("check", "areas", ""), ("assess", ""), ("batch", ""), ("compare", "a", "")),
    *(("timeline", ""), ("pathways", ""), ("robustness", ""), ("what-if", "", "--set", "a=1")),
    *(("sources", ""), ("explain", ""), ("render", ""), ("diff", "", "b"), ("diff", "a", "")),
    *(("rubric", "test", ""), ("rubric", "schema", ""), ("assess", " "), ("check", "\t")),
    *(("areas", option, "") for option in ("--rubric", "-r", "--as-of", "-f", "-o", "--output")),
    *(("areas", "--as-of="), ("areas", "--rubric="), ("areas", "--output= ")),
    *(("diff", "a", "--from", "", "--to", "2020"), ("diff", "a", "--from", "2020", "--to", "")),
    *(("batch", "areas", option, "") for option in ("--baseline", "--min-coverage", "--fail-on")),
    *(("batch", "areas", "--fail-on-outlook", ""), ("what-if", "a", "--set", "")),
]


@pytest.mark.parametrize("words", EMPTY, ids=" ".join)
@pytest.mark.usefixtures("folder")
def test_an_empty_word_means_nothing(words: tuple[str, ...], runs: Runs) -> None:
    done = runs(*words)

    assert (done.code, done.out) == (Exit.INVALID, "")
    assert done.err.startswith("command line: empty-word: the word ")
    assert "is a variable of the shell unset?" in done.err


def test_an_empty_variable_of_the_environment_is_none(
    runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COOPCLI_RUBRIC", "")
    assert runs("assess", YELLOW).code == Exit.OK


# Commands to copy.


@pytest.mark.parametrize(
    "words",
    [
        ("ai-principles", "--as-of", "2020"),
        ("ai-principles",),
        ("AI Principles", "--as-of", "2020"),
        ("a folder/copy of it.yaml", "--as-of", "2020"),
        ("AI Principles", "-r", "my pack"),
        ("my pack/areas/ai-principles.yaml", "--as-of", "2020"),
    ],
    ids=" ".join,
)
def test_a_suggested_command_answers_what_the_report_says(
    words: tuple[str, ...], folder: Path, runs: Runs
) -> None:
    (folder / "a folder").mkdir()
    shutil.copy(AREAS / "ai-principles.yaml", folder / "a folder" / "copy of it.yaml")
    shutil.copytree(PACK_FOLDER, folder / "my pack")
    report = runs("pathways", *words, "-f", "json").json()
    text = runs("pathways", *words, "-f", "markdown").out
    command = text.partition("coopcli what-if")[2].partition("`\n")[0]

    done = runs(*shlex.split(f"what-if{command}"), "-f", "json")

    assert done.code == Exit.OK
    assert done.json()["changed"]["light"] == report["aim"]
    assert done.json()["as_of"] == report["as_of"]


def test_hints_name_the_rubric(folder: Path, runs: Runs) -> None:
    shutil.copytree(ROOT / SMALL_PACK, folder / "my pack")

    for words in (("assess", "weather"), ("explain", "weather")):
        assert "--rubric 'my pack'" in runs(*words, "-r", "my pack").err
        assert "--rubric" not in runs(*words).err


# One folder, however it is spelled.


def test_a_folder_spelled_in_three_ways_is_assessed_once(folder: Path, runs: Runs) -> None:
    (folder / "link").symlink_to("areas")
    names = ("areas", "./areas", str(folder / "areas"), "link", f"areas/../areas/{RED}.yaml")

    result = runs("batch", *names, "-f", "json").json()

    assert result["inputs"] == [f"areas/{name}.yaml" for name in (YELLOW, RED)]
    assert runs("compare", f"areas/{RED}.yaml", f"./areas/{RED}.yaml").code == Exit.INVALID


def test_a_regression_counts_although_a_second_file_has_its_id(folder: Path, runs: Runs) -> None:
    runs("batch", "areas", "-o", "b.json")
    shutil.copy(f"areas/{YELLOW}.yaml", "areas/zz.yaml")  # judged last, and without a verdict
    data = json.loads((folder / "b.json").read_text())
    answers = data["results"][0]["criteria"]
    next(answer for answer in answers if answer["level"] == [2, 2])["level"] = [0, 1]
    (folder / "b.json").write_text(json.dumps(data))

    done = runs("batch", "areas", "--baseline", "b.json", *REGRESSION, "-f", "json")

    assert done.code == Exit.INVALID
    assert done.json()["gates"]["outcome"] == "failed"


def test_pathways_saved_by_an_older_program_suggest_the_area_and_the_date(
    folder: Path, runs: Runs
) -> None:
    runs("pathways", "ai-principles", "--as-of", "2020", "-o", "p.json")
    data = json.loads((folder / "p.json").read_text())
    del data["asked"]
    (folder / "p.json").write_text(json.dumps(data))

    text = " ".join(runs("render", "p.json").out.split())
    assert "coopcli what-if ai-principles --set" in text
    assert "--as-of 2020" in text
    assert runs("render", "p.json", "-f", "json").json() == data

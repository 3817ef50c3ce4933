"""Every command as a user runs it: exit codes, streams, help, dates, colour, width."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import jsonschema
import pytest

from coopcli import __version__
from coopcli.cli.exits import Exit
from coopcli.cli.main import run as run_here
from coopcli.cli.overview import COMMANDS
from coopcli.reading.schemas import SCHEMAS
from coopcli.results.saved import results_schema
from tests.cli.conftest import Here
from tests.examples import ROOT, SMALL_PACK, run

PACK = str(ROOT / SMALL_PACK)
CLOUDS = ROOT / SMALL_PACK / "areas" / "cloud-naming.yaml"


class Told:
    """What a run said and how it ended."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


Teller = Callable[..., Told]


@pytest.fixture
def printed(capfdbinary: pytest.CaptureFixture[bytes]) -> Teller:
    """Runs the program in this process, which is a hundred times faster than in one of its own."""

    def tell(*arguments: str, env: Mapping[str, str] | None = None) -> Told:
        with pytest.MonkeyPatch.context() as patch:
            for name, value in (env or {}).items():
                patch.setenv(name, value)
            code = run_here(list(arguments))
            sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return Told(code, out.decode(), err.decode())

    return tell


# Exit codes and streams.


def test_a_report_goes_to_stdout_and_nothing_else(printed: Teller) -> None:
    done = printed("assess", "facial-recognition")

    assert (done.code, done.err) == (Exit.OK, "")
    assert "■ RED" in done.out
    assert "\x1b" not in done.out
    assert max(map(len, done.out.splitlines())) <= 80


WRONG = {
    "area": (
        ("assess", "facial-recogniton"),
        "command line: unknown-area: asia-society has no issue area 'facial-recogniton'; did you",
    ),
    "rubric": (("areas", "-r", "asia"), "command line: unknown-rubric: no rubric pack 'asia'"),
    "id": (("explain", "chanel-gap"), "command line: unknown-id: asia-society has no 'chanel-gap'"),
    "date": (("assess", "deepfakes", "--as-of", "2020-13"), "command line: wrong-date: a date"),
    "format": (("areas", "-f", "jsn"), "command line: unknown-format: "),
    "schema": (("rubric", "schema", "aria"), "command line: unknown-schema: "),
    "colour": (("areas", "--color", "blue"), "coopcli: Invalid value for '--color'"),
    "command": (("asess", "x"), "coopcli: No such command 'asess'. Did you mean 'assess'?\n"),
    "abbreviation": (("ass", "x"), "coopcli: No such command 'ass'."),
    "option": (("assess", "x", "--fromat", "json"), "coopcli: No such option: --fromat"),
    "short-option": (("assess", "x", "--form", "json"), "coopcli: No such option: --form"),
    "argument": (("assess",), "coopcli: Missing argument 'AREA'."),
    "arguments": (("assess", "a", "b"), "coopcli: Got unexpected extra argument"),
    "rubric-as-argument": (
        ("assess", SMALL_PACK, "b"),
        f"coopcli: Got unexpected extra argument(s) (b); a rubric goes after -r: -r {SMALL_PACK}",
    ),
    "value": (("assess", "x", "-f"), "coopcli: Option '-f' requires an argument."),
    "path": (("assess", "./none.yaml"), "./none.yaml: unreadable: no such file or directory"),
    "folder": (("assess", f"{ROOT}/"), f"{ROOT}/: unreadable: is a directory"),
    "result": (("render", "none.json"), "none.json: unreadable: no such file or directory"),
    "check": (("check", "none.yaml"), ""),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_run_ends_with_2_and_says_why_on_stderr(name: str, printed: Teller) -> None:
    arguments, message = WRONG[name]

    done = printed(*arguments)

    if name == "check":
        assert (done.code, done.err) == (Exit.GATE_FAILED, "")
        assert "none.yaml: unreadable" in done.out
        return
    assert (done.code, done.out) == (Exit.INVALID, "")
    assert done.err.startswith(message)
    assert "Traceback" not in done.err


def test_check_ends_with_1_where_there_are_problems(printed: Teller) -> None:
    bad = printed("check", str(ROOT / "tests/bad/level-yes.yaml"), "-r", PACK)
    good = printed("check", PACK)

    assert (bad.code, good.code) == (Exit.GATE_FAILED, Exit.OK)
    assert "level-yes.yaml:8:14: wrong-form" in bad.out.replace("\n  ", "")


def test_all_problems_of_a_file_come_in_one_run(printed: Teller) -> None:
    path = "tests/bad/many-problems.yaml"
    done = printed("assess", str(ROOT / path), "-r", PACK)

    assert done.code == Exit.INVALID
    expected = (ROOT / path).with_suffix(".txt").read_text()
    assert done.err.replace(f"{ROOT}/", "") == expected


def test_an_area_where_nothing_is_known_is_never_green(printed: Teller, tmp_path: Path) -> None:
    path = tmp_path / "nothing.yaml"
    path.write_text("id: nothing\nname: Nothing\nscope: Nothing.\nform: [dialogue]\nratings: {}\n")

    data = json.loads(printed("assess", str(path), "-f", "json").out)

    assert (data["light"], data["coverage"], data["best"], data["worst"]) == (
        *("undetermined", "0", "green", "red"),
    )
    for form in ("text", "markdown"):
        verdict = printed("assess", str(path), "-q", "-f", form).out
        assert "undetermined" in verdict.lower()
        assert "● GREEN," not in verdict


# Help and version.


@pytest.mark.parametrize("command", [*COMMANDS, None])
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_every_command_has_help(command: str | None, flag: str, printed: Teller) -> None:
    done = printed(*([command] if command else []), flag)

    assert (done.code, done.err) == (Exit.OK, "")
    assert done.out.startswith(f"Usage: coopcli {command or '[OPTIONS]'}")
    assert max(map(len, done.out.splitlines())) <= 100


def test_every_command_is_in_the_help(printed: Teller) -> None:
    out = printed("--help").out

    assert all(f"  {command} " in out for command in COMMANDS)


def test_without_a_command_the_help_is_shown_as_an_error(printed: Teller) -> None:
    done = printed()

    assert (done.code, done.out) == (Exit.INVALID, "")
    assert done.err == printed("--help").out


def test_a_group_answers_as_the_program_does(printed: Teller) -> None:
    done, misspelt = printed("rubric"), printed("rubric", "shwo")

    assert (done.code, done.out, misspelt.code) == (Exit.INVALID, "", Exit.INVALID)
    assert done.err == printed("rubric", "--help").out
    assert misspelt.err.startswith("coopcli: No such command 'shwo'. Did you mean 'show'?\n")


def test_version(printed: Teller) -> None:
    assert printed("--version").out == f"coopcli {__version__}\n"


# Formats, dates, detail.


def test_results_in_json_hold_to_the_schema_that_the_program_prints(printed: Teller) -> None:
    assert json.loads(printed("rubric", "schema", "result").out) == results_schema()
    for command in (("assess", "deepfakes"), ("areas",), ("explain", "rule"), ("check", PACK)):
        jsonschema.validate(json.loads(printed(*command, "-f", "json").out), results_schema())


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_of_the_files_are_printed(name: str, printed: Teller) -> None:
    schema = json.loads(printed("rubric", "schema", name).out)

    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"


def test_forms_of_a_date(printed: Teller) -> None:
    def at(date: str) -> tuple[str, str]:
        out = printed("assess", "crowd-watching", "-r", PACK, "-f", "json", "--as-of", date).out
        data = json.loads(out)
        return data["as_of"], data["light"]

    assert at("2024") == ("2024", "red")
    assert at("2023-05") == ("2023-05", "red")  # the treaty became known on its first day
    assert at("2023-04-30") == ("2023-04-30", "undetermined")
    default = printed("assess", "crowd-watching", "-r", PACK, "-f", "json").out
    assert json.loads(default)["as_of"] == "2024-06-30"


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_a_saved_result_renders_to_the_bytes_of_the_run(
    form: str, printed: Teller, tmp_path: Path
) -> None:
    saved = tmp_path / "saved.json"
    saved.write_text(printed("assess", "facial-recognition", "-f", "json").out)

    assert (
        printed("render", str(saved), "-f", form).out
        == printed("assess", "facial-recognition", "-f", form).out
    )


def test_the_rubric_can_be_named_by_the_environment(printed: Teller) -> None:
    done = printed("assess", "fish census", env={"COOPCLI_RUBRIC": PACK})

    assert "● GREEN, provisional  Harbour-Hill cooperation on counting of fish" in done.out


# Colour and width.

AREAS = ("areas", "-r", PACK)


@pytest.mark.parametrize(
    ("arguments", "env", "coloured"),
    [
        ((), {}, False),  # a pipe
        ((), {"FORCE_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ((), {"FORCE_COLOR": "1", "TERM": "dumb"}, True),
        ((), {"GITHUB_ACTIONS": "true", "PY_COLORS": "1"}, False),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
        (("--color", "never"), {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour(
    arguments: tuple[str, ...], env: dict[str, str], coloured: bool, printed: Teller
) -> None:
    assert ("\x1b" in printed(*AREAS, *arguments, env=env).out) is coloured


@pytest.mark.parametrize(
    ("columns", "widest"), [("40", 40), ("120", 120), ("0", 80), ("x", 80), ("3", 20), ("-5", 80)]
)
def test_columns(columns: str, widest: int, printed: Teller) -> None:
    done = printed("explain", "rule", env={"COLUMNS": columns})

    width = max(map(len, done.out.splitlines()))
    assert widest * 0.6 < width <= widest


# Processes of their own, as few as will do.


def test_as_a_process_from_another_folder_under_any_seed_and_locale(tmp_path: Path) -> None:
    before = set(tmp_path.rglob("*"))
    runs = [
        run(
            *("assess", "deepfakes", "-f", form),
            env={"PYTHONHASHSEED": seed, "LC_ALL": locale, "HOME": str(tmp_path)},
            cwd=tmp_path,
        )
        for form in ("text", "json")
        for seed, locale in (("0", "C.UTF-8"), ("4711", "POSIX"))
    ]

    assert [done.returncode for done in runs] == [0] * 4
    assert [done.stderr for done in runs] == [b""] * 4
    assert runs[0].stdout == runs[1].stdout
    assert runs[2].stdout == runs[3].stdout
    assert set(tmp_path.rglob("*")) == before  # nothing is written


def test_ascii_signs_where_the_encoding_has_no_others() -> None:
    done = run("areas", env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"})

    assert done.stdout.isascii()
    assert b"R RED" in done.stdout
    assert b"Y YELLOW" in done.stdout


def test_standard_input(here: Here) -> None:
    by_name = here("assess", str(CLOUDS), "-r", PACK)
    piped = run("assess", "-", "-r", PACK, stdin=CLOUDS.read_bytes())
    saved = here("assess", str(CLOUDS), "-r", PACK, "-f", "json").stdout

    # it cannot be read again, and nobody knows who wrote it
    assert piped.stdout.partition(b"Rated by ")[0] == by_name.stdout.partition(b"Rated by ")[0]
    assert b"\nMore " not in piped.stdout
    assert run("render", "-", stdin=saved).stdout == by_name.stdout
    bad = here("assess", "-", "-r", PACK, stdin=b"id: [\n")
    assert (bad.returncode, bad.stderr[:14]) == (2, b"<stdin>:2:1: n")


@pytest.mark.skipif(os.name != "posix", reason="pipes of a POSIX shell")
def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    command = f"{sys.executable} -m coopcli areas -f json | head -c 10; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, check=False, cwd=tmp_path, timeout=60
    )

    assert done.stderr == b""
    assert done.stdout.endswith(b"0\n")


def test_a_full_disk_is_no_success() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "coopcli", "areas"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )

    assert done.returncode == Exit.INVALID
    assert done.stderr == b"<stdout>: unwritable: cannot be written: no space left on device\n"


# The pack of a file.


AGREE: dict[str, tuple[str, ...]] = {
    "assess": ("assess", str(CLOUDS)),
    "batch": ("batch", str(CLOUDS)),
    "batch of a folder": ("batch", PACK),
    "timeline": ("timeline", str(CLOUDS)),
    "pathways": ("pathways", str(CLOUDS)),
    "robustness": ("robustness", str(CLOUDS)),
    "sources": ("sources", str(CLOUDS)),
    "what-if": ("what-if", str(CLOUDS), "--set", "majority=3/4"),
    "diff": ("diff", str(CLOUDS), "--from", "2023", "--to", "2024"),
    "compare": ("compare", str(CLOUDS), str(CLOUDS.with_name("fish-counting.yaml"))),
    "rubric test": ("rubric", "test", str(CLOUDS)),
    "check": ("check", str(CLOUDS)),
}


@pytest.mark.parametrize("name", AGREE)
def test_every_command_takes_the_pack_around_a_file_unless_one_is_named(
    name: str, printed: Teller
) -> None:
    words = AGREE[name]
    refused = Exit.GATE_FAILED if name == "check" else Exit.INVALID

    assert printed(*words).code == Exit.OK
    assert printed(*words, "-r", "asia-society").code == refused
    assert printed(*words, env={"COOPCLI_RUBRIC": "asia-society"}).code == refused


def test_a_configured_rubric_is_for_files_that_stand_in_no_pack(
    printed: Teller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "coopcli.toml").write_text(f"rubric = {json.dumps(PACK)}\n", encoding="utf-8")
    (tmp_path / "cloud-naming.yaml").write_bytes(CLOUDS.read_bytes())
    monkeypatch.chdir(tmp_path)
    shipped = str(ROOT / "rubrics" / "asia-society" / "areas" / "ai-ethics.yaml")

    for command in ("check", "assess", "batch"):
        assert printed(command, "cloud-naming.yaml").code == Exit.OK
        assert printed(command, shipped).code == Exit.OK


def test_a_batch_over_two_packs_is_refused(printed: Teller) -> None:
    done = printed("batch", PACK, "ai-ethics")

    assert (done.code, done.out) == (Exit.INVALID, "")
    assert "command line: several-rubrics: the areas belong to " in done.err
    assert printed("batch", PACK, "nowhere.yaml").err.endswith(
        "nowhere.yaml: unreadable: no such file or directory\n"
    )

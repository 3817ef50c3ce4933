from __future__ import annotations

import csv
import json
import os
import shutil
import stat
import subprocess
import sys
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
import xmlschema

from coopcli.cli.exits import Exit
from coopcli.cli.gating import worst
from coopcli.formats import TEXT_FORMATS, Style, render
from coopcli.results.saved import result_from
from coopcli.text import Report
from tests.cli.conftest import Here
from tests.examples import PACK_FOLDER, ROOT, run

AREAS = PACK_FOLDER / "areas"
JUDGED = [name for name, known in TEXT_FORMATS.items() if known.takes("batch")]
FORCED = {"PYTHONWARNINGS": "always", "FORCE_COLOR": "1", "GITHUB_ACTIONS": "true"}

PASSING, FAILING, OPEN = (
    "ai-ethics",
    "military-ai",
    str(ROOT / "tests" / "cli" / "open-area.yaml"),
)
"""Areas that, at red, pass, fail and are undecided."""

SITUATIONS = {
    "passed": (("ai-ethics", "--fail-on", "red"), Exit.OK),
    "failed": ((PASSING, FAILING, OPEN, "--fail-on", "red"), Exit.GATE_FAILED),
    "undecided": ((PASSING, OPEN, "--fail-on", "red"), Exit.UNDECIDED),
    "reported only": (("military-ai", "--fail-on", "red", "--exit-zero"), Exit.OK),
    "unreadable": (("military-ai", "nowhere.yaml", "--fail-on", "red"), Exit.INVALID),
}


def parsed(name: str, text: str) -> object:
    match name:
        case "json" | "sarif":
            return json.loads(text)
        case "jsonl":
            return [json.loads(line) for line in text.splitlines()]
        case "junit":
            return ElementTree.fromstring(text)
        case "csv":
            return list(csv.reader(StringIO(text)))
        case "light":
            assert set(text.split()) <= {"green", "yellow", "red", "undetermined", "unread"}
        case "github":
            assert all(line.startswith("::") for line in text.splitlines())
    return text


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The saved result of the situation in which an input cannot be read."""
    path = tmp_path_factory.mktemp("saved") / "result.json"
    run("batch", *SITUATIONS["unreadable"][0], "-o", str(path))
    return path


@pytest.mark.parametrize(
    ("situation", "name"),
    [
        (situation, name)
        for situation in SITUATIONS
        for name in (JUDGED if situation != "reported only" else ("text", "jsonl"))
    ],
)
def test_a_run_ends_alike_in_every_format_and_stdout_parses(
    situation: str, name: str, saved: Path, here: Here
) -> None:
    arguments, code = SITUATIONS[situation]
    words = ("batch", *arguments, "-f", name, "--color", "never")

    # One format in a process of its own, for what is printed at its start and at its end.
    done = run(*words, env=FORCED) if name == "jsonl" else here(*words, env=FORCED)

    assert done.returncode == code, done.stderr.decode()
    parsed(name, done.stdout.decode())
    if situation == "unreadable":
        assert b"nowhere.yaml: unreadable: no such file" in done.stderr
        report = Report(result_from("saved", saved.read_bytes()))
        assert done.stdout.decode() == render(report, name, Style(root=str(ROOT)))


@pytest.mark.parametrize("name", ["text", "jsonl"])
def test_an_empty_folder_is_nothing_to_assess(name: str, tmp_path: Path, here: Here) -> None:
    assert here("batch", str(tmp_path), "-f", name).returncode == Exit.NOTHING
    assert here("batch", str(tmp_path), "ai-ethics", "-f", name).returncode == Exit.NOTHING
    assert here("batch", "-", "-f", name).returncode == Exit.NOTHING


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_a_bug_ends_with_its_own_code_and_leaves_no_file(name: str, tmp_path: Path) -> None:
    hook = (
        "import coopcli.rule.assessment as a\n"
        "def broken(*_):\n    raise KeyError\n"
        "a.assess = broken\n"
    )
    (tmp_path / "sitecustomize.py").write_text(hook)
    path = f"{tmp_path}{os.pathsep}{ROOT / 'src'}"

    done = run(
        "batch", "ai-ethics", "-f", name, "-o", "out.x", env={"PYTHONPATH": path}, cwd=tmp_path
    )

    assert done.returncode == Exit.BUG
    assert not (tmp_path / "out.x").exists()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".out")] == []


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        (("batch",), "name areas, files or folders"),
        (("batch", "--all", "--fail-on", "rad"), "did you mean 'red'"),
        (("batch", "--all", "--fail-on", "regression"), "needs --baseline"),
        (("batch", "--all", "--min-coverage", "2"), "a share from 0 to 1"),
        (("batch", "--all", "-f", "jsn"), "did you mean 'json'"),
        (("areas", "-f", "junit"), "junit cannot say a result of kind 'areas'; text, markdown"),
    ],
)
def test_a_misspelt_command_line_is_answered(
    arguments: tuple[str, ...], printed: str, here: Here
) -> None:
    done = here(*arguments)

    assert done.returncode == Exit.INVALID
    assert printed in done.stderr.decode()
    assert done.stdout == b""


def test_assess_has_the_same_gates_and_codes(here: Here) -> None:
    assert here("assess", FAILING, "--fail-on", "red", "-q").returncode == Exit.GATE_FAILED
    assert here("assess", OPEN, "--fail-on", "red", "-q").returncode == Exit.UNDECIDED
    assert here("assess", PASSING, "--fail-on", "red", "-f", "light").stdout == b"yellow\n"


SCHEMAS = ROOT / "tests" / "standards"


@pytest.mark.parametrize(
    "words",
    [
        ("assess", OPEN, "--fail-on", "red"),
        ("assess", FAILING),
        ("batch", "--all", "nowhere.yaml", "--fail-on", "red,stale,unsupported"),
        ("batch", str(ROOT / "tests" / "bad")),
        ("check", str(ROOT / "tests" / "bad")),
        ("check", "asia-society"),
    ],
    ids=" ".join,
)
def test_output_for_other_programs_holds_to_the_published_schemas(
    words: tuple[str, ...], here: Here
) -> None:
    log = json.loads(here(*words, "-f", "sarif").stdout)
    schema = json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))

    jsonschema.validate(log, schema, format_checker=jsonschema.FormatChecker())
    text = here(*words, "-f", "junit").stdout.decode()
    xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd").validate(text)


def test_the_worst_of_several_things_counts() -> None:
    order = [Exit.BUG, Exit.INVALID, Exit.GATE_FAILED, Exit.UNDECIDED, Exit.NOTHING, Exit.OK]

    assert [worst(*order[first:]) for first in range(len(order))] == order


def test_the_table_in_the_documentation_is_the_enum() -> None:
    rows = "".join(f"| {code.value} | {code.meaning} |\n" for code in Exit)

    assert f"| Code | Meaning |\n|---|---|\n{rows}" in (ROOT / "docs" / "exit-codes.md").read_text()


def without_privilege() -> list[str]:
    """A prefix under which even root may not read what nobody may read."""
    if os.geteuid() != 0:
        return []
    tool = shutil.which("setpriv")
    if tool is None:
        pytest.skip("as root, setpriv is needed to be refused a file")
    taken = "-dac_override,-dac_read_search"
    prefix = [tool, f"--bounding-set={taken}", f"--inh-caps={taken}"]
    if subprocess.run([*prefix, "true"], check=False, capture_output=True).returncode:
        pytest.skip("setpriv may not drop capabilities here")
    return prefix


@pytest.mark.parametrize("name", ["json", "jsonl", "text"])
def test_of_ten_files_four_are_named_and_six_judged(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "areas"
    folder.mkdir()
    sources = sorted(AREAS.iterdir())
    for number in range(9):
        shutil.copy(sources[number], folder / f"{number}.yaml")
    (folder / "2.yaml").write_bytes(b"id: \xff\n")
    (folder / "9.yaml").mkdir()
    (folder / "5.yaml").chmod(0)
    hook = (
        "import os, sys\n"
        "def vanish(event, arguments):\n"
        "    if event == 'open' and str(arguments[0]).endswith('0.yaml'):\n"
        f"        path = {str(folder / '7.yaml')!r}\n"
        "        os.path.exists(path) and os.remove(path)\n"
        "sys.addaudithook(vanish)\n"
    )
    (tmp_path / "sitecustomize.py").write_text(hook)
    command = [sys.executable, "-m", "coopcli", "batch", str(folder), "-f", name]
    environment = os.environ | {"PYTHONPATH": str(tmp_path), "COLUMNS": "200"}

    done = subprocess.run(
        [*without_privilege(), *command], capture_output=True, env=environment, check=False
    )

    assert done.returncode == Exit.INVALID
    printed = done.stderr.decode()
    assert printed.count("\n") == 4
    shown = os.path.relpath(folder)  # as results name files outside the working folder
    assert f"{shown}/2.yaml:1:5: not-utf-8" in printed
    assert f"{shown}/5.yaml: unreadable: permission denied" in printed
    assert f"{shown}/7.yaml: unreadable: no such file or directory" in printed
    assert f"{shown}/9.yaml: unreadable: is a directory" in printed
    text = done.stdout.decode()
    match name:
        case "json":
            data = json.loads(text)
            assert (len(data["results"]), len(data["problems"])) == (6, 4)
            assert data["summary"]["areas"] == 6
        case "jsonl":
            kinds = [json.loads(line)["kind"] for line in text.splitlines()]
            assert "".join(kind[0] for kind in kinds) == "rrurrururu"
        case _:
            assert "Six areas" in text
            assert "four inputs could not be read" in text
    (folder / "5.yaml").chmod(stat.S_IRUSR | stat.S_IWUSR)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of 150 area files and one bad one: enough for several chunks."""
    folder = tmp_path_factory.mktemp("many")
    sources = sorted(AREAS.iterdir())
    for number in range(150):
        text = sources[number % len(sources)].read_text(encoding="utf-8")
        _, _, rest = text.partition("\n")
        (folder / f"a{number}.yaml").write_text(f"id: a{number}\n{rest}", encoding="utf-8")
    (folder / "bad.yml").write_text("id: [\n")
    return folder


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_bytes_depend_on_nothing_but_the_input(name: str, many: Path) -> None:
    ways = [
        ({"PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8"}, "1"),
        ({"PYTHONHASHSEED": "2", "LC_ALL": "C"}, "2"),
    ]
    done = [
        run("batch", str(many), "--fail-on", "red,stale", "-f", name, "--workers", workers, env=env)
        for env, workers in ways
    ]

    assert done[0].stdout == done[1].stdout
    assert done[0].stderr == done[1].stderr
    assert done[0].returncode == done[1].returncode == Exit.INVALID


def test_a_saved_batch_is_rendered_by_the_command_as_well(saved: Path, here: Here) -> None:
    own = here("batch", *SITUATIONS["unreadable"][0])
    again = here("render", str(saved))

    assert own.stdout == again.stdout
    assert again.returncode == Exit.OK


def test_a_baseline_tells_what_got_worse_and_what_vanished(tmp_path: Path, here: Here) -> None:
    folder = tmp_path / "areas"
    folder.mkdir()
    for name in (PASSING, FAILING):
        shutil.copy(AREAS / f"{name}.yaml", folder)
    saved = str(tmp_path / "baseline.json")
    here("batch", str(folder), "-o", saved)
    gate = ("batch", str(folder), "--baseline", saved, "--fail-on", "regression")
    assert here(*gate).returncode == Exit.OK

    path = folder / f"{FAILING}.yaml"
    path.unlink()
    done = here(*gate, "-f", "json")
    assert done.returncode == Exit.GATE_FAILED
    assert json.loads(done.stdout)["gates"]["vanished"] == [FAILING]
    alone = here("batch", str(folder / f"{PASSING}.yaml"), *gate[2:])
    assert alone.returncode == Exit.OK


def test_a_baseline_of_another_rubric_does_not_pass(tmp_path: Path, here: Here) -> None:
    saved = tmp_path / "baseline.json"
    here("batch", PASSING, "-o", str(saved))
    text = saved.read_text().replace('"id": "asia-society"', '"id": "another"')
    saved.write_text(text)

    done = here("batch", PASSING, "--baseline", str(saved), "--fail-on", "regression")

    assert done.returncode == Exit.UNDECIDED
    assert b"cannot be compared" in done.stdout


def test_paths_come_from_standard_input_each_once(here: Here) -> None:
    names = f"{AREAS / 'ai-ethics.yaml'}\n\n{AREAS / 'ai-ethics.yaml'}\nmilitary-ai\n"

    done = here("batch", "-", "-f", "light", stdin=names.encode())

    assert done.stdout == b"yellow\nred\n"


def test_check_annotates_by_itself_in_a_workflow_only(tmp_path: Path, here: Here) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("id: [\n")

    assert here("check", str(path), env=FORCED).stdout.startswith(b"::error file=")
    assert not here("check", str(path)).stdout.startswith(b"::error")
    assert not here("check", str(path), "-f", "text", env=FORCED).stdout.startswith(b"::error")

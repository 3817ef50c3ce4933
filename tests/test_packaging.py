"""What other programs run: the action's shell step and the hooks, with stand-ins around them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, requires
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

from coopcli.formats import FORMATS
from tests.examples import PACK_FOLDER, ROOT

ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def judge(tmp_path: Path, **inputs: str) -> tuple[subprocess.CompletedProcess[str], dict[str, str]]:
    """Runs the step that judges, with the environment that a runner gives it."""
    (step,) = [step for step in ACTION["runs"]["steps"] if step.get("id") == "judge"]
    given = {name: about["default"] for name, about in ACTION["inputs"].items()} | inputs
    env = {
        key: given[value.removeprefix("${{ inputs.").removesuffix(" }}")]
        for key, value in step["env"].items()
    }
    places = {"GITHUB_OUTPUT": tmp_path / "outputs", "GITHUB_STEP_SUMMARY": tmp_path / "summary"}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env |= {"PATH": path, "RUNNER_TEMP": str(tmp_path), "GITHUB_ACTIONS": "true"}
    env |= {key: str(place) for key, place in places.items()}
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
        env=env,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = places["GITHUB_OUTPUT"].read_text().splitlines()
    return done, dict(line.split("=", 1) for line in lines)


@pytest.mark.parametrize("printed", ["text", "junit"])
def test_the_action_sets_outputs_and_a_summary_whatever_the_format(
    tmp_path: Path, printed: str
) -> None:
    done, outputs = judge(
        tmp_path, areas="ai-ethics\nmilitary-ai", format=printed, **{"fail-on": "red"}
    )

    assert done.returncode == 1, done.stderr
    result = outputs.pop("result")
    assert Path(result).is_file()
    assert outputs == {
        "lights": '{"green": 0, "yellow": 1, "red": 1}',
        "green": "0",
        "yellow": "1",
        "red": "1",
        "undetermined": "0",
        "unread": "0",
        "gate": "failed",
        "coverage": "11/12",
    }
    assert outputs.keys() | {"result"} == ACTION["outputs"].keys()
    assert "military-ai" in (tmp_path / "summary").read_text(encoding="utf-8")
    assert "::error file=" in done.stdout


def test_the_action_ends_with_the_code_of_a_bad_file_and_still_tells(tmp_path: Path) -> None:
    name = "$(touch broken); '\".yaml"  # an input is never a part of the script

    done, outputs = judge(tmp_path, areas=f"ai-ethics\n{name}")

    assert done.returncode == 2
    assert outputs["unread"] == "1"
    assert outputs["gate"] == "none"
    assert not (tmp_path / "broken").exists()


def test_no_input_is_pasted_into_a_script() -> None:
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step["run"]


def test_a_hook_runs_a_command_there_is() -> None:
    assert [hook["id"] for hook in HOOKS] == ["coopcli-check", "coopcli-batch"]
    for hook in HOOKS:
        entry = hook["entry"].split()
        done = subprocess.run(
            [sys.executable, "-m", *entry, str(PACK_FOLDER / "areas" / "ai-ethics.yaml")],
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr


@pytest.mark.skipif(
    not os.environ.get("COOPCLI_TEST_HOOKS"),
    reason="installs the program from this checkout; COOPCLI_TEST_HOOKS=1 runs it",
)
@pytest.mark.parametrize("good", [True, False])
@pytest.mark.parametrize("hook", [hook["id"] for hook in HOOKS])
def test_pre_commit_runs_the_hooks_on_a_good_and_a_bad_pack(
    hook: str, good: bool, tmp_path: Path
) -> None:
    shutil.copytree(PACK_FOLDER / "areas", tmp_path / "areas")
    if not good:
        path = tmp_path / "areas" / "ai-ethics.yaml"
        path.write_text(path.read_text(encoding="utf-8") + "scope: again\n", encoding="utf-8")
    for command in (["init", "-q"], ["add", "-A"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)

    done = subprocess.run(
        [Path(sys.executable).parent / "pre-commit", "try-repo", ROOT, hook, "--all-files"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == (0 if good else 1), done.stdout
    assert ("ai-ethics.yaml:" in done.stdout) is not good


# Workflows.


WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_can_be_read_and_asks_for_little(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))

    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        writes = {name for name, may in job["permissions"].items() if may != "read"}
        assert writes <= {"id-token", "attestations"}
        runs = [step["run"] for step in job["steps"] if "run" in step]
        assert not (writes and runs)  # what may sign or publish runs nothing of ours
        for step in job["steps"]:
            assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step.get("uses", f"x@{'0' * 40}"))
        for name in re.findall(r"(?:\.ci|requirements|rubrics|tests)/[\w./-]+", " ".join(runs)):
            assert (ROOT / name).exists(), name


PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = PYPROJECT["dependency-groups"]


@pytest.mark.parametrize("group", GROUPS)
def test_a_lock_holds_all_of_its_group_and_no_address(group: str) -> None:
    locked = (ROOT / "requirements" / f"{group}.txt").read_text(encoding="utf-8")
    wanted = [*PYPROJECT["project"]["dependencies"], *GROUPS[group]]

    for name in (re.split(r"[^\w-]", line)[0] for line in wanted):
        pinned = rf"^{name}==\S+(?: ; .+)? \\\n    --hash=sha256:"
        assert re.search(pinned, locked, re.MULTILINE), name
    assert "://" not in locked


def test_a_lock_pins_the_extras_that_its_packages_ask_for() -> None:
    # For an extra that no pin names pip takes the newest version, and then misses its hash.
    locked = (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8")
    pinned = dict(re.findall(r"^([\w.-]+(?:\[.+\])?)==(\S+)", locked, re.MULTILINE))
    asked = set()
    for name in pinned:
        with suppress(PackageNotFoundError):  # it is for another system
            asked |= {
                line for line in requires(name.partition("[")[0]) or [] if "extra ==" not in line
            }
    extras = {found[0] for line in asked if (found := re.match(r"[\w.-]+\[[\w,-]+\]", line))}
    assert extras
    assert extras <= {*pinned}


@pytest.mark.parametrize("group", ["run", "dev"])
def test_a_lock_holds_the_build_backend(group: str) -> None:
    assert set(PYPROJECT["build-system"]["requires"]) <= set(GROUPS[group])


def test_the_automation_runs_the_test_command_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (command,) = [
        block
        for block in re.findall(r"^```sh\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
        if block.rstrip().endswith("pytest")
    ]

    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_development_has_the_libraries_of_every_format() -> None:
    """So that no test of a format is skipped where the tests are run as the README says."""
    extras = PYPROJECT["project"]["optional-dependencies"]
    wanted = {need for form in FORMATS.values() if form.extra for need in extras[form.extra]}

    assert {re.split(r"[^\w-]", need)[0] for need in wanted} <= {
        re.split(r"[^\w-]", need)[0] for need in GROUPS["dev"]
    }
    for form in FORMATS.values():
        assert all(find_spec(library) for library in form.libraries)

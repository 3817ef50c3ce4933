"""The recipes of docs/ci.md work as printed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.examples import OWN_ENVIRONMENT, ROOT, SMALL_PACK
from tests.test_packaging import ACTION, HOOKS

PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
FISH = "areas/fish-counting.yaml"
pytestmark = pytest.mark.skipif(os.name != "posix", reason="runs a shell")


def recipe(key: str) -> Any:
    """The one block of YAML that has a key at its top."""
    read = (yaml.safe_load(text) for kind, text in BLOCKS if kind == "yaml")
    (found,) = [block for block in read if key in block]
    return found


def shell(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if key not in OWN_ENVIRONMENT}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", script],
        cwd=folder,
        env=clean | {"PATH": path, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with the small pack in a folder of it, on a branch beside main."""
    folder = Path(shutil.copytree(ROOT / SMALL_PACK, tmp_path / "pack"))
    (folder / "areas" / "gone.yaml").write_text("id: [", encoding="utf-8")
    commit = "git -c user.name=A -c user.email=a@example.org commit -qm"
    done = shell(
        f"git init -q -b main && git add -A && {commit} One && git checkout -qb other", tmp_path
    )
    assert done.returncode == 0, done.stderr
    (folder / "areas" / "gone.yaml").unlink()
    return folder


def test_a_diff_with_deleted_files_and_names_that_git_quotes_is_judged(repository: Path) -> None:
    (script,) = [text for kind, text in BLOCKS if kind == "sh" and text.startswith("git diff")]
    assert shell(script, repository).returncode == 3
    text = (repository / FISH).read_text(encoding="utf-8")
    for name in ("a b", "ünter", 'q"t', "line\nfeed"):
        own = text.replace("id: fish-counting", f"id: x-{len(name)}{ord(name[0])}")
        (repository / "areas" / f"{name}.yaml").write_text(own, encoding="utf-8")
    assert shell("git add -A -N .", repository).returncode == 0

    done = shell(script, repository)

    assert done.returncode == 0, done.stderr
    assert done.stdout.count("GREEN") == 4


def test_a_change_of_the_evidence_judges_every_area_of_the_pack(repository: Path) -> None:
    (script,) = [text for kind, text in BLOCKS if kind == "sh" and text.startswith("git diff")]
    with (repository / "evidence.yaml").open("a", encoding="utf-8") as file:
        file.write("# looked through again\n")

    done = shell(script, repository)

    assert done.returncode == 1, done.stderr
    assert "crowd-watching: gate red failed" in " ".join(done.stdout.split())


def test_the_script_for_a_shell_says_what_became_of_each_area(repository: Path) -> None:
    (script,) = [text for kind, text in BLOCKS if kind == "sh" and text.startswith("for file")]

    done = shell(script, repository)

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "undetermined areas/cloud-naming.yaml",
        "red areas/crowd-watching.yaml",
        "green areas/fish-counting.yaml",
        "a gate failed",
    ]
    assert len((repository / "lights.jsonl").read_text(encoding="utf-8").splitlines()) == 3


def test_nothing_is_taken_from_an_address_that_is_not_there() -> None:
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")):
        text = path.read_text(encoding="utf-8")
        assert "OWNER" not in text
        assert not re.search(r"pip install coopcli\b", text)


def test_the_workflow_uses_inputs_and_outputs_that_the_action_has() -> None:
    steps = recipe("jobs")["jobs"]["lights"]["steps"]
    (step,) = [step for step in steps if step.get("id") == "lights"]

    assert step["uses"] == "./coopcli"
    assert step["with"].keys() <= ACTION["inputs"].keys()
    used = re.findall(r"steps\.lights\.outputs\.(\w+)", str(steps))
    assert used
    assert set(used) <= ACTION["outputs"].keys()


def test_the_script_for_gitlab_runs(repository: Path) -> None:
    install, *script = recipe("lights")["lights"]["script"]

    assert install == "pip install ./coopcli"
    assert shell("\n".join(script), repository).returncode == 1
    assert (repository / recipe("lights")["lights"]["artifacts"]["reports"]["junit"]).is_file()


def test_the_local_hooks_are_those_of_the_repository() -> None:
    (local,) = recipe("repos")["repos"]
    hooks = {hook["id"]: hook for hook in HOOKS}

    assert {hook["id"] for hook in local["hooks"]} == hooks.keys()
    for hook in local["hooks"]:
        for key in ("name", "entry", "files", "require_serial"):
            assert hook[key] == hooks[hook["id"]][key]


@pytest.mark.parametrize("name", [FISH, "rubric.yaml", "evidence.yaml", "sources.yaml"])
def test_the_batch_hook_runs_for_every_file_that_a_light_rests_on(
    repository: Path, name: str
) -> None:
    (hook,) = [hook for hook in recipe("repos")["repos"][0]["hooks"] if "batch" in hook["id"]]

    assert re.search(hook["files"], f"pack/{name}")
    done = shell(" ".join((hook["entry"], *hook["args"], name)), repository)
    assert done.returncode == (0 if name == FISH else 1), done.stderr

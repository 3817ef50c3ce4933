"""Every command over a pack with other ids, numbers and words of lights and levels.

Commands with formats run over it in ``tests/kinds.py``; here stand those that write files or take
no format. A command that is in neither place fails a test.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import typer

from coopcli.cli.app import app
from coopcli.cli.main import run
from tests.cli.registry import each_command
from tests.examples import ROOT
from tests.kinds import LINES, TIDES

RATE = "rate tides/areas/cloud-naming.yaml --no-input --known 2025 --only"

WITHOUT_FORMAT = {
    "new": ("new Ice-watch", "tides/areas/ice-watch.yaml", "As bad as can be."),
    "rate": (
        f"{RATE} channel --level 5 --because No.",
        "tides/areas/cloud-naming.yaml",
        "level: 5",
    ),
    "form": ("form fish-counting -o form.html", "form.html", "As bad as can be."),
    "export": ("export --all -o areas.csv", "areas.csv", "fish-counting"),
    "table": ("table areas.csv -o lights.csv", "lights.csv", "calm"),
    "rubric schema": ("rubric schema area", "", "ratings"),
    "rubric docs": ("rubric docs -o docs.md", "docs.md", "STORM (1-in-9)"),
    "render": ("render saved.json", "", "Calm water"),
    "completion": ("completion bash", "", "coopcli"),
}
"""A line for each command, the file that it writes, if any, and what must stand in it."""

BEFORE = {"table": "export --all -o areas.csv", "render": "assess fish-counting -o saved.json"}
"""What must have been run before a command."""

WITHOUT_PACK = ("render", "rubric schema", "completion")


def names() -> set[str]:
    return {name for name, _ in each_command(typer.main.get_command(app))}


def test_every_command_runs_over_the_second_pack() -> None:
    lines = [line for name, line in LINES.items() if name.startswith(TIDES)]
    in_formats = {
        name for name in names() if any(f"{line} ".startswith(f"{name} ") for line in lines)
    }

    assert names() == in_formats | set(WITHOUT_FORMAT)


@pytest.mark.parametrize("name", WITHOUT_FORMAT)
def test_a_command_without_formats_takes_the_second_pack(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    if name == "table":
        pytest.importorskip("duckdb")
    shutil.copytree(ROOT / "tests/tides", tmp_path / "tides")
    monkeypatch.chdir(tmp_path)
    line, written, word = WITHOUT_FORMAT[name]
    for words in filter(None, (BEFORE.get(name), line)):
        pack = () if words.startswith(WITHOUT_PACK) else ("-r", "tides")
        assert run([*words.split(), *pack]) == 0, capfd.readouterr().err

    assert word in (Path(written).read_text("utf-8") if written else capfd.readouterr().out)

"""Completion: the words that fit, in the shells that are there, and no drift from the program."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from coopcli.analysis.gates import OUTLOOKS, gate_words
from coopcli.authoring.area import choices
from coopcli.cli.app import app
from coopcli.cli.completing import completions
from coopcli.cli.exits import Exit
from coopcli.cli.main import run
from coopcli.cli.overview import COMMANDS, GROUPS
from coopcli.cli.shells import SCRIPTS
from coopcli.formats import FORMATS
from coopcli.packs.library import built_in_packs, open_pack
from coopcli.reading.area import AREA
from coopcli.reading.evidence import EVIDENCE, SOURCE
from coopcli.reading.schemas import SCHEMAS
from tests.examples import ROOT, SMALL_PACK, the_pack

SURFACE = ROOT / "src" / "coopcli" / "cli" / "surface.py"

VALUES = {
    "FMT": [*FORMATS],
    "WHAT": [*gate_words(the_pack().rubric)],
    "OUTLOOK": [str(getattr(word, "value", word)) for word in OUTLOOKS],
    "FORM": choices(AREA, "form"),
    "KIND": choices(EVIDENCE, "kind"),
    "SORT": choices(SOURCE, "kind"),
    "SHELL": [*SCRIPTS],
    "DATE": [],
    "rubric schema FILE": [*SCHEMAS, "result"],
    "EXPLAINED": ["green", "yellow", "red"],
}


def _commands(group: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    for word in group.list_commands(None):
        command = group.get_command(None, word)
        inner = f"{name} {word}".strip()
        if hasattr(command, "list_commands"):
            yield from _commands(command, inner)
        else:
            yield inner, command


def _kind(param: Any) -> str:
    """What an option takes, by the name in its help; nothing for one without a value."""
    if getattr(param, "is_flag", False):
        return ""
    known = getattr(param.type, "choices", None)
    words = "|".join(str(getattr(word, "value", word)) for word in known or ())
    return words or str(param.metavar or param.type.name.upper())


def surface() -> str:
    """The module that completion reads, from the commands as they are."""
    lines = [
        '"""Every command with its arguments and options, for completion, which cannot load them.',
        "",
        "Made from the commands: COOPCLI_UPDATE_GOLDEN=1 pytest tests/cli/test_completion.py",
        '"""',
        "",
        "from __future__ import annotations",
        "",
        "COMMANDS: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {",
    ]
    for name, command in _commands(typer.main.get_command(app)):
        arguments = [p.metavar or p.name for p in command.params if p.param_type_name == "argument"]
        lines += [f"    {name!r}: (", f"        {tuple(arguments)!r},", "        {"]
        for param in command.params:
            if param.param_type_name == "option":
                lines += [f"            {flag!r}: {_kind(param)!r}," for flag in param.opts]
        lines += ["        },", "    ),"]
    lines += ["}", "", "VALUES = {"]
    for kind, words in VALUES.items():
        rows = textwrap.wrap(" ".join(words), 80) or [""]
        lines += [f"    {kind!r}: (", *(f"        {row + ' '!r}" for row in rows), "    ),"]
    text = "\n".join([*lines, "}"]) + "\n"
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(SURFACE), "-"],
        input=text,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_what_completion_knows_is_what_the_program_has() -> None:
    if os.environ.get("COOPCLI_UPDATE_GOLDEN"):
        SURFACE.write_text(surface(), encoding="utf-8")
    again = "COOPCLI_UPDATE_GOLDEN=1 pytest tests/cli/test_completion.py writes it"
    assert SURFACE.read_text(encoding="utf-8") == surface(), again


def test_help_leads_by_task_with_whole_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == Exit.OK

    out = capsys.readouterr().out
    for task, commands in GROUPS.items():
        assert f"\n{task}:\n" in out
        for name, line in commands.items():
            assert f"  {name}" in out
            assert line in out
            assert line.endswith(".")
    assert "..." not in out.split("Assess:")[1]
    assert max(map(len, out.splitlines())) <= 80


# What fits.


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / SMALL_PACK, tmp_path / "pack")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COOPCLI_RUBRIC", raising=False)
    return tmp_path


def fits(*words: str, shell: str = "zsh") -> list[str]:
    return completions(list(words), shell)


def test_commands_and_options() -> None:
    assert fits("") == sorted({*COMMANDS})
    assert fits("com") == ["compare", "completion"]
    assert fits("rubric", "") == sorted(["show", "test", "audit", "schema", "docs"])
    assert {"--rubric", "--as-of", "-f", "--help"} <= {*fits("assess", "-")}
    assert fits("assess", "--fail-on-") == ["--fail-on-outlook"]
    assert fits("nothing", "") == []


@pytest.mark.usefixtures("folder")
def test_areas_questions_and_evidence_of_the_shipped_pack() -> None:
    pack = the_pack()
    assert fits("assess", "") == [path.stem for path in pack.area_files()]
    assert fits("rate", "x.yaml", "--only", "") == [*pack.rubric.criteria]
    assert fits("rate", "x.yaml", "--evidence", "") == [*pack.ledger]
    assert {*pack.rubric.criteria, *pack.ledger, "rule"} <= {*fits("explain", "")}
    assert fits("compare", "ai-ethics", "drug") == ["drug-discovery"]


@pytest.mark.parametrize(
    "words",
    [
        ["assess", "-r", "pack", ""],
        ["assess", "--rubric=pack", ""],
        ["compare", "pack/areas/fish-counting.yaml", ""],
    ],
)
@pytest.mark.usefixtures("folder")
def test_the_pack_in_use_is_the_one_that_is_named(words: list[str]) -> None:
    assert fits(*words) == ["cloud-naming", "crowd-watching", "fish-counting"]


def test_the_pack_in_use_can_come_from_the_environment_or_a_configuration(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = ["words", "fear", "law", "channel", "gain"]
    monkeypatch.setenv("COOPCLI_RUBRIC", "pack")
    assert fits("rate", "x", "--only", "") == questions
    monkeypatch.delenv("COOPCLI_RUBRIC")
    (folder / "coopcli.toml").write_text('format = "json"\nrubric = "pack"  # ours\n')
    assert fits("rate", "x", "--only", "") == questions
    assert fits("what-if", "fish-counting", "--set", "fe") == ["fear="]


def test_lights_are_those_of_the_rubric_in_use(folder: Path) -> None:
    rubric = folder / "pack" / "rubric.yaml"
    text = rubric.read_text()
    lights = "lights:\n  - id: open\n    name: Open\n  - id: ajar\n  - id: shut\nrule:"
    start = text.index("lights:")
    rubric.write_text(text[:start] + lights + text[text.index("\nrule:") + 6 :])

    gates = ["shut", "ajar", "undetermined", "regression", "stale", "unsupported"]
    assert fits("batch", "-r", "pack", "--fail-on", "") == gates
    assert {"open", "ajar", "shut"} <= {*fits("explain", "-r", "pack", "")}


@pytest.mark.parametrize("line", ["extends: ../pack", "extends: {rubric: ../pack}", "extends: own"])
def test_a_pack_that_extends_another_offers_what_both_have(line: str, folder: Path) -> None:
    (folder / "own" / "areas").mkdir(parents=True)
    (folder / "own" / "areas" / "weaving.yaml").touch()
    criteria = "dimensions:\n  - id: more\n    criteria:\n      - id: yarn\n        name: Yarn\n"
    (folder / "own" / "rubric.yaml").write_text(f"id: own\n{line}\n{criteria}")

    offered = fits("rate", "x", "-r", "own", "--only", "")
    areas = fits("assess", "-r", "own", "")
    if line == "extends: own":  # there is no such pack beside it, and none is built in
        assert (offered, areas) == (["yarn"], ["weaving"])
    else:
        assert offered == ["words", "fear", "law", "channel", "gain", "yarn"]
        assert areas == ["cloud-naming", "crowd-watching", "fish-counting", "weaving"]


def test_own_evidence_of_the_area_that_is_rated(folder: Path) -> None:
    path = folder / "pack" / "areas" / "fish-counting.yaml"
    path.write_text(path.read_text() + "evidence:\n  - id: own-item\n    known: 2020\n")

    assert fits("rate", str(path), "--evidence", "own") == ["own-item"]
    assert [*open_pack("pack").ledger] == fits("rate", "x", "-r", "pack", "--evidence", "")


def test_values_of_options() -> None:
    assert fits("assess", "x", "-f", "js") == ["json", "jsonl"]
    assert fits("assess", "x", "--color", "") == ["auto", "always", "never"]
    assert fits("assess", "x", "--color=n") == ["--color=never"]
    assert {*built_in_packs()} <= {*fits("areas", "-r", "")}
    assert fits("completion", "z") == ["zsh"]
    assert fits("assess", "x", "-o", "") == []  # the shell offers files


def test_bash_takes_an_equals_sign_for_a_word() -> None:
    assert fits("assess", "x", "--color", "=", "n", shell="bash") == ["never"]
    assert fits("assess", "x", "--color", "=", shell="bash") == ["auto", "always", "never"]


@pytest.mark.parametrize("words", [["assess", "-r", "none", ""], ["check", ""], [], ["-x", "y"]])
@pytest.mark.usefixtures("folder")
def test_nothing_is_answered_where_nothing_fits(words: list[str]) -> None:
    env = {**os.environ, "_COOPCLI_COMPLETE": "zsh"}
    done = subprocess.run(
        [sys.executable, "-m", "coopcli", *words], env=env, capture_output=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, b"")


def test_completion_loads_nothing_slow() -> None:
    code = "import sys; sys.argv = ['coopcli', 'assess', 'drug']; import coopcli.cli as c; c.main()"
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", code],
        env={**os.environ, "_COOPCLI_COMPLETE": "zsh"},
        capture_output=True,
        text=True,
        check=True,
    )

    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert done.stdout == "drug-discovery\n"
    assert not loaded & {"typer", "yaml", "typing", "enum", "re", "pathlib", "rich", "json"}


# The shells themselves.


def asked_of(shell: str, script: str, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    found = shutil.which(shell)
    if not found:
        pytest.skip(f"{shell} is not installed")
    (tmp_path / "bin").mkdir(exist_ok=True)
    program = tmp_path / "bin" / "coopcli"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m coopcli "$@"\n')
    program.chmod(0o755)
    path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        [found, *(["-f"] if shell == "zsh" else []), "-c", script],
        env={**os.environ, "PATH": path, "HOME": str(tmp_path)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )


def test_bash_completes(tmp_path: Path) -> None:
    script = (
        "source <(coopcli completion bash); COMP_WORDS=(coopcli assess drug); COMP_CWORD=2; "
        '_coopcli coopcli; echo "${COMPREPLY[@]}"; complete -p coopcli'
    )

    done = asked_of("bash", script, tmp_path)

    assert done.stdout.splitlines()[0] == "drug-discovery"
    assert "-F _coopcli coopcli" in done.stdout


def test_zsh_completes(tmp_path: Path) -> None:
    script = (
        "autoload -U compinit; compinit -u; source <(coopcli completion zsh); "
        "compadd() { print -r -- $argv }; _files() { print files }; "
        "words=(coopcli assess drug); CURRENT=3; _coopcli; words=(coopcli check x); _coopcli; "
        "print $_comps[coopcli]"
    )

    done = asked_of("zsh", script, tmp_path)

    assert done.stdout.split("\n")[:3] == ["-Q -- drug-discovery", "files", "_coopcli"], done.stderr


def test_fish_completes(tmp_path: Path) -> None:
    script = 'coopcli completion fish | source; complete -C "coopcli assess drug"'

    done = asked_of("fish", script, tmp_path)

    assert done.stdout.split() == ["drug-discovery"], done.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_itself_finds_its_script_sound(shell: str, tmp_path: Path) -> None:
    (tmp_path / "script").write_text(SCRIPTS[shell], encoding="utf-8")
    (tmp_path / "broken").write_text(f"{SCRIPTS[shell]}\nif (", encoding="utf-8")

    done = asked_of(shell, f"{shell} -n script && ! {shell} -n broken && echo sound", tmp_path)

    assert done.stdout == "sound\n", done.stderr


def test_powershell_can_parse_its_script(tmp_path: Path) -> None:
    script = (
        "$errors = $null; $text = coopcli completion powershell | Out-String; "
        "[void][System.Management.Automation.Language.Parser]::ParseInput("
        "$text, [ref]$null, [ref]$errors); $errors.Count"
    )

    done = asked_of("pwsh", script, tmp_path)

    assert done.stdout.split() == ["0"]


def test_another_shell_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["completion", "tcsh"]) == Exit.INVALID
    assert "bash, zsh, fish, powershell are known" in capsys.readouterr().err

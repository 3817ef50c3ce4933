"""Every console example of the documentation runs and prints what its page says."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from coopcli.cli.surface import COMMANDS
from tests.documents import DOCS, Example, blocks, pages, pattern, run_page, steps
from tests.examples import ROOT

PAGES = sorted(
    page
    for folder in (ROOT, DOCS, ROOT / "rubrics")
    for page in (folder.glob("*.md") if folder == ROOT else folder.rglob("*.md"))
)
"""Whatever people read in the repository."""

COMMAND = re.compile(
    r"\s*(?:\$ )?(?:[A-Z_]+=\S* )*(?:coopcli|pip3?|python3?|git|export|npm|\.venv/\S+|\.ci/\S+) \S"
)
"""A line that somebody would copy into a terminal."""

RUN_ELSEWHERE = {
    "README.md": ".ci/run",
    "docs/development.md": ".ci/run",
    "docs/ci.md": "tests/test_recipes.py",
}
"""Where the blocks of ``sh`` are run that set up an environment or are more than a command."""


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(DOCS)))
def test_the_examples_of_a_page_are_what_the_program_prints(page: Path, tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()

    if missing := run_page(page, folder):
        pytest.skip(f"all but the examples that need {', '.join(sorted(missing))} were run")


def test_the_tutorial_runs_nothing_but_the_program() -> None:
    commands = [step.command for step in steps(DOCS / "tutorial.md") if isinstance(step, Example)]

    assert len(commands) > 20
    assert all(command.startswith("coopcli ") for command in commands)


def test_what_is_typed_is_no_output() -> None:
    assert re.fullmatch(pattern("One:\n> Two:\n> Saved.\n"), "One:\n> Two:\n> Saved.\n")
    assert re.fullmatch(pattern("a …\n…\nd\n"), "a b\nb\nc\nd\n")
    assert not re.fullmatch(pattern("a\n…\nd\n"), "a\nb\nc\n")


def escaped(text: str) -> Iterator[str]:
    """Commands of a page that no test would run: in blocks of another kind, or indented ones."""
    rest = re.sub(r"^( *)```.*?^\1```$", "", text, flags=re.MULTILINE | re.DOTALL)
    yield from (
        line for line in rest.split("\n") if re.match("(?: {4,}|\t)", line) and COMMAND.match(line)
    )
    for block in blocks(text):
        if block.kind not in ("console", "sh"):
            yield from filter(COMMAND.match, block.text.split("\n"))
        elif block.kind == "console":
            yield from (line for line in block.text.split("\n")[:1] if not line.startswith("$ "))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_example_escapes(page: Path) -> None:
    text = page.read_text("utf-8")
    name = str(page.relative_to(ROOT))

    if name not in ("docs/commands.md", "CHANGELOG.md"):  # the one is printed by the program
        assert [*escaped(text)] == []
    assert text.count("```console") == len([b for b in blocks(text) if b.kind == "console"])
    assert "```console" not in text or page in pages() or name == "README.md"
    scripts = [block.text for block in blocks(text) if block.kind in ("sh", "bash", "shell")]
    if scripts and RUN_ELSEWHERE.get(name) == ".ci/run":
        run = (ROOT / ".ci" / "run").read_text("utf-8")
        assert [script for script in scripts if script not in run] == []
    elif scripts:
        assert name in RUN_ELSEWHERE


def test_an_escaped_example_is_found() -> None:
    assert [*escaped("a\n\n    coopcli areas\n")] == ["    coopcli areas"]
    assert [*escaped("- a\n\n      $ pip install x\n")] == ["      $ pip install x"]
    assert [*escaped("```\nexport X=1\n```\n```yaml\nid: git\n```\n")] == ["export X=1"]
    assert [*escaped("```text\n$ coopcli areas\n```\n")] == ["$ coopcli areas"]
    assert [*escaped("```console\ncoopcli areas\n```\n")] == ["coopcli areas"]
    assert not [*escaped("    a: b\n\n```console\n$ coopcli areas\n```\n")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_within_sentences_exist(page: Path) -> None:
    text = re.sub(r"^( *)```.*?^\1```$", "", page.read_text("utf-8"), flags=re.M | re.S)
    for line in re.findall(r"`coopcli ([^`]+)`", text):
        words = [word for word in shlex.split(" ".join(line.split())) if word != "…"]
        flags = [word.partition("=")[0] for word in words if re.match("--?[a-z]", word)]
        names = [word for word in words if not word.startswith("-")]
        command = next((c for c in (" ".join(names[:2]), *names[:1]) if c in COMMANDS), None)
        if command is None:
            assert not names or names[0].isupper(), line
            known = {"--help", "-h", "--version", "--debug", "--show-config"}
        else:
            known = {*COMMANDS[command][1], "--help", "-h", "--debug"}
        assert set(flags) <= known, line

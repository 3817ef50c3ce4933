"""Every console example of the documentation runs and prints what its page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.documents import DOCS, Example, pages, pattern, run_page, steps


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(DOCS)))
def test_the_examples_of_a_page_are_what_the_program_prints(page: Path, tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()

    run_page(page, folder)


def test_the_tutorial_runs_nothing_but_the_program() -> None:
    commands = [step.command for step in steps(DOCS / "tutorial.md") if isinstance(step, Example)]

    assert len(commands) > 20
    assert all(command.startswith("coopcli ") for command in commands)


def test_what_is_typed_is_no_output() -> None:
    assert re.fullmatch(pattern("One:\n> Two:\n> Saved.\n"), "One:\n> Two:\n> Saved.\n")
    assert re.fullmatch(pattern("a …\n…\nd\n"), "a b\nb\nc\nd\n")
    assert not re.fullmatch(pattern("a\n…\nd\n"), "a\nb\nc\n")

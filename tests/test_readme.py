"""The examples of the README are what the program prints."""

from __future__ import annotations

import os
import re
import shlex

import pytest

from tests.examples import ROOT, run
from tests.tools.picture import PICTURE, picture, words

README = (ROOT / "README.md").read_text(encoding="utf-8")

ELIDED = ("…", "...")
"""A line of an example that stands for any lines."""


def examples() -> list[tuple[str, str]]:
    """Every command of a ``console`` block, with what is said to come out."""
    found = []
    for block in re.findall(r"^```console\n(.*?)^```$", README, re.MULTILINE | re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, expected = part.partition("\n")
            found.append((command, expected))
    return found


def pattern(expected: str) -> str:
    """An expression for what must come out; an elided line stands for any lines."""
    lines = [
        "(?:.*\n)*?" if line.strip() in ELIDED else f"{re.escape(line)}\n"
        for line in expected.rstrip("\n").split("\n")
    ]
    return "".join(lines)


@pytest.mark.parametrize(("command", "expected"), examples())
def test_an_example_prints_what_the_readme_says(command: str, expected: str) -> None:
    program, *words = shlex.split(command)
    assert program == "coopcli"
    done = run(*words, cwd=ROOT)
    printed = (done.stdout + done.stderr).decode()

    if not expected.strip():
        assert done.returncode == 0  # nothing is said of what comes out
        return
    assert re.fullmatch(pattern(expected), printed.rstrip("\n") + "\n"), printed


def test_elided_lines_stand_for_any() -> None:
    assert re.fullmatch(pattern("a\n…\nd\n"), "a\nb\nc\nd\n")
    assert re.fullmatch(pattern("a\n…\n"), "a\nb\nc\n")
    assert not re.fullmatch(pattern("a\n…\nd\n"), "a\nb\n")


def test_the_picture_shows_what_the_program_prints() -> None:
    if os.environ.get("COOPCLI_UPDATE_GOLDEN"):
        PICTURE.write_text(picture(), encoding="utf-8")
    shown = PICTURE.read_text(encoding="utf-8")

    assert f"]({PICTURE.relative_to(ROOT).as_posix()})" in README
    # how it is drawn differs between versions of the library
    assert words(shown) == words(picture())
    assert "url(http" not in shown

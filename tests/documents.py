"""The console examples of the pages in docs, run one after the other as a reader would."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from tests.examples import OWN_ENVIRONMENT, PACK_FOLDER, ROOT, the_pack
from tests.panels import RATERS, sheet

DOCS = ROOT / "docs"

ELIDED = "…"
"""A line of an example that stands for any lines; within a line, for any words."""

_NOTES = r"(?:(?P<pad> *)<!-- (?P<note>file|needs): (?P<words>[^>]+?) -->\n)?"
_BLOCK = re.compile(
    rf"^{_NOTES}(?P<indent> *)```(?P<kind>\w*)\n(?P<text>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)


class Block(NamedTuple):
    """A fenced block; ``note`` is what the comment above it says: a file, or what it needs."""

    kind: str
    text: str
    note: str = ""
    words: str = ""


class Example(NamedTuple):
    """A command as a shell reads it, what is typed while it runs, and what comes out.

    ``needs``: packages without which it is not run.
    """

    command: str
    typed: str
    expected: str
    needs: tuple[str, ...] = ()


class Written(NamedTuple):
    """A file that the page asks its reader to make."""

    name: str
    text: str


def blocks(text: str) -> Iterator[Block]:
    """The fenced blocks of a page."""
    for found in _BLOCK.finditer(text):
        kind, note, words = found["kind"], found["note"] or "", found["words"] or ""
        yield Block(kind, textwrap.dedent(found["text"]), note, words)


def pages() -> list[Path]:
    """The pages that hold console examples."""
    return [page for page in sorted(DOCS.rglob("*.md")) if "```console" in page.read_text("utf-8")]


def steps(page: Path) -> list[Example | Written]:
    """What a page does, in order."""
    found: list[Example | Written] = []
    for block in blocks(page.read_text("utf-8")):
        if block.note == "file":
            found.append(Written(block.words, block.text))
        elif block.kind == "console":
            needs = tuple(block.words.split()) if block.note == "needs" else ()
            for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
                command, _, rest = part.replace("\\\n", "").partition("\n")
                typed = re.findall(r"^> ?(.*)$", rest, re.MULTILINE)
                # What is typed does not come out: an answer follows its question at once.
                expected = re.sub(r"^> ?.*\n", "> ", rest, flags=re.MULTILINE)
                found.append(Example(command, "".join(f"{t}\n" for t in typed), expected, needs))
    return found


def pattern(expected: str) -> str:
    """An expression for what must come out."""
    lines = expected.rstrip("\n").split("\n")
    parts = []
    for line in lines:
        if line in (ELIDED, f"> {ELIDED}"):
            parts.append("(?:.*\n)*?" if line == ELIDED else "> (?:.*\n)*?")
        else:
            parts.append(re.escape(line).replace(ELIDED, ".*") + "\n")
    return "".join(parts)


def run_page(page: Path, folder: Path) -> set[str]:
    """Does what a page says, in a folder, and compares what comes out.

    Returns: the packages that are not installed, without which some examples were not run.
    """
    PREPARED.get(page.name, _nothing)(folder)
    missing: set[str] = set()
    for step in steps(page):
        if isinstance(step, Written):
            (folder / step.name).parent.mkdir(parents=True, exist_ok=True)
            (folder / step.name).write_text(step.text, "utf-8")
        elif without := {name for name in step.needs if importlib.util.find_spec(name) is None}:
            missing |= without
        else:
            _run(step, folder)
    return missing


def _nothing(folder: Path) -> None:
    """Most pages begin in an empty folder."""


def _repository(folder: Path) -> None:
    """A pack under version control, as a checkout has it."""
    shutil.copytree(PACK_FOLDER, folder, dirs_exist_ok=True)
    for words in (
        "init -q -b main",
        "add -A",
        "-c user.name=A -c user.email=a@example.org commit -qm One",
        "update-ref refs/remotes/origin/main HEAD",
    ):
        subprocess.run(["git", *words.split()], cwd=folder, check=True)


def _sheets(folder: Path) -> None:
    """What three raters have sent in for the area of the page, in two rounds."""
    rubric = the_pack().rubric
    asked = [name for name, one in rubric.criteria.items() if one.asked_of(["dialogue"])]
    (folder / "sheets").mkdir()
    for number in (1, 2):
        for place, rater in enumerate(RATERS):
            answers = {name: (position + place) % 3 for position, name in enumerate(asked)}
            if number == 2 and rater == "owl":
                answers[asked[-1]] = 0
            day = f"2025-0{number}-13"
            text = sheet(rubric, answers, rater=rater, area="joint-drills", round=number, date=day)
            (folder / "sheets" / f"{rater}-{number}.yaml").write_text(text, "utf-8")


PREPARED: dict[str, Callable[[Path], None]] = {"ci.md": _repository, "panel.md": _sheets}
"""The pages that begin with something in their folder."""


def _run(example: Example, folder: Path) -> None:
    tools = folder.parent / "tools"
    tools.mkdir(exist_ok=True)
    program = tools / "coopcli"
    if not program.exists():
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m coopcli "$@"\n')
        program.chmod(0o755)
    clean = {key: value for key, value in os.environ.items() if key not in OWN_ENVIRONMENT}
    path = f"{tools}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", example.command],
        input=example.typed,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=folder,
        env=clean | {"LC_ALL": "C.UTF-8", "PATH": path},
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    printed = done.stdout.rstrip("\n") + "\n"
    if not example.expected.strip(f"{ELIDED}\n "):  # nothing is said of what comes out
        assert done.returncode == 0, f"$ {example.command}\n{printed}"
        return
    assert re.fullmatch(pattern(example.expected), printed), f"$ {example.command}\n{printed}"

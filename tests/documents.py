"""The console examples of the pages in docs, run one after the other as a reader would."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tests.examples import OWN_ENVIRONMENT, ROOT

DOCS = ROOT / "docs"

ELIDED = "…"
"""A line of an example that stands for any lines; within a line, for any words."""

_BLOCK = re.compile(
    r"(?:<!-- file: (?P<file>\S+) -->\n)?^```(?P<kind>\w*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


class Example(NamedTuple):
    """A command as a shell reads it, what is typed while it runs, and what comes out."""

    command: str
    typed: str
    expected: str


class Written(NamedTuple):
    """A file that the page asks its reader to make."""

    name: str
    text: str


def pages() -> list[Path]:
    """The pages that hold console examples."""
    return [page for page in sorted(DOCS.rglob("*.md")) if "```console" in page.read_text("utf-8")]


def steps(page: Path) -> list[Example | Written]:
    """What a page does, in order."""
    found: list[Example | Written] = []
    for block in _BLOCK.finditer(page.read_text("utf-8")):
        if block["file"]:
            found.append(Written(block["file"], block["text"]))
        elif block["kind"] == "console":
            for part in re.split(r"^\$ ", block["text"], flags=re.MULTILINE)[1:]:
                command, _, rest = part.replace("\\\n", "").partition("\n")
                typed = re.findall(r"^> ?(.*)$", rest, re.MULTILINE)
                # What is typed does not come out: an answer follows its question at once.
                expected = re.sub(r"^> ?.*\n", "> ", rest, flags=re.MULTILINE)
                found.append(Example(command, "".join(f"{t}\n" for t in typed), expected))
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


def run_page(page: Path, folder: Path) -> None:
    """Does what a page says, in a folder, and compares what comes out."""
    for step in steps(page):
        if isinstance(step, Written):
            (folder / step.name).parent.mkdir(parents=True, exist_ok=True)
            (folder / step.name).write_text(step.text, "utf-8")
        else:
            _run(step, folder)


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

"""The drawing of the house and the code cannot drift apart: no import climbs, none runs round."""

from __future__ import annotations

import ast
import sys

import pytest

from tests.examples import ROOT

PACKAGE = ROOT / "src" / "coopcli"

FLOORS = [
    {"coopcli", "problems", "model", "commands", "paths"},
    {"files", "excluding", "rule", "results"},
    {"identity"},
    {"reading", "analysis"},
    {"packs"},
    {"studies"},
    {"text"},
    {"formats", "checking", "authoring"},
    {"tables"},
    {"api", "forms"},
    {"cli"},
    {"__main__"},
]
"""Rooms by floor: a room imports from lower floors and from itself only."""

MAY_KNOW = {
    "yaml": {"reading"},
    "rich": {"formats"},
    "typer": {"cli"},
    "duckdb": {"tables"},
    **{name: {"formats"} for name in ("docx", "PIL", "typst")},
    "pyspark": {"tables"},
}
"""The only rooms that know a library."""


def room(path: str) -> str:
    parts = path.split(".")
    return parts[1] if len(parts) > 1 else parts[0]


def modules() -> dict[str, str]:
    """Every module of the package by dotted name, with its text."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = ("coopcli", *path.relative_to(PACKAGE).with_suffix("").parts)
        name = ".".join(part for part in parts if part != "__init__")
        found[name] = path.read_text(encoding="utf-8")
    # The face of the package names the API for type checkers, and imports it when it is asked.
    found["coopcli"] = found["coopcli"].replace("    from coopcli.api import", "    pass  # ")
    return found


def imported(text: str) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def floor(name: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if room(name) in rooms)


MODULES = modules()


@pytest.mark.parametrize("name", MODULES)
def test_imports_go_down(name: str) -> None:
    for other in imported(MODULES[name]) & MODULES.keys():
        if room(other) != room(name) and other != "coopcli":
            assert floor(other) < floor(name), f"{name} imports {other}"


@pytest.mark.parametrize("name", MODULES)
def test_libraries_stay_in_their_rooms(name: str) -> None:
    for other in imported(MODULES[name]):
        top = other.split(".")[0]
        if top in MAY_KNOW:
            assert room(name) in MAY_KNOW[top], f"{name} knows {top}"
        else:
            assert top == "coopcli" or top in sys.stdlib_module_names, f"{name} needs {top}"


def test_no_circle_among_modules() -> None:
    graph = {name: (imported(text) & MODULES.keys()) - {name} for name, text in MODULES.items()}
    while graph:
        leaves = {name for name, others in graph.items() if not others & graph.keys()}
        assert leaves, f"a circle among {sorted(graph)}"
        graph = {name: others for name, others in graph.items() if name not in leaves}


OPENERS = {
    *("open", "read_bytes", "read_text", "write_bytes", "write_text"),
    *("os.open", "os.replace", "os.rename", "os.unlink", "os.remove", "os.link", "os.truncate"),
}
OPEN_FILES = {"coopcli.files", "coopcli.studies.workers", "coopcli.cli.completing"}
"""The one reader and writer, the pipes between processes, and completion, for which loading the
reader takes too long: it reads ids and writes nothing."""


def opened(text: str) -> list[str]:
    """What code calls to open, read, write or move files itself; the null device is none."""
    calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    found = [
        (ast.unparse(call.func), ast.unparse(call.args[0]) if call.args else "") for call in calls
    ]
    return [
        name
        for name, first in found
        if (name in OPENERS or name.rpartition(".")[2] in OPENERS)
        and not (first == "os.devnull" or name == "files.read_bytes")
    ]


@pytest.mark.parametrize("name", MODULES)
def test_one_module_opens_files(name: str) -> None:
    assert name in OPEN_FILES or opened(MODULES[name]) == []


def test_a_call_that_opens_a_file_is_found() -> None:
    assert opened("open(x); Path(x).write_text(y); os.replace(a, b); text.replace(a, b)") == [
        *("open", "Path(x).write_text", "os.replace"),
    ]


LONGEST = 350
"""Most lines of a module: a longer one has two concepts."""

LONGER = {
    "coopcli.cli.rating",
    "coopcli.cli.surface",  # generated
}


def test_no_module_is_longer_than_one_concept_needs() -> None:
    assert {name for name, text in MODULES.items() if text.count("\n") > LONGEST} <= LONGER

"""Every command of the program with words that it takes, so that a new one is tested like all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import typer

from coopcli.cli.app import app

WORDS = {
    "AREA": ["fish-counting"],
    "[AREA]": [],
    "[AREA...]": ["fish-counting"],
    "AREA...": ["fish-counting"],
    "AREA AREA...": ["fish-counting", "cloud-naming"],
    "PATH...": ["pack"],
    "RESULT": ["result.json"],
    "SHELL": ["bash"],
    "ID": ["words"],
    "SHEET...": ["sheets/fox-1.yaml"],
    "FILE": ["area"],
    "RATINGS...": ["ratings.csv", "-r", "pack"],
}
"""What stands for an argument or a needed option, by its name in the help."""

NEEDED = {"KEY=VALUE": "words=1"}

ROWS: dict[str, Sequence[list[str]]] = {
    "diff": (["result.json", "later.json"], ["fish-counting", "--from", "2020", "--to", "2025"])
}
"""The words of commands whose arguments depend on each other."""

EDITING = ("new", "rate", "table")
"""Commands that write into files of the user, or need an extra; they have tests of their own."""


class Command(NamedTuple):
    """A command line of a command, without options that it does not need."""

    words: list[str]
    options: frozenset[str]


def each_command(group: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every command of a group with the words that name it."""
    for word in group.list_commands(None):
        command = group.get_command(None, word)
        inner = f"{name} {word}".strip()
        if hasattr(command, "list_commands"):
            yield from each_command(command, inner)
        else:
            yield inner, command


def commands() -> Iterator[Command]:
    """A line of every command; two where it takes --all, or words of several kinds."""
    for name, command in each_command(typer.main.get_command(app)):
        options = frozenset(param.name for param in command.params if name not in EDITING)
        arguments = [p for p in command.params if p.param_type_name == "argument"]
        needed = [p for p in command.params if p.required and p not in arguments]
        more = [word for p in needed for word in (p.opts[0], NEEDED[p.metavar])]
        usual = [] if name in ROWS else [[w for a in arguments for w in WORDS[a.metavar]]]
        for words in ROWS.get(name, usual):
            yield Command([*name.split(), *words, *more], options)
        if any("--all" in param.opts for param in command.params):
            yield Command([*name.split(), "--all", *more], options)

"""The commands and what they have in common."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Any

import typer

from coopcli import __version__
from coopcli.cli.groups import Group
from coopcli.cli.overview import COMMANDS, GROUPS


class _OnDemand(Group):
    """Imports a command when it is asked for: a run needs one, and each costs every start."""

    def list_commands(self, _context: Any) -> list[str]:
        return list(COMMANDS)

    def format_commands(self, _context: Any, formatter: Any) -> None:
        """Writes the commands by task, each with a whole line, and imports none of them."""
        for task, commands in GROUPS.items():
            with formatter.section(task):
                formatter.write_dl(list(commands.items()))

    def get_command(self, _context: Any, name: str) -> Any:
        if name in COMMANDS and name not in self.commands:
            self.commands[name] = _command(name)
        return self.commands.get(name)


def _command(name: str) -> Any:
    word = name.replace("-", "_")
    entry = getattr(import_module(f"coopcli.cli.{word}"), word)
    if isinstance(entry, typer.Typer):
        command: Any = typer.main.get_group(entry)
    else:
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        alone.command()(entry)
        command = typer.main.get_command(alone)
    command.name = name
    return command


# Help in rich doubles the time of a bare command, and tracebacks of Typer exit with 1, the code of
# a failed gate.
app = typer.Typer(
    cls=_OnDemand,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"coopcli {__version__}")
        raise typer.Exit


@app.callback()
def coopcli(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show the trace of a bug in the program.")
    ] = False,
) -> None:
    """How ready are two parties to cooperate on an AI issue area? Green, Yellow or Red, and why."""

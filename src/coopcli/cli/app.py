"""The commands and what they have in common."""

from __future__ import annotations

from typing import Annotated

import typer

from coopcli import __version__
from coopcli.cli.areas import areas
from coopcli.cli.assess import assess
from coopcli.cli.check import check
from coopcli.cli.explain import explain
from coopcli.cli.render import render
from coopcli.cli.rubric import rubric

# Help in rich doubles the time of a bare command, and tracebacks of Typer exit with 1, the code of
# a failed gate.
app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
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
        typer.Option("--version", callback=_version, is_eager=True, help="Tell the version."),
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show the trace of a bug in the program.")
    ] = False,
) -> None:
    """How ready are two parties to cooperate on an AI issue area? Green, Yellow or Red, and why."""


for command in (assess, areas, explain, check, render):
    app.command()(command)
app.add_typer(rubric, name="rubric")

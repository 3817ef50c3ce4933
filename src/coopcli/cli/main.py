"""From the command line to an exit code, whatever happens on the way."""

from __future__ import annotations

import os
import re

import typer

from coopcli import files
from coopcli.cli.app import app
from coopcli.cli.exits import Exit
from coopcli.cli.groups import CommandNeeded
from coopcli.cli.messages import print_message
from coopcli.cli.signals import Interrupted, behind
from coopcli.problems import InvalidInput, refuse, visible


def run(arguments: list[str]) -> int:
    """The exit code of a run; every message but the report goes to stderr."""
    files.start()
    try:
        _refuse_empty(arguments)
        code = typer.main.get_command(app).main(
            args=arguments, prog_name="coopcli", standalone_mode=False
        )
        return int(code or Exit.OK)
    except InvalidInput as error:
        for problem in error.problems:
            print_message(str(problem))
        return Exit.INVALID
    except CommandNeeded as error:
        for line in str(error).splitlines():
            print_message(visible(line))
        return Exit.INVALID
    except typer.Abort:
        return Exit.INTERRUPTED
    except Interrupted as error:
        return error.exit
    except OSError as error:  # something in the world around the program, not in the program
        about = f": {error.filename}" if error.filename else ""
        print_message(visible(f"coopcli: {(error.strerror or str(error)).lower()}{about}"))
        return Exit.INVALID
    except SystemExit:  # so Typer ends when the reader of its help has had enough
        return Exit.OK
    except Exception as error:
        if interrupted := behind(error):
            return interrupted.exit
        if message := getattr(error, "format_message", None):  # what Typer has against the words
            print_message(f"coopcli: {visible(message())}{_rubric_meant(message(), arguments)}")
            print_message("Try 'coopcli --help'.")
            return Exit.INVALID
        # A bug, which must not look like a failed gate.
        if "--debug" in arguments:
            raise
        kind = type(error).__name__
        print_message(
            f"coopcli: internal error ({kind}). Please report it, with the trace of --debug."
        )
        return Exit.BUG


def _rubric_meant(message: str, arguments: list[str]) -> str:
    """The end of a message on a word too many, where one is the folder of a rubric."""
    folders = [word for word in arguments if os.path.isfile(os.path.join(word, "rubric.yaml"))]
    given = not {"-r", "--rubric"}.isdisjoint(arguments)
    if given or not folders or "unexpected extra argument" not in message:
        return ""
    return f"; a rubric goes after -r: -r {visible(folders[0])}"


def _refuse_empty(arguments: list[str]) -> None:
    """Refuses an empty name, path or date, which no command and no option has a meaning for.

    It is what an unset variable of a shell leaves, and must not mean the working folder or "not
    given".
    """
    for position, word in enumerate(arguments):
        if not word.strip() or re.fullmatch(r"--[a-z-]+=\s*", word):
            before = ["coopcli", *arguments][position]
            place = f"after {visible(repr(before))}" if not word.strip() else f"in {word.strip()!r}"
            refuse("empty-word", f"the word {place} is empty; is a variable of the shell unset?")

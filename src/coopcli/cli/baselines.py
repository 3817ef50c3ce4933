"""Baselines that a run starts or renews, never by chance and never from a failing run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from coopcli.cli.exits import Exit
from coopcli.cli.messages import print_message
from coopcli.problems import InvalidInput, Location, Problem, file_text, refuse

if TYPE_CHECKING:
    from coopcli.cli.config import Setting
    from coopcli.results.parts import Result

WriteBaselineOption = Annotated[
    str,
    typer.Option(
        "--write-baseline",
        metavar="FILE",
        help="Start a baseline: save this run there, where nothing is yet.",
        show_default=False,
    ),
]
UpdateBaselineOption = Annotated[
    bool,
    typer.Option(
        "--update-baseline", help="Renew the baseline from this run, if every gate passes."
    ),
]
AcceptOption = Annotated[
    bool,
    typer.Option(
        "--accept-failing", help="Save the baseline from this run even where a gate fails."
    ),
]


class Saving(NamedTuple):
    """Which file becomes a baseline by this run, if any; ``old`` is what it holds until then."""

    path: str = ""
    old: bytes | None = None
    accept: bool = False

    @property
    def starts(self) -> bool:
        """Whether there was no baseline before."""
        return bool(self.path) and self.old is None


def saving_from(write: str, found: Mapping[str, Setting], *, update: bool, accept: bool) -> Saving:
    """What the options for baselines ask for.

    Raises: InvalidInput where they contradict each other, or a file is there or not there.
    """
    from coopcli import files
    from coopcli.results.saved import MAX_BYTES

    named = found["baseline"].value or ""
    if write and update:
        refuse("wrong-usage", "--write-baseline starts a baseline, --update-baseline renews one")
    if accept and not (write or update):
        refuse("wrong-usage", "--accept-failing goes with --write-baseline or --update-baseline")
    if write:
        if files.exists(write):
            message = "it is there already; --baseline FILE --update-baseline renews it"
            raise InvalidInput([Problem(Location(write), "already-there", message)])
        files.require_writable(write)
        return Saving(write, None, accept)
    if update:
        if not named or named == "-":
            refuse("no-baseline", "--update-baseline needs --baseline FILE")
        if not files.exists(named):
            message = f"there is no baseline yet; --write-baseline {file_text(named)} starts it"
            raise InvalidInput([Problem(Location(named), "no-baseline", message)])
        return Saving(named, files.read_bytes(named, MAX_BYTES), accept)
    return Saving()


def save(saving: Saving, result: Result, code: int, outcome: str) -> None:
    """Saves a result as a baseline, unless the run failed and nobody accepts that.

    ``code``: how the run ends; ``outcome``: that of the gates, which ``--exit-zero`` does not hide.

    Raises: InvalidInput when it cannot be written.
    """
    from coopcli import files
    from coopcli.formats import Style, encoded, render
    from coopcli.text import Report

    if not saving.path:
        return
    name = file_text(saving.path)
    failing = outcome in ("failed", "undecided") or code != Exit.OK
    if failing and not saving.accept:
        what = "no baseline is started" if saving.starts else "the baseline stays as it was"
        print_message(f"{name}: {what}, because this run does not pass; see --accept-failing")
        return
    content = encoded(render(Report(result), "json", Style()), "json")
    files.write_whole(saving.path, [content], editing=saving.old)
    print_message(f"{name}: baseline {'started' if saving.starts else 'renewed'}")

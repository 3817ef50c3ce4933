"""The options that several commands share."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Annotated

import typer

from coopcli.model import PartialDate
from coopcli.packs.library import DEFAULT_PACK
from coopcli.problems import quoted, refuse


class Colour(StrEnum):
    """When to colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


AreaArgument = Annotated[
    str, typer.Argument(metavar="AREA", help="An id, an alias, a file, or - for standard input.")
]
RubricOption = Annotated[
    str,
    typer.Option(
        "--rubric",
        "-r",
        metavar="PACK",
        envvar="COOPCLI_RUBRIC",
        help="A rubric pack: a built-in name or a folder.  [default: the pack that a file stands "
        f"in, else the one of the configuration, else {DEFAULT_PACK}]",
        show_default=False,
    ),
]
FormatOption = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        metavar="FMT",
        help="text, markdown, html, json, jsonl, csv, junit, sarif, github or light; bibtex or csl "
        "for documents.  [default: by the suffix of -o, else text]",
        show_default=False,
    ),
]
OutputOption = Annotated[
    list[str] | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write the report there, whole or not at all; repeatable, each file in the format of "
        "its suffix.  [default: stdout]",
        show_default=False,
    ),
]
RootOption = Annotated[
    str,
    typer.Option(
        "--root",
        metavar="DIR",
        help="In sarif and github: paths start here.  [default: the root of the repository]",
        show_default=False,
    ),
]
ExcludeOption = Annotated[
    list[str] | None,
    typer.Option(
        "--exclude",
        metavar="GLOB",
        help="Leave out files and folders of this name or path: drafts, '*.local.yaml', a/**/b.",
        show_default=False,
    ),
]
AsOfOption = Annotated[
    str,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="Use only what was known by then: 2020, 2020-10, 2020-10-31 or today.",
        show_default=False,
    ),
]
ColourOption = Annotated[Colour, typer.Option("--color", help="When to colour text.")]
QuietOption = Annotated[
    bool, typer.Option("--quiet", "-q", help="Print the light and its reason alone.")
]
VerboseOption = Annotated[
    bool, typer.Option("--verbose", "-v", help="Print more: questions, anchors, grounds, formulas.")
]
NoInputOption = Annotated[
    bool, typer.Option("--no-input", help="Ask nothing; what no flag gives is refused.")
]
FullOption = Annotated[
    bool, typer.Option("--full", help="Print all that stands behind the brief: facts, arguments.")
]


TODAY = "today"
"""In the place of a date; a report prints the date that it stood for."""


def date_from(text: str) -> PartialDate | None:
    """The date of an option, or ``None`` where it was not given.

    Raises: InvalidInput when it is no date.
    """
    if not text:
        return None
    if text == TODAY:
        return PartialDate.parse(datetime.date.today().isoformat())
    try:
        return PartialDate.parse(text)
    except ValueError:
        refuse("wrong-date", f"a date that exists is needed, as 2020-10-31, not {quoted(text)}")


def detail_from(*, quiet: bool, verbose: bool, full: bool = False) -> int:
    """How much is printed; a full report comes before one with its questions."""
    return -1 if quiet else 2 if verbose else int(full)

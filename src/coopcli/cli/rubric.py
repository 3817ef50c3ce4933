"""``rubric``: the rubric as data: read it, test it, audit it, its schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from coopcli.cli import options
from coopcli.cli.exits import Exit
from coopcli.cli.groups import Group

if TYPE_CHECKING:
    from coopcli.packs.library import Pack

rubric = typer.Typer(cls=Group, rich_markup_mode=None, help="The rubric as data.")


@rubric.command()
def show(
    rubric: options.RubricOption = "",
    format: options.FormatOption = "",
    output: options.OutputOption = None,
    color: options.ColourOption = options.Colour.AUTO,
    verbose: options.VerboseOption = False,
    resolved: Annotated[
        bool,
        typer.Option("--resolved", help="Every value in force, and the file that it comes from."),
    ] = False,
) -> None:
    """The framework at a glance: rule, lights, questions, avenues, published lights."""
    from coopcli.cli.request import request
    from coopcli.studies.resolved import study
    from coopcli.studies.rubric import framework_result

    asked = request([], rubric=rubric, format=format)
    if resolved:
        asked.show(study(asked.pack), output, color, verbose=verbose)
        return
    asked.show(framework_result(asked.pack.rubric), output, color, verbose=verbose)


@rubric.command("test")
def run_test(
    areas: Annotated[
        list[str] | None,
        typer.Argument(metavar="[AREA...]", help="Areas or files.  [default: all of the pack]"),
    ] = None,
    rubric: options.RubricOption = "",
    format: options.FormatOption = "",
    output: options.OutputOption = None,
    color: options.ColourOption = options.Colour.AUTO,
    quiet: options.QuietOption = False,
) -> None:
    """Whether the published lights come out, and those that area files expect.

    Every light and outlook is judged on its own date. Exits with 1 where one differs.
    """
    from coopcli.cli.request import request
    from coopcli.studies.calibration import study

    asked = request(areas or [], rubric=rubric, format=format)
    result = study(asked.pack, areas or [])
    asked.show(result, output, color, quiet=quiet)
    if not result.passed:
        raise typer.Exit(Exit.GATE_FAILED)


@rubric.command()
def audit(
    rubric: options.RubricOption = "",
    as_of: options.AsOfOption = "",
    format: options.FormatOption = "",
    output: options.OutputOption = None,
    color: options.ColourOption = options.Colour.AUTO,
    quiet: options.QuietOption = False,
) -> None:
    """Which questions do no work, decide alone or repeat another, and what power each has.

    Without --as-of each area is judged on the date of its newest rating.
    """
    from coopcli.cli.request import request
    from coopcli.studies.audit import study

    asked = request([], rubric=rubric, as_of=as_of, format=format)
    asked.show(study(asked.pack, asked.as_of), output, color, quiet=quiet)


@rubric.command()
def schema(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help="rubric, area, evidence, sources, or result for the JSON results."
        ),
    ] = "area",
    output: options.OutputOption = None,
) -> None:
    """The JSON Schema (draft 7) of a file of a pack, for editors, or of the results."""
    import json

    from coopcli.cli.output import emit_texts
    from coopcli.problems import hint, refuse
    from coopcli.reading.schemas import SCHEMAS, published
    from coopcli.results.saved import results_schema

    known = [*SCHEMAS, "result"]
    if file not in known:
        refuse("unknown-schema", f"{', '.join(known)} are known, not {file!r}{hint(file, known)}")
    text = json.dumps(results_schema() if file == "result" else published(file), indent=2) + "\n"
    emit_texts({".json": lambda: text}, output)


@rubric.command()
def docs(
    rubric: options.RubricOption = "",
    check: Annotated[
        str,
        typer.Option(
            "--check",
            metavar="FILE",
            help="Write nothing: end with 1 where this page is not what would be written.",
            show_default=False,
        ),
    ] = "",
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="The page.  [default: stdout]",
            show_default=False,
        ),
    ] = "",
) -> None:
    """The rubric as a page in Markdown: rule, lights, every question with its anchors.

    With --check a page that was written before a change of the rubric is reported as stale.
    """
    from coopcli.cli.config import settings
    from coopcli.cli.output import to_stdout
    from coopcli.cli.request import request_of
    from coopcli.files import write_whole
    from coopcli.formats import Style, render
    from coopcli.problems import refuse
    from coopcli.studies.rubric import framework_result
    from coopcli.text import Report

    if check and output:
        refuse("wrong-usage", "--check writes nothing; --output is not for it")
    found = request_of([], settings({"rubric": rubric}))
    text = render(Report(framework_result(found.pack.rubric), 1), "markdown", Style())
    if check:
        _check_page(check, text, found.pack)
    elif output:
        write_whole(output, [text.encode()])
    else:
        to_stdout(text, "markdown")


def _check_page(path: str, text: str, pack: Pack) -> None:
    """Ends with 1 where a page is not the text, however its lines end."""
    from coopcli import files
    from coopcli.cli.messages import print_message
    from coopcli.commands import suggested
    from coopcli.packs.library import rubric_name
    from coopcli.problems import file_text

    old = files.read_bytes(path, 16 << 20).replace(b"\r\n", b"\n")
    if old == text.encode():
        return
    lines = zip(old.split(b"\n"), text.encode().split(b"\n"), strict=False)
    line = next((number for number, (a, b) in enumerate(lines, 1) if a != b), 1)
    again = suggested("rubric docs", options=["-o", path], rubric=rubric_name(pack))
    print_message(
        f"{file_text(path)}:{line}:1: stale: {again!r} writes it from the rubric of today"
    )
    raise typer.Exit(Exit.GATE_FAILED)

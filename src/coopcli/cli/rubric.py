"""``rubric``: the rubric as data."""

from __future__ import annotations

from typing import Annotated

import typer

from coopcli.cli.options import OutputOption

rubric = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="The rubric as data.")


@rubric.command()
def schema(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help="rubric, area, evidence, sources, or result for the JSON results."
        ),
    ] = "area",
    output: OutputOption = "-",
) -> None:
    """The JSON Schema (draft 7) of a file of a pack, for editors, or of the results."""
    import json

    from coopcli.cli.output import to_stdout, write_whole
    from coopcli.library import refuse
    from coopcli.problems import hint
    from coopcli.report.published import RESULT
    from coopcli.schema.published import SCHEMAS, published

    known = [*SCHEMAS, "result"]
    if file not in known:
        refuse("unknown-schema", f"{', '.join(known)} are known, not {file!r}{hint(file, known)}")
    text = json.dumps(RESULT if file == "result" else published(file), indent=2) + "\n"
    if output == "-":
        to_stdout(text, "json")
    else:
        write_whole(output, text.encode())

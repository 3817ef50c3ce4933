"""``form``: what raters fill in, as a page or as YAML."""

from __future__ import annotations

from typing import Annotated

import typer

from coopcli.cli import options


def form(
    areas: Annotated[
        list[str], typer.Argument(metavar="AREA...", help="The areas to rate: ids, aliases, files.")
    ],
    round: Annotated[
        int, typer.Option("--round", min=1, max=99, help="The round that the form begins with.")
    ] = 1,
    rubric: options.RubricOption = "",
    as_of: options.AsOfOption = "",
    output: Annotated[
        list[str] | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write the form there: .html a page for any browser, .yaml a sheet for any "
            "editor; repeatable.  [default: the page to stdout]",
            show_default=False,
        ),
    ] = None,
) -> None:
    """A form for raters who install nothing: one file, no network, no answer of anybody else.

    The page works from a USB stick. It saves an answer sheet for 'coopcli panel', with a receipt
    that can be sent before the sheets are shown.
    """
    from functools import partial

    from coopcli.cli.output import emit_texts
    from coopcli.cli.request import request
    from coopcli.forms.page import page
    from coopcli.forms.twin import sheet_to_fill
    from coopcli.studies.questionnaire import questionnaire

    asked = request(areas, rubric=rubric, as_of=as_of)
    questions = questionnaire(asked.pack, areas, as_of=asked.as_of, number=round)
    makers = {
        ".html": partial(page, questions),
        ".yaml": partial(sheet_to_fill, questions),
        ".yml": partial(sheet_to_fill, questions),
    }
    emit_texts(makers, output)

"""``explain``: what an id means."""

from __future__ import annotations

from typing import Annotated

import typer

from coopcli.cli import options


def explain(
    id: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="A question, family, light, avenue, offer, fact or source, 'rule', or a term "
            "such as veto.",
        ),
    ],
    rubric: options.RubricOption = "",
    format: options.FormatOption = "",
    output: options.OutputOption = None,
    color: options.ColourOption = options.Colour.AUTO,
) -> None:
    """What an id or a term of a report means, with its source."""
    from coopcli.cli.request import request
    from coopcli.studies.explain import study

    asked = request([], rubric=rubric, format=format)
    asked.show(study(asked.pack, id), output, color)

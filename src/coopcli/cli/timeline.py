"""``timeline``: the light of one area over time."""

from __future__ import annotations

from coopcli.cli import options


def timeline(
    area: options.AreaArgument,
    rubric: options.RubricOption = "",
    as_of: options.AsOfOption = "",
    format: options.FormatOption = "",
    output: options.OutputOption = None,
    color: options.ColourOption = options.Colour.AUTO,
    quiet: options.QuietOption = False,
    verbose: options.VerboseOption = False,
) -> None:
    """The light of one area over time, at every date at which it could have changed, and why.

    There is a date for each new rating, and for each trend that ends and moves the outlook. With
    --as-of the line ends there.
    """
    from coopcli.cli.request import request
    from coopcli.studies.timeline import study

    asked = request([area], rubric=rubric, as_of=as_of, format=format)
    result = study(asked.pack, area, asked.as_of)
    asked.show(result, output, color, quiet=quiet, verbose=verbose)

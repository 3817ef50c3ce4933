"""``areas``: the areas of a rubric with their lights."""

from __future__ import annotations

from coopcli.cli import options


def areas(
    rubric: options.RubricOption = "",
    as_of: options.AsOfOption = "",
    format: options.FormatOption = "",
    output: options.OutputOption = None,
    color: options.ColourOption = options.Colour.AUTO,
    verbose: options.VerboseOption = False,
) -> None:
    """The areas of a rubric, each with its light, outlook and the date of its newest evidence.

    Without --as-of each area is judged on the date of its newest rating. With it the age of the
    evidence is printed too; --as-of today takes the date of today.
    """
    from coopcli.cli.request import request
    from coopcli.studies.areas import study

    asked = request([], rubric=rubric, as_of=as_of, format=format)
    asked.show(study(asked.pack, asked.as_of), output, color, verbose=verbose)

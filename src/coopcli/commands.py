"""From what a reader may do next to the command that does it, ready for copying into a shell."""

from __future__ import annotations

from collections.abc import Sequence


def suggested(
    command: str,
    names: Sequence[str] = (),
    options: Sequence[str] = (),
    *,
    rubric: str = "",
    as_of: str = "",
) -> str:
    """A command with everything that it needs to mean the same area, rubric and date.

    ``rubric`` and ``as_of`` are empty where a run needs no word of them.
    """
    import shlex  # few runs suggest a command

    words = [*options]
    for option, value in (("--rubric", rubric), ("--as-of", as_of)):
        if value:
            words += [option, value]
    if any(name.startswith("-") and name != "-" for name in names):
        words += ["--", *names]
    else:
        words = [*names, *words]
    return shlex.join(["coopcli", *command.split(), *words])

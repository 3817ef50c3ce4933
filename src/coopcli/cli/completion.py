"""``completion``: the script that completes commands in a shell."""

from __future__ import annotations

from typing import Annotated

import typer


def completion(
    shell: Annotated[str, typer.Argument(metavar="SHELL", help="bash, zsh, fish or powershell.")],
) -> None:
    """A script for your shell that completes commands, options, areas, questions and evidence.

    For bash: source <(coopcli completion bash), in ~/.bashrc. For zsh the same in ~/.zshrc, after
    compinit. For fish: coopcli completion fish | source. For PowerShell, in its profile: coopcli
    completion powershell | Out-String | Invoke-Expression.
    """
    from coopcli.cli.output import to_stdout
    from coopcli.cli.shells import SCRIPTS
    from coopcli.problems import hint, quoted, refuse

    if shell not in SCRIPTS:
        known = ", ".join(SCRIPTS)
        refuse("unknown-shell", f"{known} are known, not {quoted(shell)}{hint(shell, [*SCRIPTS])}")
    to_stdout(SCRIPTS[shell], "text")

"""Groups of commands that answer what is missing or misspelt alike with every version of Typer."""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup

from coopcli.problems import near, quoted


class CommandNeeded(Exception):
    """Holds the help of a group that was called without a command."""


class Group(TyperGroup):
    """Tells its help as an error where no command is named, and the nearest of those there are."""

    def parse_args(self, context: Any, words: list[str]) -> list[str]:
        """What is left of the words.

        Raises: CommandNeeded where there is none.
        """
        if not words and not context.resilient_parsing:
            raise CommandNeeded(context.get_help())
        return list(super().parse_args(context, words))

    def resolve_command(self, context: Any, words: list[str]) -> Any:
        """The command that the first word names, with the other words."""
        name, known = words[0], self.list_commands(context)
        if name not in known and not name.startswith("-"):
            words_near = " or ".join(map(repr, near(name, known)))
            offer = f" Did you mean {words_near}?" if words_near else ""
            context.fail(f"No such command {quoted(name)}.{offer}")
        return super().resolve_command(context, words)

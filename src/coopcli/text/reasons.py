"""What holds for one run only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coopcli.studies.parts import changes_rule
from coopcli.text.blocks import Line, Strong
from coopcli.text.words import listed


def override_lines(overrides: Sequence[str]) -> Iterator[Line]:
    """What holds for this run only, and whether the rule itself is another."""
    if of_rule := [word for word in overrides if changes_rule(word)]:
        yield (
            Strong("Not the rubric's own rule: "),
            f"{listed(of_rule)}. The light below is for this run only.",
        )
    if assumed := [word for word in overrides if not changes_rule(word)]:
        yield (Strong("Assumed for this run: "), f"{listed(assumed)}.")

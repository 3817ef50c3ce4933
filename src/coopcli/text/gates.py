"""What became of the gates of an area, in words."""

from __future__ import annotations

from collections.abc import Iterator

from coopcli.results.gating import GateVerdict, Gating, Outcome
from coopcli.text.blocks import Code, Inline, Line, Strong
from coopcli.text.words import listed


def verdict_lines(area: str, gates: Gating, detail: int = 0) -> Iterator[Line]:
    """The gates of an area that did not pass, with reasons and with what would settle them."""
    for verdict in gates.verdicts:
        if verdict.outcome is Outcome.PASSED and detail < 1:
            continue
        line: list[Inline] = [
            Code(area),
            ": ",
            Strong(f"gate {verdict.gate} {verdict.outcome}"),
        ]
        if verdict.because:
            line.append(f": {verdict.because}")
        yield (*line, *([settling] if (settling := settling_words(verdict)) else []))


def settling_words(verdict: GateVerdict) -> str:
    """What would settle an undecided gate, as the end of a sentence."""
    if verdict.outcome is not Outcome.UNDECIDED or not verdict.unknowns:
        return ""
    return f"; to settle it, answer {listed(verdict.unknowns, 'or')}"

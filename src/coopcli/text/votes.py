"""What the raters of a panel answered, as lines beside the answer that their median is."""

from __future__ import annotations

from typing import Protocol

from coopcli.model import NoLevel
from coopcli.reading.argument import NO_LEVEL
from coopcli.results.answers import PanelVote
from coopcli.results.values import Levels
from coopcli.text.blocks import Line, Strong
from coopcli.text.words import level_words, sentence


class Voted(Protocol):
    """What one rater answered."""

    @property
    def level(self) -> Levels | None: ...
    @property
    def no_level(self) -> NoLevel | None: ...
    @property
    def reason(self) -> str: ...


def given_words(vote: Voted) -> str:
    """An answer in words."""
    return level_words(vote.level) if vote.no_level is None else NO_LEVEL[vote.no_level]


def vote_line(who: str, vote: Voted) -> Line:
    """Who answered what, and why."""
    reason = f": {sentence(vote.reason)}" if vote.reason else "; no reason given."
    return (Strong(who), f", {given_words(vote)}", reason)


def vote_lines(panel: PanelVote) -> tuple[Line, ...]:
    """All answers of a panel."""
    return tuple(vote_line(vote.rater, vote) for vote in panel.answers)


def dissent(panel: PanelVote, level: Levels | None) -> str:
    """The votes of a panel that lie outside of its median: ``2 (fox)``; nothing where none does."""
    groups: dict[str, list[str]] = {}
    for vote in panel.answers:
        if vote.level and level and (vote.level[0] > level[1] or vote.level[1] < level[0]):
            groups.setdefault(level_words(vote.level), []).append(vote.rater)
    return ", ".join(f"{given} ({', '.join(names)})" for given, names in sorted(groups.items()))

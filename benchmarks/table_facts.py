"""What the ways in Polars and in pandas know of the shipped rubric, and of its ratings."""

from __future__ import annotations

DIMENSIONS = {
    "cultural": (
        *("value-conflict", "missing-common-text", "politicised-values"),
        *("acceptance-gap", "missing-shared-meaning"),
    ),
    "political": (
        *("security-distrust", "legal-restrictions", "governance-divergence"),
        *("split-forums", "channel-gap"),
    ),
    "economic": (
        *("zero-sum-race", "state-steering", "supply-decoupling"),
        *("blocked-exchange", "missing-mutual-gain"),
    ),
}
QUESTIONS = tuple(name for inside in DIMENSIONS.values() for name in inside)
VETOES = ("value-conflict", "security-distrust", "legal-restrictions")
LEFT_OUT = {
    ("missing-common-text", "governance-divergence", "split-forums"): (
        *("drug-discovery", "talent-exchange"),
    ),
    ("state-steering", "supply-decoupling", "blocked-exchange"): (
        *("ai-ethics", "ai-principles", "algorithm-review", "capacity-building"),
        *("content-transparency", "data-security", "global-governance", "global-south"),
        *("internet-governance", "military-ai", "nuclear-control", "surveillance-export"),
        "technical-standards",
    ),
}
"""The questions that are not asked of some areas."""

LIGHTS = ("red", "yellow", "green")
GREEN, YELLOW = 1, 2
"""The highest level that supports a light; from two levels above it a veto closes the light."""

HORIZON = 24 * 32
"""The months that a trend lasts, in codes of dates: a month later is 32 more."""

KEYS = ["parties", "area"]
READ = ["criterion", "known", "state", "low", "high", "trend"]
NO_ANSWER, NOT_ASKED = 411, 412
"""Behind the code of a date stand the lowest and the highest level, 1 for a steady trend (0 where
it eases, 2 where it hardens), and 0 for a rated, 1 for a missing answer, 2 where none is asked."""

VARIANTS = ("l", "h", "lh", "hh", "le", "he")
"""The lowest and the highest levels: as they are, hardened, eased."""

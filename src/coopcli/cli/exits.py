"""How a run ends. The table in the documentation is made from this enum."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes, the same in every format; ``meaning`` says what each stands for."""

    meaning: str

    OK = 0, "assessed; every gate asked for passed, or none was asked for"
    GATE_FAILED = 1, "assessed; at least one gate failed (for `check`: problems found)"
    INVALID = 2, "could not run: usage, unreadable or invalid input, output not writable"
    NOTHING = 3, "nothing to assess: no input matched"
    UNDECIDED = 4, "a gate was asked for and is undecided: what is missing allows pass and fail"
    BUG = 70, "a bug in the program: one line asking for a report, the trace with `--debug`"
    INTERRUPTED = 130, "interrupted (Ctrl-C)"
    TERMINATED = 143, "terminated"

    def __new__(cls, code: int, meaning: str) -> Exit:
        member = int.__new__(cls, code)
        member._value_ = code
        member.meaning = meaning
        return member

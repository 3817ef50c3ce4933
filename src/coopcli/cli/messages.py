"""Messages for people, beside the report: on stderr, if there is one."""

from __future__ import annotations

import sys
from contextlib import suppress

from coopcli.problems import inert, legible, shortened

_LONGEST = 4_000
"""Most characters of a line; a path and a message in full have two thousand."""


def print_message(message: str) -> None:
    """Writes a line for people to stderr, if there is one."""
    with suppress(OSError, ValueError):  # nobody is listening, and the exit code says it too
        print(inert(legible(shortened(message, _LONGEST)).replace("\n", " ")), file=sys.stderr)

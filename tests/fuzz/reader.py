"""A coverage-guided search for bytes that break a promise of the reader.

Runs outside the test suite, since it needs atheris::

    pip install atheris && pip install .
    cd tests/fuzz && python reader.py -max_total_time=1800 -dict=words.txt /tmp/found corpus

New inputs go to the first folder. ``tests/fuzz/corpus`` holds the seeds, and in ``found`` what
``tests/tools/minimise.py`` kept of earlier searches. A crash is written to ``crash-…`` and
belongs into the hostile corpus of the tests before it is mended.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[2]))

with atheris.instrument_imports():
    from tests.fuzz.target import try_bytes

SECONDS = 5
"""Most processor time for one input; far more than the longest file of a pack takes."""


def one_input(content: bytes) -> None:
    """Raises: AssertionError when a promise is broken."""
    began = time.process_time()
    try_bytes(content)
    assert time.process_time() - began < SECONDS, "it takes too long"


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()

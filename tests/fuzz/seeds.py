"""Writes the hostile corpus of the tests as seeds for the fuzz target.

::

    cd tests/fuzz && python seeds.py /tmp/seeds && python reader.py /tmp/found corpus /tmp/seeds
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.hostile.recipes import accepted, refused

LONGEST = 16_000
"""Longer ones only test the limits, and slow the search down."""


def main(folder: Path) -> None:
    """Writes each recipe that is short enough as a file."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, recipe in enumerate([*refused(), *accepted()]):
        if len(recipe.content) <= LONGEST:
            (folder / f"recipe-{number:03}").write_bytes(recipe.content)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

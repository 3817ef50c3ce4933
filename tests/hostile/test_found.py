"""What the coverage-guided search kept holds in every run of the suite too."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.target import try_bytes

CORPUS = sorted(
    path for path in (Path(__file__).parents[1] / "fuzz" / "corpus").rglob("*") if path.is_file()
)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_what_the_search_kept_is_refused_or_shown(path: Path) -> None:
    try_bytes(path.read_bytes())

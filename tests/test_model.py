"""The nouns: what their fields are when left out."""

from __future__ import annotations

from coopcli.model import Missing


def test_a_missing_answer_without_a_line_is_on_line_0() -> None:
    assert Missing("not rated").line == 0

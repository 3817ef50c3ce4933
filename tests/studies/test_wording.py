"""Names within sentences."""

from __future__ import annotations

import pytest

from coopcli.studies.wording import inner


@pytest.mark.parametrize(
    ("name", "within"),
    [
        ("Value conflict", "value conflict"),
        ("Protect", "protect"),
        ("EU access", "EU access"),
        ("G20 members", "G20 members"),
        ("Asset Management", "Asset Management"),
        ("Access to the EU", "access to the EU"),
        ("A plan", "a plan"),
        ("value conflict", "value conflict"),
        ("", ""),
    ],
)
def test_the_first_letter_becomes_small_but_for_abbreviations_and_titles(
    name: str, within: str
) -> None:
    assert inner(name) == within

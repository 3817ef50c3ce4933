from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coopcli.text.words import rounded, share_words

MARKS = ("9/10", "2/3", "1/2")


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        ("0", "0", "0 %"),
        ("1", "1", "100 %"),
        ("1/1000000", "1/1000000", "under 1 %"),
        ("999999/1000000", "999999/1000000", "over 99 %"),
        ("0", "1", "0 to 100 %"),
        ("3533689/4782969", "3533689/4782969", "74 %"),
        ("8999/10000", "8999/10000", "89.99 %"),
        ("9/10", "9/10", "90 %"),
        ("1333/2000", "1333/2000", "66.6 %"),
        ("26/100", "261/1000", "26 %"),
        ("2/3", "2/3", "67 %"),  # a mark that no decimals meet
    ],
)
def test_shares_in_words(low: str, high: str, words: str) -> None:
    assert share_words(low, high, MARKS) == words


@given(st.fractions(0, 1, max_denominator=10**6))
@example(Fraction(2, 3))
def test_a_rounded_number_lies_where_the_number_lies(value: Fraction) -> None:
    marks = [Fraction(mark) for mark in MARKS]
    near = Fraction(rounded(value, marks, 1))

    for mark in marks:
        if mark == value:
            assert near == round(value, 1)
        else:
            assert (near < mark, near > mark) == (value < mark, value > mark)

"""The sentences of the program are short: reports, help, messages and documentation."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.prose import of_module, of_page
from tests.tools.sentences import LONGEST, MEAN, SORTS, measured, words

AT_LEAST = {"reports": 350, "help": 150, "source": 1_000, "documentation": 800}
"""Sentences of each sort that must be found, so that none slips away unseen."""


@pytest.mark.parametrize("sort", SORTS)
def test_no_sentence_is_long_and_most_are_short(sort: str) -> None:
    counts = {sentence: words(sentence) for sentence in measured(sort)}

    assert {sentence: many for sentence, many in counts.items() if many > LONGEST} == {}
    assert sum(counts.values()) / len(counts) <= MEAN
    assert len(counts) > AT_LEAST[sort]


def test_words_are_counted_as_a_reader_does() -> None:
    assert words("The answer is 3-4, not 2/3 [12].") == 6
    assert words("Green: it stays so.") == 4


def test_sentences_of_a_page_leave_out_what_is_fenced_and_count_code_as_a_word() -> None:
    page = (
        "# Title\n\nOne `a b c`. Two\nlines, [three](x.md).\n\n```\nfour\n```\n\n- six\n- seven\n"
    )

    assert list(of_page(page)) == ["Title", "One Code.", "Two lines, three.", "six", "seven"]


def test_sentences_of_a_module_leave_out_docstrings(tmp_path: Path) -> None:
    path = tmp_path / "one.py"
    path.write_text('"""Not this."""\nx = f"It is {1}, " "not two."\n')

    assert list(of_module(path)) == ["It is value, not two."]

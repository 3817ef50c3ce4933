"""The sentences of the program are short: reports on the small pack, and the help."""

from __future__ import annotations

from tests.tools.sentences import LONGEST, MEAN, measured, words


def test_no_sentence_is_long_and_most_are_short() -> None:
    counts = {sentence: words(sentence) for sentence in measured()}

    assert {sentence: many for sentence, many in counts.items() if many > LONGEST} == {}
    assert sum(counts.values()) / len(counts) <= MEAN
    assert len(counts) > 300


def test_words_are_counted_as_a_reader_does() -> None:
    assert words("The answer is 3-4, not 2/3 [12].") == 6
    assert words("Green: it stays so.") == 4

"""Many answers in few numbers: levels of five questions in a word, what holds of sixty in a set.

A word has a field of twelve bits for each of its questions, wide enough for an answer without its
date, and for a level with a bit to spare: what passes a line carries into that bit, for all five
questions by one addition. A set has one bit for each question, in which words have been laid over
each other, so that counting answers is counting bits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from coopcli.tables.sql import Sql, add, bit_count, column, common, number, shifted, times, united

WIDTH, PER_WORD, PER_SET = 12, 5, 60

_SPARE = 4
"""The bit of a field into which a level carries that passes a line."""

Bits = Sequence[Sql]
"""A bit for each question: a number for each set of them."""


def words(questions: int) -> range:
    """The places of the words that hold some questions."""
    return range(-(-questions // PER_WORD))


def sets(questions: int) -> range:
    """The places of the sets that hold some questions."""
    return range(-(-questions // PER_SET))


def word(k: int, questions: int, of: Callable[[int], Sql]) -> Sql:
    """One value of each question of a word, each in its field."""
    own = range(k * PER_WORD, min((k + 1) * PER_WORD, questions))
    return united(times(of(i), 1 << WIDTH * (i % PER_WORD)) for i in own)


def each(value: int) -> int:
    """A value in all fields of a word."""
    return sum(value << WIDTH * place for place in range(PER_WORD))


def bit(i: int) -> int:
    """The bit of a question in its set."""
    return 1 << WIDTH * (i % PER_WORD) + i % PER_SET // PER_WORD


def mask(questions: Iterable[int], s: int) -> int:
    """The bits of some questions in a set."""
    return sum(bit(i) for i in questions if i // PER_SET == s)


def above(name: str, value: int, s: int, questions: int) -> Sql:
    """The questions of a set whose field of the words of a name passes a value of up to 15."""
    carry = each((1 << _SPARE) - 1 - value)
    return _laid(
        s, questions, lambda k: common(add([column(f"{name}{k}"), number(carry)]), each(16)), _SPARE
    )


def lowest(name: str, s: int, questions: int) -> Sql:
    """The questions of a set whose field of the words of a name has its lowest bit."""
    return _laid(s, questions, lambda k: column(f"{name}{k}"), 0)


def _laid(s: int, questions: int, of: Callable[[int], Sql], at: int) -> Sql:
    """Words with one bit in each field over each other, each a bit beside the one before."""
    per_set = PER_SET // PER_WORD
    found = []
    for k in words(questions):
        if k // per_set == s:
            left = k % per_set - at
            found.append(times(of(k), 1 << left) if left > 0 else shifted(of(k), -left))
    return united(found)


def count(bits: Bits, among: Sequence[int], questions: int) -> Sql:
    """How many of some questions have their bit."""
    found = []
    for s, own in enumerate(bits):
        some = mask(among, s)
        if some and own != number(0):
            whole = some == mask(range(questions), s)
            found.append(bit_count(own if whole else common(own, some)))
    return add(found)


def columns_of(name: str, questions: int) -> Bits:
    """The columns of the sets of a name."""
    return [column(f"{name}_{s}") for s in sets(questions)]

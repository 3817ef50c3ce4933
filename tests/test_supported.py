"""Every name, date and number in a sentence of the ledger stands in the passage that it cites."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from unicodedata import normalize

import pytest

from coopcli.model import Evidence, PartialDate
from coopcli.reading.passages import TEXTS, Sections, text_of
from tests.examples import TEXTS_OF_SOURCES, the_pack
from tests.reading.passages import MARK, endnotes_of, passage_of, sections_in
from tests.test_sentences import sentences

ITEMS = list(the_pack().ledger.values())

OTHER_NAMES = {
    "us": ("united states", "america", "american", "washington"),
    "united": ("us",),
    "states": ("us",),
    "american": ("us", "america"),
    "america": ("us", "united states"),
    "washington": ("us", "united states"),
    "china": ("chinese", "beijing"),
    "chinese": ("china", "beijing"),
    "beijing": ("china", "chinese"),
    "un": ("united nations",),
    "nations": ("un",),
    "eu": ("european union",),
    "britain": ("uk", "united kingdom", "british"),
    "global": ("gpai",),
    "partnership": ("gpai",),
    "western": ("west",),
    "west": ("western",),
}
"""Names, and others that stand for them."""

NUMBERS = frozenset(
    ["three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty", "hundred"]
)

BEFORE = ("beijing-readout-geneva-global-framework", "us-readout-geneva-managed-competition")
"""Items whose passage says "the meeting" of one that the paragraph before it names."""

with_texts = pytest.mark.skipif(
    not TEXTS_OF_SOURCES, reason=f"{TEXTS} names no folder with the texts of the sources"
)


@cache
def sections() -> Sections:
    return sections_in(the_pack(), Path(TEXTS_OF_SOURCES))


def words(text: str) -> list[str]:
    bare = MARK.sub(" ", text).replace("’", "'").replace("'s", "")
    return re.findall(r"[^\W_\d]+|\d+", re.sub(r"(?<=\d),(?=\d{3})", "", bare))


@cache
def ordinary() -> frozenset[str]:
    """Words that the ledger or a source also writes small: no names."""
    texts = [item.summary for item in ITEMS]
    texts += [paragraph for part in sections().values() for paragraph in part]
    return frozenset(word for word in words(" ".join(texts)) if word.islower())


def written_out(value: PartialDate | None) -> str:
    year, *rest = str(value).split("-") if value else [""]
    month = month_name[int(rest[0])] if rest else ""
    return f"{year} {month} {int(rest[1]) if rest[1:] else ''}"


def support(item: Evidence) -> str:
    """All that the names, dates and numbers of a summary may come from, in small letters."""
    source = the_pack().rubric.sources[item.passage.source]
    passage = passage_of(item, sections())
    texts = [
        *(passage, *endnotes_of(item, sections())),
        *(normalize("NFKC", mark) for mark in MARK.findall(passage)),  # "endnote 12 reports"
        *(written_out(date) for date in (item.event, item.known, source.date)),
        *(str(item.passage.paragraph), source.title, source.publisher, *source.authors),
        *(item.voice),
        *(party.name for party in the_pack().rubric.parties),
    ]
    if item.id in BEFORE:
        place = item.passage
        earlier = place._replace(paragraph=(place.paragraph or 2) - 1)
        texts.append(text_of(earlier, sections()))
    return f" {' '.join(words(' '.join(texts))).lower()} "


def without_support(item: Evidence) -> Iterator[str]:
    """The names, dates and numbers of a summary that neither its passage nor its fields have."""
    found = support(item)
    for sentence in sentences(item.summary):
        for position, word in enumerate(words(sentence)):
            small = word.lower()
            opens = position == 0 and small in ordinary()
            if (word == small or opens) and not word.isdigit() and small not in NUMBERS:
                continue
            if not any(f" {name} " in found for name in (small, *OTHER_NAMES.get(small, ()))):
                yield word


@with_texts
@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_names_dates_and_numbers_are_those_of_the_passage(item: Evidence) -> None:
    assert list(without_support(item)) == []


@with_texts
@pytest.mark.parametrize(
    ("words_of_ours", "altered"),
    [
        ("Samuel Curtis", "Julia Chen"),
        ("the two countries", "France and China"),
        ("soon", "within 10 years"),
        ("soon", "within seven years"),
        ("Samuel Curtis argues", "Beijing argues in May"),
    ],
)
def test_a_name_or_a_number_of_our_own_is_found(words_of_ours: str, altered: str) -> None:
    item = the_pack().ledger["curtis-no-value-alignment-in-near-term"]
    summary = item.summary.replace(words_of_ours, altered)

    assert summary != item.summary
    assert list(without_support(item._replace(summary=summary)))


def test_every_item_keeps_the_digest_of_its_passage() -> None:
    assert [item.id for item in ITEMS if not item.passage_digest] == []

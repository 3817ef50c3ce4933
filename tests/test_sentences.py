"""How the shipped pack words its facts: short sentences that say who speaks."""

from __future__ import annotations

import re

import pytest

from coopcli.model import Evidence
from tests.examples import the_pack

LONGEST = 25
"""Words a sentence; what is longer is read by few (the house style of GOV.UK)."""

SPEAKERS = {
    "cheng-zeng-2022": "Cheng and Zeng",
    "zeng-2021": "Zeng",
    "mishra-2024": "Mishra",
    "lim-2024": "Lim",
    "evans-larsen-2020": "Evans and Larsen",
}

ITEMS = list(the_pack().ledger.values())


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+(?=[A-Z])", text)


def too_long(text: str) -> list[str]:
    return [sentence for sentence in sentences(text) if len(sentence.split()) > LONGEST]


def names(item: Evidence) -> list[str]:
    """The last names of those who may be heard in an item."""
    voices = [voice.split()[-1] for voice in item.voice] + [
        voice.split()[0] for voice in item.voice
    ]
    return [SPEAKERS[item.passage.source], *voices]


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_no_sentence_of_an_item_is_long(item: Evidence) -> None:
    assert too_long(item.summary) == []
    assert too_long(item.note) == []


@pytest.mark.parametrize(
    "item", [i for i in ITEMS if i.kind.id == "commentary"], ids=lambda item: item.id
)
def test_a_judgement_says_whose_it_is(item: Evidence) -> None:
    # Lim also reports people without names: analysts, observers, "some"; and some works are
    # known from an endnote alone.
    heard = [*names(item), "unnamed", "According to reports", r"Endnote \d+ cites"]

    assert any(re.search(rf"\b{name}\b", item.summary) for name in heard)


def test_no_sentence_of_a_light_or_an_avenue_is_long() -> None:
    rubric = the_pack().rubric
    texts = [rubric.about, *(d.about for d in rubric.dimensions)]
    texts += [part for light in rubric.meanings.values() for part in (light.meaning, light.next)]
    for avenue in rubric.avenues:
        texts += [avenue.about, *(offer.what for offer in avenue.offers)]

    assert [sentence for text in texts for sentence in too_long(text)] == []


def test_a_forum_is_named_where_the_offer_leads() -> None:
    named = {
        offer.id: (offer.forum, offer.source and offer.source.source)
        for avenue in the_pack().rubric.avenues
        for offer in avenue.offers
        if offer.forum
    }

    assert named == {
        "value-exchange": ("G20", "evans-larsen-2020"),
        "g20-principles": ("G20", "evans-larsen-2020"),
        "un-follow-up": ("UN General Assembly", "mishra-2024"),
        "safety-summit-text": ("AI safety summit", "mishra-2024"),
        "regular-dialogue": ("Track II of Tsinghua CISS and Brookings", "lim-2024"),
    }

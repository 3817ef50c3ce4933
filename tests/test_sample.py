"""What an independent reading is given: drawn by the seed alone, with planted errors and no key."""

from __future__ import annotations

from coopcli.packs.library import open_pack
from tests.examples import ROOT, SMALL_PACK
from tests.reading.sample import arguments, sample, sentences

PACK = open_pack(str(ROOT / SMALL_PACK))
PLANTED = {"Both mayors say that the towns will meet every spring.": "The towns meet every week."}


def test_the_seed_alone_decides_what_is_drawn_and_in_which_order() -> None:
    again = sample(PACK, {}, "f00d", 3, {})

    assert sample(PACK, {}, "f00d", 3, {}) == again
    assert any(sample(PACK, {}, f"{seed}", 3, {}) != again for seed in range(9))
    assert sum(one.kind == "sentence" for one, _ in again) == 3


def test_a_planted_text_is_shown_altered_among_those_drawn() -> None:
    for seed in "abcdef":
        sheet = sample(PACK, {}, seed, 2, PLANTED)
        altered = [text for one, text in sheet if text != one.text]

        assert altered in ([], ["The towns meet every week."])
        assert sum(text == one.text for one, text in sheet) >= 2


def test_every_sentence_and_argument_can_be_drawn() -> None:
    everything = {one.place for one, _ in sample(PACK, {}, "x", 10_000, {})}

    assert everything == {one.place for one in (*sentences(PACK, {}), *arguments(PACK, {}))}

"""An area without the answers that no passage speaks to."""

from __future__ import annotations

from dataclasses import replace

from coopcli.analysis.support import inferred, without_inferred
from coopcli.model import Basis, Missing
from coopcli.rule.assessment import assess
from tests.examples import IDS, a_rating, a_rubric, an_area, an_item, day


def test_only_inferred_answers_are_left_out() -> None:
    area = an_area()
    stated = a_rating(0, basis=Basis.AREA, evidence=("an-item",))
    ratings = {
        **area.ratings,
        "channel-gap": (stated,),
        IDS[0]: (Missing("not asked", day("2020")),),
    }
    judged = assess(
        a_rubric(), replace(area, ratings=ratings, evidence={"an-item": an_item()}), day("2020")
    )

    stripped = without_inferred(judged)

    assert inferred(judged) == tuple(name for name in IDS[1:] if name != "channel-gap")
    assert inferred(stripped) == ()
    assert [a.criterion.id for a in stripped.answers if a.light is not None] == ["channel-gap"]
    assert stripped.answers[0].rating == judged.answers[0].rating
    assert stripped.answers[1].rating == Missing("inferred, and left out here", day("2020"))


def test_an_older_answer_does_not_take_the_place_of_one_left_out() -> None:
    stated = a_rating(0, known="2018", basis=Basis.AREA, evidence=("an-item",))
    refused = Missing("not asked", day("2019"))
    area = an_area()
    ratings = {**area.ratings, "channel-gap": (stated, refused, a_rating(4))}
    item = an_item(known=day("2018"))
    judged = assess(
        a_rubric(), replace(area, ratings=ratings, evidence={"an-item": item}), day("2020")
    )

    stripped = without_inferred(judged)

    assert stripped.area.ratings["channel-gap"] == (
        stated,
        refused,
        Missing("inferred, and left out here", day("2020")),
    )
    assert stripped.light is None

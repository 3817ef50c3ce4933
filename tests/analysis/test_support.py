"""An area without the answers that no passage speaks to."""

from __future__ import annotations

from dataclasses import replace

from coopcli.analysis.support import inferred, without_inferred
from coopcli.assessment import assess
from coopcli.model import Basis, Missing
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

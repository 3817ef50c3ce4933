"""Figures: every answer is drawn once in its shape, and the words say all that is drawn."""

from __future__ import annotations

from collections import Counter
from xml.etree import ElementTree

import pytest

from coopcli.formats.drawing import (
    Box,
    Disc,
    Drawing,
    Outline,
    Path,
    Words,
    breadth,
    broken,
    standalone,
    svg,
)
from coopcli.formats.figures import WIDTH, drawing, mark
from coopcli.formats.palette import DAY, colours
from coopcli.model import Colour, Light
from coopcli.results.values import MISSING, NOT_APPLICABLE, light_id
from coopcli.text.alternatives import alternative, title
from coopcli.text.blocks import Bar, Chart, Chip, Figure, Map, MapRow, Share, Strip, Tally, Votes
from tests.examples import GREEN_ID, RED_ID, YELLOW_ID

SCALE = (GREEN_ID, GREEN_ID, YELLOW_ID, RED_ID, RED_ID)

CHART = Chart(
    "Answers of the hill",
    SCALE,
    (
        (
            "Weather",
            (
                Bar("Rain", "veto at 4", Chip(RED_ID, (3, 4))),
                Bar("Fog", "", Chip(GREEN_ID, (0, 0))),
            ),
        ),
        ("Roads", (Bar("Mud", "", Chip(MISSING, None)), Bar("Ice", "", Chip(YELLOW_ID, (2, 2))))),
    ),
)
VOTES = Votes(
    "Votes for Yellow", 3, (Share(2, YELLOW_ID, False, "here"), Share(2, YELLOW_ID, True, "to win"))
)
MAP = Map(
    "The hills",
    tuple((f"label {n}", light) for n, light in enumerate(SCALE)),
    (("Weather", ("Rain", "Fog")),),
    (MapRow("High hill", "area-high", RED_ID, (Chip(RED_ID, (3, 4)), Chip(MISSING, None))),),
)
FIGURES: dict[str, Figure] = {
    "tally": Tally(((GREEN_ID, 2), (YELLOW_ID, 0), (RED_ID, 3), (MISSING, 0))),
    "strip": Strip((("2020", (GREEN_ID, RED_ID)), ("2021", ()))),
    "chart": CHART,
    "votes": VOTES,
    "map": MAP,
}


def kinds(drawn: Drawing) -> Counter[type]:
    """The shapes of signs, which have an edge."""
    return Counter(type(s) for s in drawn.shapes if isinstance(s, Box | Disc | Outline) and s.edge)


def words(drawn: Drawing) -> list[str]:
    return [shape.text for shape in drawn.shapes if isinstance(shape, Words)]


def test_the_words_say_what_is_drawn() -> None:
    assert {name: alternative(figure) for name, figure in FIGURES.items()} == {
        "tally": "2 Green, 0 Yellow, 3 Red.",
        "strip": "2020: Green, Red; 2021: no change.",
        "chart": "Weather: Rain (veto at 4) 3 to 4 (Red), Fog 0 (Green); "
        "Roads: Mud not answered, Ice 2 (Yellow).",
        "votes": "3 of 4 are needed: 2 here, 2 to win.",
        "map": "Levels: 0 label 0, 1 label 1, 2 label 2, 3 label 3, 4 label 4. "
        "High hill, Red: Rain 3 to 4 (Red), Fog not answered",
    }


@pytest.mark.parametrize("name", FIGURES)
def test_a_drawing_carries_its_words(name: str) -> None:
    figure = FIGURES[name]
    drawn = drawing(figure)

    root = ElementTree.fromstring(str(svg(drawn, 7)))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "f7t f7d"
    assert [(child.tag, child.get("id"), child.text) for child in list(root)[:2]] == [
        ("title", "f7t", title(figure)),
        ("desc", "f7d", alternative(figure)),
    ]


def test_a_tally_has_a_sign_for_each_answer_and_each_count() -> None:
    drawn = drawing(FIGURES["tally"])

    # Two and three answers, and a sign beside each of the three counts.
    assert kinds(drawn) == {Disc: 3, Outline: 1, Box: 4}
    assert words(drawn) == ["2 Green", "0 Yellow", "3 Red"]


def test_many_votes_are_drawn_as_shares() -> None:
    drawn = drawing(Tally(((GREEN_ID, 60), (RED_ID, 40))))

    bars = [shape for shape in drawn.shapes if isinstance(shape, Box) and shape.height == 20]
    assert [round(bar.width + 1.4) for bar in bars] == [216, 144]  # 60 and 40 of 100 of 360


def test_a_chart_sets_each_answer_at_its_levels() -> None:
    drawn = drawing(CHART)

    signs = [s for s in drawn.shapes if isinstance(s, Box | Disc | Outline)]
    spots = [sign for sign in signs if sign.edge and not sign.edge.startswith("grey")]
    assert [type(spot) for spot in spots] == [Box, Box, Disc, Outline]
    step = (WIDTH - 170) / 5
    low, high = spots[0], spots[1]
    assert isinstance(low, Box)
    assert isinstance(high, Box)
    assert high.x - low.x == pytest.approx(step)  # levels 3 and 4 side by side
    assert "not answered" in words(drawn)
    assert {"Green", "Yellow", "Red", "0", "4", "Weather", "Roads"} <= set(words(drawn))


def test_votes_to_win_are_outlines_and_a_line_stands_where_enough_are_there() -> None:
    drawn = drawing(VOTES)

    signs = [s for s in drawn.shapes if isinstance(s, Outline)]
    assert [bool(s.fill) for s in signs] == [True, True, False, False, True, False]  # and the key
    assert "3 needed" in words(drawn)


def test_a_map_has_the_digits_of_every_answer() -> None:
    key = ["0", "label 0", "1", "label 1", "2", "label 2", "3", "label 3", "4", "label 4"]
    cells = ["Weather", "Rain", "Fog", "High hill", "3-4", "?"]
    states = ["3-4", "the evidence leaves 3 and 4 open; the worse counts"]
    states += ["?", "not answered: in the count, speaks for no light"]
    assert words(drawing(MAP)) == [*key, *states, *cells]


@pytest.mark.parametrize(
    ("symbol", "kind"),
    [
        ("●", Disc),
        ("■", Box),
        ("▲", Outline),
        ("▼", Outline),
        ("◆", Outline),
        ("⬟", Outline),
        ("✚", Box),
    ],
)
def test_the_shape_is_that_of_the_sign(symbol: str, kind: type) -> None:
    far = light_id(Light(0, "far", "Far", symbol, "F", Colour.BLUE))

    shapes = mark(far, 10, 10, 20)
    assert isinstance(shapes[0], kind)
    assert [s.text for s in shapes[1:] if isinstance(s, Words)] == (["✚"] if symbol == "✚" else [])


def test_what_does_not_apply_is_not_drawn_as_what_is_not_answered() -> None:
    (unknown, asks), (apart, stroke) = (
        mark(state, 10, 10, 23) for state in (MISSING, NOT_APPLICABLE)
    )
    small = mark(MISSING, 10, 10, 19)[0]

    assert isinstance(unknown, Box)
    assert isinstance(apart, Box)
    assert (unknown.dashed, apart.dashed) == (True, False)
    assert isinstance(small, Box)
    assert not small.dashed  # strokes of a line of words would be crumbs
    assert (unknown.fill, apart.fill) == ("", "grey-t")
    assert unknown.edge == apart.edge == "grey-e"
    assert isinstance(asks, Words)
    assert asks.text == "?"
    assert isinstance(stroke, Path)  # no letter: a font may lack the dash


def test_a_file_of_its_own_has_colours_and_no_variables() -> None:
    text = standalone(drawing(CHART), colours(("green",) * 5, DAY), "Sans")

    assert "var(" not in text
    assert ElementTree.fromstring(text).get("font-family") == "Sans"


def test_long_words_are_broken_and_none_is_lost() -> None:
    text = "an extraordinarily-long-word-without-any-blank and 北京北京北京北京"

    lines = broken(text, 12, 60)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(breadth(line, 12) <= 60 for line in lines)

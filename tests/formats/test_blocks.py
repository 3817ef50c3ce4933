"""Every kind of block is shown by every format that lays a report out."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from coopcli.formats import Style, render
from coopcli.results.values import MISSING
from coopcli.studies.check import check_result
from coopcli.text import Report
from coopcli.text.blocks import (
    Answers,
    Bar,
    Block,
    Chart,
    Chip,
    Cite,
    Code,
    Contents,
    Cover,
    Entries,
    Entry,
    Fact,
    Facts,
    Family,
    Head,
    Heading,
    Items,
    Link,
    Map,
    MapRow,
    Mark,
    Note,
    Notes,
    Panel,
    Paragraph,
    Part,
    Places,
    Row,
    Share,
    Strip,
    Strong,
    Table,
    Tally,
    Terms,
    Together,
    Verdict,
    Votes,
)
from tests.examples import GREEN_ID, RED_ID, YELLOW_ID

SCALE = (GREEN_ID, GREEN_ID, YELLOW_ID, RED_ID, RED_ID)

BLOCKS: dict[str, tuple[Block, tuple[str, ...]]] = {
    "Verdict": (Verdict("Bridge", GREEN_ID, "steady", (("Two towns",),)), ("Bridge", "steady")),
    "Heading": (Heading("Harbour"), ("Harbour",)),
    "Paragraph": (Paragraph(("One ", Strong("two "), Code("three"), Cite(4))), ("two", "4")),
    "Items": (Items((("Lantern",),)), ("Lantern",)),
    "Places": (Places(("ferry",)), ("ferry",)),
    "Tally": (Tally(((GREEN_ID, 2), (RED_ID, 3))), ("2 Green", "3 Red")),
    "Strip": (Strip((("2020", (GREEN_ID, RED_ID)), ("2021", ()))), ("2020", "2021", "–")),
    "Table": (Table(("Town",), (((Mark(RED_ID), "Hill"),),)), ("Town", "Hill")),
    "Chart": (
        Chart(
            "Answers",
            SCALE,
            (
                (
                    "Weather",
                    (
                        Bar("Rain", "veto at 4", Chip(RED_ID, (3, 4))),
                        Bar("Fog", "", Chip(MISSING, None)),
                    ),
                ),
            ),
        ),
        ("Weather", "Rain", "veto at 4", "Fog", "not answered"),
    ),
    "Votes": (
        Votes("Needed", 2, (Share(1, GREEN_ID, False, "here"), Share(2, GREEN_ID, True, "to win"))),
        ("needed", "1 here", "2 to win"),
    ),
    "Map": (
        Map(
            "All",
            tuple((f"label {n}", light) for n, light in enumerate(SCALE)),
            (("Weather", ("Rain", "Fog")),),
            (MapRow("Hill", "", RED_ID, (Chip(RED_ID, (3, 3)), Chip(MISSING, None))),),
        ),
        ("Rain", "Fog", "Hill", "3"),
    ),
    "Part": (Part("area-1", 1, (Heading("Cellar"),)), ("Cellar",)),
    "Cover": (
        Cover("Bridges", "of two towns", "Draft", (("Rated by", ("Ann",)),)),
        ("Bridges", "of two towns", "Draft", "Rated by", "Ann"),
    ),
    "Contents": (Contents(((1, "Harbour", "part-1"),)), ()),
    "Terms": (Terms((("Veto", ("it closes",)),)), ("Veto", "it closes")),
    "Panel": (Panel(("Frame",), (Paragraph(("within",)),)), ("Frame", "within")),
    "Head": (
        Head(GREEN_ID, "perhaps", "Bridge", "as of 2024", (("Begin.",),)),
        ("perhaps", "Bridge", "2024", "Begin"),
    ),
    "Entries": (
        Entries((Entry("Why", (("Reeds",),)), Entry("Do", (("Ferry",), ("Oars",)), True))),
        ("Why", "Reeds", "Do", "1", "Ferry", "Oars"),
    ),
    "Answers": (
        Answers(
            ((GREEN_ID, 1), (MISSING, 0)),
            "0 to 4",
            (Family("Minds", (Row(GREEN_ID, "1~", "Fear", "(veto at 3)", "a rumour", (5,)),)),),
        ),
        ("1 Green", "0 to 4", "Minds", "1", "Fear (veto at 3)", "a rumour", "5"),
    ),
    "Together": (Together((Paragraph(("Salt",)), Paragraph(("Sand",)))), ("Salt", "Sand")),
    "Facts": (Facts((Fact(3, "an-item", ("Seen",), "¶ 2"),)), ("3", "Seen", "¶ 2")),
    "Notes": (Notes((Note(7, "an-item", ("Seen",)),)), ("7", "Seen")),
}


def made(block: Block) -> Report:
    """A report of one block, whatever its result."""

    class Made(Report):
        def blocks(self) -> list[Block]:
            return [block]

    return Made(check_result([], [], []))


def test_every_kind_of_block_is_here() -> None:
    assert set(BLOCKS) == {kind.__name__ for kind in get_args(Block)}


def test_a_line_shows_each_of_its_parts() -> None:
    line = (Link("Hill", "area-hill"), Chip(RED_ID, (3, 4)), Chip(MISSING, None))

    assert "Hill■ 3-4·" in render(made(Paragraph(line)), "text", Style())
    assert '<a href="#area-hill">Hill</a>' in render(made(Paragraph(line)), "html", Style())


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
@pytest.mark.parametrize("kind", BLOCKS)
def test_a_block_is_shown_in_every_format(kind: str, form: str) -> None:
    block, words = BLOCKS[kind]

    text = render(made(block), form, Style())
    if form == "html":
        text = " ".join(re.sub("<[^>]*>", "", text).split())

    assert [word for word in words if word.lower() not in text.lower()] == []

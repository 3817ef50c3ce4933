"""Every kind of block is shown by every format that lays a report out."""

from __future__ import annotations

import re
from enum import Enum
from typing import Any, get_args

import pytest

from coopcli.formats import FORMATS, Style, content, render
from coopcli.results.values import MISSING, NOT_APPLICABLE, LightId
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
from tests.formats.structures import LAID_OUT, inert, needs, shown, structure, words_in
from tests.formats.test_escaping import HOSTILE
from tests.hostile.recipes import SHOWN
from tests.kinds import result

SCALE = (GREEN_ID, GREEN_ID, YELLOW_ID, RED_ID, RED_ID)

BLOCKS: dict[str, tuple[Block, tuple[str, ...]]] = {
    "Verdict": (Verdict("Bridge", GREEN_ID, "steady", (("Two towns",),)), ("Bridge", "steady")),
    "Heading": (Heading("Harbour"), ("Harbour",)),
    "Paragraph": (Paragraph(("One ", Strong("two "), Code("three"), Cite(4))), ("two", "4")),
    "Items": (Items((("Lantern",), ("Torch",)), ("light-1", "light-2")), ("Lantern", "Torch")),
    "Places": (Places(("ferry",)), ("ferry",)),
    "Tally": (Tally(((GREEN_ID, 2), (RED_ID, 3))), ("2 Green", "3 Red")),
    "Strip": (Strip((("2020", (GREEN_ID, RED_ID)), ("2021", ()))), ("2020", "2021")),
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
            (("Weather", ("Rain", "Fog", "Ice")),),
            (
                MapRow(
                    *("Hill", "", RED_ID),
                    (Chip(RED_ID, (3, 3)), Chip(MISSING, None), Chip(NOT_APPLICABLE, None)),
                ),
            ),
        ),
        ("Rain", "Fog", "Hill", "3", "label 4", "not answered", "not applicable"),
    ),
    "Part": (Part("area-1", 1, (Heading("Cellar"),), "Cellars"), ("Cellar",)),
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
        ("Green", "0 to 4", "Minds", "1", "Fear", "(veto at 3)", "a rumour", "5"),
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

    return Made(result("assess-fish-counting"))


def test_every_kind_of_block_is_here() -> None:
    assert set(BLOCKS) == {kind.__name__ for kind in get_args(Block)}


def test_a_line_shows_each_of_its_parts() -> None:
    line = (Link("Hill", "area-hill"), Chip(RED_ID, (3, 4)), Chip(MISSING, None))

    assert "Hill■ 3-4·" in render(made(Paragraph(line)), "text", Style())
    assert '<a href="#area-hill">Hill</a>' in render(made(Paragraph(line)), "html", Style())


@pytest.mark.parametrize("form", LAID_OUT)
@pytest.mark.parametrize("kind", BLOCKS)
def test_a_block_is_shown_in_every_format(kind: str, form: str) -> None:
    block, words = BLOCKS[kind]

    text = " ".join(words_in(made(block), form).split())

    assert [word for word in words if word.lower() not in text.lower()] == []


@pytest.mark.parametrize("form", [name for name in LAID_OUT if FORMATS[name].extra])
@pytest.mark.parametrize("kind", BLOCKS)
def test_a_block_alone_makes_a_file(kind: str, form: str) -> None:
    needs(form)
    block, _ = BLOCKS[kind]

    assert content(made(block), form, Style())


@pytest.mark.parametrize("form", LAID_OUT)
@pytest.mark.parametrize("kind", BLOCKS)
def test_no_text_of_a_block_acts_in_any_format(kind: str, form: str) -> None:
    block, _ = BLOCKS[kind]
    plain = shown(made(renamed(block, "a plain word")), form)
    texts = (*HOSTILE, *SHOWN.values())
    turn = [*BLOCKS].index(kind) % TURNS
    for text in (" ".join(texts),) if FORMATS[form].extra else texts[turn::TURNS]:
        out = shown(made(renamed(block, text)), form)

        assert inert(form, out), text
        assert structure(form, out) == structure(form, plain), text


TURNS = 4
"""Each kind of block is tried with one of so many parts of the texts, a file with all in one."""


def renamed(value: Any, text: str) -> Any:
    """A block with a text within the blanks of each of its texts but ids and levels."""
    if isinstance(value, LightId | Enum):
        return value
    if isinstance(value, str):
        return re.sub(r"\S(.*\S)?", lambda found: f"{text.strip()} {found[0]} {text}", value)
    if hasattr(value, "_fields"):
        return type(value)(
            **{
                name: part if name in IDS else renamed(part, text)
                for name, part in zip(value._fields, value, strict=True)
            }
        )
    return tuple(renamed(item, text) for item in value) if isinstance(value, tuple) else value


IDS = ("anchor", "anchors", "id", "level")
"""Parts of blocks that are no texts."""

"""Every kind of block is shown by every format that lays a report out."""

from __future__ import annotations

from typing import get_args

import pytest

from coopcli.formats import Style, render
from coopcli.results.values import MISSING
from coopcli.studies.check import check_result
from coopcli.text import Report
from coopcli.text.blocks import (
    Answers,
    Block,
    Cite,
    Code,
    Entries,
    Entry,
    Fact,
    Facts,
    Family,
    Head,
    Heading,
    Items,
    Mark,
    Note,
    Notes,
    Panel,
    Paragraph,
    Places,
    Row,
    Strip,
    Strong,
    Table,
    Tally,
    Together,
    Verdict,
)
from tests.examples import GREEN_ID, RED_ID

BLOCKS: dict[str, tuple[Block, tuple[str, ...]]] = {
    "Verdict": (Verdict("Bridge", GREEN_ID, "steady", (("Two towns",),)), ("Bridge", "steady")),
    "Heading": (Heading("Harbour"), ("Harbour",)),
    "Paragraph": (Paragraph(("One ", Strong("two "), Code("three"), Cite(4))), ("two", "4")),
    "Items": (Items((("Lantern",),)), ("Lantern",)),
    "Places": (Places(("ferry",)), ("ferry",)),
    "Tally": (Tally(((GREEN_ID, 2), (RED_ID, 3))), ("2 Green", "3 Red")),
    "Strip": (Strip((("2020", (GREEN_ID, RED_ID)), ("2021", ()))), ("2020", "2021", "–")),
    "Table": (Table(("Town",), (((Mark(RED_ID), "Hill"),),)), ("Town", "Hill")),
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


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
@pytest.mark.parametrize("kind", BLOCKS)
def test_a_block_is_shown_in_every_format(kind: str, form: str) -> None:
    block, words = BLOCKS[kind]

    text = render(made(block), form, Style())

    assert [word for word in words if word not in text] == []

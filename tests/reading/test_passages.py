"""Passages in the texts of the sources, and the tool that prints them for a second reader."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coopcli.model import Passage
from coopcli.packs.library import open_pack
from coopcli.reading.passages import digest, sections_of, text_of
from tests.examples import ROOT, SMALL_PACK
from tests.reading.passages import endnotes_of, output, passage_of, sections_in

RIVER = """\
A title

What divides
First, and
more of it.

Second.

Third, which a page

break cuts.
# What joins
Only one.⁹ And more.¹

¹ A note.

² Another note.

"""

ONE = "Only one.⁹ And more.¹"
JOINS = f"{ONE} ¹ A note. ² Another note."


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(ROOT / SMALL_PACK, tmp_path / "pack"))
    sources = folder / "sources.yaml"
    whole = sources.read_text(encoding="utf-8")
    dated = "    date: 2024-06-30\n"
    sources.write_text(whole.replace(dated, f"{dated}    text: river.txt\n"), encoding="utf-8")
    (tmp_path / "river.txt").write_text(RIVER, encoding="utf-8")
    return folder


def test_a_passage_is_a_paragraph_or_a_whole_section(pack: Path, tmp_path: Path) -> None:
    sections = sections_of(open_pack(str(pack)).rubric.sources["river-2024"], tmp_path)

    assert text_of(Passage("river-2024", "What divides", 1), sections) == "First, and more of it."
    assert text_of(Passage("river-2024", "What joins", 1), sections) == ONE
    assert text_of(Passage("river-2024", "What joins", 4), sections) == ""
    assert text_of(Passage("river-2024", "What joins"), sections) == JOINS


def test_a_digest_does_not_hang_on_the_breaks_of_lines() -> None:
    assert digest("First, and more.") == digest(" First,\n  and more.\n")
    assert digest("First, and more.") != digest("First and more.")


def test_every_item_is_printed_beside_its_passage(pack: Path, tmp_path: Path) -> None:
    first, second = output(open_pack(str(pack)), tmp_path, "river-2024", renew=False)

    assert first.startswith("1/2 towns-read-alike (research;")
    assert f"| {JOINS}\n" in first
    assert "| Second.\n" not in second
    # A passage that a page break cuts is shown whole.
    assert "| Third, which a page [...] break cuts.\n" in second
    assert "voice Dee Orr" in second
    assert "Note: Reported at second hand." in second


def test_renewed_digests_are_those_that_a_check_computes(pack: Path, tmp_path: Path) -> None:
    for _ in range(2):  # the second time they are replaced
        assert list(output(open_pack(str(pack)), tmp_path, "", renew=True)) == [
            "5 digests written."
        ]
        ledger = open_pack(str(pack)).ledger
        assert {item.id: item.passage_digest for item in ledger.values()} == {
            "treaty-bars-sale": "",
            "towns-read-alike": digest(JOINS),
            "towns-fear-each-other": digest("Third, which a page"),
            "promise-to-meet": "",
            "market-gains": "",
        }


def test_the_notes_of_a_passage_and_the_other_half_of_it_are_found(
    pack: Path, tmp_path: Path
) -> None:
    opened = open_pack(str(pack))
    sections = sections_in(opened, tmp_path)
    item = opened.ledger["towns-fear-each-other"]
    cut = item._replace(passage=item.passage._replace(paragraph=4))
    marked = item._replace(passage=Passage("river-2024", "What joins", 1))

    assert passage_of(cut, sections) == "Third, which a page [...] break cuts."
    assert endnotes_of(cut, sections) == []
    assert endnotes_of(marked, sections) == ["¹ A note."]

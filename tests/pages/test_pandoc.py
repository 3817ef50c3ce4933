"""The Markdown of all areas in Pandoc: no warning, and each note is that of its own fact."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coopcli.packs.library import open_pack
from coopcli.studies.report import study
from coopcli.text.blocks import Notes
from coopcli.text.plain import plain
from coopcli.text.report import report_blocks
from tests.examples import PACK_FOLDER
from tests.pages.conftest import ran, written


@pytest.fixture(scope="module")
def markdown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("markdown") / "all.md"
    written("report", "--all", "-o", str(path))
    return path


def test_word_by_pandoc_gives_no_warning(markdown: Path) -> None:
    ran("pandoc", "--fail-if-warnings", str(markdown), "-o", str(markdown.with_suffix(".docx")))


def test_each_note_is_that_of_its_own_fact(markdown: Path) -> None:
    result = study(open_pack(str(PACK_FOLDER)), [])
    (notes,) = [b.notes for b in report_blocks(result) if isinstance(b, Notes)]
    items = {item.id: item for one in result.areas for item in one.evidence}
    sources = {source.id: source for one in result.areas for source in one.sources}
    text = markdown.read_text(encoding="utf-8")
    defined = re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE)
    places = re.findall(r"(?<!^)\[\^(\d+)\]", text, re.MULTILINE)
    read = json.loads(ran("pandoc", "-t", "json", str(markdown)))

    found = list(_notes(read["blocks"]))  # Pandoc has put each note where it is cited
    assert len(defined) == len(set(defined)) == len(notes)
    assert set(places) == set(defined)
    assert len(found) == len(places)
    by_number = {note.number: note for note in notes}
    for words, number in zip(found, places, strict=True):
        note = by_number[int(number)]
        item = items[note.id]
        assert _bare(words) == _bare(plain(note.line))
        assert _bare(item.summary) in _bare(words)
        assert str(sources[item.passage.source].date.last.year) in words
    print(f"{len(places)} citations of {len(notes)} notes, each that of its own fact and source")


def _notes(value: Any) -> Iterator[str]:
    """The text of each note, in the order in which they are cited."""
    if isinstance(value, dict):
        if value.get("t") == "Note":
            yield _text(value["c"])
        else:
            yield from _notes(value.get("c"))
    elif isinstance(value, list):
        for inner in value:
            yield from _notes(inner)


def _text(value: Any) -> str:
    if isinstance(value, dict):
        if value["t"] == "Str":
            return str(value["c"])
        if value["t"] in ("Space", "SoftBreak"):
            return " "
        return _text(value.get("c"))
    return "".join(map(_text, value)) if isinstance(value, list) else ""


def _bare(words: str) -> str:
    """Letters and digits, since Pandoc sets quotes and dashes in its own way."""
    return re.sub(r"\W+", "", words)

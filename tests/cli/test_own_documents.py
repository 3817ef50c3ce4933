"""Every command that names documents, over an area that brings a document of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.examples import ROOT, SMALL_PACK

OWN = """\
evidence:
  - id: seen-here
    summary: Fishers of both towns count alike.
    known: 2024-06-30
    source: field-notes
    section: At the weir
    kind: practice
    lowers: [words]
sources:
  - id: field-notes
    title: Notes from the weir
    authors: [Eli Fox]
    date: 2024-06-30
    kind: report
    sections:
      - heading: At the weir
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """The small pack, with an area that rests on a document of its own."""
    folder = Path(shutil.copytree(ROOT / SMALL_PACK, tmp_path / "pack"))
    area = folder / "areas" / "fish-counting.yaml"
    text = area.read_text(encoding="utf-8").replace("[towns-read-alike]", "[seen-here]", 1)
    area.write_text(text + OWN, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "words",
    [
        ("explain", "seen-here", "-r", "pack"),
        ("explain", "field-notes", "-r", "pack"),
        ("assess", "pack/areas/fish-counting.yaml", "--full"),
        ("sources", "pack/areas/fish-counting.yaml"),
        ("timeline", "pack/areas/fish-counting.yaml"),
    ],
    ids=" ".join,
)
def test_a_document_that_only_an_area_declares_is_named(
    words: tuple[str, ...],
    pack: Path,
    printed: Callable[..., bytes],
    renders_alike: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(pack.parent)

    assert b"Notes from the weir" in printed(*words)
    renders_alike(*words)


def test_where_two_areas_use_one_id_the_rating_of_each_is_its_own(
    pack: Path, printed: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(pack.parent)
    other = pack / "areas" / "zebra-counting.yaml"
    text = (pack / "areas" / "fish-counting.yaml").read_text(encoding="utf-8")
    text = text.replace("id: fish-counting", "id: zebra-counting").replace("Fishers", "Keepers")
    other.write_text(text.replace("fish census, FC", "ZC"), encoding="utf-8")

    shown = printed("explain", "seen-here", "-r", "pack").decode()

    assert "Fishers of both towns" in shown
    assert "zebra-counting" not in shown

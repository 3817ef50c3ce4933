"""Pages on paper: printed by Chromium, as PDF, and as Word opened in LibreOffice."""

from __future__ import annotations

import resource
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from coopcli.packs.library import areas_of, open_pack
from coopcli.studies.report import study
from coopcli.text.report import ordered
from tests.examples import PACK_FOLDER
from tests.pages.conftest import kept, looked, pages_of, ran, written

SUFFIXES = ("html", "pdf", "docx", "md", "json")


@cache
def subjects() -> list[str]:
    """The names of all areas in the order of a document."""
    return [one.area.name for one in ordered(study(open_pack(str(PACK_FOLDER)), []).areas)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The document of all areas in every format; prints what each takes of the processor."""
    made = tmp_path_factory.mktemp("all")
    for suffix in SUFFIXES:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        out = made / f"all.{suffix}"
        words = ["report", "--all", "--since", "2020", "--marking", "Draft", "-o", str(out)]
        subprocess.run([sys.executable, "-m", "coopcli", *words], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(f"all.{suffix}: {seconds:.2f} s of processor time")
    return made


def test_a_saved_document_is_the_same_to_the_last_byte(folder: Path, tmp_path: Path) -> None:
    suffixes = [suffix for suffix in SUFFIXES if suffix != "json"]
    outs = [word for s in suffixes for word in ("-o", str(tmp_path / f"again.{s}"))]
    written("render", str(folder / "all.json"), *outs)

    for suffix in suffixes:
        again = (tmp_path / f"again.{suffix}").read_bytes()
        assert again == (folder / f"all.{suffix}").read_bytes(), suffix


def test_a_printed_brief_fits_on_one_page(tmp_path: Path) -> None:
    names = [area.id for area in areas_of(open_pack(str(PACK_FOLDER)))]
    for name in names:
        written("assess", name, "-o", str(tmp_path / f"{name}.html"))
    printed = kept("printed", tmp_path)

    assert looked(printed, sorted(tmp_path.glob("*.html")), "--print") == ""
    assert {n: c for n in names if (c := len(pages_of(printed / f"{n}.pdf"))) != 1} == {}
    print(f"{len(names)} briefs printed, each on one page")


def briefs(pages: list[str]) -> dict[str, list[int]]:
    """The pages on which the brief of each area stands, by its first words and its last."""
    found: dict[str, list[int]] = {}
    last = -1
    for name in subjects():
        title = f"cooperation on {name[0].lower()}{name[1:]}".lower()
        starts = [
            number
            for number, text in enumerate(pages)
            if number > last and title in " ".join(text.split()).lower()
        ]
        last = starts[0]
        ends = [n for n in range(last, last + 3) if "What stands behind each answer" in pages[n]]
        found[name] = list(range(last, ends[0] + 1))
    return found


@pytest.mark.parametrize("made", ["html", "pdf", "docx"])
def test_in_the_document_of_all_areas_each_brief_has_a_page(folder: Path, made: str) -> None:
    printed = kept("documents", folder)
    if made == "html":
        assert looked(printed, [folder / "all.html"], "--print") == ""
        file = printed / "all.pdf"
    elif made == "docx":
        word = folder / "word"
        ran(
            *("soffice", "--headless", "--convert-to", "pdf", "--outdir", str(word)),
            str(folder / "all.docx"),
        )
        file = word / "all.pdf"
    else:
        file = folder / "all.pdf"

    pages = pages_of(file)
    found = briefs(pages)
    assert len(found) == len(subjects())
    assert {name: places for name, places in found.items() if len(places) != 1} == {}
    assert [
        n for n, text in enumerate(pages) if n > 1 and len(text.split()) < 12
    ] == []  # empty ones
    ran("pdftoppm", "-r", "70", "-png", str(file), str(kept(f"pages-of-{made}", folder) / "page"))
    print(f"{made}: {len(pages)} pages, each brief on one of its own")

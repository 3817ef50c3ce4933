"""Formats that are files and no text: whole for any text, the same for the same result, and read.

Formats and kinds come from the registries; a new one is among them.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from coopcli.formats import FORMATS, SUFFIXES, Style, content, render
from coopcli.results.saved import result_from
from coopcli.studies.assess import AssessmentResult
from coopcli.text import Report
from tests.examples import ROOT, SMALL_PACK
from tests.formats.structures import needs, words_in
from tests.formats.test_acting import pairs
from tests.formats.test_escaping import HOSTILE, words
from tests.formats.test_escaping import result as hostile_area
from tests.kinds import NAMES, result

FILES = [name for name, form in FORMATS.items() if form.extra]

OF_EACH_KIND = list({result(name).kind: name for name in reversed(NAMES)}.values())
"""An example of each kind of result."""


@pytest.mark.parametrize("name", OF_EACH_KIND)
def test_any_text_makes_a_pdf(name: str) -> None:
    """Of a Word file, whose parts are read, test_acting makes more."""
    needs("pdf")

    assert content(Report(pairs(name)[0][1], 1), "pdf", Style())


@pytest.mark.parametrize(
    ("name", "form"),
    [(n, f) for n in OF_EACH_KIND for f in FORMATS if FORMATS[f].takes(result(n).kind)],
)
def test_a_saved_result_is_the_same_to_the_last_byte(name: str, form: str) -> None:
    original = result(name)
    needs(form)
    saved = result_from("x.json", render(Report(original), "json", Style()).encode())

    assert content(Report(saved, 1), form, Style()) == content(Report(original, 1), form, Style())


def test_two_runs_write_the_same_bytes_whatever_the_order_of_hashes(tmp_path: Path) -> None:
    for form in FILES:
        needs(form)
    suffixes = [suffix for suffix, form in SUFFIXES.items() if FORMATS[form].takes("report")]
    written = []
    for seed in ("1", "2"):
        files = [tmp_path / f"{seed}{suffix}" for suffix in suffixes]
        outs = [word for file in files for word in ("-o", str(file))]
        subprocess.run(
            [sys.executable, "-m", "coopcli", "report", "--all", *outs, "-r", SMALL_PACK],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC+{seed}"},
            check=True,
        )
        written.append([file.read_bytes() for file in files])

    assert written[0] == written[1]


@pytest.mark.parametrize("form", FILES)
@pytest.mark.parametrize("text", HOSTILE)
def test_a_file_shows_a_text_as_it_stands(text: str, form: str) -> None:
    shown = words_in(Report(hostile_area(text), 2), form)

    plain = shown.replace("\\::", "::").replace("#\\#", "##")
    assert words(plain).count(words(text)) >= 8


def test_a_title_longer_than_word_takes_is_cut() -> None:
    needs("docx")
    area = result("assess-fish-counting")
    assert isinstance(area, AssessmentResult)
    long = replace(area, area=area.area._replace(name="x" * 1000))

    assert content(Report(long), "docx", Style())

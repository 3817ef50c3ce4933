"""Reports that read across areas and years: same data, same bytes, and every light in one piece."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from coopcli.formats import Style, render
from coopcli.results.saved import result_from, results_schema
from coopcli.text import Report
from tests.examples import run

COMMANDS = {
    "timeline": ["timeline", "ai safety"],
    "comparison": ["compare", "military-ai", "ai_safety", "Deepfakes"],
    "sources": ["sources", "deepfakes"],
    "areas": ["areas"],
    "evidence": ["explain", "geneva-ai-talks-may-2024"],
    "source": ["explain", "lim-2024"],
}


@pytest.fixture(scope="module", params=COMMANDS)
def saved(request: pytest.FixtureRequest) -> tuple[list[str], bytes]:
    arguments = COMMANDS[request.param]
    done = run(*arguments, "-f", "json")
    assert (done.returncode, done.stderr) == (0, b"")
    return arguments, done.stdout


def test_a_saved_result_has_the_published_shape(saved: tuple[list[str], bytes]) -> None:
    jsonschema.validate(json.loads(saved[1]), results_schema())


@pytest.mark.parametrize("name", ["text", "markdown"])
def test_a_saved_result_renders_to_the_bytes_of_its_run(
    saved: tuple[list[str], bytes], name: str
) -> None:
    arguments, content = saved
    rendered = render(Report(result_from("saved", content)), name, Style())

    assert run(*arguments, "-f", name).stdout.decode() == rendered


@pytest.mark.parametrize("width", [80, 60, 40, 20])
def test_no_light_is_broken_and_no_line_too_long(
    saved: tuple[list[str], bytes], width: int
) -> None:
    text = render(Report(result_from("saved", saved[1])), "text", Style(width))

    assert all(len(line) <= width for line in text.splitlines())
    assert not re.search(r"(UNDETER\w*|YELL?O?)\n", text.replace("UNDETERMINED\n", ""))
    assert not re.search(r"[?▲●■]\n(UNDETERMINED|YELLOW|GREEN|RED)", text) or width < 40


def test_the_strip_shows_every_year_and_sign_words_need_no_colour() -> None:
    text = run("timeline", "ai-safety").stdout.decode()
    strip = text.splitlines()[2]

    assert re.fullmatch(r"2020 [●▲■?]+( {2}\d{4} ([●▲■?]+|–))+", strip)
    assert "\x1b" not in text


def test_what_cannot_be_compared_is_refused() -> None:
    same = run("compare", "deepfakes", "Deepfakes")

    assert same.returncode == 2
    assert b"two different areas" in same.stderr


def test_a_report_that_lists_no_documents_is_no_bibliography() -> None:
    done = run("timeline", "deepfakes", "-f", "bibtex")

    assert (done.returncode, done.stdout) == (2, b"")
    assert b"bibtex cannot say a result of kind 'timeline'" in done.stderr


def test_a_suffix_chooses_bibtex(tmp_path: Path) -> None:
    path = tmp_path / "deepfakes.bib"

    assert run("sources", "deepfakes", "-o", str(path)).returncode == 0
    assert path.read_text(encoding="utf-8").startswith("@misc{mishra-2024,")


def test_as_of_leaves_later_documents_out() -> None:
    listed = json.loads(run("sources", "deepfakes", "--as-of", "2021", "-f", "json").stdout)

    assert [source["id"] for source in listed["sources"]] == ["evans-larsen-2020"]

"""``rubric show``, ``test`` and ``audit`` as a user runs them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from coopcli.cli.exits import Exit
from coopcli.results.saved import results_schema
from tests.cli.conftest import Here
from tests.examples import PACK_FOLDER, ROOT, SMALL_PACK


@pytest.mark.parametrize("command", ["show", "audit"])
def test_a_saved_result_renders_to_the_same_bytes(
    command: str, printed: Callable[..., bytes], renders_alike: Callable[..., None]
) -> None:
    jsonschema.validate(json.loads(printed("rubric", command, "-f", "json")), results_schema())
    renders_alike("rubric", command)


def test_show_has_every_question_with_its_anchors(here: Here) -> None:
    data = json.loads(here("rubric", "show", "-f", "json").stdout)
    printed = here("rubric", "show", "--verbose", "-f", "markdown").stdout.decode()

    questions = [c for part in data["dimensions"] for c in part["criteria"]]
    assert len(questions) == 15
    assert all(len(question["anchors"]) == 5 for question in questions)
    labels = [label for question in questions for label in question["labels"]]
    assert len({*labels}) == 75
    assert all(1 <= len(label.split()) <= 6 for label in labels)
    assert all(f"### {question['name']}" in printed for question in questions)


def test_a_test_with_misses_renders_to_the_same_bytes(tmp_path: Path, here: Here) -> None:
    saved = tmp_path / "saved.json"
    saved.write_bytes(here("rubric", "test", "-f", "json").stdout)

    jsonschema.validate(json.loads(saved.read_bytes()), results_schema())
    assert here("render", str(saved)).stdout == here("rubric", "test").stdout


def test_the_test_tells_how_little_it_proves(here: Here) -> None:
    printed = " ".join(here("rubric", "test").stdout.decode().split())

    assert "only 14.6 %" in printed
    assert "2/5 of all ways would match as many" in printed
    assert "The people who rated the areas knew these lights" in printed


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PACK_FOLDER, tmp_path / "pack"))


def test_another_light_than_published_exits_with_1(pack: Path, here: Here) -> None:
    rubric = pack / "rubric.yaml"
    before, _, references = rubric.read_text().partition("references:")
    rubric.write_text(f"{before}references:{references.replace('light: yellow', 'light: red', 1)}")

    ran = here("rubric", "test", "-r", str(pack))

    assert ran.returncode == 1
    assert b"DIFFERS" in ran.stdout
    assert b"ai-principles (2020) is Yellow" in ran.stdout


def test_an_own_area_file_is_tested_on_what_it_expects(tmp_path: Path, here: Here) -> None:
    text = (PACK_FOLDER / "areas" / "deepfakes.yaml").read_text().partition("\nexpect:")[0]
    own = tmp_path / "mine.yaml"
    own.write_text(
        text.replace("id: deepfakes", "id: mine", 1)
        + "\nexpect:\n  - {as-of: 2020, light: green, outlook: stable}\n"
    )

    ran = here("rubric", "test", str(own), "-f", "json")

    assert ran.returncode == 1
    (case,) = json.loads(ran.stdout)["cases"]
    assert (case["area"], case["published"], case["told"]["light"]) == ("mine", False, "yellow")


def test_a_published_area_that_is_not_there_is_refused(pack: Path, here: Here) -> None:
    (pack / "areas" / "deepfakes.yaml").unlink()

    ran = here("rubric", "test", "-r", str(pack))

    assert ran.returncode == 2
    assert b"'deepfakes'" in ran.stderr


def test_the_audit_of_the_pack_finds_no_fault_of_the_rule(here: Here) -> None:
    data = json.loads(here("rubric", "audit", "-f", "json").stdout)

    assert (data["dead"], data["dictators"], data["unreachable"]) == ([], [], [])
    assert sum(data["lights"].values()) == data["areas"]


def test_a_page_of_the_rubric_is_written_and_found_stale(tmp_path: Path, here: Here) -> None:
    pack, page = tmp_path / "pack", tmp_path / "rubric.md"
    shutil.copytree(ROOT / SMALL_PACK, pack)
    docs = ("rubric", "docs", "-r", str(pack))

    assert here(*docs, "-o", str(page)).returncode == 0
    text = page.read_text(encoding="utf-8")
    assert "### Fear, weight 1, veto" in text
    assert "- **2**: A worry of one council." in text
    assert text == here(*docs).stdout.decode()
    assert here(*docs, "--check", str(page)).returncode == 0
    page.write_bytes(page.read_bytes().replace(b"\n", b"\r\n"))
    assert here(*docs, "--check", str(page)).returncode == 0

    rubric = pack / "rubric.yaml"
    rubric.write_text(rubric.read_text().replace("A worry of one council.", "A worry."))
    stale = here(*docs, "--check", str(page))
    assert stale.returncode == Exit.GATE_FAILED
    assert f"{page}:{text[: text.index('A worry of')].count(chr(10)) + 1}:1: stale: " in (
        stale.stderr.decode()
    )
    assert page.read_bytes().replace(b"\r\n", b"\n").decode() == text
    assert here(*docs, "--check", str(tmp_path / "none.md")).returncode == Exit.INVALID
    assert here(*docs, "--check", str(page), "-o", "x.md").returncode == Exit.INVALID

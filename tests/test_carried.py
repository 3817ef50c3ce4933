"""What a check says of levels far apart, and of ratings made by an earlier version."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coopcli.checking import Checked, check_paths
from coopcli.identity import question_digest
from coopcli.packs.library import open_pack
from coopcli.problems import InvalidInput
from tests.examples import ROOT, SMALL_PACK


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / SMALL_PACK, tmp_path / "pack"))


def far_apart(checked: Checked) -> list[str]:
    return [note for note in checked.notes if " supports " in note]


def test_an_item_with_levels_far_apart_is_noted_once(small: Path) -> None:
    checked = check_paths([str(small)])

    assert far_apart(checked) == [
        "treaty-bars-sale supports law 2 in fish-counting, and 4 in crowd-watching: see whether "
        "the areas differ, or the ratings."
    ]
    assert checked.problems == []


def test_neighbouring_levels_are_not_far_apart(small: Path) -> None:
    area = small / "areas" / "crowd-watching.yaml"
    text = area.read_text(encoding="utf-8")
    area.write_text(text.replace("      level: 4\n", "      level: [3, 4]\n"), encoding="utf-8")

    assert far_apart(check_paths([str(small)])) == []


def with_earlier(small: Path, changed: str = "", gone: str = "") -> None:
    """Writes the questions of an earlier version, all as they are but for one."""
    questions = {
        name: question_digest(question)
        for name, question in open_pack(str(small)).rubric.criteria.items()
    }
    lines = ["earlier:", "  - version: 0.9.0", "    questions:"]
    for name, digest in questions.items():
        lines += [f"      {name}:", f"        digest: {'0' * 64 if name == changed else digest}"]
        lines += ["        change: one word is new."] if name == changed else []
    lines += [f"      {gone}:", f"        digest: {'0' * 64}"] if gone else []
    rubric = small / "rubric.yaml"
    rubric.write_text(rubric.read_text(encoding="utf-8") + "\n".join(lines) + "\n", "utf-8")


def test_a_rating_whose_question_has_changed_needs_another_look(small: Path) -> None:
    with_earlier(small, changed="law", gone="weather")
    area = str(small / "areas" / "fish-counting.yaml")

    checked = check_paths([area], rated_by="0.9.0")

    (problem,) = checked.problems
    assert problem.code == "question-changed"
    assert problem.message == (
        "look at this level again; law has changed since 0.9.0: one word is new."
    )
    assert problem.where.line
    lines = Path(area).read_text(encoding="utf-8").splitlines()
    assert lines[problem.where.line - 1].strip() == "level: 2"
    (note,) = [note for note in checked.notes if note.startswith("fish-counting")]
    assert "carry over" in note
    assert note.endswith("Gone since 0.9.0: weather.")


def test_unchanged_questions_carry_over(small: Path) -> None:
    with_earlier(small)

    assert check_paths([str(small)], rated_by="0.9.0").problems == []


def test_an_earlier_version_that_is_not_known_is_refused(small: Path) -> None:
    with_earlier(small)

    with pytest.raises(InvalidInput, match=r"knows 0\.9\.0, not '0\.8\.0'"):
        check_paths([str(small)], rated_by="0.8.0")


def test_a_rubric_without_earlier_versions_says_so(small: Path) -> None:
    with pytest.raises(InvalidInput, match="knows no earlier version"):
        check_paths([str(small)], rated_by="1.0.0")


def test_earlier_versions_are_no_content_of_the_rubric(small: Path) -> None:
    before = open_pack(str(small)).rubric.digest
    with_earlier(small)

    assert open_pack(str(small)).rubric.digest == before

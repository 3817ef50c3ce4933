"""A result saved with version 1.0.0 of the shipped rubric, beside what the pack says today."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.examples import run

SAVED = Path(__file__).parent / "asia-society-1.0.0" / "affect-recognition.json"


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_it_still_renders(form: str) -> None:
    done = run("render", str(SAVED), "-f", form)

    assert (done.returncode, done.stderr) == (0, b"")
    assert b"asia-society" in done.stdout


def test_diff_says_that_the_rubric_changed_and_compares_the_levels(tmp_path: Path) -> None:
    today = tmp_path / "today.json"
    run("assess", "affect-recognition", "-o", str(today))

    printed = " ".join(run("diff", str(SAVED), str(today)).stdout.decode().split())

    assert "The rubric decides otherwise: asia-society 1.0.0" in printed
    assert "asia-society 2.0.0" in printed
    assert "RED to ▲ YELLOW" in printed
    assert "politicised-values: 3 (Red) to 1-2 (Yellow)" in printed

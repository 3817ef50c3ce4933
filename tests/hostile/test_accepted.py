"""A file that only looks odd gives the light that the plain one gives."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coopcli.cli.main import run
from tests.hostile.recipes import PACK, Recipe, accepted
from tests.hostile.test_refused import laid_out

RECIPES = list(accepted())
VERDICT = ("light", "outlook", "best", "worst", "turning", "decided_by", "coverage", "tally")


def verdict(pack: Path, capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, object]:
    assert run(["assess", "-f", "json", "-r", str(pack), "an-area", *options]) == 0
    out, printed = capsys.readouterr()
    assert printed == ""
    result = json.loads(out)
    return {key: result[key] for key in VERDICT}


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)
def test_the_light_is_the_same(
    recipe: Recipe, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    laid_out(recipe, tmp_path)

    assert verdict(tmp_path / "pack", capsys) == verdict(PACK, capsys)
    assert run(["check", str(tmp_path / "pack")]) == 0


def test_what_is_later_than_the_date_asked_for_does_not_count(
    capsys: pytest.CaptureFixture[str],
) -> None:
    # By the end of 2022 one of three questions had been looked at, and not answered.
    assert verdict(PACK, capsys, "--as-of", "2022")["light"] == "undetermined"
    assert verdict(PACK, capsys, "--as-of", "2022")["coverage"] == "0"
    # A day before the answer on bans; trust and words were answered in 2024.
    assert verdict(PACK, capsys, "--as-of", "2023-05-31")["coverage"] == "0"
    # Its weight is 3 of 6.
    assert verdict(PACK, capsys, "--as-of", "2023-06-01")["coverage"] == "1/2"


@pytest.mark.parametrize("date", ["9999", "9999-12", "9999-12-31", "0001", "0001-01-01"])
def test_the_ends_of_time_are_dates(date: str) -> None:
    assert run(["assess", "-r", str(PACK), "an-area", "--as-of", date]) == 0


@pytest.mark.parametrize(
    "date", ["0000", "10000", "2024-02-30", "2024-13", "now", "２０２４", "-1"]
)
def test_no_other_date_is_guessed(date: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["assess", "-r", str(PACK), "an-area", "--as-of", date]) == 2
    assert "wrong-date: a date that exists is needed" in capsys.readouterr().err

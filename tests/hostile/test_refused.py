"""Every hostile file is refused at the place and in the words that stand in ``refused.txt``."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from coopcli.cli.main import run
from coopcli.problems import Location, Problem
from tests.hostile.recipes import FILES, PACK, Recipe, refused

EXPECTED = Path(__file__).with_name("refused.txt")
RECIPES = list(refused())


def blocks() -> dict[str, str]:
    """The expected lines by name of the recipe."""
    text = EXPECTED.read_text(encoding="utf-8") if EXPECTED.exists() else ""
    parts = re.split(r"^== (.*)\n", text, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def laid_out(recipe: Recipe, folder: Path) -> None:
    """Puts the pack with the hostile file into a folder."""
    shutil.copytree(PACK, folder / "pack")
    (folder / "pack" / FILES[recipe.file]).write_bytes(recipe.content)


def test_no_two_recipes_have_one_name() -> None:
    assert len({recipe.name for recipe in RECIPES}) == len(RECIPES)


def test_nothing_is_expected_that_no_recipe_makes() -> None:
    assert blocks().keys() <= {recipe.name for recipe in RECIPES}


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)
def test_it_is_refused_with_its_place(
    recipe: Recipe,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    laid_out(recipe, tmp_path)
    monkeypatch.chdir(tmp_path)

    assert run(["assess", "-r", "pack", "pack/areas/an-area.yaml"]) == 2

    out, printed = capsys.readouterr()
    assert out == ""
    if os.environ.get("COOPCLI_UPDATE_GOLDEN"):
        kept = blocks() | {recipe.name: printed}
        order = [r.name for r in RECIPES if r.name in kept]
        EXPECTED.write_text("".join(f"== {n}\n{kept[n]}" for n in order), encoding="utf-8")
    assert printed == blocks()[recipe.name]
    assert re.match(r"pack/[a-z/-]+\.yaml(:[1-9]\d*:[1-9]\d*)?: [a-z0-9-]+: ", printed)

    # check finds the same problems, and more than assess where it looks at the whole pack.
    assert run(["check", "-f", "json", "pack"]) == 1
    found = json.loads(capsys.readouterr().out)["problems"]
    lines = [
        str(Problem(Location(p["path"], p["line"], p["column"]), p["code"], p["message"]))
        for p in found
    ]
    # A workflow command in a message is only broken up where a job log would show it.
    assert {line.replace("##[", "#\\#[") for line in lines} >= set(printed.splitlines())

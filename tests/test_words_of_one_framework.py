"""No fixed sentence of the program has a word that belongs to the shipped framework."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.examples import ROOT

PACKAGE = ROOT / "src/coopcli"

SHIPPED = re.compile(
    r"\b(?:green|yellow|red|barriers?|cooperat\w*|governments?|countr(?:y|ies)|bilateral\w*"
    r"|china|chinese|(?-i:US))\b",
    re.IGNORECASE,
)
"""Words that another framework need not have."""

APART = (
    "model/lights.py",  # the colours, and the lights of a rubric that names none
    "formats/palette.py",
    "formats/pen.py",
    "authoring/pack.py",  # the text of a new framework, which is changed by its author
    "cli/surface.py",  # made from the program, for the shipped framework
    "cli/what_if.py",  # an example of each setting
)
"""Files in which such words are names of colours or examples."""


def _sentences(path: Path) -> Iterator[str]:
    """Every text in a module that is no docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    notes = {
        id(part.value)
        for part in ast.walk(tree)
        if isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in notes:
            yield node.value


def test_no_fixed_sentence_has_a_word_of_one_framework() -> None:
    found = [
        f"{name}: {text}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if (name := path.relative_to(PACKAGE).as_posix()) not in APART
        for text in _sentences(path)
        if SHIPPED.search(text)
    ]

    assert found == []


@pytest.mark.parametrize("path", sorted((ROOT / "tests/golden/kinds").glob("tides-*.txt")))
def test_no_report_on_another_framework_has_such_a_word(path: Path) -> None:
    words = {found[0] for found in SHIPPED.finditer(path.read_text(encoding="utf-8"))}

    # The colours of lights are named in the list of every value in force.
    assert words <= ({"green"} if "resolved" in path.name else set())

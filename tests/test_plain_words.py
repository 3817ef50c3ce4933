"""Words that readers stumbled over stay out of all that is printed and written for them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from coopcli.cli.main import run
from tests.cli.registry import commands
from tests.examples import ROOT

SHUNNED = (
    *("told", "foretold", "besides", "by count", "what binds", "anew", "alone each"),
    *("if it stands at", "without room", "by and large", "gate question", "gates closed"),
    *("possibly turning", "outlook stable", "planning unit", "planning units", "near doubles"),
    *("dead question", "dead questions", "dictator", "dictators", "answers away by", "foretell"),
)
FOUND = re.compile(rf"\b({'|'.join(SHUNNED)})\b".replace(" ", r"\s+"), re.IGNORECASE)

ALLOWED = {
    # Keys of saved results, which other programs read.
    "tests/golden/kinds/rubric-test-fish-counting.json": {"told"},
    "tests/golden/kinds/rubric-audit.json": {"dictators"},
}
"""What is left, by file; the tests fail on a line that nothing needs any more."""

WRITTEN = (
    *ROOT.glob("*.md"),
    *ROOT.glob("docs/*.md"),
    *ROOT.glob("rubrics/**/*.*"),
    *ROOT.glob("tests/golden/**/*.*"),
    *ROOT.glob("tests/bad/*.*"),
    *ROOT.glob("tests/hostile/*.txt"),
)


def shunned(text: str) -> set[str]:
    return {" ".join(found.lower().split()) for found in FOUND.findall(text)}


def messages(path: Path) -> Iterator[str]:
    """The text of a module that is no comment and no docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    notes = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in notes:
            yield node.value


@pytest.mark.parametrize("text", ["Told.", "what\n  binds", "It is besides the point."])
def test_a_word_is_found_in_any_case_and_over_lines(text: str) -> None:
    assert shunned(text)
    assert not shunned("untold, a toll, what-binds")


def test_what_readers_read_is_in_plain_words() -> None:
    names = {str(path.relative_to(ROOT)): path for path in WRITTEN}
    found = {name: shunned(path.read_text(encoding="utf-8")) for name, path in names.items()}

    assert {name: words for name, words in found.items() if words} == ALLOWED


def test_what_the_program_prints_is_in_plain_words() -> None:
    modules = (ROOT / "src" / "coopcli").rglob("*.py")
    found = {str(path.relative_to(ROOT)): shunned("\n".join(messages(path))) for path in modules}

    keys = {"src/coopcli/studies/audit.py": {"dictators"}}  # of a saved result
    assert {name: words for name, words in found.items() if words} == keys


def test_the_help_of_every_command_is_in_plain_words(capsys: pytest.CaptureFixture[str]) -> None:
    helps = {}
    for line in ([], *(one.words for one in commands())):
        assert run([*line, "--help"]) == 0
        helps[" ".join(line)] = capsys.readouterr().out

    assert all("Usage" in text for text in helps.values())
    assert {line: shunned(text) for line, text in helps.items() if shunned(text)} == {}

"""No promise without its proof: every test that docs/promises.md names exists."""

from __future__ import annotations

import ast
import re

from tests.examples import ROOT

TEXT = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT)))


def test_every_proof_exists() -> None:
    assert NAMED
    for file, name in NAMED:
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        tests = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        assert name in tests, f"{file} has no {name}"


def test_every_promise_has_a_proof() -> None:
    for line in TEXT.splitlines():
        if line.startswith("| ") and not line.startswith(("| ---", "| Promise", "| What")):
            assert "::test_" in line, line

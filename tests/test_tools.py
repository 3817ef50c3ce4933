"""The tools of the tests know what there is."""

from __future__ import annotations

import re

import pytest

from tests.examples import ROOT
from tests.tools.mutation import TESTS, file_of


@pytest.mark.parametrize("name", TESTS)
def test_a_module_that_is_mutated_and_its_tests_are_there(name: str) -> None:
    assert file_of(name).is_file()
    for test in TESTS[name]:
        assert (ROOT / "tests" / test.partition("::")[0]).is_file(), test


def test_the_page_on_mutants_names_modules_that_are_mutated() -> None:
    page = (ROOT / "docs" / "mutation.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[^|]+`) \| \d", page, re.MULTILINE)

    assert {name for row in rows for name in re.findall(r"`([^`]+)`", row)} <= TESTS.keys()

"""Commands that are printed for copying mean what the report means."""

from __future__ import annotations

import shlex

import pytest

from coopcli.commands import suggested


def test_a_command_carries_what_it_needs() -> None:
    assert suggested("areas") == "coopcli areas"
    assert suggested("rubric show", rubric="a pack") == "coopcli rubric show --rubric 'a pack'"
    assert (
        suggested("what-if", ["fish"], ["--set", "a=1"], rubric="p", as_of="2020")
        == "coopcli what-if fish --set a=1 --rubric p --as-of 2020"
    )


@pytest.mark.parametrize("name", ["it's", "a b", "$(x)", "-", "--all", "-x.yaml", "a;b", "é"])
def test_a_shell_reads_every_name_as_it_is(name: str) -> None:
    words = shlex.split(suggested("assess", [name], as_of="2020"))

    assert name in words
    if name.startswith("-") and name != "-":
        assert words.index("--") == words.index(name) - 1

"""Every kind of result has an example, and whole files of what each example prints."""

from __future__ import annotations

import re

import pytest

from coopcli.formats import FORMATS
from coopcli.results.codec import encode
from coopcli.results.kinds import KINDS, types_of
from tests.examples import GOLDEN, golden
from tests.kinds import NAMES, SUFFIXES, TIDES, printed, result


@pytest.mark.parametrize("name", NAMES)
def test_it_prints_what_it_printed(name: str) -> None:
    for suffix in suffixes(name):
        text = printed(name)[suffix]
        golden(f"kinds/{name}.{suffix}", unstyled(text) if suffix == "html" else text)


def suffixes(name: str) -> list[str]:
    """The formats that are kept whole; of the second pack the text, which has all its words."""
    return ["txt"] if name.startswith(TIDES) else [*SUFFIXES]


def unstyled(page: str) -> str:
    """A page without its style sheet, which is the same in all."""
    return re.sub("<style>.*?</style>", "<style>…</style>", page, flags=re.DOTALL)


def test_every_type_of_result_has_an_example() -> None:
    types = {each for kind in KINDS for each in types_of(kind)}

    assert {type(result(name)) for name in NAMES} == types
    assert {encode(result(name))["kind"] for name in NAMES} == set(KINDS)


def test_no_file_is_left_of_an_example_that_is_gone() -> None:
    known = {f"{name}.{suffix}" for name in NAMES for suffix in suffixes(name)}

    assert {path.name for path in (GOLDEN / "kinds").iterdir()} == known


def test_the_files_are_in_every_format_that_says_every_kind() -> None:
    whole = {name for name, form in FORMATS.items() if not form.kinds and not form.extra}

    assert whole - set(SUFFIXES.values()) == {"jsonl"}  # the JSON again, on one line

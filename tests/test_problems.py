"""Places, visible text and near names."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopcli.problems import (
    INVISIBLE,
    InvalidInput,
    Location,
    Problem,
    acting,
    hint,
    inert,
    legible,
    near,
    one_line,
    reason,
    visible,
)


def test_a_problem_is_one_line_with_its_place() -> None:
    problem = Problem(Location("a/b.yaml", 3, 7), "wrong-type", "a list is needed, not 'x'")

    assert str(problem) == "a/b.yaml:3:7: wrong-type: a list is needed, not 'x'"


def test_a_file_without_a_line_is_named_alone() -> None:
    assert str(Location("a.yaml")) == "a.yaml"
    assert str(Location("a.yaml", 1)) == "a.yaml:1:0"


def test_a_problem_of_a_whole_file_has_no_line() -> None:
    assert str(Problem(Location("b.yaml"), "unreadable", "gone")) == "b.yaml: unreadable: gone"


def test_a_problem_cannot_break_its_line() -> None:
    problem = Problem(Location("a\nb.yaml", 1, 1), "code", "\x1b[31m\u202ered")

    assert str(problem) == "a\\x0ab.yaml:1:1: code: \\x1b[31m\\u202ered"


def test_invalid_input_lists_all_problems() -> None:
    problems = [Problem(Location("a", 1, 1), "x", "y"), Problem(Location("b"), "z", "w")]

    assert str(InvalidInput(problems)) == "a:1:1: x: y\nb: z: w"


def test_what_acts_or_hides_becomes_visible() -> None:
    assert visible("a\tb\x7f\u200b\U000e0041") == "a\\x09b\\x7f\\u200b\\U000e0041"
    assert visible("Zürich, 北京, 👍") == "Zürich, 北京, 👍"


@given(st.text())
def test_visible_text_neither_acts_nor_hides(text: str) -> None:
    shown = visible(text)

    assert shown.isprintable()
    assert not INVISIBLE.intersection(shown)
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in shown)
    assert visible(shown) == shown


# The first and the last of each range that acts, and its neighbours that do not.
ACTING = [0x00, 0x1F, 0x7F, 0x9F, 0xD800, 0xDFFF, 0xFDD0, 0xFDEF, 0xFFFE, 0xFFFF, 0x10FFFF, 0x200B]
HARMLESS = [0x09, 0x0A, 0x20, 0x7E, 0xA0, 0xD7FF, 0xE000, 0xFDCF, 0xFDF0, 0xFFFD, 0x1F44D, 0x10FFFD]


@pytest.mark.parametrize("code", ACTING, ids=hex)
def test_the_first_character_that_acts_or_hides_is_found(code: int) -> None:
    assert acting(f"a\n\u3000{chr(code)}\x1b") == chr(code)


@pytest.mark.parametrize("code", HARMLESS, ids=hex)
def test_text_with_tabs_lines_and_private_characters_does_not_act(code: int) -> None:
    assert acting(f"a {chr(code)}") == ""


@pytest.mark.parametrize("code", HARMLESS, ids=hex)
def test_harmless_text_before_it_hides_no_character_that_acts(code: int) -> None:
    assert acting(f"a {chr(code)}\x1b") == "\x1b"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::error::x", "\\::error::x"),
        ("a\n  ::error::x", "a\n  \\::error::x"),
        ("\x1b[31m::error::x", "\x1b[31m\\::error::x"),
        ("##[error]x", "#\\#[error]x"),
        ("a ##vso[task.complete]x", "a #\\#vso[task.complete]x"),
        ("a::b, a:: b, ## Title, #1", "a::b, a:: b, ## Title, #1"),
    ],
)
def test_no_line_is_a_command_to_the_runner_of_a_job(text: str, shown: str) -> None:
    assert inert(text) == shown


def test_at_most_three_near_names_of_the_first_five_hundred_are_shown() -> None:
    many = ["aaaa1", "aaaa2", "aaaa3", "aaaa4"]

    assert len(near("aaaa", many)) == 3
    assert near("aaaa", [*["zzzz"] * 499, "aaaa1"]) == ["aaaa1"]
    assert near("aaaa", [*["zzzz"] * 500, "aaaa1"]) == []
    # A hundred characters of a word are looked at: 2 * 43 / (100 + 43) is 0.601, of 101 too little.
    assert near("a" * 43 + "b" * 200, ["a" * 43]) == ["a" * 43]


def test_the_reason_of_a_refusal_is_in_the_words_of_the_system() -> None:
    assert reason(OSError(2, "No such file")) == "no such file"
    assert reason(OSError()) == "cannot be read"


def test_near_names() -> None:
    known = ["deepfakes", "drug-discovery", "data-security"]

    assert near("deepfake", known) == ["deepfakes"]
    assert hint("deep-fakes", known) == "; did you mean 'deepfakes'?"
    assert hint("zzz", known) == ""
    assert near("d" * 10**6, known) == []  # a long word costs no more than a short one


@pytest.mark.parametrize(
    "text", ["a\u00a0b", "a\u3000b", "a\u202fb", "क्\u200dष", "a\\x0ab", "a\n\tb"]
)
def test_what_prose_needs_is_legible_as_it_stands(text: str) -> None:
    assert not acting(text)
    assert legible(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u00adb", "a\\xadb"),
        ("a\U000e0041b", "a\\U000e0041b"),
        ("a\u115fb", "a\\u115fb"),
        ("a\x1bb\nc", "a\\x1bb\nc"),
        ("a\u202eb\u00a0c", "a\\u202eb\u00a0c"),
    ],
)
def test_what_hides_is_an_escape(text: str, shown: str) -> None:
    assert acting(text)
    assert legible(text) == shown
    assert not acting(legible(text))


def test_a_name_shows_what_sets_it_apart_from_others() -> None:
    assert visible("a\u00a0b\u200dc\nd") == "a\\xa0b\\u200dc\\nd".replace("\\n", "\\x0a")


def test_breaks_become_a_space_and_wide_spaces_stay() -> None:
    assert one_line("\n a \n\n b\u00a0\u3000c\td\n") == "a b\u00a0\u3000c d"

"""What each shape reads, refuses and tells an editor, at its edges."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from coopcli.model import Fault
from coopcli.problems import InvalidInput
from coopcli.reading import source
from coopcli.reading.log import MOST_PROBLEMS, Log, mark_at
from coopcli.reading.records import EitherRecord, Field, Record
from coopcli.reading.shapes import (
    DATE,
    ID,
    LINE,
    LONGEST_TEXT,
    MANY,
    PROSE,
    YES_NO,
    ListOf,
    MapOf,
    Shape,
    check_shape,
    fraction,
    whole_number,
)
from coopcli.reading.source import Document, Sequence

NUMBER = whole_number(1, 9)
POINT = Record(
    "a point", dict, {"at": Field(NUMBER, "where"), "far-off": Field(YES_NO, "?", False)}
)
TITLE = Record("a title", dict, {"title": Field(LINE, "how it is called")}, located=True)


def document(text: str) -> Document:
    return source.parse("a.yaml", text.encode())


def read(shape: Shape, text: str) -> Any:
    """The value; the problems as lines where there is none."""
    log = Log(document(text))
    value = shape.read(log.document.root, log)
    printed = [str(problem).removeprefix("a.yaml:") for problem in log.problems]
    assert (value is None) == bool(printed)
    return printed or value


def test_a_file_is_checked_in_itself() -> None:
    check_shape(document("title: A title"), TITLE)

    with pytest.raises(InvalidInput) as caught:
        check_shape(document("titel: A title\nmore: 1"), TITLE)
    assert [str(problem) for problem in caught.value.problems] == [
        "a.yaml:1:1: unknown-key: a title has no 'titel'; did you mean 'title'?",
        "a.yaml:2:1: unknown-key: a title has no 'more'; it has 'title'",
    ]


# Lists.


@pytest.mark.parametrize(
    ("shape", "text", "printed"),
    [
        (ListOf(NUMBER, 2, 2), "[1]", "exactly 2 items are needed, not 1"),
        (ListOf(NUMBER, 1, 3), "[]", "at least one item is needed, not none"),
        (ListOf(NUMBER, 1, 3), "[1, 2, 3, 4]", "1 to 3 items are needed, not 4"),
        (ListOf(NUMBER, 2), "[]", "at least 2 items are needed, not 0"),
        (ListOf(NUMBER, 2, 3), "[1]", "2 to 3 items are needed, not 1"),
    ],
)
def test_a_list_of_the_wrong_length_is_shown_what_it_needs(
    shape: Shape, text: str, printed: str
) -> None:
    assert read(shape, text) == [f"1:1: wrong-length: {printed}"]


def test_a_list_may_have_any_length_between_its_bounds() -> None:
    shape = ListOf(NUMBER, 1, 3)

    assert [read(shape, text) for text in ("[4]", "[4, 4]", "[4, 5, 6]")] == [
        (4,),
        (4, 4),
        (4, 5, 6),
    ]


def test_a_list_without_a_bound_of_its_own_has_at_most_ten_thousand_items() -> None:
    shape = ListOf(NUMBER)

    assert len(read(shape, f"[{'1, ' * 10_000}]")) == 10_000
    assert read(shape, f"[{'1, ' * 10_001}]") == [
        "1:1: wrong-length: at most 10000 items are read, not 10001"
    ]
    assert read(ListOf(NUMBER, 1, 3), f"[{'1, ' * 10_001}]") == [
        "1:1: wrong-length: 1 to 3 items are needed, not 10001"
    ]


def test_yes_and_no_are_shown_apart() -> None:
    assert read(ListOf(YES_NO), "[true, false]") == (True, False)


def test_the_second_of_two_equal_items_is_the_one_that_is_shown() -> None:
    shape = ListOf(ID, distinct=True)

    assert read(shape, "[a, b, c]") == ("a", "b", "c")
    assert read(shape, "[a, b, c, b, a]") == ["1:11: repeated-item: 'b' stands twice"]


def test_one_wrong_item_leaves_no_list_and_every_item_is_looked_at() -> None:
    assert read(ListOf(NUMBER), "[1, 0, 2, x]") == [
        "1:5: wrong-form: a whole number from 1 to 9 is needed, not '0'",
        "1:11: wrong-form: a whole number from 1 to 9 is needed, not 'x'",
    ]


# Texts and numbers.


def test_a_text_may_be_as_long_as_is_said_and_no_longer() -> None:
    assert read(PROSE, "x" * LONGEST_TEXT) == "x" * LONGEST_TEXT
    assert read(PROSE, "x" * (LONGEST_TEXT + 1)) == [
        "1:1: too-long: at most 20000 characters are read"
    ]
    assert read(LINE, "x" * 300) == "x" * 300
    assert read(LINE, "x" * 301) == ["1:1: too-long: at most 300 characters are read"]
    assert read(ID, "x" * 80) == "x" * 80
    assert read(ID, "x" * 81) == ["1:1: too-long: at most 80 characters are read"]


def test_a_long_value_is_quoted_by_its_first_characters() -> None:
    assert read(NUMBER, "y" * 81) == [
        f"1:1: wrong-form: a whole number from 1 to 9 is needed, not '{'y' * 77}...'"
    ]


def test_a_number_in_quotes_is_shown_to_leave_them_out() -> None:
    assert read(NUMBER, '"3"') == [
        "1:1: wrong-type: a whole number from 1 to 9 is needed, not '3' as text;"
        " write 3 without quotes"
    ]
    assert read(NUMBER, "'x'") == [
        "1:1: wrong-type: a whole number from 1 to 9 is needed, not 'x' as text"
    ]


@pytest.mark.parametrize("text", ["0", "10", "01", "1.0", "+1", "1_0", "٣"])
def test_no_other_spelling_is_a_whole_number(text: str) -> None:
    assert len(read(NUMBER, text)) == 1


def test_numbers_and_fractions_hold_both_bounds() -> None:
    half_to_one = fraction(Fraction(1, 2), 1)

    assert [read(NUMBER, text) for text in ("1", "9")] == [1, 9]
    assert [read(half_to_one, text) for text in ("1/2", "0.5", "'2/3'", "1")] == [
        Fraction(1, 2),
        Fraction(1, 2),
        Fraction(2, 3),
        1,
    ]
    for wrong in ("49/100", "3/2", "1/0", "2/3/4", "-1", "1e0"):
        assert read(half_to_one, wrong) == [
            f"1:1: wrong-form: a fraction such as 2/3 from 1/2 to 1 is needed, not '{wrong}'"
        ]


def test_a_date_may_stand_in_quotes() -> None:
    assert read(DATE, '"2020-10"') == read(DATE, "2020-10")


# Records.


def test_a_record_gives_its_defaults_and_its_line() -> None:
    assert read(POINT, "at: 3") == {"at": 3, "far_off": False}
    assert read(POINT, "far-off: true\nat: 3") == {"at": 3, "far_off": True}
    assert read(TITLE, "\ntitle: One") == {"title": "One", "line": 2}


def test_a_record_tells_every_problem_in_one_run() -> None:
    assert read(POINT, "att: 3\nfar-off: perhaps") == [
        "1:1: unknown-key: a point has no 'att'; did you mean 'at'?",
        "2:10: not-a-choice: true or false is needed, not 'perhaps'",
    ]


def test_an_unknown_key_is_quoted_by_its_first_characters() -> None:
    (printed,) = read(POINT, f"at: 1\n{'k' * 81}: 2")

    assert printed == f"2:1: unknown-key: a point has no '{'k' * 77}...'; it has 'at', 'far-off'"


def test_the_key_tells_which_of_two_records_is_meant() -> None:
    either = EitherRecord({"at": POINT}, TITLE)

    assert read(either, "at: 1") == {"at": 1, "far_off": False}
    assert read(either, "title: at") == {"title": "at", "line": 1}
    assert read(either, "at") == ["1:1: wrong-type: a title is needed, not 'at'; it has 'title'"]


def test_a_map_with_one_wrong_value_is_none() -> None:
    assert read(MapOf(NUMBER), "a: 1\nb: 2") == {"a": 1, "b": 2}
    assert read(MapOf(NUMBER), "a: 1\nb: []") == [
        "2:4: wrong-type: a whole number from 1 to 9 is needed, not a list"
    ]


# What an editor shows.


def test_shapes_describe_themselves_as_json_schema() -> None:
    text = {"type": ["string", "integer", "number", "boolean"], "minLength": 1}
    number = {"type": "integer", "minimum": 1, "maximum": 9}

    assert PROSE.describe() == text | {"maxLength": 20_000, "pattern": r"\S"}
    line = r"^(?=\s*\S)\s*(?:[^\n]*)\s*$"
    assert LINE.describe() == text | {"maxLength": 300, "pattern": line}
    # A name may be a year, which is a number to an editor; an id is no fraction and not below 0.
    assert ID.describe()["type"] == ["string", "integer", "boolean"]
    assert ID.describe()["minimum"] == 0
    assert NUMBER.describe() == number
    assert YES_NO.describe() == {"enum": [True, False]}
    assert fraction(0, 1).describe()["anyOf"][1] == {"type": "number", "minimum": 0, "maximum": 1}
    assert DATE.describe()["anyOf"][1] == {"type": "integer", "minimum": 1000, "maximum": 9999}
    assert ListOf(NUMBER).describe() == {"type": "array", "items": number}
    assert ListOf(NUMBER, 1, 3, distinct=True).describe() == {
        "type": "array",
        "items": number,
        "minItems": 1,
        "maxItems": 3,
        "uniqueItems": True,
    }
    assert "maxItems" not in ListOf(NUMBER, 0, MANY).describe()
    assert MapOf(NUMBER).describe() == {"type": "object", "additionalProperties": number}
    assert POINT.describe() == {
        "type": "object",
        "properties": {
            "at": {"description": "where"} | number,
            "far-off": {"description": "?", "enum": [True, False]},
        },
        "required": ["at"],
        "additionalProperties": False,
    }
    assert EitherRecord({"at": POINT}, TITLE).describe() == {
        "anyOf": [TITLE.describe(), POINT.describe()]
    }


# The log.


def problems_of(log: Log) -> list[str]:
    with pytest.raises(InvalidInput) as caught:
        log.sound("a value")
    return [str(problem) for problem in caught.value.problems]


def test_problems_are_shown_in_the_order_of_the_file() -> None:
    log = Log(document("[1, 2]"))
    assert isinstance(log.document.root, Sequence)
    for item in reversed(log.document.root):
        log.add(item.mark, "wrong", "so it is")

    assert problems_of(log) == ["a.yaml:1:2: wrong: so it is", "a.yaml:1:5: wrong: so it is"]


@pytest.mark.parametrize(("found", "printed"), [(99, 99), (100, 101), (101, 101)])
def test_after_a_hundred_problems_the_rest_is_not_shown(found: int, printed: int) -> None:
    assert MOST_PROBLEMS == 100
    rest = "a.yaml: too-many-problems: after 100 problems the rest of the file is not looked at"

    log = Log(document(f"[{'x, ' * found}]"))
    assert ListOf(NUMBER).read(log.document.root, log) is None

    assert len(problems_of(log)) == printed
    assert (problems_of(log)[-1] == rest) == (printed == 101)


def test_faults_that_are_not_shown_are_not_looked_for() -> None:
    log, looked = Log(document("a: 1")), []

    def faults() -> Any:
        for number in range(10**6):
            looked.append(number)
            yield Fault(("a",), "wrong", f"number {number}")

    log.blame(faults())

    assert (len(log.problems), len(looked)) == (100, 101)


def test_a_file_without_problems_gives_its_value() -> None:
    assert Log(document("a: 1")).sound("a value") == "a value"


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ((), (1, 1)),
        (("a",), (1, 4)),
        (("b",), (2, 1)),  # of a collection its key
        (("b", 1), (4, 5)),
        (("b", 1, "c"), (4, 8)),
        (("b", 2), (2, 1)),  # no such item: the last node on the way
        (("z", "a"), (1, 1)),
        (("a", 0), (1, 4)),
        (("b", "a"), (2, 1)),
        ((0,), (1, 1)),
    ],
)
def test_a_path_leads_to_its_place_or_as_near_as_there_is(
    path: tuple[str | int, ...], place: tuple[int, int]
) -> None:
    mark = mark_at(document("a: 1\nb:\n  - 2\n  - c: 3\n").root, path)

    assert (mark.line + 1, mark.column + 1) == place

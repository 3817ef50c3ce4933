"""Columns of files of ratings: each file has those that it needs, alike in all files."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from coopcli.packs.library import areas_of, open_pack
from coopcli.problems import InvalidInput, Location, Problem
from coopcli.tables.columns import each, layout_of
from coopcli.tables.ratings import Kind
from coopcli.tables.shape import Shape, shape_of
from tests.examples import ROOT, SMALL_PACK


@pytest.fixture(scope="module")
def shape() -> Shape:
    pack = open_pack(str(ROOT / SMALL_PACK))
    return shape_of(pack.rubric, areas_of(pack))


def cells(names: str) -> Mapping[str, Kind]:
    return dict.fromkeys(names.split(), Kind.CELL)


LONG = "area criterion known low"

WRONG = {
    "area criterion known level": "the column 'low' is missing; there are area, criterion, known, "
    "level",
    "area known words": "'words' is a column of the wide form, 'criterion' one of the long form; "
    "all files must be in one form",
    f"{LONG} words": "'words' is a column of the wide form, 'criterion' one of the long form; all "
    "files must be in one form",
    f"{LONG} pair": "'pair' is not read; if it is 'parties' write so, else rename it",
    f"{LONG} hgih": "'hgih' is not read; if it is 'high' write so, else rename it",
    f"{LONG} parites": "'parites' is not read; if it is 'parties' write so, else rename it",
    f"{LONG} trends": "'trends' is not read; if it is 'trend' write so, else rename it",
    f"{LONG} High": "'High' must be written 'high'",
}


@pytest.mark.parametrize("names", WRONG)
def test_each_file_has_the_columns_that_are_read(shape: Shape, names: str) -> None:
    # What another file has does not help: what is lacking would count as missing answers.
    for files in ({"a": LONG, "b": names}, {"b": names, "a": LONG}):
        with pytest.raises(InvalidInput) as caught:
            layout_of(shape, {path: cells(text) for path, text in files.items()})
        assert [(str(one.where), one.message) for one in caught.value.problems] == [
            ("b", WRONG[names]),
        ]


def test_a_sheet_needs_a_question_and_the_keys(shape: Shape) -> None:
    sheets = {"a": "area known words", "b": "area known note", "c": "words", "d": "area known wrds"}
    sheets["e"] = "area known words trend"
    with pytest.raises(InvalidInput) as caught:
        layout_of(shape, {path: cells(text) for path, text in sheets.items()})
    messages = [f"{one.where}: {one.message}" for one in caught.value.problems]
    assert [one.partition(";")[0] for one in messages] == [
        "b: a column 'criterion' is missing, or one for a criterion",
        "c: the columns 'area' and 'known' are missing",
        "d: no criterion 'wrds'",
        "d: a column 'criterion' is missing, or one for a criterion",
        "e: the wide form has no column 'trend'",
    ]


def test_a_column_holds_the_same_in_all_files(shape: Shape) -> None:
    whole = {**dict.fromkeys(("area", "criterion"), Kind.TEXT), "known": Kind.DATE}
    files = {
        "a": {**whole, "low": Kind.WHOLE, "note": Kind.TEXT},
        "b": {**whole, "low": Kind.TEXT, "note": Kind.OTHER},
        "c": {**whole, "known": Kind.OTHER, "low": Kind.WHOLE},
    }
    with pytest.raises(InvalidInput) as caught:
        layout_of(shape, files)
    assert [str(one) for one in caught.value.problems] == [
        "c: wrong-column: the column 'known' must hold dates or text or times, not another type, "
        "such as decimal, boolean, list or time with a zone",
        "b: wrong-column: the column 'low' holds text, and whole numbers in a; make them alike",
    ]


def test_files_may_differ_in_columns_that_are_not_needed(shape: Shape) -> None:
    files = {"a": cells(f"{LONG} reason high"), "b": cells(f"{LONG} statement basis date")}
    layout, columns = layout_of(shape, files)
    assert [*columns] == [*LONG.split(), "high"]
    assert {*layout.kinds.values()} == {Kind.CELL}


def test_pairs_stand_in_all_files_or_in_none(shape: Shape) -> None:
    files = {"a": cells(LONG), "b": cells(f"{LONG} parties")}
    with pytest.raises(InvalidInput, match="a: missing-column: the column 'parties' is missing"):
        layout_of(shape, files)


def test_what_is_wrong_with_each_file_is_raised_at_once() -> None:
    def look(path: str) -> int:
        if path.startswith("bad"):
            raise InvalidInput([Problem(Location(path), "unreadable-table", "no")])
        return len(path)

    assert each(look, ["a", "bcd"]) == {"a": 1, "bcd": 3}
    with pytest.raises(InvalidInput) as caught:
        each(look, ["bad", "a", "bad too"])
    assert [str(one.where) for one in caught.value.problems] == ["bad", "bad too"]

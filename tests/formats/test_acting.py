"""No text of a result acts in any format: every kind in every format that can say it.

Formats, kinds and types come from the registries of the program; a new one is among them.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from fractions import Fraction
from functools import cache
from types import ModuleType
from typing import Any, Literal, get_args, get_origin, get_type_hints
from zlib import crc32

import pytest

from coopcli.formats import FORMATS, Format, Style, render
from coopcli.model import PartialDate, Spelling
from coopcli.results.codec import encode
from coopcli.results.parts import Result
from coopcli.results.saved import result_from
from coopcli.results.values import LightId
from coopcli.text import Report
from tests.formats.structures import inert, shown, structure
from tests.formats.test_escaping import HOSTILE
from tests.hostile.recipes import SHOWN
from tests.kinds import NAMES, TIDES, result

TEXTS = (*HOSTILE, *SHOWN.values(), "a\n\n# b", "a\n\n::error::b", "a\tb", "a\n- b\n\n    c")


def calmed(text: str) -> str:
    """A text in which nothing can act, with words and sentences of the same lengths."""
    plain = re.sub(r"[^\s.!?]", lambda sign: "A" if sign[0].isupper() else "a", text)
    return " ".join(plain.split()) or "a"


CALM = tuple(map(calmed, TEXTS))
"""What fits into a brief is the same with these."""


def filled(value: Any, texts: tuple[str, ...], turn: int) -> Any:
    """A value in which other texts stand around every text; equal ones stay equal.

    What is no free text stays: numbers, dates, words of a closed set.
    """
    if isinstance(value, Enum | int | Fraction | PartialDate | None):
        return value
    if isinstance(value, LightId):
        return LightId(value.light._replace(name=filled(value.name, texts, turn)))
    if isinstance(value, str):
        if not value:
            return value
        text = texts[(crc32(value.encode()) + turn) % len(texts)]
        return f"{text} {value} {text}"
    if isinstance(value, Mapping):
        return {filled(k, texts, turn): filled(v, texts, turn) for k, v in value.items()}
    if hasattr(value, "_fields") or is_dataclass(value):
        names = getattr(value, "_fields", None) or [field.name for field in fields(value)]
        return type(value)(
            **{
                name: getattr(value, name)
                if _closed(type(value), name)
                else filled(getattr(value, name), texts, turn)
                for name in names
            }
        )
    assert isinstance(value, tuple), value
    return tuple(filled(item, texts, turn) for item in value)


def _closed(kind: type, name: str) -> bool:
    hint = get_type_hints(kind, include_extras=True)[name]
    return any(
        get_origin(each) is Literal
        or any(isinstance(bound, Spelling) for bound in getattr(each, "__metadata__", ()))
        for each in (hint, *get_args(hint))
    )


def checked(form: str, plain: str, hostile: Result, detail: int = 1) -> None:
    """Asserts that a result is no more and no less than a plain one but for its texts."""
    out = shown(Report(hostile, detail), form)

    assert inert(form, out)
    assert structure(form, out) == structure(form, plain)


@cache
def pairs(name: str) -> list[tuple[Result, Result]]:
    """Results of an example with calm and with hostile texts, in other places in each."""
    return [
        (filled(result(name), CALM, turn * 37), filled(result(name), TEXTS, turn * 37))
        for turn in range(4)
    ]


WRITTEN = [
    (name, form)
    for name in NAMES
    for form in FORMATS
    if FORMATS[form].takes(result(name).kind)
    # files escape the words of the second pack as they do those of the first
    and not (FORMATS[form].extra and name.startswith(TIDES))
]


@pytest.mark.parametrize(("name", "form"), WRITTEN)
def test_no_text_acts(name: str, form: str) -> None:
    for calm, hostile in pairs(name)[: 1 if FORMATS[form].extra else 4]:
        checked(form, shown(Report(calm, 1), form), hostile)


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_no_text_acts_in_a_brief(form: str) -> None:
    name = "assess-fish-counting"
    for calm, hostile in pairs(name):
        checked(form, shown(Report(calm), form), hostile, detail=0)


@pytest.mark.parametrize("name", NAMES)
def test_such_a_result_is_read_from_its_json_as_it_was(name: str) -> None:
    _, hostile = pairs(name)[0]
    text = render(Report(hostile), "json", Style())

    assert text.isascii()
    assert result_from("x.json", text.encode()) == hostile


def _careless(form: str, report: Report) -> str:
    name = encode(report.result)["rubric"]["title"]
    return {
        "page": f"<!DOCTYPE html><p>{name}</p>",
        "element": f"<?xml version='1.0'?><a>{name}</a>",
        "data": f'{{"name": "{name}"}}',
        "lines": f"name: {json.dumps(name)}\n{name}\n",
    }[form]


@pytest.mark.parametrize("form", ["page", "element", "data", "lines"])
def test_a_new_format_that_escapes_nothing_is_found(
    form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    careless = ModuleType("careless")
    careless.render = lambda report, _style: _careless(form, report)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "careless", careless)
    monkeypatch.setitem(FORMATS, form, Format("careless"))
    plain, found = shown(Report(pairs("areas")[0][0], 1), form), 0
    for text in TEXTS:
        try:
            checked(form, plain, filled(result("areas"), (text,), 0))
        except (AssertionError, SyntaxError, ValueError):  # what is no XML is a SyntaxError
            found += 1
    assert found

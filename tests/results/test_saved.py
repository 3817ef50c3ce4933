"""Results hold to the published schema, and a saved one is rendered as the run itself was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import jsonschema
import pytest

from coopcli.checking import check_paths
from coopcli.formats import Style, render
from coopcli.packs.library import areas_of, open_area, open_pack
from coopcli.problems import InvalidInput
from coopcli.results.codec import encode
from coopcli.results.saved import result_from, results_schema
from coopcli.rule.assessment import assess
from coopcli.studies.areas import areas_result
from coopcli.studies.assess import assessment_result
from coopcli.studies.avenues import offers_of
from coopcli.studies.check import check_result
from coopcli.studies.explain import explainable, explanation_result
from coopcli.studies.firmness import writable
from coopcli.text import Report
from tests.examples import PACK_FOLDER, ROOT, SMALL_PACK, day
from tests.kinds import printed

VALIDATOR = jsonschema.Draft7Validator(results_schema())


def results(folder: str) -> Iterator[Any]:
    """A result of every kind, of every area of a pack and of every id."""
    pack = open_pack(folder)
    newest = pack.newest()
    assessments = [assess(pack.rubric, a, a.newest() or newest) for a in areas_of(pack)]
    days = [(a.area, a.as_of) for a in assessments] + [(a.area, day("1999")) for a in assessments]
    for area, as_of in days:
        yield assessment_result(assess(pack.rubric, area, as_of))
    yield areas_result(pack.rubric, assessments, pack.newest())
    for name in explainable(pack.rubric, pack.ledger)[:60]:
        yield explanation_result(pack.rubric, pack.ledger, name)
    yield check_result(*check_paths([folder, str(ROOT / "tests/bad")], folder))


SMALL = list(results(str(ROOT / SMALL_PACK)))


def test_the_published_schema_is_one() -> None:
    jsonschema.Draft7Validator.check_schema(results_schema())


@pytest.mark.parametrize("folder", [str(ROOT / SMALL_PACK), str(PACK_FOLDER)])
def test_every_result_holds_to_the_published_schema(folder: str) -> None:
    for result in SMALL if "tests" in folder else results(folder):
        data = encode(result)
        errors = [error.message for error in VALIDATOR.iter_errors(json.loads(json.dumps(data)))]
        assert not errors, data["kind"]


def test_a_saved_result_is_shown_as_the_run_was() -> None:
    for result in SMALL:
        saved = result_from("x.json", render(Report(result), "json", Style()).encode())
        assert saved == result

        for form in ("text", "markdown", "json"):
            for detail in (-1, 0, 1):
                assert render(Report(saved, detail), form, Style(60)) == render(
                    Report(result, detail), form, Style(60)
                )


def refused(change: Any) -> list[str]:
    data = json.loads(json.dumps(encode(SMALL[0])))
    change(data)
    with pytest.raises(InvalidInput) as caught:
        result_from("x.json", json.dumps(data).encode())
    # The program and the published schema agree; which lights there are is for the result to say.
    assert not VALIDATOR.is_valid(data) or data["light"] == "blue"
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda data: data.update(light="blue"),
            "x.json: not-a-result: /light: 'blue' must not stand here",
        ),
        (lambda data: data.pop("tally"), "x.json: not-a-result: the result: 'tally' is missing"),
        (
            lambda data: data.update(extra=1),
            "x.json: not-a-result: the result: 'extra' must not stand here",
        ),
        (
            lambda data: data["tally"].update(green=-1),
            "x.json: not-a-result: /tally/green: -1 is out of range",
        ),
        (
            lambda data: data["tally"].update(green=True),
            "x.json: not-a-result: /tally/green: integer is needed, not True",
        ),
        (
            lambda data: data.update(coverage="0.5"),
            "x.json: not-a-result: /coverage: '0.5' must not stand here",
        ),
        (
            lambda data: data["dimensions"][0]["criteria"][0].update(level=[0]),
            "x.json: not-a-result: /dimensions/0/criteria/0/level: 1 items must not stand here",
        ),
        (
            lambda data: data.update(as_of=2020),
            "x.json: not-a-result: /as_of: string is needed, not 2020",
        ),
        (
            lambda data: data.update(schema_version=3),
            "x.json: unknown-version: schema_version 2 is read, not 3",
        ),
    ],
)
def test_what_is_no_result_is_refused(change: Any, message: str) -> None:
    assert refused(change) == [message]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{", "x.json:1:2: not-json: expecting property name enclosed in double quotes"),
        (b'{"a": 1, "a": 2}', "x.json: not-json: a key stands twice in one object"),
        (b'{"a": NaN}', "x.json: not-json: NaN is no JSON number"),
        (b"[" * 100_000, "x.json: not-json: it nests too deep"),
        (b"[]", "x.json: not-a-result: this is no result of this program"),
        (
            b'{"schema_version": 1, "kind": "pond"}',
            "x.json: not-a-result: this is no result of this program",
        ),
        (
            b'{"schema_version": 1, "kind": []}',
            "x.json: not-a-result: this is no result of this program",
        ),
        (b'{"schema_version": 1}', "x.json: not-a-result: this is no result of this program"),
    ],
)
def test_what_is_no_json_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        result_from("x.json", content)

    assert [str(problem) for problem in caught.value.problems] == [message]


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        (
            "batch-with-an-unread",
            lambda data: data["inputs"].append("x.yaml"),
            "/inputs: the input 'x.yaml' has neither a result nor a problem",
        ),
        (
            "assess-gated",
            lambda data: data["gates"]["verdicts"][0].update(gate=" "),
            "/gates/verdicts/0/gate: ' ' must not stand here",
        ),
    ],
)
def test_what_every_format_rests_on_is_looked_at_first(
    name: str, change: Any, message: str
) -> None:
    data = json.loads(printed(name)["json"])
    change(data)

    with pytest.raises(InvalidInput) as caught:
        result_from("x.json", json.dumps(data).encode())

    assert f"x.json: not-a-result: {message}" in str(caught.value).splitlines()


def test_control_characters_in_a_saved_result_are_refused() -> None:
    data = json.loads(json.dumps(encode(SMALL[0])))
    data["area"]["name"] = "a\x1b[31mb"

    with pytest.raises(InvalidInput) as caught:
        result_from("x.json", json.dumps(data).encode())

    assert "/area/name: control characters must not stand here" in str(caught.value)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Fraction(0), "0"),
        (Fraction(1), "1"),
        (Fraction(1, 3), "1/3"),
        (Fraction(1, 2**999), f"1/{2**999}"),  # a denominator of a thousand bits
        (Fraction(1, 2**1000), "1/1000000000000"),  # never onto nothing or all
        (Fraction(2**1000 - 1, 2**1000), "999999999999/1000000000000"),
        (Fraction(2**1000 // 3, 2**1000), "333333333333/1000000000000"),
    ],
)
def test_a_share_that_needs_vast_numbers_has_twelve_decimals(value: Fraction, written: str) -> None:
    assert str(writable(value)) == written


def test_an_avenue_offers_what_moves_some_of_the_criteria() -> None:
    pack = open_pack(str(ROOT / SMALL_PACK))
    judged = assess(pack.rubric, open_area(pack, "fish-counting"), day("2024-06-30"))
    market = pack.rubric.avenues[1]

    (offer,) = offers_of(market, ["fear", "law"], judged)
    assert (offer.id, offer.moves) == ("joint-stall", ("fear",))
    assert offers_of(market, ["law"], judged) == ()

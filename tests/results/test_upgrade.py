"""Results that version 1 saved are still read, and every format still renders them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from coopcli.formats import FORMATS, TEXT_FORMATS, Style, content, render
from coopcli.problems import InvalidInput
from coopcli.results.saved import result_from
from coopcli.results.upgrade import upgraded
from coopcli.studies.assess import AssessmentResult
from coopcli.text import Report
from tests.formats.structures import needs

SAVED = sorted((Path(__file__).parent / "v1").glob("*.json"))


@pytest.mark.parametrize("path", SAVED, ids=lambda path: path.stem)
def test_a_result_of_version_1_is_read_and_rendered(path: Path) -> None:
    result = result_from(path.name, path.read_bytes())

    for name, about in TEXT_FORMATS.items():
        if about.takes(path.stem):
            assert render(Report(result), name, Style()) or name == "github"  # nothing to annotate


@pytest.mark.parametrize("form", sorted(set(FORMATS) - set(TEXT_FORMATS)))
@pytest.mark.parametrize("path", SAVED, ids=lambda path: path.stem)
def test_a_result_of_version_1_makes_a_file(path: Path, form: str) -> None:
    needs(form)
    result = result_from(path.name, path.read_bytes())

    assert content(Report(result), form, Style())


def test_what_version_1_could_not_say_is_empty() -> None:
    path = Path(__file__).parent / "v1" / "assessment.json"

    result = result_from(path.name, path.read_bytes())

    assert isinstance(result, AssessmentResult)
    assert result.headline is None
    assert result.open_questions == ()
    assert {answer.because for answer in result.answers} == {""}
    assert {item.reported for item in result.evidence} == {False}


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {"schema_version": 3},
        {"schema_version": True},
        {"schema_version": "1"},
        {"schema_version": 1.0},
    ],
)
def test_data_of_no_known_version_is_left_alone(data: Any) -> None:
    assert upgraded(data) == data


@pytest.mark.parametrize("broken", [7, "x", [7], [{"criteria": 7}], [{"criteria": [7]}], {}])
def test_broken_data_of_version_1_is_refused(broken: Any) -> None:
    data = json.loads((Path(__file__).parent / "v1" / "assessment.json").read_bytes())
    data["dimensions"] = broken

    with pytest.raises(InvalidInput):
        result_from("x.json", json.dumps(data).encode())


def test_what_is_broken_is_refused_as_it_stands() -> None:
    data = {"schema_version": 1, "kind": "assessment", "dimensions": [7, {"criteria": [8]}]}

    assert upgraded(data)["dimensions"] == data["dimensions"]


def test_what_version_1_called_a_gate_of_the_rule_is_a_veto() -> None:
    assessment, pathways, robustness = (
        json.loads((Path(__file__).parent / "v1" / f"{kind}.json").read_bytes())
        for kind in ("assessment", "pathways", "robustness")
    )
    changed = json.loads((Path(__file__).parent / "v1" / "what-if.json").read_bytes())
    changed["overrides"] = ["gate.fear=off", "fear=3"]

    found = upgraded(assessment)
    assert found["rule"]["vetoes"] == assessment["rule"]["gates"]
    assert found["margins"][0]["vetoes"] == assessment["margins"][0]["gates"]
    assert found["gates"] == assessment["gates"]  # the checks of the run
    assert upgraded(pathways)["vetoed_by"] == ["law"]
    assert upgraded(robustness)["tipping"]["without_vetoes"] == "green"
    assert {opinion["rule"] for opinion in upgraded(robustness)["opinions"]} >= {"no-vetoes"}
    assert upgraded(changed)["overrides"] == ["veto.fear=off", "fear=3"]
    assert '"gate":' not in json.dumps(upgraded(changed))


def test_a_question_named_gate_keeps_its_name() -> None:
    data = json.loads((Path(__file__).parent / "v1" / "assessment.json").read_bytes())
    data["rule"]["gates"] = {"gate": {"green": 3}, "gates": {"green": 4}}

    assert upgraded(data)["rule"]["vetoes"] == data["rule"]["gates"]


BROKEN: dict[tuple[str, str], tuple[Any, ...]] = {
    ("robustness", "opinions"): (7, [7], ["no-gates"], {}),
    ("what-if", "overrides"): (7, [7], [["gate.fear=off"]]),
    ("batch", "summary"): (7, [], {"areas": 1}),
    ("pathways", "closed_gates"): (7, [7], {}),
    ("assessment", "margins"): (7, [7], [{"gates": 7}]),
}


@pytest.mark.parametrize(("kind", "key"), BROKEN)
def test_what_is_broken_is_refused_in_every_kind(kind: str, key: str) -> None:
    data = json.loads((Path(__file__).parent / "v1" / f"{kind}.json").read_bytes())
    for broken in BROKEN[kind, key]:
        with pytest.raises(InvalidInput):
            result_from("x.json", json.dumps(data | {key: broken}).encode())

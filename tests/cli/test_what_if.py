"""``what-if`` as a user runs it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest

from coopcli.results.saved import results_schema
from tests.cli.conftest import Here

Results = Callable[..., dict[str, Any]]
"""Gives the JSON of a run with some words."""


@pytest.fixture
def result(printed: Callable[..., bytes]) -> Results:
    def result(*words: str) -> dict[str, Any]:
        settings = [part for word in words for part in ("--set", word)]
        text = printed("what-if", "deepfakes", "--as-of", "2020", *settings, "-f", "json")
        data: dict[str, Any] = json.loads(text)
        return data

    return result


def test_every_override_is_echoed(result: Results) -> None:
    data = result("Legal_Restrictions=4", "weight.channel-gap=2")

    words = ["legal-restrictions=4", "weight.channel-gap=2"]
    assert data["overrides"] == data["changed"]["overrides"] == words
    assert data["today"]["overrides"] == []
    assert (data["today"]["light"], data["light"], data["moved"]) == ("yellow", "red", True)
    assert not data["standard_model"]
    jsonschema.validate(data, results_schema())


def test_only_another_rule_is_not_the_standard_model(result: Results, here: Here) -> None:
    assert result("legal-restrictions=1-3")["standard_model"]
    printed = here("what-if", "deepfakes", "--set", "channel-gap=1")
    assert b"Not the rubric's own rule" not in printed.stdout
    printed = here("what-if", "deepfakes", "--set", "majority=3/4")
    assert b"Not the rubric's own rule: " in printed.stdout


def test_an_assumed_answer_says_so(result: Results) -> None:
    data = result("legal-restrictions=2")["changed"]

    answer = next(
        a for p in data["dimensions"] for a in p["criteria"] if a["id"] == "legal-restrictions"
    )
    assert answer["basis"] == "assumed"
    assert (answer["confidence"], answer["evidence"]) == (None, [])


def test_the_changed_assessment_is_a_result_of_its_own(result: Results, here: Here) -> None:
    data = result("channel-gap=missing", "majority=3/4")["changed"]

    printed = here("render", "-", stdin=json.dumps(data).encode())

    assert printed.returncode == 0
    assert b"Not the rubric's own rule: " in printed.stdout
    assert b"Assumed for this run: channel-gap=missing" in printed.stdout.replace(b"\n", b"")


def test_a_saved_result_renders_to_the_same_bytes(renders_alike: Callable[..., None]) -> None:
    renders_alike("what-if", "deepfakes", "--set=value-conflict=missing", "--set=lines.green=0")


def test_what_is_wrong_is_shown_at_once(here: Here) -> None:
    ran = here("what-if", "deepfakes", "--set", "chanel-gap=1", "--set", "majority=2", "--set", "x")

    assert ran.returncode == 2
    assert ran.stdout == b""
    assert len(ran.stderr.splitlines()) == 3


def test_a_setting_is_needed(here: Here) -> None:
    assert here("what-if", "deepfakes").returncode == 2

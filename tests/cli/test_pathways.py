"""``pathways`` as a user runs it."""

from __future__ import annotations

import json

import jsonschema
import pytest

from coopcli.report.published import RESULT
from tests.examples import run


def result(*words: str) -> dict:
    ran = run("pathways", *words, "-f", "json")
    assert ran.returncode == 0, ran.stderr
    data = json.loads(ran.stdout)
    jsonschema.validate(data, RESULT)
    return data


def test_every_set_moves_the_light_in_what_if() -> None:
    data = result("ai-principles", "--as-of", "2020")

    for one in data["least_effort"]["sets"]:
        settings = [f"--set={move['criterion']}={move['to']}" for move in one["moves"]]
        ran = run("what-if", "ai-principles", "--as-of", "2020", *settings, "-f", "json")
        assert json.loads(ran.stdout)["light"] == data["aim"] == "green"


def test_every_offer_moves_its_barrier_and_was_published_by_the_date() -> None:
    data = result("deepfakes", "--as-of", "2020")

    offers = [
        (step["criterion"], offer)
        for step in data["steps"]
        for way in step["ways"]
        for offer in way["offers"]
    ]
    assert offers
    for criterion, offer in offers:
        assert offer["moves"] == [criterion]
        assert offer["passage"]["source"] in {source["id"] for source in data["sources"]}
    assert max(source["date"] for source in data["sources"]) <= "2020-12-31"


def test_what_only_governments_can_lift_is_named() -> None:
    told = run("pathways", "facial-recognition").stdout.decode()

    assert "No pathway through the avenues reaches Yellow." in told
    assert "Legal restrictions: at 4. Only the governments" in told


def test_a_light_that_is_there_is_no_error() -> None:
    data = result("drug-discovery", "--to", "yellow")

    assert data["reached"]
    assert data["least_effort"]["sets"] == [{"effort": 0, "avenues": {}, "moves": []}]


def test_an_undetermined_light_is_counted_from_the_worst() -> None:
    data = result("nuclear-control")

    assert (data["light"], data["counted_from"], data["aim"]) == ("undetermined", "red", "yellow")
    assert {entry["why"] for entry in data["blockers"]} == {"missing"}


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
@pytest.mark.parametrize("area", ["ai-principles", "nuclear-control", "data-security"])
def test_a_saved_result_renders_to_the_same_bytes(area: str, form: str) -> None:
    command = ("pathways", area, "--spare", "1")
    saved = run(*command, "-f", "json").stdout

    assert run("render", "-", "-f", form, stdin=saved).stdout == run(*command, "-f", form).stdout


@pytest.mark.parametrize("words", [("--to", "red"), ("--spare", "-1"), ("--spare", "some")])
def test_what_cannot_be_asked_is_refused(words: tuple[str, str]) -> None:
    ran = run("pathways", "deepfakes", *words)

    assert (ran.returncode, ran.stdout) == (2, b"")

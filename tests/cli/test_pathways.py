"""``pathways`` as a user runs it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from coopcli.results.saved import results_schema
from tests.cli.conftest import Here
from tests.examples import SMALL_PACK, run

Results = Callable[..., dict[str, Any]]
"""Gives the JSON of a run with some words."""


@pytest.fixture
def result(printed: Callable[..., bytes]) -> Results:
    def result(*words: str) -> dict[str, Any]:
        data: dict[str, Any] = json.loads(printed("pathways", *words, "-f", "json"))
        jsonschema.validate(data, results_schema())
        return data

    return result


def test_every_set_moves_the_light_in_what_if(
    result: Results, printed: Callable[..., bytes]
) -> None:
    data = result("ai-principles", "--as-of", "2020")

    for one in data["least_effort"]["sets"]:
        settings = [f"--set={move['criterion']}={move['to']}" for move in one["moves"]]
        moved = printed("what-if", "ai-principles", "--as-of", "2020", *settings, "-f", "json")
        assert json.loads(moved)["light"] == data["aim"] == "green"


def test_every_offer_moves_its_barrier_and_was_published_by_the_date(
    result: Results,
) -> None:
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


def test_what_only_governments_can_lift_is_named(here: Here) -> None:
    printed = here("pathways", "public-administration").stdout.decode()

    assert "No avenues lead to Green." in printed
    assert "Legal room: at 3. Only the governments" in printed


def test_a_light_that_is_there_is_no_error(result: Results) -> None:
    data = result("drug-discovery", "--to", "yellow")

    assert data["reached"]
    assert data["least_effort"]["sets"] == [{"effort": 0, "avenues": {}, "moves": []}]


def test_an_undetermined_light_is_counted_from_the_worst(
    result: Results,
) -> None:
    data = result("cloud-naming", "-r", SMALL_PACK)

    assert (data["light"], data["counted_from"], data["aim"]) == ("undetermined", "red", "yellow")
    assert {entry["why"] for entry in data["blockers"]} == {"missing"}


@pytest.mark.parametrize("area", ["ai-principles", "nuclear-control", "data-security"])
def test_a_saved_result_renders_to_the_same_bytes(
    area: str, renders_alike: Callable[..., None]
) -> None:
    renders_alike("pathways", area, "--spare", "1")


@pytest.mark.parametrize("words", [("--to", "red"), ("--spare", "-1"), ("--spare", "some")])
def test_what_cannot_be_asked_is_refused(words: tuple[str, str], here: Here) -> None:
    ran = here("pathways", "deepfakes", *words)

    assert (ran.returncode, ran.stdout) == (2, b"")


def test_a_rubric_without_avenues_contradicts_itself_nowhere(tmp_path: Path) -> None:
    """What is enough, and that nothing of the rubric leads there, are two statements."""
    asked = "{id: %s, question: Is it so?, anchors: [Yes., Nearly., Partly., Hardly., No.]%s}"
    questions = ", ".join(asked % one for one in (("talks", ""), ("law", ", veto: {green: 3}")))
    rating = "[{known: 2025, level: %d, basis: inferred, because: It is so.}]"
    (tmp_path / "areas").mkdir()
    (tmp_path / "rubric.yaml").write_text(f"id: a\ntitle: A\ncriteria: [{questions}]\n")
    (tmp_path / "areas/maps.yaml").write_text(
        f"id: maps\nname: Maps\nscope: Maps.\nratings: {{talks: {rating % 0}, law: {rating % 3}}}\n"
    )

    text = " ".join(run("pathways", "maps", "-r", str(tmp_path)).stdout.decode().split())

    assert "Enough for Yellow: law moves to “" in text
    assert "No avenues lead to Yellow: the rubric names none." in text
    assert "No way" not in text

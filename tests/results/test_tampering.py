"""A saved result that was tampered with is refused, or reported without an accident."""

from __future__ import annotations

import json
import os
from typing import Any

import pytest

from coopcli.problems import InvalidInput
from coopcli.results.saved import result_from
from tests.kinds import NAMES, printed, result
from tests.tampering import sweep

EVERY = 1 if "COOPCLI_EXAMPLES" in os.environ else 503
"""Every how manieth change is tried; all of them in a long search."""


@pytest.mark.parametrize("name", NAMES)
def test_a_changed_part_is_refused_or_harmless(name: str) -> None:
    # Each kind begins elsewhere, so that small results are not always changed in the same place.
    found = sweep(result(name), slice(len(name) % EVERY, None, EVERY))

    assert not found.wrong


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        (
            "assess-gated",
            lambda data: data["decided_by"].append("nobody"),
            "/decided_by: 'nobody' is no criterion of this result",
        ),
        (
            "assess-gated",
            lambda data: data["dimensions"][0]["criteria"][0].update(id="a\n# b"),
            "/dimensions/0/criteria/0/id: 'a\\n# b' must not stand here",
        ),
        (
            "assess-gated",
            lambda data: data["dimensions"][1]["criteria"][0].update(light="green"),
            "/dimensions/1/criteria/0/light: 'green' must not stand here: "
            "other parts of the result give 'red'",
        ),
        (
            "assess-gated",
            lambda data: data.update(light="green"),
            "/light: 'green' must not stand here: it lies between red and red",
        ),
        (
            "assess-gated",
            lambda data: data["sources"].pop(),
            "/evidence: 'talk-2022' is no source of this result",
        ),
        (
            "assess-gated",
            lambda data: data["rule"].update(majority="1/2"),
            "/rule/majority: a majority lies above 1/2, not at 1/2",
        ),
        (
            "assess-gated",
            lambda data: data["robustness"]["shares"]["red"].update(low="0", high="0"),
            "/robustness/shares: these shares must make 1 together",
        ),
        (
            "assess-gated",
            lambda data: data.update(newest_evidence="1999"),
            "/newest_evidence: '1999-12-31' must not stand here: "
            "other parts of the result give '2024-06-30'",
        ),
        (
            "compare-fish-counting-cloud-naming",
            lambda data: data["areas"][0].update(id="elsewhere"),
            "/steps/0: 'fish-counting' is no area of this result",
        ),
        (
            "robustness-sampled",
            lambda data: data["names"].pop("fear"),
            "is no criterion or dimension of this result",
        ),
        (
            "pathways-to-green",
            lambda data: data["vetoed_by"].append("nobody"),
            "/vetoed_by: 'nobody' is no criterion of this result",
        ),
        (
            "batch-all",
            lambda data: data["summary"].update(areas=9),
            "/summary: ",
        ),
        (
            "rubric-test-fish-counting",
            lambda data: data.update(passed=not data["passed"]),
            "/passed: ",
        ),
    ],
)
def test_parts_that_contradict_are_refused_in_plain_words(
    name: str, change: Any, message: str
) -> None:
    data = json.loads(printed(name)["json"])
    change(data)

    with pytest.raises(InvalidInput) as caught:
        result_from("x.json", json.dumps(data).encode())

    assert message in str(caught.value)

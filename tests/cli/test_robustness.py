from __future__ import annotations

import json

import pytest

from tests.examples import run


@pytest.mark.parametrize("wanted", ["text", "markdown", "json"])
def test_a_saved_result_renders_to_the_bytes_of_the_run(wanted: str) -> None:
    arguments = ("robustness", "drug discovery", "--seed", "7", "--draws", "200")
    saved = run(*arguments, "-f", "json")

    assert saved.returncode == 0, saved.stderr
    again = run("render", "-", "-f", wanted, stdin=saved.stdout)
    assert again.stdout == run(*arguments, "-f", wanted).stdout


def test_seed_and_draws_are_told_and_repeat_the_run() -> None:
    first, again, other = (
        run("robustness", "deepfakes", "--seed", seed, "--draws", "200", "-f", "json").stdout
        for seed in ("1", "1", "2")
    )

    assert first == again != other
    sampled = json.loads(first)["sensitivity"]
    assert (sampled["seed"], sampled["draws"]) == (1, 200)


def test_all_areas_in_a_table() -> None:
    done = run("robustness", "--all", "-f", "json")

    assert done.returncode == 0
    assert len(json.loads(done.stdout)["areas"]) == 31


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), b"an AREA or --all is needed, and not both"),
        (("deepfakes", "--all"), b"an AREA or --all is needed, and not both"),
        (("--all", "--seed", "1"), b"go with one AREA, not with --all"),
        (("deepfaks",), b"did you mean 'deepfakes'"),
        (("deepfakes", "--draws", "1"), b"--draws"),
    ],
)
def test_wrong_usage_is_told_on_stderr(arguments: tuple[str, ...], told: bytes) -> None:
    done = run("robustness", *arguments)

    assert done.returncode == 2
    assert told in done.stderr
    assert not done.stdout

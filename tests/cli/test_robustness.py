from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Here


@pytest.mark.parametrize("wanted", ["text", "markdown", "json"])
def test_a_saved_result_renders_to_the_bytes_of_the_run(wanted: str, here: Here) -> None:
    arguments = ("robustness", "drug discovery", "--seed", "7", "--draws", "200")
    saved = here(*arguments, "-f", "json")

    assert saved.returncode == 0, saved.stderr
    again = here("render", "-", "-f", wanted, stdin=saved.stdout)
    assert again.stdout == here(*arguments, "-f", wanted).stdout


def test_seed_and_draws_are_shown_and_repeat_the_run(here: Here) -> None:
    first, again, other = (
        here("robustness", "deepfakes", "--seed", seed, "--draws", "200", "-f", "json").stdout
        for seed in ("1", "1", "2")
    )

    assert first == again != other
    sampled = json.loads(first)["sensitivity"]
    assert (sampled["seed"], sampled["draws"]) == (1, 200)


def test_all_areas_in_a_table(here: Here) -> None:
    done = here("robustness", "--all", "-f", "json")

    assert done.returncode == 0
    assert len(json.loads(done.stdout)["areas"]) == 31


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        ((), b"an AREA or --all is needed, and not both"),
        (("deepfakes", "--all"), b"an AREA or --all is needed, and not both"),
        (("--all", "--seed", "1"), b"go with one AREA, not with --all"),
        (("deepfaks",), b"did you mean 'deepfakes'"),
        (("deepfakes", "--draws", "1"), b"--draws"),
    ],
)
def test_wrong_usage_is_shown_on_stderr(
    arguments: tuple[str, ...], printed: bytes, here: Here
) -> None:
    done = here("robustness", *arguments)

    assert done.returncode == 2
    assert printed in done.stderr
    assert not done.stdout

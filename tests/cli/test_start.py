"""What a run does not load, so that it starts as fast as ever: counted, not timed."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache

import pytest

from tests.examples import ROOT

CODE = """
import gc, json, os, sys
import coopcli.cli
leave = os._exit
def ended(code):
    searches = gc.get_stats()[0]["collections"] - before
    found = {"modules": list(sys.modules), "searches": searches}
    print(json.dumps(found), file=sys.stderr, flush=True)
    leave(code)
os._exit = ended
sys.argv = ["coopcli", *sys.argv[1:]]
before = gc.get_stats()[0]["collections"]
coopcli.cli.main()
"""


@cache
def of_a_run(*arguments: str) -> tuple[frozenset[str], int]:
    """The modules that a run has loaded, and how often it searched for cycles after its start."""
    command = [sys.executable, "-c", CODE, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(done.stderr.splitlines()[-1])
    return frozenset(found["modules"]), found["searches"]


ASSESS = ("assess", "facial-recognition", "-r", str(ROOT / "rubrics" / "asia-society"))


def test_json_needs_neither_gates_nor_blocks_nor_other_kinds() -> None:
    modules, _ = of_a_run(*ASSESS, "-f", "json")

    own = {name.removeprefix("coopcli.") for name in modules if name.startswith("coopcli.")}
    studies = {name for name in own if name.startswith("studies.")}
    assert not own & {"analysis.gates", "analysis.changes", "studies.gated", "text.blocks"}
    assert not own & {"tables", "forms", "authoring", "checking", "api", "results.saved"}
    assert studies == {
        f"studies.{name}"
        for name in ("assess", "avenues", "firmness", "margins", "outline", "parts", "support")
    } | {"studies.wording"}
    assert not modules & {"rich", "shlex", "tempfile", "multiprocessing"}


def test_a_gate_loads_what_judges_it() -> None:
    assert "coopcli.analysis.gates" in of_a_run(*ASSESS, "--exit-zero", "--fail-on", "red")[0]


@pytest.mark.parametrize("options", [("-f", "json"), ()])
def test_a_run_ends_before_cycles_are_worth_a_search(options: tuple[str, ...]) -> None:
    assert of_a_run(*ASSESS, *options)[1] == 0

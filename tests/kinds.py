"""Results of every kind, by the command lines that make them on two small packs.

The lines come from the commands of the program, so that a new command is among them; ``MORE`` adds
what a command says on other words. A kind that no line makes fails a test.
"""

from __future__ import annotations

import os
import re
import tempfile
from contextlib import chdir
from functools import cache
from pathlib import Path
from unittest.mock import patch

from coopcli.cli.main import run
from coopcli.formats import Style, encoded, render
from coopcli.results.parts import Result
from coopcli.results.saved import result_from
from coopcli.studies.batch import records_of
from coopcli.text import Report
from tests.cli.registry import commands
from tests.examples import OWN_ENVIRONMENT, ROOT
from tests.panels import sheets_of

SUFFIXES = {"txt": "text", "md": "markdown", "html": "html", "json": "json"}
"""The formats that can say every kind, by the suffix of their files."""

GATES = "--fail-on yellow,undetermined,stale --min-coverage 9/10"

MORE = {
    "assess-full": "assess crowd-watching --full",
    "assess-gated": "assess crowd-watching --fail-on red --min-coverage 1",
    "rubric-show-resolved": "rubric show --resolved",
    "pathways-to-green": "pathways crowd-watching --to green --spare 1",
    "robustness-sampled": "robustness crowd-watching --sensitivity --draws 100",
    "what-if-of-the-rule": "what-if cloud-naming --set fear=0-1 --set majority=3/4",
    "diff-of-a-red-area": "diff crowd-watching --from 2020 --to 2025",
    **{
        f"panel-of-{word}": f"panel fish-counting {' '.join(map(str, sheets))}"
        for word, sheets in (("one-round", sheets_of(1)), ("two-rounds", sheets_of(1, 2)))
    },
    "report-since": "report fish-counting crowd-watching --since 2020 --marking Draft",
    "panel-feedback": f"panel fish-counting {' '.join(sheets_of(1))} --feedback owl",
    "panel-feedback-with-names": f"panel fish-counting {' '.join(sheets_of(2))} --feedback fox "
    "--names",
    "check-with-problems": "check pack bad/many-problems.yaml",
    "batch-with-an-unread": f"batch crowd-watching bad/level-yes.yaml {GATES}",
    **{
        f"explain-{name}": f"explain {name}"
        for name in (
            *("rule", "veto", "green", "minds", "fear", "law", "letters", "joint-stall"),
            *("river-2024", "towns-fear-each-other"),
        )
    },
}
"""Lines for what the commands say on other words, by the names of their files."""

RECORDS = f"batch fish-counting bad/level-yes.yaml {GATES}"
"""The line whose records are results of their own, in JSON Lines."""


def _lines() -> dict[str, str]:
    own = (" ".join(c.words) for c in commands() if "format" in c.options)
    usual = (line for line in own if "result.json" not in line)  # no result is saved there
    return {re.sub("[^a-z0-9]+", "-", line): line for line in usual} | MORE


TIDES = "tides-"
"""What the names begin with of results under the pack with other lights, levels and words."""

_IN_TIDES = {
    "green": "calm",
    "yellow": "rough",
    "red": "storm",
    "sheets/": "tide-sheets/",
    "check pack": "check tides",
}


def _in_tides(line: str) -> str:
    for word, other in _IN_TIDES.items():
        line = line.replace(word, other)
    return line


_SMALL = _lines()
LINES = _SMALL | {TIDES + _in_tides(n).replace(" ", "-"): _in_tides(x) for n, x in _SMALL.items()}
NAMES = (*LINES, "row", "unread")


def pack_of(name: str) -> str:
    """The pack of a line, from the folder of the tests."""
    return "tides" if name.startswith(TIDES) else "pack"


@cache
def printed(name: str) -> dict[str, str]:
    """What a line writes, by suffix; each is written by one run, from the folder of the tests."""
    if name not in LINES:
        report = Report(result(name))
        return {
            suffix: encoded(render(report, form, Style()), form).decode()
            for suffix, form in SUFFIXES.items()
        }
    return _run(LINES[name], pack_of(name))


@cache
def result(name: str) -> Result:
    """The result of a line, as it is read from its JSON."""
    if name in LINES:
        return result_from(f"{name}.json", printed(name)["json"].encode())
    batch = result_from(f"{name}.json", _run(RECORDS, "pack")["json"].encode())
    return next(record for record in records_of(batch) if record.kind == name)


@cache
def _run(line: str, pack: str) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if name not in OWN_ENVIRONMENT}
    with (
        tempfile.TemporaryDirectory() as folder,
        chdir(ROOT / "tests"),
        patch.dict(os.environ, clean, clear=True),
    ):
        paths = {suffix: os.path.join(folder, f"out.{suffix}") for suffix in SUFFIXES}
        outputs = [word for path in paths.values() for word in ("-o", path)]
        run([*line.split(), "-r", pack, *outputs])
        return {suffix: Path(path).read_text("utf-8") for suffix, path in paths.items()}

"""Whatever the program writes it reads back: every command, under random rules, in every format."""

from __future__ import annotations

import io
import os
import shutil
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from coopcli.cli.exits import Exit
from coopcli.cli.main import run
from coopcli.formats import FORMATS, TEXT_FORMATS, Style, content, render
from coopcli.packs.library import open_pack
from coopcli.results.saved import result_from
from coopcli.studies.report import study
from coopcli.text import Report
from tests.cli.registry import commands
from tests.formats.structures import needs
from tests.panels import write_sheets
from tests.random_packs import REFUSED_ONCE, Shape, shapes, written

EXAMPLES = int(os.environ.get("COOPCLI_EXAMPLES", "6"))

IDS = {"words=1": "q0=1", "words": "q0"}
"""Ids of the small pack and those of a random one."""

MORE = (
    "pathways fish-counting --to green --spare 1",
    "robustness fish-counting --sensitivity --draws 100 --seed 1000000",
    "batch fish-counting cloud-naming --fail-on yellow,undetermined,stale --min-coverage 9/10",
    *("explain rule", "explain green", "explain d0", "explain letters", "explain e0"),
    *("explain joint-stall", "explain river-2024"),
)


def lines(folder: Path) -> dict[str, str]:
    """What every command writes as JSON, by its line."""
    (folder / "area.yaml").write_bytes((folder / "pack/areas/fish-counting.yaml").read_bytes())
    write_sheets(str(folder / "pack"), folder / "sheets")
    own = [" ".join(IDS.get(w, w) for w in c.words) for c in commands() if "format" in c.options]
    usual = [line for line in own if "result.json" not in line]
    usual.sort(key=lambda line: not line.startswith("assess"))
    return {line: _ran(line, folder) for line in (*usual, *MORE)}


def _ran(line: str, folder: Path) -> str:
    out, problems = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.StringIO()
    with chdir(folder), redirect_stdout(out), redirect_stderr(problems):
        code = run([*line.split(), "-r", "pack", "-f", "json"])
        out.flush()
    assert code not in (Exit.INVALID, Exit.BUG), (line, problems.getvalue())
    return out.buffer.getvalue().decode()


@pytest.mark.parametrize("shape", [*REFUSED_ONCE, *shapes(20261125, EXAMPLES)])
def test_whatever_is_written_is_read_back(shape: Shape, tmp_path: Path) -> None:
    written(shape, tmp_path)
    for line, saved in lines(tmp_path).items():
        result = result_from(f"{line}.json", saved.encode())
        assert render(Report(result), "json", Style()) == saved, line
        for form, known in TEXT_FORMATS.items():
            if known.takes(result.kind):
                assert render(Report(result, 1), form, Style()) is not None
    shutil.rmtree(tmp_path)


@pytest.mark.parametrize("form", sorted(set(FORMATS) - set(TEXT_FORMATS)))
@pytest.mark.parametrize("shape", [*REFUSED_ONCE, *shapes(20261126, EXAMPLES)])
def test_any_rubric_makes_a_document(shape: Shape, form: str, tmp_path: Path) -> None:
    needs(form)
    written(shape, tmp_path)

    assert content(Report(study(open_pack(str(tmp_path / "pack")), []), 1), form, Style())

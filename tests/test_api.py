"""The Python API, by its page and at its edges."""

from __future__ import annotations

import ast
import datetime
import re
import subprocess
import sys
from pathlib import Path

import pytest

import coopcli
from coopcli.cli.main import run
from coopcli.results.kinds import KINDS
from tests.examples import ROOT, SMALL_PACK
from tests.panels import SHEETS

PAGE = (ROOT / "docs/api.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def pack() -> coopcli.Pack:
    return coopcli.open_pack(ROOT / SMALL_PACK)


def test_the_examples_of_the_page_do_what_they_show(capsys: pytest.CaptureFixture[str]) -> None:
    known: dict[str, object] = {}
    for code, _, shown in re.findall(r"```python\n(.*?)```(\n\n```\n(.*?)```)?", PAGE, re.DOTALL):
        tree = ast.parse(code)
        last = tree.body[-1]
        value = None
        if shown and isinstance(last, ast.Expr):
            tree.body.pop()
            exec(compile(tree, "api.md", "exec"), known)
            value = eval(compile(ast.Expression(last.value), "api.md", "eval"), known)
        else:
            exec(compile(tree, "api.md", "exec"), known)
        if shown:
            printed = capsys.readouterr().out or f"{value!r}\n"
            # Dates and near names of the shipped pack change as it does.
            assert re.sub(r"[0-9-]{10}", "D", printed) == re.sub(r"[0-9-]{10}", "D", shown)


def test_the_page_names_what_is_public() -> None:
    named = set(re.findall(r"^\| `(\w+)", PAGE, re.MULTILINE))

    assert named == set(coopcli.__all__) - {"__version__"}
    assert set(dir(coopcli)) == set(coopcli.__all__)


def test_importing_the_package_imports_nothing_else_of_it() -> None:
    code = "import coopcli, sys; print([n for n in sys.modules if n.startswith('coopcli.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)

    assert done.stdout == b"[]\n"


def test_an_unknown_name_of_the_package_is_none() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'open_park'"):
        _ = coopcli.open_park


def test_every_study_answers_as_the_command_does(
    pack: coopcli.Pack, capfd: pytest.CaptureFixture[str]
) -> None:
    answers = {
        "areas": (pack.areas(), ["areas"]),
        "assessment": (pack.assess("fish-counting"), ["assess", "fish-counting"]),
        "timeline": (pack.timeline("fish-counting"), ["timeline", "fish-counting"]),
        "comparison": (
            pack.compare("fish-counting", "cloud-naming"),
            ["compare", "fish-counting", "cloud-naming"],
        ),
        "robustness": (pack.robustness("fish-counting"), ["robustness", "fish-counting"]),
        "what-if": (
            pack.what_if("fish-counting", ["majority=3/4"]),
            ["what-if", "fish-counting", "--set", "majority=3/4"],
        ),
        "diff": (
            pack.diff("fish-counting", "2021", "2024"),
            ["diff", "fish-counting", "--from", "2021", "--to", "2024"],
        ),
        "report": (pack.report("fish-counting"), ["report", "fish-counting"]),
        "panel": (
            pack.panel("fish-counting", *sorted(SHEETS.iterdir())),
            ["panel", "fish-counting", *map(str, sorted(SHEETS.iterdir()))],
        ),
        "sources": (pack.sources(), ["sources"]),
        "explanation": (pack.explain("fear"), ["explain", "fear"]),
        "rubric": (pack.rubric(), ["rubric", "show"]),
        "calibration": (pack.test(), ["rubric", "test"]),
        "audit": (pack.audit(), ["rubric", "audit"]),
        "resolved": (pack.resolved(), ["rubric", "show", "--resolved"]),
    }
    for kind, (result, command) in answers.items():
        assert result.value.kind == kind
        assert run([*command, "-r", str(ROOT / SMALL_PACK), "-f", "text"]) == 0
        assert result.render() == str(result) == capfd.readouterr().out
        assert repr(result).startswith(f"<{kind}")
        assert "\n" not in repr(result)
    made_elsewhere = {
        "pathways",
        "robustness-of-areas",
        "batch",
        "row",
        "unread",
        "check",
        "feedback",
    }
    assert answers.keys() | made_elsewhere == KINDS.keys()


def test_a_pathway_goes_to_the_light_that_is_named(pack: coopcli.Pack) -> None:
    assert pack.pathways("crowd-watching", to="green", spare=1).value.aim == "green"


def test_a_date_may_be_a_date(pack: coopcli.Pack) -> None:
    day = datetime.date(2024, 6, 30)

    assert pack.assess("fish-counting", day) == pack.assess("fish-counting", "2024-06-30")


def test_a_wrong_date_is_refused(pack: coopcli.Pack) -> None:
    with pytest.raises(coopcli.InvalidInput) as caught:
        pack.assess("fish-counting", "2024-13")

    assert [problem.code for problem in caught.value.problems] == ["wrong-date"]
    with pytest.raises(TypeError):
        pack.diff("fish-counting", None, "2024")


def test_a_saved_result_is_loaded_as_it_was(pack: coopcli.Pack, tmp_path: Path) -> None:
    result = pack.assess("fish-counting")
    (tmp_path / "saved.json").write_text(result.render("json"), encoding="utf-8")

    again = coopcli.load(tmp_path / "saved.json")
    assert again == result
    assert again.to_dict()["schema_version"] == result.value.schema_version
    assert again.light == result.light == "green"


def test_a_result_has_no_truth_value_and_no_light_that_is_not_its_own(pack: coopcli.Pack) -> None:
    with pytest.raises(TypeError, match="no truth value"):
        bool(pack.assess("fish-counting"))
    with pytest.raises(AttributeError, match="'audit' has no light"):
        _ = pack.audit().light


def test_a_notebook_shows_light_answers_and_reasons_escaped(pack: coopcli.Pack) -> None:
    shown = pack.assess("crowd-watching")._repr_html_()

    assert shown.startswith('<div class="coopcli"><style>.coopcli{--paper:')
    assert "How sure" in shown
    assert "Different words" in shown
    assert "<script" not in shown
    assert "body{" not in shown
    assert repr(pack) == "<Pack two-towns 0.3.1: 3 areas>"
    assert pack.area_ids() == ["cloud-naming", "crowd-watching", "fish-counting"]

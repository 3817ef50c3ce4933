"""A panel at the command line: reports, feedback without names, and the merge into an area file."""

from __future__ import annotations

import json
import shutil
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from coopcli.analysis.agreement import alpha, interval
from coopcli.cli.exits import Exit
from coopcli.cli.main import run
from coopcli.packs.library import open_pack
from tests.examples import ROOT, SMALL_PACK
from tests.panels import SHEETS, sheet

Read = pytest.CaptureFixture[str]

pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a copy of the small pack and of its sheets, in which commands run."""
    shutil.copytree(ROOT / SMALL_PACK, tmp_path / "pack")
    shutil.copytree(SHEETS, tmp_path / "sheets")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def sheets(*rounds: int) -> list[str]:
    return sorted(str(path) for n in rounds for path in Path("sheets").glob(f"*-{n}.yaml"))


def panel(*words: str) -> int:
    return run(["panel", "fish-counting", *words, "-r", "pack"])


def data(capfd: Read, *words: str) -> Any:
    assert panel(*words, "-f", "json") == Exit.OK
    return json.loads(capfd.readouterr().out)


def test_the_newest_round_counts_and_the_one_before_stands_beside_it(capfd: Read) -> None:
    found = data(capfd, *sheets(1, 2))

    assert (found["round"], [one["number"] for one in found["rounds"]]) == (2, [1, 2])
    # Worked by hand from the sheets: only owl's channel, 3 where the others have 1, is left.
    assert found["discuss"] == ["channel", "gain"]
    assert found["agreement"]["raw"] == "11/13"  # 3 pairs on four questions, 1 on gain; 2 differ
    assert [(one["name"], one["dissents"]) for one in found["raters"]] == [
        *(("fox", False), ("lynx", False), ("owl", True)),
    ]


def test_who_did_not_answer_again_is_named(capfd: Read) -> None:
    found = data(capfd, *sheets(1), "sheets/fox-2.yaml")

    assert found["absent"] == ["lynx", "owl"]
    assert [one["name"] for one in found["raters"]] == ["fox"]


def test_feedback_has_no_names_but_on_request(capfd: Read) -> None:
    found = data(capfd, *sheets(1), "--feedback", "Owl")
    named = data(capfd, *sheets(1), "--feedback", "owl", "--names")

    assert found["rater"] == "owl"
    assert "fox" not in json.dumps(found)
    assert "lynx" not in json.dumps(found)
    assert {one["rater"] for one in named["questions"][0]["others"]} == {"fox", "lynx"}
    assert [q["criterion"] if "criterion" in q else q["id"] for q in found["questions"]][:2] == [
        *("channel", "law"),  # what to discuss first
    ]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--feedback", "lnx"], "unknown-rater: round 1 has no rater 'lnx'; did you mean 'lynx'?"),
        (["--names"], "usage: --names goes with --feedback"),
        (["--merge", "--feedback", "fox"], "usage: --merge goes with the report"),
        (["--receipt", "fox"], "usage: --receipt takes RATER=RECEIPT, not 'fox'"),
        (["--receipt", "fox=0123"], "other-receipt: the receipt of this sheet is 742a 9832"),
    ],
)
def test_what_does_not_go_together_is_refused(words: list[str], message: str, capfd: Read) -> None:
    assert panel(*sheets(1), *words) == Exit.INVALID
    assert message in capfd.readouterr().err


def cited(path: Path, item: str) -> None:
    """Lets fox lean on an item for the first answer to the question on the law."""
    text = path.read_text(encoding="utf-8")
    before, after = text.split("    law:\n")
    path.write_text(f"{before}    law:\n      evidence: [{item}]\n{after}", encoding="utf-8")


def test_a_merge_writes_every_vote_with_its_reason_and_argues_nothing(capfd: Read) -> None:
    cited(Path("sheets/fox-2.yaml"), "treaty-bars-sale")
    path = Path("pack/areas/fish-counting.yaml")
    before = path.read_text(encoding="utf-8")

    found = data(capfd, *sheets(1, 2), "--merge")

    assert found["merged"] == {
        "file": "pack/areas/fish-counting.yaml",
        "criteria": ["words", "fear", "law", "channel", "gain"],
        "left": [],
    }
    after = path.read_text(encoding="utf-8")
    assert set(before.splitlines()) <= set(after.splitlines())
    assert "because" not in after.replace(before, "")
    assert run(["check", "pack"]) == Exit.OK
    capfd.readouterr()
    assert run(["assess", "fish-counting", "-r", "pack", "-f", "json"]) == Exit.OK
    result = json.loads(capfd.readouterr().out)
    answers = {a["id"]: a for part in result["dimensions"] for a in part["criteria"]}
    assert (answers["law"]["basis"], answers["law"]["evidence"]) == (
        "general",
        ["treaty-bars-sale"],
    )
    assert answers["fear"]["basis"] == "inferred"  # nobody leans on a fact
    assert answers["channel"]["panel"] == {
        "round": 2,
        "answers": [
            {"rater": "fox", "level": [1, 1], "no_level": None, "reason": ""},
            {
                "rater": "lynx",
                "level": [1, 1],
                "no_level": None,
                "reason": "They meet every spring.",
            },
            {
                "rater": "owl",
                "level": [3, 3],
                "no_level": None,
                "reason": "They have not met since spring.",
            },
        ],
    }
    assert result["light"] == found["light"]
    assert run(["assess", "fish-counting", "-r", "pack"]) == Exit.OK
    assert "No channel they talk every spring; dissent: 3 (owl)" in " ".join(
        capfd.readouterr().out.split()
    )
    assert run(["assess", "fish-counting", "-r", "pack", "--full"]) == Exit.OK
    assert "owl, 3: They have not met since spring." in capfd.readouterr().out


def test_a_merge_that_nobody_could_read_again_is_refused(capfd: Read) -> None:
    path = Path("pack/areas/fish-counting.yaml")
    path.write_text(path.read_text() + "#" * (1 << 20) + "\n")
    path.write_bytes(path.read_bytes()[: (1 << 20) - 1] + b"\n")
    before = path.read_bytes()

    assert panel(*sheets(2), "--merge") == Exit.INVALID

    shown = capfd.readouterr().err
    assert "too-long: the file would hold " in shown
    assert "at most 1048576 are read" in shown
    assert path.read_bytes() == before


def test_a_merge_again_changes_nothing() -> None:
    path = Path("pack/areas/fish-counting.yaml")
    assert panel(*sheets(2), "--merge") == Exit.OK
    once = path.read_bytes()

    assert panel(*sheets(2), "--merge") == Exit.OK

    assert path.read_bytes() == once


def test_rounds_are_merged_one_after_the_other() -> None:
    assert panel(*sheets(1), "--merge") == Exit.OK
    assert panel(*sheets(2), "--merge") == Exit.OK

    text = Path("pack/areas/fish-counting.yaml").read_text(encoding="utf-8")
    assert (text.count("round: 1"), text.count("round: 2")) == (5, 5)
    assert run(["check", "pack"]) == Exit.OK


def test_what_the_file_cannot_hold_is_left_out_and_named(capfd: Read) -> None:
    path = Path("pack/areas/fish-counting.yaml")
    text = path.read_text(encoding="utf-8")
    text = text.replace("known: 2022-03", "known: 2025-02-14").replace(
        "    - known: 2024-06-30\n      level: 1", "    - known: 2025-03-01\n      level: 1"
    )
    path.write_text(text, encoding="utf-8")
    for name in ("fox", "lynx", "owl"):
        sheet = Path(f"sheets/{name}-2.yaml")
        words = sheet.read_text(encoding="utf-8")
        before, after = words.split("    gain:\n")
        lines = after.splitlines()
        lines[1] = "      given: unknown"
        words = f"{before}    gain:\n" + "\n".join(lines) + "\n"
        before, after = words.split("    fear:\n")
        words = f"{before}    fear:\n{after.replace('given: 3', 'given: 4', 1)}"
        sheet.write_text(words, encoding="utf-8")

    found = data(capfd, *sheets(2), "--merge")

    assert found["merged"]["criteria"] == ["law"]
    assert {one["criterion"]: one["why"] for one in found["merged"]["left"]} == {
        "words": "2025-02-14 does not come after 2025-03-01",
        "fear": "a 4 on a question with a veto needs evidence at moderate confidence or better, "
        "this has low",
        "channel": "it has an answer of 2025-02-14 already",
        "gain": "no rater gave a level",
    }
    assert run(["check", "pack/areas/fish-counting.yaml", "-r", "pack"]) == Exit.OK


def test_a_shipped_area_is_not_merged_into(capfd: Read) -> None:
    assert run(["panel", "ai-safety", *sheets(1), "--merge"]) == Exit.INVALID
    assert "ai-safety" in capfd.readouterr().err


def several_areas(levels: dict[str, dict[str, list[int]]]) -> list[str]:
    """Sheets of raters with levels of the five questions for several areas."""
    rubric = open_pack("pack").rubric
    paths = []
    for number, (rater, areas) in enumerate(levels.items()):
        text = (
            sheet(rubric, {}, rater=rater, nonce=f"'{number:032x}'").split("areas:")[0] + "areas:\n"
        )
        for area, own in areas.items():
            answers = dict(zip(rubric.criteria, own, strict=True))
            text += sheet(rubric, answers, area=area).split("areas:\n")[1]
        paths.append(f"{rater}.yaml")
        Path(paths[-1]).write_text(text, encoding="utf-8")
    return paths


def test_agreement_is_given_over_all_areas_and_each(capfd: Read) -> None:
    first, second, third = [0, 1, 2, 3, 1], [2, 2, 1, 0, 4], [1, 3, 3, 1, 0]
    other = [0, 1, 2, 3, 2], [2, 2, 1, 1, 4], [1, 3, 2, 1, 0]
    names = ("fish-counting", "cloud-naming", "crowd-watching")
    levels = {"fox": dict(zip(names, (first, second, third), strict=True))}
    levels["owl"] = dict(zip(names, other, strict=True))

    found = data(capfd, *several_areas(levels))

    everything = found["areas"][-1]
    assert [one["name"] for one in found["areas"]] == [*names, ""]
    assert [one["questions"] for one in found["areas"]] == [5, 5, 5, 15]
    pairs = zip([*first, *second, *third], [level for own in other for level in own], strict=True)
    units = [list(pair) for pair in pairs]
    assert Fraction(everything["alpha"]) == alpha(units)
    span = interval([units[:5], units[5:10], units[10:]])  # one area left out at a time
    assert span is not None
    assert Fraction(everything["low"]) == span.low
    assert everything["raw"] == "4/5"
    assert panel(*several_areas(levels)) == Exit.OK
    assert "Over all areas of the sheets. Agreement: alpha" in capfd.readouterr().out


VOTE = """
      panel:
        round: 1
        answers:
          - {rater: fox, given: 1, reason: So it is.}
          - {rater: owl, given: 3}
"""


@pytest.mark.parametrize(
    ("level", "vote", "message"),
    [
        ("[1, 3]", VOTE, ""),
        ("2", VOTE, "not-the-median: the median of the panel is [1, 3], and the level must be"),
        ("[1, 3]", VOTE.replace("owl", "Fox"), "repeated-rater: 'Fox' has an answer already"),
        ("1", VOTE.replace("given: 3", "given: unknown"), ""),
        (
            "1",
            VOTE.replace("given: 3", "given: unknown").replace("given: 1", "given: not-applicable"),
            "not-the-median: the median of the panel is no level",
        ),
    ],
)
def test_the_level_is_the_median_of_the_panel(
    level: str, vote: str, message: str, capfd: Read
) -> None:
    path = Path("pack/areas/fish-counting.yaml")
    text = path.read_text(encoding="utf-8")
    rating = f"    - known: 2025-01-01\n      level: {level}\n      basis: inferred{vote}"
    path.write_text(text.replace("  fear:\n", f"{rating}  fear:\n", 1), encoding="utf-8")

    code = run(["check", str(path), "-r", "pack"])

    assert (code == Exit.OK) == (not message)
    assert message in "".join(capfd.readouterr())

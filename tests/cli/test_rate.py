"""``rate``: each answer is saved at once, whole, and nothing else in the file changes."""

from __future__ import annotations

import difflib
import io
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from coopcli.cli.exits import Exit
from coopcli.cli.main import run
from coopcli.model import Likelihood, Missing, Rating, Trend
from coopcli.packs.library import open_area, open_pack
from tests.examples import ROOT, SMALL_PACK

AREA = "pack/areas/weaving.yaml"
QUESTIONS = ["words", "fear", "law", "channel", "gain"]

ANSWERS = {
    "words": ["1", "", "The counts agree, so not 2.", ""],
    "fear": ["missing", "No source speaks of it."],
    "law": ["1-2", "treaty-bars-sale", "general", "A licence may be needed [1], so not 3.", ""],
    "channel": ["2", "", "Some contact.", "easing", ""],
    "gain": ["0", "", "Both gain.", "hardening", "even-chance"],
}
"""What a person types for each question; a date comes first."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / SMALL_PACK, tmp_path / "pack")
    monkeypatch.chdir(tmp_path)
    assert run(["new", "weaving", "-r", "pack"]) == Exit.OK
    return tmp_path


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def rated(path: str = AREA) -> dict[str, str]:
    """What the file holds: the level or the reason of the newest answer by question."""
    area = open_area(open_pack("pack"), path)
    newest = {name: answers[-1] for name, answers in area.ratings.items()}
    return {
        name: f"{one.low}-{one.high}" if isinstance(one, Rating) else one.reason
        for name, one in newest.items()
    }


def test_a_whole_area_is_rated_and_assessed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "2025", *(line for name in QUESTIONS for line in ANSWERS[name]))
    capsys.readouterr()

    assert run(["rate", AREA]) == Exit.OK

    done = capsys.readouterr()
    assert done.err.startswith("A small framework for tests.")  # how the rubric wants to be read
    assert "every question has an answer, 1 of 5 missing, and no light yet." in done.out
    assert "coopcli assess pack/areas/weaving.yaml" in done.out
    assert rated() == {
        "words": "1-1",
        "fear": "No source speaks of it.",
        "law": "1-2",
        "channel": "2-2",
        "gain": "0-0",
    }
    area = open_area(open_pack("pack"), AREA)
    law = area.ratings["law"][0]
    assert isinstance(law, Rating)
    assert law.because == "A licence may be needed [treaty-bars-sale], so not 3."
    moves = [one for answers in area.ratings.values() for one in answers if isinstance(one, Rating)]
    assert {(one.low, one.high): (one.trend, one.likelihood) for one in moves if one.trend} == {
        (2, 2): (Trend.EASING, None),
        (0, 0): (Trend.HARDENING, Likelihood.EVEN_CHANCE),
    }
    assert run(["check", AREA]) == Exit.OK
    for name in QUESTIONS:  # in the order of the rubric, each below its comment
        assert f"\n  {name}:\n    - known: 2025\n" in Path(AREA).read_text()
    assert list(area.ratings) == QUESTIONS


def test_what_is_asked_shows_what_helps_to_answer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    typed(monkeypatch, "2025", "stop")
    capsys.readouterr()

    assert run(["rate", "fish-counting", "-r", "pack", "--only", "law"]) == Exit.OK

    done = capsys.readouterr()
    shown = " ".join(done.err.split())
    assert "Does a law keep the towns apart?" in shown
    assert "2 A licence is needed." in shown
    assert "treaty-bars-sale)" in shown
    assert "Until now (2023-05-01): 2. The sale needs a licence, which can be had." in shown
    assert max(map(len, done.err.splitlines())) <= 60
    assert "\x1b" not in done.err
    assert "Saved" not in done.out


def test_a_second_run_goes_on_where_the_first_stopped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "2025", *ANSWERS["words"], *ANSWERS["fear"])  # and there the input ends
    assert run(["rate", AREA]) == Exit.OK
    assert "3 of 5 questions are open" in capsys.readouterr().out

    typed(monkeypatch, "2025", *ANSWERS["law"], "stop")
    assert run(["rate", AREA]) == Exit.OK
    assert list(rated()) == ["words", "fear", "law"]
    assert "Left open." in capsys.readouterr().err


def test_an_input_that_ends_before_an_answer_is_no_success(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    typed(monkeypatch, "2025", "1")

    assert run(["rate", AREA]) == Exit.INVALID
    assert rated() == {}


def test_a_wrong_answer_is_asked_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = ["2025-13", "2025", "9", "2-1", "1", "nobody", "", "Mayor Smith of Hill says so."]
    typed(monkeypatch, *lines, "One. Two. Three.", "So [nobody].", "Nothing, so 1.", "", "stop")

    assert run(["rate", AREA]) == Exit.OK

    shown = capsys.readouterr().err
    assert "A date that exists is needed" in shown
    assert "There is no fact 'nobody'." in shown
    assert "There is no fact 'nobody' on this question." in shown  # marked, not picked
    assert "no cited item contains 'Smith'" in shown
    assert "an argument has at most 2 sentences; what happened goes into evidence." in shown
    assert rated() == {"words": "1-1"}


def test_a_fact_is_added_on_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    fact = ["new", "joint-list", "Both towns use one list.", "memo", "A memo", "A. Writer"]
    fact += ["2024", "report", "Page 1", "2", "", "practice", "", "lowers"]
    typed(
        monkeypatch, "2025", "0", *fact, "", "", "Both use one list [joint-list], so 0.", "", "stop"
    )

    assert run(["rate", AREA]) == Exit.OK

    area = open_area(open_pack("pack"), AREA)
    answer = area.ratings["words"][0]
    assert isinstance(answer, Rating)
    assert (answer.evidence, answer.basis.value) == (("joint-list",), "area")
    assert area.evidence["joint-list"].lowers == ("words",)
    assert run(["check", AREA]) == Exit.OK


def test_a_fact_that_was_added_is_cited_whatever_is_picked_after_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fact = ["new", "joint-list", "Both towns use one list.", "memo", "A memo", "A. Writer"]
    fact += ["2024", "report", "Page 1", "", "", "practice", "", "lowers"]
    typed(
        monkeypatch, "2025", "0", *fact, "towns-read-alike", "area", "So [joint-list].", "", "stop"
    )

    assert run(["rate", AREA]) == Exit.OK

    answer = open_area(open_pack("pack"), AREA).ratings["words"][0]
    assert isinstance(answer, Rating)
    assert answer.evidence == ("towns-read-alike", "joint-list")
    assert "rate pack/areas/weaving.yaml --known 2025" in capsys.readouterr().out

    typed(
        monkeypatch,
        "",
        "1",
        "new",
        "other-list",
        "They differ.",
        "memo",
        "Page 2",
        "",
        "",
        "practice",
    )
    assert run(["rate", AREA, "--only", "fear"]) == Exit.INVALID  # the fact is not complete
    shown = capsys.readouterr().err
    assert "When could these answers first be given ('stop' ends) [2025]:" in shown
    assert "the input ended before the first answer; nothing is saved" in shown
    line = ["2025", "1", "new", "other-list", "They differ.", "memo", "Page 2", "", "", "practice"]
    typed(monkeypatch, *line, "", "raises")
    assert run(["rate", AREA, "--only", "fear"]) == Exit.INVALID
    assert "before the first answer; only other-list is saved" in capsys.readouterr().err


# Flags.

WHOLE = {
    "level": ["--only", "fear", "--level", "1-2", "--because", "So.", "--trend", "easing"],
    "missing": ["--only", "fear", "--missing", "No source."],
    "evidence": [
        *("--only", "law", "--level", "2", "--because", "So.", "--basis", "general"),
        *("--evidence", "treaty-bars-sale"),
    ],
    "add-evidence": [
        *("--only", "law", "--level", "2", "--because", "So.", "--basis", "area"),
        *("--add-evidence", "a-memo-of-law", "--summary", "A licence is asked for."),
        *("--public", "2024", "--kind", "practice", "--raises", "law", "--source", "memo"),
        *("--section", "Page 1", "--title", "Memo", "--author", "A. W.", "--dated", "2024"),
        *("--sort", "report"),
    ],
}


@pytest.mark.parametrize("name", WHOLE)
def test_every_answer_can_be_given_by_flags_alone(name: str) -> None:
    assert run(["rate", AREA, "--no-input", "--known", "2025", *WHOLE[name]]) == Exit.OK

    assert list(rated()) == [WHOLE[name][1]]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--known", "2025"], "answer-needed"),
        (["--known", "2025", "--only", "fear", "--level", "1"], "answer-needed"),
        (["--only", "fear", "--level", "1", "--because", "So."], "answer-needed"),
        (["--known", "2025", "--only", "fear", "--level", "5"], "wrong-value"),
        (["--known", "2025", "--level", "1"], "wrong-usage"),
        (["--known", "2025", "--only", "feer"], "unknown-criterion"),
        (["--known", "20", "--only", "fear", "--missing", "x"], "wrong-date"),
        (["--known", "2025", "--only", "fear", "--level", "1", "--basis", "x"], "wrong-value"),
        (
            [
                *("--known", "2025", "--only", "fear", "--level", "1", "--because", "So."),
                *("--evidence", "no-item", "--basis", "area"),
            ],
            "unknown-evidence",
        ),
    ],
)
def test_flags_that_are_wrong_or_not_enough_change_nothing(
    words: list[str], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = Path(AREA).read_bytes()

    assert run(["rate", AREA, "--no-input", *words]) == Exit.INVALID

    assert f" {code}: " in capsys.readouterr().err
    assert Path(AREA).read_bytes() == before


def test_answers_are_added_and_one_of_the_same_day_is_replaced() -> None:
    line = ["rate", "fish-counting", "-r", "pack", "--no-input", "--only", "gain", "--known"]
    answer = ["--because", "So.", "--level"]
    assert run([*line, "2025", *answer, "2"]) == Exit.OK
    assert run([*line, "2025", *answer, "3"]) == Exit.OK

    ratings = open_area(open_pack("pack"), "fish-counting").ratings["gain"]
    assert [one.high for one in ratings if isinstance(one, Rating)] == [1, 3]
    assert run([*line, "2021", *answer, "3"]) == Exit.INVALID  # older than what is there


# Nothing is lost, nothing else changes.

ODD = """\
# Weaving, as of old.
id:   weaving
name: 'Weaving'
scope: >-
    Looms
    of both towns.
form: [ dialogue ]   # so far
ratings:
    fear:   # asked in spring
    -   known: 2022
        level: 2        # not 3
        basis: inferred
        because: Guards were posted.
    # gain comes last
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_only_lines_of_answers_change(end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = ODD.replace("\n", end).encode()
    Path(AREA).write_bytes(before)
    lines = [*ANSWERS["words"], "3", "", "A charge was made.", "", *ANSWERS["law"]]
    typed(monkeypatch, "2025", *lines, *ANSWERS["channel"], *ANSWERS["gain"])

    assert run(["rate", AREA, "--again"]) == Exit.OK

    after = Path(AREA).read_bytes()
    assert after.count(b"\n") == after.count(end.encode())
    diff = [*difflib.ndiff(before.decode().split(end), after.decode().split(end))]
    assert [line for line in diff if line[0] == "-"] == []
    new = [line[2:] for line in diff if line[0] == "+"]
    # Four questions, and one more answer; one has evidence, two have a trend, one how likely it is.
    assert len(new) == 4 * 5 + 4 + 1 + 2 + 1
    assert all(line.startswith("    ") for line in new)
    assert list(rated()) == QUESTIONS


def _steps() -> Iterator[tuple[int, list[str]]]:
    """The questions answered so far, and everything that was typed until then."""
    lines = ["2025"]
    for number, name in enumerate(QUESTIONS, 1):
        lines += ANSWERS[name]
        yield number, [*lines]


@pytest.mark.parametrize(("number", "lines"), list(_steps()))
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT])
def test_killed_after_any_answer_none_is_lost(
    number: int, lines: list[str], end: signal.Signals, folder: Path
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "coopcli", "rate", AREA],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin
    assert process.stderr
    process.stdin.write("".join(f"{line}\n" for line in lines).encode())
    process.stdin.flush()
    if number < len(QUESTIONS):  # it now asks the next question, with everything saved
        seen = b""
        while seen.count(b"Saved.") < number or not seen.endswith(b"[skip]:\n> "):
            seen += process.stderr.read(1)
        process.send_signal(end)
    _, rest = process.communicate()

    assert list(rated()) == QUESTIONS[:number]
    assert sorted(os.listdir(folder / "pack" / "areas")) == [
        *("cloud-naming.yaml", "crowd-watching.yaml", "fish-counting.yaml", "weaving.yaml"),
    ]
    if number < len(QUESTIONS):
        expected = -signal.SIGKILL if end == signal.SIGKILL else Exit.INTERRUPTED
        assert process.returncode == expected
        assert (b"Saved in" in rest) == (end == signal.SIGINT)


def test_two_runs_on_one_file_never_mix(capsys: pytest.CaptureFixture[str]) -> None:
    first = subprocess.Popen(
        [sys.executable, "-m", "coopcli", "rate", AREA],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert first.stdin
    assert first.stderr
    first.stdin.write(b"2025\n" + "".join(f"{line}\n" for line in ANSWERS["words"]).encode())
    first.stdin.flush()
    seen = b""
    while b"Saved." not in seen or not seen.endswith(b"[skip]:\n> "):
        seen += first.stderr.read(1)
    before = Path(AREA).read_bytes()
    line = ["rate", AREA, "--no-input", "--known", "2025", *WHOLE["missing"]]

    assert run(line) == Exit.INVALID  # although the first run has replaced the file meanwhile

    assert "in-use: another run edits this file" in capsys.readouterr().err
    assert Path(AREA).read_bytes() == before
    first.communicate("".join(f"{line}\n" for line in ANSWERS["fear"]).encode())
    assert list(rated()) == ["words", "fear"]
    assert run(line) == Exit.OK


def test_what_an_editor_saved_meanwhile_is_not_lost(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Typing(io.StringIO):
        """Somebody saves the file while the first question is asked."""

        def readline(self, size: int = -1, /) -> str:  # type: ignore[override]
            path = Path(AREA)
            path.write_text(path.read_text().replace("name: Weaving", "name: Weaving by hand"))
            return super().readline(size)

    text = "".join(f"{line}\n" for line in ("2025", *ANSWERS["words"], "stop"))
    monkeypatch.setattr(sys, "stdin", Typing(text))

    assert run(["rate", AREA]) == Exit.INVALID

    assert "it has changed since it was read" in capsys.readouterr().err
    assert "name: Weaving by hand" in Path(AREA).read_text()
    assert rated() == {}


def test_a_question_can_be_answered_as_not_applicable_where_the_rubric_allows_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rubric = Path("pack/rubric.yaml")
    text = rubric.read_text().replace(
        "id: gain\n", "id: gain\n        may-be-not-applicable: true\n"
    )
    rubric.write_text(text)
    area = Path(AREA)
    area.write_text(area.read_text().replace("ratings:\n", "form: [dialogue]\nratings:\n", 1))
    line = ["rate", AREA, "--no-input", "--known", "2025", "--only"]
    assert run([*line, "gain", "--not-applicable", "Nobody trades here."]) == Exit.OK
    assert rated() == {"gain": "Nobody trades here."}
    assert "not-applicable: Nobody trades here." in Path(AREA).read_text()

    assert run([*line, "law", "--not-applicable", "No law."]) == Exit.INVALID
    assert "must-apply" in capsys.readouterr().err
    typed(
        monkeypatch, "2026", "not-applicable", "Still nobody.", "not-applicable", "1", "", "So.", ""
    )
    assert run(["rate", AREA, "--only", "gain", "--only", "law"]) == Exit.OK
    assert rated() == {"gain": "Still nobody.", "law": "1-1"}
    assert "Until now (2025): not applicable. Nobody trades here." in capsys.readouterr().err


def test_a_question_of_another_form_is_not_asked(capsys: pytest.CaptureFixture[str]) -> None:
    rubric = Path("pack/rubric.yaml")
    text = rubric.read_text().replace("id: gain\n", "id: gain\n        applies-to: [standards]\n")
    rubric.write_text(text)
    area = Path(AREA)
    area.write_text(area.read_text().replace("ratings:\n", "form: [dialogue]\nratings:\n", 1))
    line = ["rate", AREA, "--no-input", "--known", "2025", "--missing", "No source.", "--only"]
    assert run([*line, "gain"]) == Exit.INVALID  # no light would count it
    shown = capsys.readouterr().err
    assert "not-asked: gain is asked only where 'form' of the area holds standards" in shown
    assert rated() == {}
    assert run(["rate", AREA, "--no-input", "--known", "2025", *WHOLE["missing"]]) == Exit.OK

    assert "3 of 4 questions are open" in capsys.readouterr().out
    fact = ["--evidence", "both-trade", "--summary", "Both trade.", "--public", "2024"]
    fact += ["--kind", "practice", "--lowers", "gain", "--source", "memo", "--section", "Page 1"]
    memo = ["--title", "Memo", "--author", "A. W.", "--dated", "2024", "--sort", "report"]
    assert run(["new", AREA, *fact, *memo, "--no-input"]) == Exit.OK
    left_out = "The form of the area leaves out gain: no answer has to cite this fact."
    assert left_out in capsys.readouterr().out
    for name in ("words", "law", "channel"):
        assert run([*line, name]) == Exit.OK
    assert run(["check", AREA]) == Exit.OK  # nobody can cite it
    shown = " ".join(capsys.readouterr().out.split())
    assert "the form leaves out all questions that both-trade speaks to; no answer has" in shown
    rubric.write_text(text.replace("applies-to: [standards]", "applies-to: [dialogue]"))
    assert run([*line, "gain"]) == Exit.OK
    rubric.write_text(text)
    assert run(["check", AREA]) == Exit.OK
    shown = " ".join(capsys.readouterr().out.split())
    assert "its form leaves out gain; the answers do not count." in shown
    assert run(["new", "spinning", "-r", "pack"]) == Exit.OK
    assert (
        "Form: dialogue, since --form names none; 4 of 5 questions are asked\n"
        in capsys.readouterr().out
    )
    made = Path("pack/areas/spinning.yaml").read_text()
    assert "Asked only where one of these forms is judged: standards." in made


def test_missing_is_a_kind_of_answer(capsys: pytest.CaptureFixture[str]) -> None:
    for name in QUESTIONS:
        line = ["--only", name, "--missing", "No source."]
        assert run(["rate", AREA, "--no-input", "--known", "2025", *line]) == Exit.OK
    out = capsys.readouterr().out
    assert "every question has an answer, 5 of 5 missing, and no light yet." in out

    answer = open_area(open_pack("pack"), AREA).ratings["fear"][0]
    assert isinstance(answer, Missing)
    assert (answer.reason, str(answer.known)) == ("No source.", "2025")


def test_passages_are_shown_where_the_texts_are_available(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sources = folder / "pack" / "sources.yaml"
    text = sources.read_text().replace(
        "    date: 2023-05-01\n", "    date: 2023-05-01\n    text: t.md\n"
    )
    sources.write_text(text)
    (folder / "texts").mkdir()
    (folder / "texts" / "t.md").write_text("Article 1\n\nOne.\n\nNothing is sold but by licence.\n")
    monkeypatch.setenv("COOPCLI_SOURCES", "texts")
    typed(monkeypatch, "2025", "stop")

    assert run(["rate", AREA, "--only", "law"]) == Exit.OK

    assert "“Nothing is sold but by licence.”" in capsys.readouterr().err


def test_how_to_rate_is_shown_before_the_first_answer_of_a_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    about = open_pack("pack").rubric.about
    assert about
    shown = []
    for _ in range(2):
        typed(monkeypatch, "2025", "missing", "No source speaks of it.", "stop")
        assert run(["rate", AREA, "--only", "fear"]) == Exit.OK
        shown.append(" ".join(capsys.readouterr().err.split()))

    assert [" ".join(about.split()) in text for text in shown] == [True, False]


@pytest.mark.parametrize("answers", [("1", "more"), ("more", "1")])
def test_more_facts_are_listed_when_asked_for(
    answers: tuple[str, ...],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    ledger = folder / "pack" / "evidence.yaml"
    item = "  - id: rumour-{0}\n    summary: A rumour of {0}.\n    known: 2020\n"
    item += "    source: river-2024\n    section: What divides\n    kind: commentary\n"
    item += "    raises: [fear]\n"
    ledger.write_text(ledger.read_text() + "".join(map(item.format, range(20))))
    typed(monkeypatch, "2025", *answers, "20", "general", "So [20].", "", "stop")

    assert run(["rate", AREA, "--only", "fear"]) == Exit.OK

    shown = capsys.readouterr().err
    assert "more facts: answer 'more' to list them." in shown
    assert shown.index("  8. ") < shown.index("  9. ") < shown.index("  16. ")
    assert "  17. " not in shown


# Facts on other questions, ways out, and parts of an older answer.

OWN = """\
id: weaving
name: Weaving
scope: Looms of both towns.
form: [dialogue]
ratings:
    gain:
    -   known: 2024
        level: [1, 2]   # so far
        basis: area
        trend: easing
        likelihood: likely
        because: The mayors praise it [mayors-praise-it], so not 3.
        evidence: [mayors-praise-it]
sources:
- {id: memo, title: A memo, authors: [A. W.], date: 2023, kind: report, sections: [{heading: 'A'}]}
evidence:
-   id: mayors-praise-it   # in May
    summary: The mayors praise the looms.
    known: 2023
    source: memo
    section: A
    kind: practice
    lowers: [gain]   # for now
# that is all
"""


def _changes(before: bytes) -> list[str]:
    old, new = before.decode().splitlines(), Path(AREA).read_text().splitlines()
    return [line for line in difflib.ndiff(old, new) if line[0] in "+-"]


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_fact_on_another_question_is_linked_on_the_way(
    end: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = OWN.replace("\n", end).encode()
    Path(AREA).write_bytes(before)
    facts = ["other", "mayors-praise-it", "neither", "mayors-praise-it", "raises", ""]
    typed(monkeypatch, "2025", "1", *facts, "They praise it [mayors-praise-it], so 1.", "", "stop")

    assert run(["rate", AREA, "--only", "fear"]) == Exit.OK

    shown = " ".join(capsys.readouterr().err.split())
    assert "'other' lists your facts on other questions" in shown
    assert "mayors-praise-it: The mayors praise the looms. (on gain)" in shown
    assert "mayors-praise-it is linked to gain so far." in shown
    assert _changes(before) == [
        "+     fear:",
        "+     - known: 2025",
        "+       level: 1",
        "+       basis: area",
        "+       because: They praise it [mayors-praise-it], so 1.",
        "+       evidence: [mayors-praise-it]",
        "+     raises: [fear]",
    ]
    assert Path(AREA).read_bytes().count(end.encode()) == before.count(end.encode()) + 7


@pytest.mark.parametrize(
    ("flags", "changed"),
    [
        (["--lowers", "fear"], "+     lowers: [gain, fear]   # for now"),
        (["--raises", "fear"], "+     raises: [fear]"),
    ],
)
def test_a_fact_on_another_question_is_linked_by_a_flag(
    flags: list[str], changed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(AREA).write_text(OWN)
    line = ["rate", AREA, "--no-input", "--known", "2025", "--only", "fear", "--level", "1"]
    line += ["--evidence", "mayors-praise-it", "--basis", "area", "--because", "So."]

    assert run(line) == Exit.INVALID
    shown = " ".join(capsys.readouterr().err.split())
    assert "speaks neither for nor against 'fear'; --raises or --lowers fear links it" in shown
    assert run([*line, "--raises", "fear", "--lowers", "fear"]) == Exit.INVALID
    assert run([*line, *flags[:1], "gain"]) == Exit.INVALID
    assert "link facts of --evidence to the question of --only" in capsys.readouterr().err
    assert run([*line, *flags, "--summary", "It is new."]) == Exit.INVALID
    assert "whose id --add-evidence gives" in " ".join(capsys.readouterr().err.split())
    assert Path(AREA).read_text() == OWN

    assert run([*line, *flags]) == Exit.OK

    assert changed in _changes(OWN.encode())
    assert run(["check", AREA]) == Exit.OK


def test_a_fact_of_a_ledger_is_copied_to_be_linked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = Path("pack/evidence.yaml").read_bytes()
    typed(monkeypatch, "2025", "1", "treaty-bars-sale", "raises", "", "So [treaty-bars-sale].", "")

    assert run(["rate", AREA, "--only", "fear"]) == Exit.OK

    assert "copied to this file as treaty-bars-sale-here" in capsys.readouterr().err
    area = open_area(open_pack("pack"), AREA)
    answer = area.ratings["fear"][0]
    assert isinstance(answer, Rating)
    assert answer.because == "So [treaty-bars-sale-here]."
    assert (answer.evidence, answer.basis.value) == (("treaty-bars-sale-here",), "general")
    old, new = area.evidence["treaty-bars-sale"], area.evidence["treaty-bars-sale-here"]
    assert new == old._replace(
        id=new.id, raises=("fear",), lowers=(), line=new.line, conflicts=(), supersedes=()
    )
    line = ["rate", AREA, "--no-input", "--known", "2025", "--only", "gain", "--level", "1"]
    line += ["--evidence", "treaty-bars-sale", "--basis", "general", "--because", "So."]
    assert run([*line, "--lowers", "gain"]) == Exit.OK  # the copy is linked, and not copied again
    area = open_area(open_pack("pack"), AREA)
    assert area.evidence["treaty-bars-sale-here"].lowers == ("gain",)
    assert Path("pack/evidence.yaml").read_bytes() == ledger


def test_what_is_not_changed_of_an_answer_of_the_same_date_stays(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(AREA).write_text(OWN)
    line = ["rate", AREA, "--no-input", "--known", "2024", "--only", "gain"]

    assert run([*line, "--level", "2"]) == Exit.INVALID  # the argument was for another level
    assert run([*line, "--level", "2", "--because", "So [mayors-praise-it]."]) == Exit.OK
    shown = capsys.readouterr().out
    assert "gain: takes the place of the answer of 2024, 1-2, easing (likely)." in shown
    assert "Kept of it: trend easing, likelihood likely." in shown
    assert _changes(OWN.encode()) == [
        "-         level: [1, 2]   # so far",
        "+         level: 2   # so far",
        "-         because: The mayors praise it [mayors-praise-it], so not 3.",
        "+         because: So [mayors-praise-it].",
    ]
    before = Path(AREA).read_bytes()
    assert run([*line, "--trend", "hardening"]) == Exit.OK
    assert "Dropped of it: likelihood likely." in capsys.readouterr().out
    assert _changes(before) == [
        "-         trend: easing",
        "+         trend: hardening",
        "-         likelihood: likely",
    ]
    assert run([*line, "--trend", "no"]) == Exit.OK
    assert "Dropped of it: trend hardening." in capsys.readouterr().out
    typed(monkeypatch, "3", "", "", "", "easing", "likely")

    assert run(["rate", AREA, "--known", "2024", "--only", "gain"]) == Exit.OK

    shown = capsys.readouterr().err
    assert "An answer of the same date takes its place." in shown
    assert "[mayors-praise-it]:" in shown
    assert "[So [mayors-praise-it].]:" in shown
    answer = open_area(open_pack("pack"), AREA).ratings["gain"][0]
    assert isinstance(answer, Rating)
    assert (answer.high, answer.trend, answer.because) == (
        3,
        Trend.EASING,
        "So [mayors-praise-it].",
    )


def test_every_branch_has_a_way_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "stop")
    assert run(["rate", AREA]) == Exit.OK
    assert "5 of 5 questions are open." in capsys.readouterr().out
    fact = ["new", "joint-list", "Both towns use one list.", "memo", "back"]
    typed(
        monkeypatch,
        *("2025", "2", "back", "missing", "back", "1", *fact, "new", "", "none"),
        *("So.", "back", "1", "none", "Still so.", "no"),
    )

    assert run(["rate", AREA, "--only", "fear"]) == Exit.OK

    shown = " ".join(capsys.readouterr().err.split())
    assert "('back' drops the fact):" in shown
    assert "Why is there no answer ('back' for the level):" in shown
    assert shown.count("No fact is added.") == 2
    assert "Why this level and not its neighbour (at most 2 sentences; " in shown
    assert list(open_area(open_pack("pack"), AREA).evidence) == [*open_pack("pack").ledger]
    assert rated() == {"fear": "1-1"}


def test_a_fact_that_an_argument_marks_is_cited(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "2025", "2", "", "A licence is needed [1], so 2.", "general", "")

    assert run(["rate", AREA, "--only", "law"]) == Exit.OK

    shown = capsys.readouterr().err
    assert "Without a fact, the answer counts as inferred." in shown
    assert "The argument marks treaty-bars-sale: cited as well." in shown
    answer = open_area(open_pack("pack"), AREA).ratings["law"][0]
    assert isinstance(answer, Rating)
    assert (answer.evidence, answer.basis.value) == (("treaty-bars-sale",), "general")


@pytest.mark.skipif(find_spec("readline") is None, reason="lines cannot be edited here")
def test_a_sentence_that_was_refused_can_be_mended_at_a_terminal() -> None:
    Path(AREA).write_text(OWN)
    ours, theirs = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "coopcli", "rate", AREA, "--only", "gain", "--known", "2024"],
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.PIPE,
        env=os.environ | {"TERM": "xterm"},
    )
    os.close(theirs)
    assert process.stderr
    asked = process.stderr

    def answer(question: bytes, keys: str) -> None:
        seen = b""
        while not seen.endswith(b":\n"):
            byte = asked.read(1)
            assert byte, seen
            seen += byte
        assert question in seen
        shown = b""
        while b"> " not in shown:  # before that, the terminal itself would edit the line
            shown += os.read(ours, 1000)
        os.write(ours, keys.encode())

    answer(b"Level (0 to 4", "1\n")
    answer(b"Facts that it rests on", "\n")
    answer(b"Does one of these facts", "\n")
    answer(b"Why this level", " Two. Three.\n")  # behind the argument that was there
    answer(b"at most 2 sentences; what happened", "\x7f" * len(" Three.") + "\n")
    answer(b"Is the answer moving", "\n")
    answer(b"How likely", "\n")
    process.communicate()
    os.close(ours)

    answered = open_area(open_pack("pack"), AREA).ratings["gain"][0]
    assert isinstance(answered, Rating)
    assert (answered.high, answered.likelihood) == (1, Likelihood.LIKELY)
    assert answered.because == "The mayors praise it [mayors-praise-it], so not 3. Two."

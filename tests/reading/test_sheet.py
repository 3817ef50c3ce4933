"""Answer sheets that are hostile, edited by hand, for another rubric, or not what they seem."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from coopcli.identity import receipt_of
from coopcli.model import AppliesTo, NoLevel
from coopcli.packs.library import open_area, open_pack
from coopcli.problems import InvalidInput
from coopcli.reading import source
from coopcli.reading.sheet import read_sheet
from coopcli.studies.panel import panel_result
from coopcli.studies.panel_parts import UnusedAnswer
from coopcli.studies.questionnaire import questionnaire
from coopcli.studies.sheets import Sheets, read_sheets
from tests.examples import ROOT, SMALL_PACK
from tests.panels import SHEETS, freshened, sheet

PACK = open_pack(str(ROOT / SMALL_PACK))
TODAY = date(2025, 3, 1)
FOX = (SHEETS / "fox-1.yaml").read_text(encoding="utf-8")


def read(folder: Path, *texts: str | bytes, receipts: dict[str, str] | None = None) -> Sheets:
    """The sheets with some texts, read as the command does."""
    paths = []
    for number, text in enumerate(texts):
        path = folder / f"{number}.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        paths.append(str(path))
    return read_sheets(PACK, open_area(PACK, "fish-counting"), paths, TODAY, receipts)


def problems(folder: Path, *texts: str | bytes, receipts: dict[str, str] | None = None) -> str:
    with pytest.raises(InvalidInput) as caught:
        read(folder, *texts, receipts=receipts)
    return str(caught.value).replace(f"{folder}/", "")


def test_the_sheets_of_the_small_pack_answer_it_as_it_reads_now() -> None:
    for path in SHEETS.iterdir():
        text = path.read_text(encoding="utf-8")
        assert text == freshened(text, PACK.rubric), f"{path.name} has digests of other questions"


def test_a_sheet_says_who_answered_what_and_when(tmp_path: Path) -> None:
    (one,) = read(tmp_path, FOX).sheets

    assert (one.rubric, one.rater, str(one.date), one.round) == (
        "two-towns",
        "fox",
        "2025-01-13",
        1,
    )
    answer = one.areas["fish-counting"]["fear"]
    assert (answer.given, answer.reason) == (
        (2, 2),
        "One council worries, the other does not.",
    )
    assert one.receipt == receipt_of(FOX)


def test_an_answer_may_be_a_range_a_word_or_not_there_yet(tmp_path: Path) -> None:
    text = sheet(
        PACK.rubric,
        {"words": "[1, 2]", "fear": "unknown", "law": "not-applicable", "channel": "", "gain": 0},
        reasons={"channel": ""},
        nonce="",
    )
    (one,) = read(tmp_path, text).sheets

    given = {name: answer.given for name, answer in one.areas["fish-counting"].items()}
    assert given == {
        "words": (1, 2),
        "fear": NoLevel.UNKNOWN,
        "law": NoLevel.NOT_APPLICABLE,
        "gain": (0, 0),
    }
    assert one.receipt == ""  # without a nonce it could be found by trying all answers


def changed(old: str, new: str) -> str:
    assert old in FOX
    return FOX.replace(old, new, 1)


REFUSED: dict[str, tuple[str | bytes, str]] = {
    "other-rubric": (
        changed("rubric: two-towns", "rubric: three-towns"),
        "0.yaml:2:9: other-rubric: the sheet answers the rubric 'three-towns', not 'two-towns'",
    ),
    "other-area": (
        changed("fish-counting:", "bird-counting:"),
        "0.yaml:7:1: other-area: 'fish-counting' is not in this sheet, only 'bird-counting'",
    ),
    "tomorrow": (
        changed("2025-01-13", "2025-03-03"),
        "0.yaml:4:7: future-date: 2025-03-03 lies ahead: today is 2025-03-01",
    ),
    "a-year": (
        changed("2025-01-13", "2025"),
        "0.yaml:4:7: wrong-date: a whole date is needed, as 2020-10-31, not 2025",
    ),
    "no-rater": (changed("rater: fox", "rater:"), "0.yaml:3:7: empty: a name or a pseudonym is"),
    "two-lines": (changed("rater: fox", 'rater: "a\\nb"'), "0.yaml:3:8: wrong-form: a name in one"),
    "round-0": (changed("round: 1", "round: 0"), "0.yaml:5:8: wrong-form: a whole number from 1"),
    "version": (
        changed("answer-sheet: 1", "answer-sheet: 2"),
        "0.yaml:1:15: not-a-choice: 1 is needed, not '2'",
    ),
    "nonce": (changed("nonce: '", "nonce: 'x"), "0.yaml:6:8: too-long: at most 32 characters"),
    "level-5": (changed("given: 2", "given: 5"), "no-such-level: 'fear' has no level 5"),
    "a-word": (
        changed("given: 2", "given: perhaps"),
        "not-an-answer: a level, a range such as [1, 2], unknown or not-applicable is needed, not",
    ),
    "upside-down": (changed("given: 2", "given: [3, 1]"), "range-order: a range runs from its"),
    "evidence": (
        changed("      given: 2\n", "      given: 2\n      evidence: [towns-fear]\n"),
        "unknown-evidence: no evidence 'towns-fear'",
    ),
    "a-key": (FOX + "light: green\n", "unknown-key: an answer sheet has no 'light'"),
    "twice-a-key": (changed("round: 1", "round: 1\nround: 1"), "repeated-key: 'round' stands on"),
    "no-answer": ("\n".join(FOX.splitlines()[:6]) + "\nareas: {}\n", "empty: a sheet needs an ans"),
    "a-tag": (changed("rater: fox", "rater: !!python/object fox"), "tag: tags must not stand here"),
    "an-alias": (changed("rater: fox", "rater: &a fox"), "anchor: anchors must not stand here"),
    "control": (changed("rater: fox", "rater: fox\x1b[2J"), "forbidden-character"),
    "reversed": (changed("rater: fox", "rater: f\u202eox"), "forbidden-character"),
    "ten-megabytes": (FOX + "# " + "x" * 10_000_000, "0.yaml: too-long: at most 1048576 bytes"),
    "binary": (b"\x89PNG\r\n\x1a\n", "0.yaml:1:1: not-utf-8"),
    "a-page": ("<!DOCTYPE html><script>alert(1)</script>", "0.yaml:1:1: wrong-type: an answer"),
    "a-draft": ('{"form": "0", "rater": "fox", "areas": {}}', "a-draft: this is a draft: load it"),
    "nothing": ("", "0.yaml: empty: the file holds nothing"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_wrong_with_a_sheet_is_named_with_its_place(name: str, tmp_path: Path) -> None:
    text, message = REFUSED[name]

    found = problems(tmp_path, text)

    assert message in found
    assert "\x1b" not in found
    assert "\u202e" not in found


def test_every_bad_sheet_is_reported_and_none_is_changed(tmp_path: Path) -> None:
    found = problems(
        tmp_path, FOX, changed("round: 1", "round: x"), changed("rater: fox", "rate: x")
    )

    assert [line.split(":")[0] for line in found.splitlines()] == ["1.yaml", "2.yaml"]
    assert (tmp_path / "0.yaml").read_text(encoding="utf-8") == FOX


def test_two_sheets_of_one_rater_and_round_are_one_too_many(tmp_path: Path) -> None:
    again = changed("rater: fox", "rater: ' FOX'").replace("given: 2", "given: 3", 1)

    message = "1.yaml:3:8: repeated-rater: 'FOX' has a sheet of round 1 already, "
    found = problems(tmp_path, FOX, again)
    assert found.startswith(message)
    assert found.endswith("0.yaml; name one of the two")


def test_two_raters_do_not_share_a_nonce(tmp_path: Path) -> None:
    assert "repeated-nonce" in problems(tmp_path, FOX, changed("rater: fox", "rater: owl"))


def test_rounds_follow_each_other(tmp_path: Path) -> None:
    second = changed("round: 1", "round: 2").replace("2025-01-13", "2025-01-12")

    assert "dates-out-of-order: round 2 of 2025-01-12 and round 1 of 2025-01-13" in problems(
        tmp_path, FOX, second
    )


def test_a_sheet_of_tomorrow_is_one_of_today_elsewhere(tmp_path: Path) -> None:
    assert read(tmp_path, changed("2025-01-13", "2025-03-02")).sheets


def test_only_answers_to_questions_that_read_otherwise_now_are_not_used(tmp_path: Path) -> None:
    lines = FOX.splitlines()
    place = next(number for number, line in enumerate(lines) if line.strip() == "law:")
    lines[place + 1] = f"      digest: {'0' * 64}"
    text = "\n".join(lines).replace("    gain:", "    gains:") + "\n"

    sheets = read(tmp_path, text)

    (one,) = sheets.sheets
    assert list(sheets.answers(one)) == ["words", "fear", "channel"]
    assert {(unused.question, unused.why) for unused in sheets.refused()} == {
        ("law", "words or anchors have changed since then"),
        ("gains", "the rubric does not ask this"),
    }


# Receipts.


def test_a_receipt_changes_with_every_change_of_the_sheet() -> None:
    receipts = {receipt_of(FOX)}
    for place in range(len(FOX)):
        receipts.add(
            receipt_of(FOX[:place] + ("x" if FOX[place] != "x" else "y") + FOX[place + 1 :])
        )
        receipts.add(receipt_of(FOX[:place] + FOX[place + 1 :]))

    # Leaving out one of two equal neighbours is one change, whichever of them it was.
    equal = sum(one == other for one, other in pairwise(FOX))
    assert len(receipts) == 2 * len(FOX) + 1 - equal


def test_answers_cannot_be_found_by_trying_all_of_them() -> None:
    # With its answers known the receipt of a sheet still has 2**128 values, one for each nonce.
    one, other = (changed("nonce: '66", f"nonce: '{start}") for start in ("00", "ff"))

    assert len({receipt_of(one), receipt_of(other), receipt_of(FOX)}) == 3
    assert len(receipt_of(FOX).replace(" ", "")) * 4 == 128


def test_a_receipt_is_what_other_programs_make_of_the_file() -> None:
    # The first 32 digits that sha256sum prints for the file: SHA-256 of "abc", FIPS 180-2, B.1.
    assert receipt_of("abc") == "ba78 16bf 8f01 cfea 4141 40de 5dae 2223"


def test_line_ends_and_a_mark_at_the_beginning_are_no_change(tmp_path: Path) -> None:
    other = b"\xef\xbb\xbf" + FOX.replace("\n", "\r\n").encode()

    (one,) = read(tmp_path, other).sheets

    assert one.receipt == receipt_of(FOX)


def test_a_sheet_that_was_changed_after_its_receipt_is_refused(tmp_path: Path) -> None:
    sent = receipt_of(FOX)

    assert read(tmp_path, FOX, receipts={"Fox": sent.upper().replace(" ", "")}).sheets
    found = problems(tmp_path, changed("given: 2", "given: 3"), receipts={"fox": sent})
    assert "other-receipt: the receipt of this sheet is" in found
    assert "was changed after the receipt was sent" in found
    assert "unknown-rater: no sheet is from 'eel'" in problems(
        tmp_path, FOX, receipts={"eel": sent}
    )


def test_a_sheet_alone_is_read_without_a_pack() -> None:
    document = source.read(str(SHEETS / "owl-1.yaml"))

    assert read_sheet(document, TODAY).areas["fish-counting"]["law"].given == (2, 3)


def test_a_question_that_is_not_asked_of_an_area_is_in_no_form_and_no_panel(tmp_path: Path) -> None:
    first, second = PACK.rubric.dimensions
    law, channel, gain = second.criteria
    elsewhere = replace(channel, applies_to=AppliesTo(("binding-rule",)))
    rubric = replace(
        PACK.rubric, dimensions=(first, replace(second, criteria=(law, elsewhere, gain)))
    )
    pack = PACK._replace(rubric=rubric)
    area = open_area(pack, "fish-counting")
    path = tmp_path / "fox.yaml"
    path.write_text(FOX, encoding="utf-8")

    asked = questionnaire(pack, ["fish-counting"]).areas[0].questions
    sheets = read_sheets(pack, area, [str(path)], TODAY)
    found = panel_result(sheets)

    assert [one.criterion.id for one in asked] == ["words", "fear", "law", "gain"]
    assert [one.criterion.id for one in found.questions] == ["words", "fear", "law", "gain"]
    assert found.unused == (
        UnusedAnswer("fox", 1, "channel", "the rubric does not ask this of the area"),
    )

"""The form as YAML: filled in with an editor, it is a sheet."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from coopcli.forms.page import page
from coopcli.forms.twin import sheet_to_fill
from coopcli.packs.library import areas_of, open_pack
from coopcli.problems import InvalidInput
from coopcli.reading import source
from coopcli.reading.sheet import read_sheet
from coopcli.studies.questionnaire import questionnaire
from tests.examples import ROOT, SMALL_PACK, the_pack

PACK = open_pack(str(ROOT / SMALL_PACK))
TWIN = sheet_to_fill(questionnaire(PACK, ["fish-counting", "cloud-naming"], number=2))


def filled(**answers: str) -> str:
    text = TWIN.replace("rater:", "rater: owl").replace("date:", "date: 2025-03-01", 1)
    for name, given in answers.items():
        text = re.sub(rf"(    {name}:\n.*\n      given:)", rf"\1 {given}", text, count=1)
    return text


def test_a_sheet_that_was_filled_in_is_read(tmp_path: Path) -> None:
    path = tmp_path / "sheet.yaml"
    path.write_text(filled(words="1", law="[2, 3]", gain="unknown"), encoding="utf-8")

    sheet = read_sheet(source.read(str(path)), date(2025, 3, 1))

    assert (sheet.rater, sheet.round, sheet.receipt) == ("owl", 2, "")
    assert list(sheet.areas) == ["fish-counting", "cloud-naming"]
    assert list(sheet.areas["fish-counting"]) == ["words", "law", "gain"]
    assert sheet.areas["cloud-naming"] == {}


def test_what_nobody_filled_in_says_what_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "sheet.yaml"
    path.write_text(TWIN, encoding="utf-8")

    with pytest.raises(InvalidInput) as caught:
        read_sheet(source.read(str(path)), date(2025, 3, 1))

    found = [problem.message for problem in caught.value.problems]
    assert found[0].startswith("a name or a pseudonym is needed")
    assert found[1].startswith("a date that exists")


def test_each_question_stands_with_its_anchors_and_facts() -> None:
    assert "    # Fear: Does either town see the machines as a threat?\n    # 0  None.\n" in TWIN
    assert "    # [towns-fear-each-other] 2024-06-30: " in TWIN
    assert max(map(len, TWIN.splitlines())) <= 100


def test_raters_read_how_the_framework_and_the_area_are_meant() -> None:
    assert "# A small framework for tests. It shows that another pack" in TWIN
    assert "    # Form: dialogue; also joint research.\n" in TWIN
    shown = page(questionnaire(PACK, ["fish-counting"]))
    assert '<p dir="auto">A small framework for tests. It shows that another pack' in shown
    assert '<p dir="auto">Form: dialogue; also joint research.</p>' in shown


def test_facts_that_only_the_area_has_are_shown_before_anybody_has_rated_it(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(ROOT / SMALL_PACK, folder)
    path = folder / "areas" / "weaving.yaml"
    path.write_text(
        "id: weaving\nname: Weaving\nscope: Looms.\nform: [dialogue]\nratings: {}\nevidence:\n"
        "  - {id: looms-shared, summary: They share looms., known: 2024-06, source: river-2024, "
        "section: What divides, kind: practice, lowers: [fear]}\n",
        encoding="utf-8",
    )

    text = sheet_to_fill(questionnaire(open_pack(str(folder)), ["weaving"]))

    assert "    # [looms-shared] 2024-06: They share looms." in text
    assert "towns-fear-each-other" not in text  # a fact of the ledger that nobody has linked to it


def test_no_answer_of_anybody_is_in_it() -> None:
    pack = the_pack()
    text = sheet_to_fill(questionnaire(pack, [area.id for area in areas_of(pack)]))

    assert set(re.findall(r"^ *given:.*", text, re.MULTILINE)) == {"      given:"}
    assert "because" not in re.sub(r"^ *#.*", "", text, flags=re.MULTILINE)

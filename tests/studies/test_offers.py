"""Which offers fit a light and an area."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coopcli.model import PartialDate
from coopcli.packs.library import open_pack
from coopcli.studies.assess import AssessmentResult, study
from tests.examples import ROOT, SMALL_PACK

STALL = "      - id: joint-stall\n"
GLOSSARY = "      - id: glossary\n"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / SMALL_PACK, tmp_path / "pack"))


def result_of(small: Path, area: str, **changes: str) -> AssessmentResult:
    """The assessment of an area after keys were added to offers, each after its first line."""
    rubric = small / "rubric.yaml"
    text = rubric.read_text(encoding="utf-8")
    for name, key in changes.items():
        line = {"stall": STALL, "glossary": GLOSSARY}[name]
        assert line in text
        text = text.replace(line, f"{line}        {key}\n")
    rubric.write_text(text, encoding="utf-8")
    pack = open_pack(str(small))
    return study(pack, area, PartialDate.parse("2024-12-31"))


def offered(result: AssessmentResult) -> set[str]:
    return {offer.id for avenue in result.avenues for offer in avenue.offers}


def test_a_best_light_names_joint_work_to_begin_with(small: Path) -> None:
    result = result_of(small, "fish-counting", stall="begins: true")

    assert [(avenue.id, avenue.reaches) for avenue in result.avenues] == [("market", ())]
    assert offered(result) == {"joint-stall"}


def test_without_joint_work_a_best_light_offers_nothing(small: Path) -> None:
    assert result_of(small, "fish-counting").avenues == ()


def test_a_worst_light_offers_no_joint_work(small: Path) -> None:
    assert offered(result_of(small, "crowd-watching")) == {"glossary"}
    assert offered(result_of(small, "crowd-watching", glossary="begins: true")) == set()


@pytest.mark.parametrize(("forms", "found"), [("standards", {"glossary"}), ("dialogue", set())])
def test_an_offer_is_made_only_for_its_forms(small: Path, forms: str, found: set[str]) -> None:
    assert offered(result_of(small, "crowd-watching", glossary=f"forms: [{forms}]")) == found


def test_offers_made_for_the_area_come_first(small: Path) -> None:
    rubric = small / "rubric.yaml"
    text = rubric.read_text(encoding="utf-8")
    copy = text[text.index(GLOSSARY) : text.index("  - id: market\n    name: Market")]
    own = copy.replace("id: glossary", "id: own\n        areas: [crowd-watching]")
    rubric.write_text(text.replace(copy, copy + own), encoding="utf-8")

    (letters,) = result_of(small, "crowd-watching").avenues

    assert [offer.id for offer in letters.offers] == ["own", "glossary"]

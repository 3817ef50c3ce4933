"""What a blind rater gets to see, and how two filled sheets are compared."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from coopcli.packs.library import open_pack
from tests.examples import PACK_FOLDER
from tests.reading import blind

CASES = ["drug-discovery@2020", "military-ai@2024-09-23", "ai-safety@2024-09-23"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("blind")
    blind.write_folder(PACK_FOLDER, found, CASES, PACK_FOLDER / "PROTOCOL.md")
    return found


def test_a_rater_sees_no_level_and_no_light(folder: Path) -> None:
    seen = "\n".join(
        path.read_text(encoding="utf-8") for path in folder.iterdir() if path.suffix == ".yaml"
    )

    for hidden in ("references:", "headlines:", "avenues:", "Green", "Yellow", "veto:"):
        assert hidden not in seen
    for area in yaml.safe_load((folder / "areas.yaml").read_text(encoding="utf-8"))["areas"]:
        assert set(area) <= {"id", "name", "scope", "excludes", "form", "as-of"}


def test_a_sheet_asks_only_what_applies(folder: Path) -> None:
    sheet = yaml.safe_load((folder / "sheet.yaml").read_text(encoding="utf-8"))
    asked = {one["area"]: set(one["answers"]) for one in sheet["areas"]}

    assert "state-steering" in asked["drug-discovery"]
    assert "state-steering" not in asked["military-ai"]
    assert "missing-common-text" not in asked["drug-discovery"]
    assert len(asked["ai-safety"]) == len(open_pack(str(PACK_FOLDER)).rubric.criteria)


def filled(folder: Path, name: str, levels: list[str], mark: str = "") -> Path:
    """A copy of the sheet with levels in turn."""
    sheet = yaml.safe_load((folder / "sheet.yaml").read_text(encoding="utf-8"))
    count = 0
    for one in sheet["areas"]:
        for answer in one["answers"].values():
            answer["level"] = levels[count % len(levels)]
            answer["mark"] = mark
            count += 1
    path = folder / name
    path.write_text(yaml.safe_dump(sheet), encoding="utf-8")
    return path


def test_equal_sheets_agree_wholly(folder: Path) -> None:
    one = filled(folder, "one", ["0", "1", "[2, 3]"], mark="would not defend")
    other = filled(folder, "other", ["0", "1", "[2, 3]"])

    lines = list(blind.report(one, other, open_pack(str(PACK_FOLDER))))

    asked = len(blind.answers_in(one))
    assert lines[1].startswith(f"all  {asked}  1.000  1.00 to 1.00  100 %  0")
    assert f"first: Marks(undefended={asked}, none_fits=0, two_fit=0)" in lines
    assert not any(line.startswith("differs") for line in lines)


def test_a_difference_and_a_gap_are_listed(folder: Path) -> None:
    one = filled(folder, "one", ["0", "1", "2"])
    other = filled(folder, "other", ["0", "2", "missing"])

    lines = list(blind.report(one, other, open_pack(str(PACK_FOLDER))))

    assert any(line.startswith("differs: drug-discovery") for line in lines)
    assert any(line.endswith("(2, 2)  None") for line in lines)

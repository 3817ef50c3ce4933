"""A rubric has as many parties as it names: none, one, two or four."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coopcli.cli.main import run
from coopcli.packs.library import areas_of, open_pack
from coopcli.rule.margins import margins
from tests.examples import ROOT, SMALL_PACK
from tests.test_vocabulary import change

PARTIES = {
    0: "[]",
    1: "[{id: harbour, name: Harbour}]",
    4: "[{id: harbour, name: Harbour}, {id: hill, name: Hill}, Mill, Ford]",
}
TWO = "\n  - id: harbour\n    name: Harbour\n  - id: hill\n    name: Hill\n"


def pack_of(folder: Path, count: int) -> Path:
    """The small pack with so many parties; evidence speaks of those that there are."""
    pack = folder / "pack"
    shutil.copytree(ROOT / SMALL_PACK, pack)
    change(pack / "rubric.yaml", (f"parties:{TWO}", f"parties: {PARTIES[count]}\n"))
    text = (pack / "evidence.yaml").read_text(encoding="utf-8")
    side = "[harbour, mill]" if count == 4 else "both"
    (pack / "evidence.yaml").write_text(text.replace("side: hill", f"side: {side}"), "utf-8")
    return pack


@pytest.mark.parametrize("count", PARTIES)
def test_the_number_of_parties_moves_no_light(tmp_path: Path, count: int) -> None:
    pack, usual = open_pack(str(pack_of(tmp_path, count))), open_pack(str(ROOT / SMALL_PACK))

    assert len(pack.rubric.parties) == count
    for one, other in zip(areas_of(pack), areas_of(usual), strict=True):
        found, expected = pack.assess(one), usual.assess(other)
        assert (found.light, found.best, found.worst) == (
            *(expected.light, expected.best, expected.worst),
        )
        assert margins(found) == margins(expected)


@pytest.mark.parametrize("count", PARTIES)
@pytest.mark.parametrize(
    "command",
    [
        *("assess fish-counting", "assess fish-counting --full", "areas", "robustness --all"),
        *("compare fish-counting cloud-naming", "pathways fish-counting", "rubric show"),
        *("rubric docs", "timeline fish-counting", "explain rule", "check pack", "export --all"),
    ],
)
def test_every_command_takes_them(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    count: int,
    command: str,
) -> None:
    pack_of(tmp_path, count)
    rubric = () if command.startswith("check") else ("-r", "pack")
    monkeypatch.chdir(tmp_path)

    code = run([*command.split(), *rubric])

    assert code == 0, capfd.readouterr().err

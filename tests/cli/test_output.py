"""A report in a file is whole or absent, and nothing else is written."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from coopcli.cli.exits import Exit
from coopcli.cli.main import run
from coopcli.cli.output import write_whole
from coopcli.problems import InvalidInput
from tests.examples import ROOT, SMALL_PACK

PACK = str(ROOT / SMALL_PACK)


def write(path: Path | str, *more: str, area: str = "cloud-naming") -> int:
    return run(["assess", area, "-r", PACK, "-o", str(path), *more])


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a.md", "# Naming of clouds"),
        ("a.markdown", "# Naming of clouds"),
        ("a.json", "{"),
        ("a.JSON", "{"),
        ("a.txt", "╭─ Naming of clouds"),
        ("a", "╭─ Naming of clouds"),
    ],
)
def test_the_format_follows_the_suffix(name: str, begins: str, tmp_path: Path) -> None:
    assert write(tmp_path / name) == Exit.OK
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_the_flag_beats_the_suffix(tmp_path: Path) -> None:
    write(tmp_path / "a.md", "-f", "json")

    assert (tmp_path / "a.md").read_text().startswith("{")


def test_an_old_report_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("old")
    path.chmod(0o640)

    assert write(path) == Exit.OK
    assert path.read_text().startswith("# ")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_new_report_has_the_mode_that_the_mask_asks_for(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        write(tmp_path / "a.md")
    finally:
        os.umask(mask)

    assert stat.S_IMODE((tmp_path / "a.md").stat().st_mode) == 0o640


def refused(path: Path | str, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    assert write(path, *more) == Exit.INVALID
    return capsys.readouterr().err.removeprefix(f"{path}: unwritable: cannot be written: ")


def test_links_folders_pipes_and_devices_are_not_written_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "target"
    target.write_text("old")
    (tmp_path / "link").symlink_to(target)
    (tmp_path / "dangling").symlink_to(tmp_path / "gone")
    os.mkfifo(tmp_path / "pipe")

    assert "it is a symbolic link" in refused(tmp_path / "link", capsys)
    assert "it is a symbolic link" in refused(tmp_path / "dangling", capsys)
    assert "it is no regular file" in refused(tmp_path / "pipe", capsys)
    assert "it is no regular file" in refused("/dev/null", capsys)
    assert "it is no regular file" in refused(tmp_path, capsys)
    assert refused(tmp_path / "no/a.md", capsys) == "no such file or directory\n"
    assert target.read_text() == "old"
    assert not (tmp_path / "gone").exists()


def test_an_input_is_not_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    area = tmp_path / "area.yaml"
    area.write_bytes((ROOT / SMALL_PACK / "areas/cloud-naming.yaml").read_bytes())
    before = area.read_bytes()
    os.link(area, tmp_path / "same.md")

    for path in (area, tmp_path / "same.md"):
        assert run(["assess", str(area), "-r", PACK, "-o", str(path)]) == Exit.INVALID
        assert "it was read in this run" in capsys.readouterr().err
    assert area.read_bytes() == before


def test_an_old_report_survives_a_run_that_fails(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("old")

    assert write(path, area="nowhere") == Exit.INVALID
    assert path.read_text() == "old"


def test_nothing_is_left_where_writing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fails)

    with pytest.raises(InvalidInput) as caught:
        write_whole(str(tmp_path / "a.md"), [b"new"])

    assert "no space left on device" in str(caught.value)
    assert list(tmp_path.iterdir()) == []

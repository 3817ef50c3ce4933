"""A report in a file is whole or absent, and nothing else is written."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from coopcli.cli.exits import Exit
from coopcli.cli.main import run
from coopcli.files import write_whole
from coopcli.problems import InvalidInput
from tests.examples import ROOT, SMALL_PACK

PACK = str(ROOT / SMALL_PACK)


def write(path: Path | str, *more: str, area: str = "cloud-naming") -> int:
    return run(["assess", area, "-r", PACK, "-o", str(path), *more])


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a.md", "# Harbour-Hill cooperation on naming of clouds"),
        ("a.markdown", "# Harbour-Hill cooperation on naming of clouds"),
        ("a.json", "{"),
        ("a.JSON", "{"),
        ("a.txt", "? UNDETERMINED  Harbour-Hill cooperation on naming of clouds"),
        ("a", "? UNDETERMINED  Harbour-Hill cooperation on naming of clouds"),
    ],
)
def test_the_format_follows_the_suffix(name: str, begins: str, tmp_path: Path) -> None:
    assert write(tmp_path / name) == Exit.OK
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_the_flag_beats_the_suffix(tmp_path: Path) -> None:
    write(tmp_path / "a.md", "-f", "json")

    assert (tmp_path / "a.md").read_text().startswith("{")


@pytest.mark.parametrize("name", ["a.odt", "a.yaml", "a.v1", "a.JSONX"])
def test_an_unknown_suffix_is_refused_with_those_that_are_known(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert write(tmp_path / name) == Exit.INVALID
    message = capsys.readouterr().err
    assert "unknown-suffix: .md, .markdown, .html, .json," in message
    assert "with -f any suffix will do" in message
    assert not (tmp_path / name).exists()

    assert write(tmp_path / name, "-f", "html") == Exit.OK
    assert (tmp_path / name).read_text().startswith("<!DOCTYPE html>")


def test_several_files_are_each_written_in_the_format_of_their_suffix(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = [word for name in ("b.json", "c.csv", "d") for word in ("-o", str(tmp_path / name))]

    assert write(tmp_path / "a.md", *more) == Exit.OK

    begins = [(tmp_path / name).read_text()[:1] for name in ("a.md", "b.json", "c.csv", "d")]
    assert begins == ["#", "{", "\ufeff", "?"]
    assert capsys.readouterr().out == ""


def test_with_several_outputs_the_flag_is_for_those_without_a_suffix(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.json"

    assert write(file, "-o", "-", "-o", str(tmp_path / "a.x"), "-f", "light") == Exit.OK
    assert capsys.readouterr().out == (tmp_path / "a.x").read_text() == "undetermined\n"
    assert file.read_text().startswith("{")

    assert write(file, "-o", str(tmp_path / "a.md"), "-f", "html") == Exit.INVALID
    assert "-f html is for none of the outputs" in capsys.readouterr().err
    assert not (tmp_path / "a.md").exists()
    assert write(file, "-o", str(tmp_path / "b.json"), "-f", "json") == Exit.OK


@pytest.mark.parametrize("twice", ["a.md", "./a.md", "in/../a.md", "link/a.md"])
def test_an_output_that_is_named_twice_is_refused(
    twice: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "link").symlink_to(tmp_path)

    assert write("a.md", "-o", twice) == Exit.INVALID
    assert "names an output that was named before" in capsys.readouterr().err
    assert not (tmp_path / "a.md").exists()


def test_nothing_is_written_where_one_of_several_cannot_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "link.json").symlink_to(tmp_path / "b")
    for other in ("b.bib", "b.odt", "link.json", "gone/b.json", "\0.json", ""):
        area = ["areas", "-r", PACK, "-o", str(tmp_path / "a.md")]
        assert run([*area, "-o", str(tmp_path / other) if other else ""]) == Exit.INVALID
        assert not (tmp_path / "a.md").exists(), other
    assert "the word after '-o' is empty" in capsys.readouterr().err


def test_rows_are_streamed_to_one_file_and_held_for_several(tmp_path: Path) -> None:
    one, two = str(tmp_path / "a.jsonl"), str(tmp_path / "b.md")
    batch = ["batch", "--all", "-r", PACK]

    assert run([*batch, "-o", one, "-o", two]) == Exit.OK
    held = Path(one).read_text()
    assert run([*batch, "-o", one]) == Exit.OK
    assert Path(one).read_text() == held
    assert len(held.splitlines()) == 3
    assert Path(two).read_text().startswith("|")


def test_csv_has_a_byte_order_mark_in_a_file_and_none_on_stdout(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "a.csv"
    batch = ["batch", "--all", "-r", PACK, "-f", "csv"]

    assert run([*batch, "-o", str(path)]) == run(batch) == Exit.OK

    assert path.read_bytes() == b"\xef\xbb\xbf" + capsysbinary.readouterr().out


def test_paths_in_sarif_start_at_the_root_of_the_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".git").mkdir()
    inner = tmp_path / "some" / "where"
    inner.mkdir(parents=True)
    (inner / "x.yaml").write_text("no area\n")
    monkeypatch.chdir(inner)

    def place(*words: str) -> str:
        run([*words, "-f", "github"])
        return capsys.readouterr().out.split("file=")[1].split(",")[0]

    assert place("check", "x.yaml") == "some/where/x.yaml"
    assert place("batch", "x.yaml") == "some/where/x.yaml"
    assert place("check", "x.yaml", "--root", "..") == "where/x.yaml"
    run(["check", "x.yaml", "-f", "json", "-o", "saved.json"])
    assert place("render", "saved.json") == "some/where/x.yaml"
    assert place("render", "saved.json", "--root", ".") == "x.yaml"
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path / "some"))
    assert place("check", "x.yaml") == "where/x.yaml"
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    run(["check", "x.yaml"])
    assert "file=where/x.yaml" in capsys.readouterr().out
    assert run(["check", "x.yaml", "--root", "gone"]) == Exit.INVALID


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

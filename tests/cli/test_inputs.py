"""Whatever a command is asked to write, no file that it read is lost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from coopcli import files
from coopcli.cli.exits import Exit
from coopcli.cli.main import run
from coopcli.problems import InvalidInput
from tests.cli.registry import commands
from tests.examples import ROOT, SMALL_PACK
from tests.panels import SHEETS

RESULTS = ("result.json", "later.json")


class Row(NamedTuple):
    """A command line that writes, and the inputs that its options name."""

    words: list[str]
    options: frozenset[str]

    def inputs(self) -> list[str]:
        """The files that belong to what it is run on, as seen from the working folder."""
        named = [name for name in (*RESULTS, "base.json") if name in self.words]
        named += [name for name in self.words if name.startswith("sheets/")]
        settings = ["coopcli.toml"] if "format" in self.options else []
        # Those with suffixes of their own refuse any other before they look at the file.
        suffix = {"form": ".yaml", "export": ".csv"}.get(self.words[0], "")
        names = [name for name in PACK_FILES if name.endswith(suffix)]
        pack = [] if "rubric" not in self.options or named[:1] == ["result.json"] else names
        return [*named, *settings, *pack]


PACK_FILES = [
    *("pack/rubric.yaml", "pack/sources.yaml", "pack/evidence.yaml", "pack/NOTES.md"),
    *("pack/areas/fish-counting.yaml", "pack/areas/cloud-naming.yaml"),
]


def rows() -> Iterator[Row]:
    for words, options in commands():
        if "output" in options:
            more = ["-r", "pack"] if "rubric" in options else []
            more += ["--baseline", "base.json"] if "baseline" in options else []
            more += ["-f", "text"] if "format" in options else []
            yield Row([*words, *more], options)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a pack, a configuration and saved results, and other ways to each of them."""
    folder = tmp_path_factory.mktemp("inputs")
    shutil.copytree(ROOT / SMALL_PACK, folder / "pack")
    shutil.copytree(SHEETS, folder / "sheets")
    (folder / "pack" / "NOTES.md").write_text("Notes.\n")
    (folder / "coopcli.toml").write_text('as-of = "2025"\n')
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for name in (*RESULTS, "base.json"):
            assert run(["assess", "fish-counting", "-r", "pack", "-o", name]) == Exit.OK
    sheets = [f"sheets/{path.name}" for path in SHEETS.iterdir()]
    os.symlink(folder, folder / "linked")
    for name in (*RESULTS, "base.json", "coopcli.toml", *PACK_FILES, *sheets):
        os.link(folder / name, folder / f"hard-{name.replace('/', '-')}")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {
        os.path.join(root, name): Path(root, name).read_bytes()
        for root, _, names in os.walk(folder)
        for name in names
    }


@pytest.mark.parametrize("row", list(rows()), ids=lambda row: " ".join(row.words[:3]))
def test_no_command_overwrites_an_input(
    row: Row, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    before = contents(folder)
    usual = {"form": "report.html", "export": "report.csv"}.get(row.words[0], "report.json")
    report = "report.txt" if "format" in row.options else usual
    assert run([*row.words, "-o", report]) in (Exit.OK, Exit.GATE_FAILED)
    assert (folder / report).stat().st_size
    (folder / report).unlink()

    for name in row.inputs():
        hard = f"hard-{name.replace('/', '-')}"
        for path in (name, f"pack/../{name}", str(folder / name), f"linked/{name}", hard):
            capsys.readouterr()
            assert run([*row.words, "-o", path]) == Exit.INVALID, path
            assert "it was read or written in this run" in capsys.readouterr().err, path

    assert contents(folder) == before


def leaves(value: Any) -> Iterator[str]:
    """Every text in a result."""
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from leaves(inner)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize(
    "row", [r for r in rows() if "format" in r.options], ids=lambda row: " ".join(row.words[:3])
)
@pytest.mark.parametrize("place", [".", "pack/areas"])
def test_no_result_holds_an_absolute_path(
    row: Row,
    place: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(folder / place)
    places = {
        "pack": str(folder / "pack"),
        "base.json": str(folder / "base.json"),
        **{name: str(folder / name) for name in RESULTS},
        **{name: str(folder / name) for name in row.words if name.startswith("sheets/")},
        **{
            name: str(folder / "pack" / "areas" / f"{name}.yaml")
            for name in ("fish-counting", "cloud-naming")
        },
    }
    capsys.readouterr()

    words = [places.get(word, word) for word in row.words]
    assert run([*words[:-1], "json"]) in (Exit.OK, Exit.GATE_FAILED)

    found = list(leaves(json.loads(capsys.readouterr().out)))
    assert not [text for text in found if str(folder) in text or os.path.isabs(text)]


def test_an_input_that_cannot_be_read_is_named_from_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "bad.yaml").write_text("id: [")
    monkeypatch.chdir(tmp_path)
    words = [str(tmp_path / name) for name in ("bad.yaml", "gone.yaml", "empty")]

    for command in (["batch", *words], ["check", *words]):
        run([*command, "-f", "json"])
        text = capsys.readouterr().out
        assert str(tmp_path) not in text
        assert "bad.yaml" in text


def test_a_schema_is_not_written_over_a_pack(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    before = contents(folder)

    for name in ("coopcli.toml", *PACK_FILES):
        assert run(["rubric", "schema", "rubric", "-o", name]) == Exit.INVALID
        assert "unknown-suffix: .json is needed" in capsys.readouterr().err

    assert contents(folder) == before


@pytest.mark.skipif(not hasattr(os, "fork"), reason="without workers")
@pytest.mark.parametrize("name", ["jsonl", "json"])
def test_what_workers_read_is_not_overwritten(name: str, tmp_path: Path) -> None:
    areas = tmp_path / "loose"
    areas.mkdir()
    for number in range(6):
        shutil.copy(ROOT / SMALL_PACK / "areas/cloud-naming.yaml", areas / f"a{number}.yaml")
    os.link(areas / "a5.yaml", tmp_path / "hard")
    before = contents(tmp_path)
    setup = (
        "import sys, coopcli.studies.batching as b; b.CHUNK = 1; "
        "from coopcli.cli import main; main()"
    )

    for path in (tmp_path / "hard", areas / "a0.yaml"):
        words = ["batch", str(areas), "-r", SMALL_PACK, "-f", name, "-o", str(path)]
        ran = subprocess.run(
            [sys.executable, "-c", setup, *words, "--workers", "2"],
            capture_output=True,
            check=False,
            cwd=ROOT,
        )
        assert ran.returncode == Exit.INVALID
        assert b"it was read or written in this run" in ran.stderr

    assert contents(tmp_path) == before


@pytest.mark.parametrize("words", [["render", "-", "-f", "text"], ["batch", "-", "-f", "text"]])
def test_what_came_in_by_standard_input_is_not_overwritten(
    words: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "input"
    if words[0] == "render":
        run(["assess", "cloud-naming", "-r", str(ROOT / SMALL_PACK), "-f", "json", "-o", str(path)])
    else:
        path.write_text("ai-ethics\n")
    before = path.read_bytes()

    with open(path, "rb") as stdin:
        ran = subprocess.run(
            [sys.executable, "-m", "coopcli", *words, "-o", str(path)],
            stdin=stdin,
            capture_output=True,
            check=False,
        )

    assert ran.returncode == Exit.INVALID
    assert b"it was read or written in this run" in ran.stderr
    assert path.read_bytes() == before


def test_the_texts_of_sources_are_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / SMALL_PACK, tmp_path / "pack")
    sources = tmp_path / "pack" / "sources.yaml"
    first, rest = sources.read_text().split("\n    sections:", 1)
    sources.write_text(f"{first}\n    text: river.md\n    sections:{rest}")
    text = tmp_path / "river.md"
    text.write_text("Nothing of it.\n")
    monkeypatch.setenv("COOPCLI_SOURCES", str(tmp_path))

    assert run(["check", str(tmp_path / "pack"), "-o", str(text)]) == Exit.INVALID
    assert "it was read or written in this run" in capsys.readouterr().err
    assert text.read_text() == "Nothing of it.\n"


def test_what_takes_the_place_of_an_input_is_not_overwritten(tmp_path: Path) -> None:
    path, other = tmp_path / "a", tmp_path / "b"
    path.write_text("old")
    other.write_text("new")
    files.start()
    files.read_bytes(str(path))
    os.replace(other, path)  # as an editor saves

    with pytest.raises(InvalidInput):
        files.write_whole(str(path), [b"report"])
    assert path.read_text() == "new"


def test_an_input_that_is_read_while_the_report_is_made_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("old")
    files.start()

    with pytest.raises(InvalidInput):
        files.write_whole(str(path), (files.read_bytes(str(path)) for _ in range(1)))
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["a"]


# The one file that a command exists to edit.


def test_the_file_that_a_command_edits_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("old")
    files.start()
    before = files.read_bytes(str(path))

    files.write_whole(str(path), [b"new"], editing=before)
    files.write_whole(str(path), [b"newer"], editing=b"new")

    assert path.read_text() == "newer"


@pytest.mark.parametrize("now", ["odd", "longer", "", None])
def test_a_file_that_changed_since_it_was_read_is_not_replaced(
    now: str | None, tmp_path: Path
) -> None:
    path = tmp_path / "a"
    path.write_text("old")
    files.start()
    before = files.read_bytes(str(path))
    path.unlink() if now is None else path.write_text(now)

    with pytest.raises(InvalidInput, match="since it was read"):
        files.write_whole(str(path), [b"new"], editing=before)
    assert (path.read_text() if path.exists() else None) == now
    assert len(os.listdir(tmp_path)) == int(now is not None)


def test_a_second_report_does_not_take_the_place_of_the_first(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    files.start()
    files.write_whole(str(path), [json.dumps(1).encode()])

    with pytest.raises(InvalidInput):
        files.write_whole(str(path), [b"2"])
    assert path.read_text() == "1"

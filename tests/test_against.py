"""Ratings are only ever added: old ones, from git or from a saved result, against those of now."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from coopcli.checking import check_paths
from coopcli.cli.main import run
from coopcli.problems import InvalidInput
from tests.examples import ROOT, SMALL_PACK

FISH = "areas/fish-counting.yaml"


def git(folder: Path, *words: str) -> None:
    author = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *author, *words], check=True, capture_output=True)


def committed(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "As it was")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """The small pack in a repository of its own."""
    folder = Path(shutil.copytree(ROOT / SMALL_PACK, tmp_path / "pack"))
    git(tmp_path, "init", "-q")
    committed(tmp_path)
    return folder


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def saved(pack: Path, tmp_path: Path, command: str) -> Path:
    """A saved result of the areas as they stand."""
    path = tmp_path / f"{command}.json"
    areas = [str(pack / "areas")] if command == "batch" else [str(pack / FISH)]
    assert run([command, *areas, "-f", "json", "-o", str(path)]) == 0
    return path


FEAR = """\
  fear:
    - known: 2024-06-30
      level: 2
      basis: general
      rationale: Both councils suspect machines, but not these.
      evidence: [towns-fear-each-other, towns-read-alike]
"""

EDITS: dict[str, tuple[str, str, str, str]] = {
    "a level": ("level: [0, 1]", "level: 1", "rating-edited", "level (1, not 0-1)"),
    "a basis": ("basis: area", "basis: general", "rating-edited", "basis (general, not area)"),
    "a trend": (
        "trend: hardening\n      l",
        "trend: easing\n      l",
        "rating-edited",
        "trend (easing, not hardening)",
    ),
    "a likelihood": (
        "likelihood: likely",
        "likelihood: very-likely",
        "rating-edited",
        "likelihood",
    ),
    "an argument": ("Both mayors", "The mayors", "rating-edited", "in argument:"),
    "evidence": (
        "[towns-fear-each-other, towns-read-alike]",
        "[towns-fear-each-other]",
        "rating-edited",
        "in evidence:",
    ),
    "a date": ("- known: 2022-03", "- known: 2022-04", "rating-removed", "2022-03 to 'channel'"),
    "a question": (FEAR, "", "rating-removed", "2024-06-30 to 'fear'"),
}


# At the date of the saved results the trend has run out, so that they do not hold it.
HELD = [(way, name) for way in ("batch", "assess") for name in EDITS if name != "a trend"]


@pytest.mark.parametrize(("way", "name"), [*(("git", name) for name in EDITS), *HELD])
def test_an_old_rating_that_was_edited_or_removed_is_found_with_its_place(
    pack: Path, tmp_path: Path, name: str, way: str
) -> None:
    old, new, code, message = EDITS[name]
    against = "HEAD" if way == "git" else str(saved(pack, tmp_path, way))
    changed(pack / FISH, old, new)

    found = check_against([str(pack / FISH)], against)

    (problem,) = [p for p in found if p[1] in ("rating-edited", "rating-removed")]
    assert (problem[0], problem[1]) == (f"{pack / FISH}", code)
    assert message in problem[2]
    assert problem[3]


def check_against(paths: list[str], against: str) -> list[tuple[str, str, str, int]]:
    from coopcli.cli.gating import judged_result

    old = judged_result(against) if os.path.isfile(against) else against
    return [
        (p.where.path, p.code, p.message, p.where.line)
        for p in check_paths(paths, against=old).problems
    ]


@pytest.mark.parametrize("way", ["git", "batch", "assess"])
def test_a_rating_may_be_added_and_an_area_moved(pack: Path, tmp_path: Path, way: str) -> None:
    against = "HEAD" if way == "git" else str(saved(pack, tmp_path, way))
    added = "    - {known: 2024-07, level: 1, basis: inferred, rationale: So.}\n  gain:\n"
    changed(pack / FISH, "  gain:\n", added)
    (pack / FISH).rename(pack / "areas" / "fish-counting.yml")

    assert check_against([str(pack)], against) == []


@pytest.mark.parametrize("way", ["git", "batch"])
def test_an_area_that_is_gone_is_found_where_it_was_looked_for(
    pack: Path, tmp_path: Path, way: str
) -> None:
    against = "HEAD" if way == "git" else str(saved(pack, tmp_path, way))
    (pack / FISH).unlink()

    gone = [p for p in check_against([str(pack)], against) if p[1] == "area-removed"]
    other = check_against([str(pack / "areas" / "cloud-naming.yaml")], against)

    assert [os.path.abspath(p[0]) for p in gone] == [str(pack / FISH)]
    assert other == []


def test_what_an_older_revision_held_counts(pack: Path) -> None:
    changed(pack / FISH, "level: [0, 1]", "level: 1")
    committed(pack)

    assert check_against([str(pack)], "HEAD") == []
    assert [p[1] for p in check_against([str(pack)], "HEAD~1")] == ["rating-edited"]


NAMES = ["a b.yaml", "-n.yaml", "über.yaml", "'q\"$(touch x).yaml", "line\nfeed.yaml", "a:b.yaml"]


@pytest.mark.skipif(os.name != "posix", reason="names that only POSIX systems allow")
@pytest.mark.parametrize("name", NAMES)
def test_no_name_of_a_file_is_taken_for_anything_else(
    pack: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    loose = pack.parent / "loose"
    loose.mkdir()
    shutil.copy(pack / FISH, loose / name)
    committed(pack)
    changed(loose / name, "level: [0, 1]", "level: 1")
    monkeypatch.chdir(loose)

    for path in (str(loose), str(loose / name), os.path.join(".", name)):
        found = check_paths([path], str(pack), against="HEAD").problems
        assert [p.code for p in found] == ["rating-edited"]
    assert sorted(os.listdir(loose)) == [name]


@pytest.mark.parametrize(
    "name", ["no-such-branch", "--help", "-h", "HEAD:pack", "", "HEAD\nx", "$(touch x)", "a;b"]
)
def test_what_is_no_revision_is_refused(
    pack: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(pack)

    if name:
        with pytest.raises(InvalidInput, match="unknown-revision"):
            check_paths([str(pack)], against=name)
    else:
        assert check_paths([str(pack)], against=name).problems == []
    assert not (pack / "x").exists()


def test_a_folder_outside_of_every_repository_is_refused(tmp_path: Path) -> None:
    folder = shutil.copytree(ROOT / SMALL_PACK, tmp_path / "pack")

    with pytest.raises(InvalidInput, match="unknown-revision"):
        check_paths([str(folder)], against="HEAD")


def test_git_is_never_taken_from_the_working_folder(
    pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = pack / "git"
    trap.write_text("#!/bin/sh\ntouch trapped\n", encoding="utf-8")
    trap.chmod(0o755)
    monkeypatch.chdir(pack)
    monkeypatch.setenv("PATH", os.pathsep.join(("", ".")))

    with pytest.raises(InvalidInput, match="no-git"):
        check_paths([str(pack)], against="HEAD")
    assert not (pack / "trapped").exists()


def test_variables_of_a_hook_do_not_point_elsewhere(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    changed(pack / FISH, "level: [0, 1]", "level: 1")

    assert [p[1] for p in check_against([str(pack)], "HEAD")] == ["rating-edited"]


def test_the_command_fails_says_what_it_compared_and_keeps_the_result(
    pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = saved(pack, tmp_path, "batch")
    before = old.read_bytes()
    assert json.loads(before)["kind"] == "batch"

    assert run(["check", str(pack), "--against", str(old)]) == 0
    assert "compared with three areas of the saved result" in capsys.readouterr().out
    assert run(["check", str(pack), "--against", str(old), "-o", str(old)]) == 2
    assert old.read_bytes() == before
    changed(pack / FISH, "level: [0, 1]", "level: 1")
    assert run(["check", str(pack), "--against", "HEAD"]) == 1
    assert "rating-edited" in capsys.readouterr().out


def test_an_old_file_that_was_no_area_is_noted_and_not_compared(pack: Path) -> None:
    text = (pack / FISH).read_text(encoding="utf-8")
    (pack / FISH).write_text("id: [", encoding="utf-8")
    committed(pack)
    (pack / FISH).write_text(text, encoding="utf-8")

    found = check_paths([str(pack)], against="HEAD")

    assert found.problems == []
    assert any("is not compared" in note for note in found.notes)

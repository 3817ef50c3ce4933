"""What a search leaves out, and that nothing else is left out with it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coopcli.cli.main import run as run_here
from coopcli.excluding import LONGEST, MOST_PATTERNS, Excluded
from coopcli.packs.library import Pack, open_pack
from coopcli.problems import InvalidInput
from coopcli.studies.batching import find
from tests.examples import ROOT, SMALL_PACK, run


@pytest.mark.parametrize(
    ("pattern", "out", "kept"),
    [
        ("drafts", ["drafts", "a/drafts"], ["drafts2", "a/my-drafts", "drafts.yaml"]),
        ("drafts/", ["drafts", "a/drafts"], ["drafts2"]),
        ("*.local.yaml", ["x.local.yaml", "a/b/x.local.yaml"], ["local.yaml", "x.yaml"]),
        ("a/*.yaml", ["a/x.yaml"], ["x.yaml", "b/a/x.yaml", "a/b/x.yaml"]),
        ("./a/x.yaml", ["a/x.yaml"], ["x.yaml"]),
        ("**/x.yaml", ["x.yaml", "a/x.yaml", "a/b/x.yaml"], ["y.yaml"]),
        ("a/**/x.yaml", ["a/x.yaml", "a/b/x.yaml", "a/b/c/x.yaml"], ["x.yaml", "b/a/x.yaml"]),
        ("a/**", ["a", "a/x", "a/b/x"], ["b/a", "ab"]),
        ("[xy].yaml", ["x.yaml", "a/y.yaml"], ["z.yaml", "xy.yaml"]),
        ("?.yaml", ["x.yaml"], ["xy.yaml"]),
        ("über.yaml", ["über.yaml"], ["uber.yaml"]),
    ],
)
def test_a_pattern_stands_for_names_or_for_paths(
    pattern: str, out: list[str], kept: list[str]
) -> None:
    excluded = Excluded([pattern])

    assert [path for path in out if not excluded(path)] == []
    assert [path for path in kept if excluded(path)] == []


def test_a_path_below_a_folder_that_is_left_out_is_covered() -> None:
    excluded = Excluded(["drafts", "a/b"])

    assert excluded.covers("x/drafts/y/z.yaml")
    assert excluded.covers("./a/b/c.yaml")
    assert not excluded.covers("x/a/b/c.yaml")
    assert not excluded("x/drafts/y/z.yaml")


@pytest.mark.parametrize(
    "patterns", [[""], ["/"], ["./"], ["x" * (LONGEST + 1)], ["x"] * (MOST_PATTERNS + 1)]
)
def test_patterns_have_bounds(patterns: list[str]) -> None:
    with pytest.raises(InvalidInput, match="wrong-pattern"):
        Excluded(patterns)


def test_many_stars_take_no_longer_than_their_number() -> None:
    steps = "/".join(["**", "a"] * 50)  # tried one after the other, these would take for ever

    assert not Excluded([steps])("/".join(["a"] * 60 + ["b"]))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pack beside which, and in which, stand files that are no areas."""
    shutil.copytree(ROOT / SMALL_PACK, tmp_path / "pack")
    (tmp_path / "pack" / "areas" / "mkdocs.yml").write_text("site_name: Docs\n", encoding="utf-8")
    (tmp_path / "deploy").mkdir()
    (tmp_path / "deploy" / "values.yaml").write_text("replicas: 2\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


FOREIGN = ("--exclude", "deploy", "--exclude", "pack/areas/mkdocs.yml")


@pytest.mark.parametrize("words", [("batch", "."), ("check", "."), ("check", "pack", "deploy")])
def test_one_foreign_file_need_not_end_a_run(
    folder: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert (folder / "deploy").is_dir()
    assert run_here([*words]) in (1, 2)
    left = () if "deploy" in words else FOREIGN
    code = run_here([*words, *left])

    assert code == (1 if "deploy" in words else 0), capsys.readouterr().err


def test_patterns_may_stand_in_the_configuration_relative_to_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    patterns = 'exclude = ["deploy", "pack/areas/*.yml"]\n'
    (folder / "coopcli.toml").write_text(patterns, encoding="utf-8")

    for place, given in ((folder, "."), (folder / "pack", ".."), (folder / "deploy", "../pack")):
        monkeypatch.chdir(place)
        assert run_here(["batch", given]) == 0
        assert run_here(["check", given]) == 0
    monkeypatch.chdir(folder)
    assert run_here(["batch", ".", "--exclude", "deploy"]) == 2  # a flag wins
    assert (
        b'exclude         = ["deploy", "pack/areas/*.yml"]'
        in run("batch", "--show-config", cwd=folder).stdout
    )


def test_all_and_lists_leave_out_and_what_is_typed_stays(folder: Path) -> None:
    words = ("-r", "pack", "-f", "light", *FOREIGN)

    assert run("batch", "--all", *words, cwd=folder).returncode == 0
    listed = b"pack/areas/mkdocs.yml\0pack/areas/fish-counting.yaml\0deploy/values.yaml\0"
    done = run("batch", "-", *words, cwd=folder, stdin=listed)
    assert (done.returncode, done.stdout) == (0, b"green\n")
    assert run("batch", "pack/areas/mkdocs.yml", *words, cwd=folder).returncode == 2


@pytest.mark.parametrize("name", ["rubric.yaml", "evidence.yaml", "sources.yaml"])
def test_a_file_of_a_pack_stands_for_its_areas(folder: Path, name: str) -> None:
    pack = open_pack("pack")
    excluded = Excluded(["*.yml"])

    def found(*names: str) -> list[str]:
        return [one.path for one in find(names, pack, excluded=excluded).inputs]

    assert folder.is_dir()
    assert found(f"pack/{name}") == found("pack/areas")
    assert found(f"pack/{name}", "pack/areas/fish-counting.yaml") == found("pack/areas")
    assert len(found(f"pack/{name}")) == 3


def test_a_file_named_like_one_of_a_pack_but_alone_is_an_input(tmp_path: Path) -> None:
    (tmp_path / "evidence.yaml").write_text("x: 1\n", encoding="utf-8")
    pack: Pack = open_pack(str(ROOT / SMALL_PACK))

    (one,) = find([str(tmp_path / "evidence.yaml")], pack).inputs
    assert one.path == str(tmp_path / "evidence.yaml")

"""Names of areas and packs: ids, aliases, paths, standard input, and what is near."""

from __future__ import annotations

import errno
import io
import shutil
import sys
from pathlib import Path

import pytest

from coopcli.identity import name_key
from coopcli.packs import library
from coopcli.packs.library import (
    area_path,
    areas_of,
    below,
    is_path,
    open_area,
    open_pack,
    pack_for,
    read_input,
)
from coopcli.problems import InvalidInput
from tests.examples import ROOT, SMALL_PACK, the_pack


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(ROOT / SMALL_PACK, tmp_path / "pack")


@pytest.mark.parametrize(
    "name",
    [
        *("facial-recognition", "Facial Recognition", "FACIAL_RECOGNITION", "facialrecognition"),
        *("FRT", "frt", "face recognition", " facial-recognition "),
    ],
)
def test_an_area_has_many_names(name: str) -> None:
    assert open_area(the_pack(), name).id == "facial-recognition"


def test_every_name_of_every_area_is_its_own() -> None:
    names = [
        (name_key(name), area.id)
        for area in areas_of(the_pack())
        for name in {area.id, *map(str.casefold, area.aliases)}
    ]

    assert len(dict(names)) == len(set(names))


def printed(name: str, pack: library.Pack | None = None) -> str:
    with pytest.raises(InvalidInput) as caught:
        open_area(pack or the_pack(), name)
    return str(caught.value)


def test_an_unknown_area_is_never_guessed() -> None:
    assert "no issue area 'facial-recogniton'; did you mean 'facial-recognition'" in printed(
        "facial-recogniton"
    )
    assert printed("weather") == (
        "command line: unknown-area: asia-society has no issue area 'weather'; "
        "'coopcli areas' lists those there are"
    )
    assert "\x1b" not in printed("\x1b[31m")


def test_the_file_of_an_area_by_any_of_its_names(folder: Path) -> None:
    pack = open_pack(str(folder))

    for name in ("fish-counting", "Fish Counting", "fish census"):
        assert area_path(pack, name) == str(folder / "areas" / "fish-counting.yaml")
    with pytest.raises(InvalidInput, match="no issue area 'fish'"):
        area_path(pack, "fish")


def test_area_files_are_yaml_in_a_folder_that_may_be_missing_but_not_hidden(folder: Path) -> None:
    pack = open_pack(str(folder))
    (folder / "areas" / "notes.md").touch()

    assert [path.stem for path in pack.area_files()] == [
        "cloud-naming",
        "crowd-watching",
        "fish-counting",
    ]
    shutil.rmtree(folder / "areas")
    assert pack.area_files() == []
    (folder / "areas").touch()
    with pytest.raises(InvalidInput) as caught:
        pack.area_files()
    assert str(caught.value) == f"{folder / 'areas'}: unreadable: not a directory"


def test_an_area_by_its_path(folder: Path) -> None:
    path = folder / "areas" / "cloud-naming.yaml"

    assert open_area(open_pack(str(folder)), str(path)).path == str(path)
    assert is_path("x.yaml")
    assert is_path("./x")
    assert not is_path("x")


def test_an_area_from_standard_input(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = (folder / "areas" / "cloud-naming.yaml").read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))

    area = open_area(open_pack(str(folder)), "-")

    assert (area.id, area.path) == ("cloud-naming", "<stdin>")


def test_an_input_by_its_path_is_capped(tmp_path: Path) -> None:
    path = tmp_path / "saved.json"
    path.write_bytes(b"12345")

    assert read_input(str(path), 5) == (str(path), b"12345")
    with pytest.raises(InvalidInput, match="too-long: at most 4 bytes are read"):
        read_input(str(path), 4)


class Unreadable(io.RawIOBase):
    """Standard input on a disk that fails."""

    def readable(self) -> bool:
        return True

    def readinto(self, _: object) -> int:
        raise OSError(errno.EIO, "Input/output error")


def test_standard_input_is_capped_and_may_be_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"#" * (1 << 20) + b"#")))
    assert printed("-") == "<stdin>: too-long: at most 1048576 bytes are read"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"12345")))
    assert read_input("-", 5) == ("<stdin>", b"12345")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Unreadable())))
    assert printed("-") == "<stdin>: unreadable: input/output error"
    monkeypatch.setattr(sys, "stdin", None)
    assert printed("-") == "command line: no-stdin: standard input is closed"


def test_a_broken_neighbour_does_not_hide_an_area_but_is_shown_for_unknown_ones(
    folder: Path,
) -> None:
    (folder / "areas" / "broken.yaml").write_text("id: [\n")
    pack = open_pack(str(folder))

    assert open_area(pack, "fish census").id == "fish-counting"
    lines = printed("nowhere", pack).splitlines()
    assert lines[0].startswith("command line: unknown-area: two-towns has no issue area 'nowhere'")
    assert "broken.yaml:2:1: not-yaml:" in lines[1]


def test_areas_are_read_before_problems_are_shown(folder: Path) -> None:
    (folder / "areas" / "a-broken.yaml").write_text("id: [\n")
    (folder / "areas" / "b-broken.yaml").write_text("- 1\n")
    areas = areas_of(open_pack(str(folder)))

    assert [next(areas).id for _ in range(3)] == ["cloud-naming", "crowd-watching", "fish-counting"]
    with pytest.raises(InvalidInput) as caught:
        next(areas)
    assert len(caught.value.problems) == 2


def test_packs_by_name_and_by_folder(folder: Path) -> None:
    assert open_pack("asia-society").rubric.id == "asia-society"
    assert open_pack(str(folder)).rubric.id == "two-towns"
    with pytest.raises(InvalidInput) as caught:
        open_pack("asia-societ")
    assert str(caught.value) == (
        "command line: unknown-rubric: no rubric pack 'asia-societ'; built in: asia-society, "
        "cyber-readiness, us-eu; did you mean 'asia-society'?"
    )


def test_a_folder_beside_is_suggested(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.parent)

    with pytest.raises(InvalidInput) as caught:
        open_pack(folder.name[:-1])
    assert str(caught.value).endswith(f"; did you mean {folder.name!r}?")


def test_a_pack_without_its_files(folder: Path) -> None:
    (folder / "evidence.yaml").unlink()
    (folder / "rubric.yaml").unlink()

    with pytest.raises(InvalidInput) as caught:
        open_pack(str(folder))

    assert [problem.code for problem in caught.value.problems] == ["unreadable"]


def test_below_a_folder_are_areas_and_packs_by_name_and_nothing_hidden(tmp_path: Path) -> None:
    for name in ("b/x.yaml", "b/a.yml", "a/rubric.yaml", "a/areas/x.yaml", "a/sources.yaml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    for name in (".hidden/x.yaml", "b/.x.yaml", "b/notes.md", "sources.yaml/x"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()

    found = below(str(tmp_path))

    named = ["sources.yaml", "a/areas/x.yaml", "b/a.yml", "b/x.yaml"]
    assert found.areas == [str(tmp_path / name) for name in named]
    assert found.packs == [str(tmp_path / "a")]
    assert found.problems == []

    (gone,) = below(str(tmp_path / "gone")).problems
    assert str(gone) == f"{tmp_path / 'gone'}: unreadable: no such file or directory"


def test_names_are_compared_without_what_does_not_matter() -> None:
    assert name_key("Deep_Learning in drug-Discovery") == name_key("deeplearningindrugdiscovery")
    assert name_key("STRASSE") == name_key("straße")


def test_every_file_of_a_bad_pack_is_shown_in_one_run(folder: Path) -> None:
    for name, line in {
        "sources.yaml": "sorces: []",
        "rubric.yaml": "id: A",
        "evidence.yaml": "x: 1",
    }.items():
        (folder / name).write_text(f"{line}\n", encoding="utf-8")

    with pytest.raises(InvalidInput) as caught:
        open_pack(str(folder))

    printed = {Path(problem.where.path).name for problem in caught.value.problems}
    assert printed == {"sources.yaml", "rubric.yaml", "evidence.yaml"}


def test_a_pack_without_evidence_is_dated_by_its_sources(folder: Path) -> None:
    (folder / "evidence.yaml").write_text("evidence: []\n", encoding="utf-8")

    pack = open_pack(str(folder))

    assert pack.newest() in [source.date for source in pack.rubric.sources.values()]


def test_a_file_is_held_against_the_pack_around_it_unless_another_is_named(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside, outside = str(folder / "areas" / "cloud-naming.yaml"), str(tmp_path / "x.yaml")

    assert pack_for([inside]).rubric.id == "two-towns"
    assert pack_for([inside], usual="asia-society").rubric.id == "two-towns"
    assert pack_for([inside, outside], "asia-society").rubric.id == "asia-society"
    assert pack_for([outside, "ai-ethics"]).rubric.id == "asia-society"
    assert pack_for([outside], usual=str(folder)).rubric.id == "two-towns"
    for place, name in {"areas": "cloud-naming.yaml", ".": "areas/../areas/x.yaml"}.items():
        monkeypatch.chdir(folder / place)
        assert pack_for([name]).rubric.id == "two-towns"


def test_files_of_two_packs_are_not_judged_together(folder: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        pack_for([str(folder / "areas" / "cloud-naming.yaml"), "ai-ethics"])

    assert f"several-rubrics: the areas belong to {folder} and " in str(caught.value)

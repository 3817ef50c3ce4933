"""``new``: files that check accepts at once, and facts that change nothing else in a file."""

from __future__ import annotations

import io
import json
import shutil
import sys
from pathlib import Path

import pytest

from coopcli.cli.exits import Exit
from coopcli.cli.main import run
from coopcli.packs.library import open_area, open_pack
from tests.examples import ROOT, SMALL_PACK

FACT = (
    *("--summary", "The towns tried a joint list.", "--public", "2025-03-31"),
    *("--kind", "talks", "--lowers", "channel"),
)
MEMO = (
    *(
        "--source",
        "memo",
        "--section",
        "Page 2",
        "--title",
        "A memo: lists",
        "--author",
        "A. Writer",
    ),
    *("--dated", "2025-03-31", "--sort", "report"),
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / SMALL_PACK, tmp_path / "pack")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_new_area_is_sound_and_says_that_nothing_is_rated(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["new", "AI incident hotline"]) == Exit.OK
    assert "coopcli check ai-incident-hotline.yaml" in capsys.readouterr().out

    assert run(["check", "ai-incident-hotline.yaml"]) == Exit.OK
    assert "ai-incident-hotline.yaml: nothing rated yet." in capsys.readouterr().out
    text = Path("ai-incident-hotline.yaml").read_text()
    pack = open_pack("asia-society")
    for criterion in pack.rubric.criteria.values():
        assert f"\n  # {criterion.id}: {criterion.question[:40]}" in text
        assert all(f"\n  #   {n}  {a.label}\n" in text for n, a in criterion.anchors.items())
    assert text.startswith("# yaml-language-server: $schema=./asia-society.schema.json\n")
    assert json.loads(Path("asia-society.schema.json").read_text())["properties"]["ratings"]
    assert open_area(pack, "./ai-incident-hotline.yaml").name == "AI incident hotline"


def test_an_area_of_an_own_pack_stands_in_it() -> None:
    assert run(["new", "weaving", "-r", "pack"]) == Exit.OK

    text = Path("pack/areas/weaving.yaml").read_text()
    assert text.startswith("# yaml-language-server: $schema=../area.schema.json\n")
    assert Path("pack/area.schema.json").is_file()
    assert run(["check", "pack"]) == Exit.OK


def test_what_flags_say_stands_in_the_file() -> None:
    words = ["--name", "Weaving: by hand", "--scope", "Looms.", "--excludes", "Yarn."]
    words += ["--form", "standards", "--form", "dialogue", "-o", "other.yaml"]
    assert run(["new", "weaving", "-r", "pack", *words]) == Exit.OK

    area = open_area(open_pack("pack"), "other.yaml")
    assert (area.id, area.name, area.scope) == ("weaving", "Weaving: by hand", "Looms.")
    assert (area.excludes, [*area.form]) == (
        "Yarn.",
        ["standards", "dialogue"],
    )


def test_a_new_area_can_begin_with_the_answers_of_another() -> None:
    old = Path("pack/areas/fish-counting.yaml").read_text()
    words = ["new", "weaving", "-r", "pack", "--from", "fish-counting"]
    assert run(words) == Exit.OK

    text = Path("pack/areas/weaving.yaml").read_text()
    pack = open_pack("pack")
    area, before = open_area(pack, "weaving"), open_area(pack, "fish-counting")
    assert (area.id, area.name, area.aliases, area.expect) == ("weaving", "Weaving", (), ())
    assert (area.ratings, area.scope) == (before.ratings, before.scope)
    assert old[old.index("ratings:") : old.index("expect:")] in text
    assert run(["check", "pack"]) == Exit.OK


def test_an_area_that_comes_with_the_program_can_be_copied() -> None:
    assert run(["new", "Voice cloning", "--from", "deepfakes"]) == Exit.OK
    assert run(["check", "voice-cloning.yaml"]) == Exit.OK


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["weaving", "-r", "pack", "-o", "pack/areas/fish-counting.yaml"], "already-there"),
        (["fish-counting", "-r", "pack"], "already-there"),
        (["fish-counting", "-r", "pack", "-o", "x.yaml"], "repeated-area"),
        (["weaving", "-r", "pack", "--form", "dialog"], "wrong-value"),
        (["weaving", "-r", "pack", "-o", "weaving.json"], "wrong-suffix"),
        (["weaving", "-r", "none"], "unknown-rubric"),
        (["weaving", "-r", "pack", "--from", "no-area"], "unknown-area"),
        (["!!", "-r", "pack"], "no-id"),
        ([], "wrong-usage"),
        (["--evidence", "x"], "wrong-usage"),
        (["--rubric", "pack"], "already-there"),
        (["fish-counting", "-r", "pack", "--evidence", "promise-to-meet"], "repeated-id"),
        (["deepfakes", "--evidence", "x"], "built-in"),
    ],
)
def test_what_cannot_be_made_is_refused(
    words: list[str], code: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    assert run(["new", *words]) == Exit.INVALID

    assert f" {code}: " in capsys.readouterr().err
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_schema_is_renewed_and_no_other_file_replaced(folder: Path) -> None:
    schema = folder / "pack" / "area.schema.json"
    schema.write_text("{}")
    assert run(["new", "weaving", "-r", "pack"]) == Exit.INVALID
    assert schema.read_text() == "{}"

    schema.unlink()
    assert run(["new", "weaving", "-r", "pack"]) == Exit.OK
    schema.write_text(schema.read_text().replace("fear", "fears"))
    assert run(["new", "spinning", "-r", "pack"]) == Exit.OK
    assert "fears" not in schema.read_text()


def test_a_fact_of_ones_own_comes_with_its_document(folder: Path) -> None:
    assert run(["new", "weaving", "-r", "pack"]) == Exit.OK
    path = folder / "pack" / "areas" / "weaving.yaml"
    before = path.read_text().splitlines()
    line = ["new", "weaving", "-r", "pack", "--no-input", *FACT, "--evidence"]

    assert run([*line, "joint-list", *MEMO]) == Exit.OK
    assert run([*line, "second", "--source", "memo", "--section", "Page 3"]) == Exit.OK
    old = ["--source", "river-2024", "--section", "What joins", "--public", "2024-06"]
    assert run([*line, "third", *old]) == Exit.OK

    area = open_area(open_pack("pack"), "weaving")
    own = area.evidence["joint-list"]
    assert (own.summary, own.passage.section, own.lowers, own.side) == (
        *("The towns tried a joint list.", "Page 2", ("channel",), ("both",)),
    )
    assert [section.heading for section in area.sources["memo"].sections] == ["Page 2", "Page 3"]
    after = path.read_text().splitlines()
    assert [one for one in after if one in before] == before  # nothing is gone
    assert run(["check", "pack"]) == Exit.OK


def test_a_fact_is_asked_for_where_no_flag_gives_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["new", "weaving", "-r", "pack"]) == Exit.OK
    answers = [
        *("They met.", "memo", "A memo", "A. Writer; B. Writer", "2025-13", "2025-03", "report"),
        *("Page 2", "first", "3", "", "talk", "talks", "", "", "channel"),
    ]
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(answers) + "\n"))
    monkeypatch.setenv("COLUMNS", "60")

    assert run(["new", "weaving", "-r", "pack", "--evidence", "met"]) == Exit.OK

    item = open_area(open_pack("pack"), "weaving").evidence["met"]
    assert (item.known.text, item.kind.id, item.side) == ("2025-03", "talks", ("both",))
    assert item.passage.paragraph == 3
    shown = capsys.readouterr().err
    assert "a date that exists" in shown
    assert max(map(len, shown.splitlines())) <= 60
    assert "It can raise or lower the level of: words, fear, law," in shown


def test_a_heading_and_a_date_that_cannot_be_are_asked_for_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["new", "weaving", "-r", "pack"]) == Exit.OK
    answers = ["They met.", "river-2024", "What join", "What joins", "", "2025", "2024-07", "2024"]
    answers += ["talks", "one", "unstated", "", "channel"]
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(answers) + "\n"))

    assert run(["new", "weaving", "-r", "pack", "--evidence", "met"]) == Exit.OK

    done = capsys.readouterr()
    shown = done.err
    assert "Heading in it (What divides; What joins; 'stop' saves nothing)" in shown
    assert "No such heading; did you mean 'What joins'?" in shown
    assert shown.count("cannot know of") == 2
    assert "One of harbour, hill, unstated, both is needed." in shown
    assert (
        "river-2024 was written before 2024 was over, so its own date is taken: 2024-06-30."
        in done.out
    )
    item = open_area(open_pack("pack"), "weaving").evidence["met"]
    assert (item.side, item.known.text) == (("unstated",), "2024-06-30")
    assert run(["check", "pack/areas/weaving.yaml"]) == Exit.OK


def test_a_fact_can_be_left_before_it_is_saved(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["new", "weaving", "-r", "pack"]) == Exit.OK
    path = folder / "pack" / "areas" / "weaving.yaml"
    before = path.read_bytes()
    monkeypatch.setattr(sys, "stdin", io.StringIO("They met.\nstop\n"))

    assert run(["new", "weaving", "-r", "pack", "--evidence", "met"]) == Exit.OK

    done = capsys.readouterr()
    assert "Nothing is saved." in done.out
    assert " ".join(done.err.split()).count("'stop' saves nothing)") == 2
    assert path.read_bytes() == before


def test_a_fact_on_no_question_and_a_scope_not_written_are_noted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["new", "weaving", "-r", "pack"]) == Exit.OK
    fact = ["--summary", "They met.", "--public", "2025-03", "--kind", "talks"]
    line = ["new", "weaving", "-r", "pack", "--no-input", "--evidence", "met", *fact, *MEMO]
    assert run(line) == Exit.OK
    assert "It speaks to no question yet; 'rate' can link it to one." in capsys.readouterr().out

    assert run(["check", "pack/areas/weaving.yaml"]) == Exit.OK

    assert "its scope is still to be written." in " ".join(capsys.readouterr().out.split())


def test_a_fact_that_is_not_complete_leaves_the_file_as_it_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["new", "weaving", "-r", "pack"]) == Exit.OK
    path = folder / "pack" / "areas" / "weaving.yaml"
    before = path.read_bytes()
    line = ["new", "weaving", "-r", "pack", "--evidence", "met", *FACT]

    monkeypatch.setattr(sys, "stdin", io.StringIO("memo\nA memo\n"))
    assert run(line) == Exit.INVALID
    assert "the input ended" in capsys.readouterr().err
    assert run([*line, "--no-input"]) == Exit.INVALID
    assert "give --source" in capsys.readouterr().err
    late = [*MEMO, "--public", "2026"]  # after the memo was published
    assert run([*line, "--no-input", *late]) == Exit.INVALID
    assert "The document is of 2025-03-31, and cannot know of 2026" in capsys.readouterr().err

    assert path.read_bytes() == before


def test_a_new_framework_is_sound_and_takes_areas(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", "--rubric", "our frame"]) == Exit.OK
    assert run(["new", "weaving", "--rubric", "our frame"]) == Exit.OK
    assert run(["check", "our frame"]) == Exit.OK
    assert run(["assess", "weaving", "--rubric", "our frame"]) == Exit.OK
    assert "UNDETERMINED" in capsys.readouterr().out


def test_forms_are_left_out_where_the_rubric_makes_no_use_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for pack, line in (("cyber-readiness", ""), ("us-eu", "form: [dialogue]\n")):
        assert run(["new", "Acme", "-r", pack, "-o", f"{pack}.yaml"]) == Exit.OK

        text = Path(f"{pack}.yaml").read_text(encoding="utf-8")
        assert ("form:" in text) == bool(line)
        assert line in text

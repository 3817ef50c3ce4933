"""Every rule of a whole pack, on a copy of the shipped one with a single line broken."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from coopcli.checking import check_paths
from coopcli.packs.library import DEFAULT_PACK, open_pack
from coopcli.problems import InvalidInput
from coopcli.reading.passages import TEXTS, digest
from tests.examples import IDS, PACK_FOLDER, ROOT, SMALL_PACK


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(PACK_FOLDER, tmp_path_factory.mktemp("packs") / "copy"))


class Broken:
    """One file of a pack with a piece replaced, for as long as it takes to check the pack."""

    def __init__(self, pack: Path, name: str, old: str, new: str) -> None:
        self.pack, self.path = pack, pack / name
        self.old, self.new = old, new

    def problems(self) -> Iterator[tuple[str, str, str]]:
        whole = self.path.read_text(encoding="utf-8")
        assert self.old in whole
        self.path.write_text(whole.replace(self.old, self.new, 1), encoding="utf-8")
        try:
            for problem in check_paths([str(self.pack)], "").problems:
                yield Path(problem.where.path).name, problem.code, problem.message
        finally:
            self.path.write_text(whole, encoding="utf-8")


CASES = {
    "a reported law that passes for an official text": (
        "evidence.yaml",
        "    kind: legal-text\n    reported: true\n",
        "    kind: legal-text\n",
        ("reported-missing", "is no official document (report), so an item of kind legal-text"),
    ),
    "an alias of two areas": (
        "areas/deepfakes.yaml",
        "aliases: [",
        "aliases: [ai safety, ",
        ("name-taken", "already names"),
    ),
    "an id that is not the file's name": (
        "areas/deepfakes.yaml",
        "id: deepfakes",
        "id: deep-fakes",
        ("id-not-file", "'deepfakes'"),
    ),
    "a reference to an area that is not there": (
        "rubric.yaml",
        "area: drug-discovery",
        "area: drug-discovry",
        ("unknown-area", "did you mean 'drug-discovery'"),
    ),
    "an item that nothing cites": (
        "NOTES.md",
        "`paris-agreement-us-china-precedent`",
        "the Paris Agreement",
        ("evidence-never-cited", "'paris-agreement-us-china-precedent'"),
    ),
    "a section that the source does not list": (
        "evidence.yaml",
        "section: Challenges Ahead",
        "section: Chalenges Ahead",
        ("unknown-section", "did you mean 'Challenges Ahead'"),
    ),
    "a source that is not listed": (
        "evidence.yaml",
        "source: lim-2024",
        "source: lim-2042",
        ("unknown-source", "lim-2024"),
    ),
    "evidence newer than its rating": (
        "evidence.yaml",
        "    known: 2024-05\n",
        "    known: 2024-08\n",
        ("evidence-newer", "2024-08"),
    ),
    "ratings out of order": (
        "areas/deepfakes.yaml",
        "- known: 2024-02-19\n      level",
        "- known: 2019-02-19\n      level",
        ("dates-out-of-order", "2019-02-19"),
    ),
    "a rating without evidence": (
        "areas/deepfakes.yaml",
        "      evidence: [shared-pressure-against-unlabelled-deepfakes]\n",
        "",
        ("no-evidence", "needs evidence"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_broken_line_is_found(shipped: Path, name: str) -> None:
    file, old, new, (code, printed) = CASES[name]
    found = list(Broken(shipped, file, old, new).problems())

    assert any(c == code and printed in message for _, c, message in found), found


def test_the_copy_itself_is_clean(shipped: Path) -> None:
    assert check_paths([str(shipped)], "").problems == []


def test_what_was_not_looked_up_is_said(shipped: Path) -> None:
    assert TEXTS in check_paths([str(shipped)], "").notes[0]


def test_a_pack_whose_documents_have_no_texts_is_not_asked_for_them() -> None:
    assert not any(TEXTS in note for note in check_paths([str(ROOT / SMALL_PACK)], "").notes)


def test_packs_in_a_folder_are_checked_as_wholes_and_beside_them_areas(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "in/two"):
        shutil.copytree(ROOT / SMALL_PACK, tmp_path / name)
    shutil.copytree(ROOT / SMALL_PACK, tmp_path / ".git" / "three")
    (tmp_path / "in" / "loose.yaml").write_text("id: [", encoding="utf-8")
    (tmp_path / "one" / "areas" / "fish-counting.yaml").unlink()
    monkeypatch.chdir(tmp_path)

    found = check_paths(["."])

    # Only the area that is gone cited an item, and the rubric cites its light.
    assert [(str(problem.where.path), problem.code) for problem in found.problems] == [
        ("one/evidence.yaml", "evidence-never-cited"),
        ("one/rubric.yaml", "unknown-area"),
        ("in/loose.yaml", "not-yaml"),
    ]
    assert len(found.files) == len(set(found.files)) == 6 + 7 + 1
    assert not any(".git" in name for name in found.files)
    assert [note.split()[0] for note in found.notes] == ["treaty-bars-sale"]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / SMALL_PACK, tmp_path / "pack"))


def test_a_file_of_a_pack_stands_for_the_pack(small: Path) -> None:
    whole = check_paths([str(small)])

    assert len(whole.files) == 7
    for name in ("rubric.yaml", "sources.yaml", "evidence.yaml"):
        assert check_paths([str(small / name)]) == whole


def test_areas_of_a_pack_that_cannot_be_opened_are_checked_in_themselves(small: Path) -> None:
    (small / "rubric.yaml").write_text("id: two-towns\n", encoding="utf-8")
    (small / "areas" / "cloud-naming.yaml").write_text("id: [", encoding="utf-8")
    (small / "areas" / "notes.md").touch()

    found = check_paths([str(small)])

    assert {Path(problem.where.path).name for problem in found.problems} == {
        "rubric.yaml",
        "cloud-naming.yaml",
    }
    assert [Path(name).name for name in found.files[4:]] == [
        "cloud-naming.yaml",
        "crowd-watching.yaml",
        "fish-counting.yaml",
    ]


@pytest.mark.parametrize("rubric", ["", "id: two-towns\n"])
def test_areas_that_cannot_be_listed_are_shown_of_any_pack(small: Path, rubric: str) -> None:
    shutil.rmtree(small / "areas")
    (small / "areas").touch()
    if rubric:
        (small / "rubric.yaml").write_text(rubric, encoding="utf-8")

    printed = [str(problem) for problem in check_paths([str(small)]).problems]

    assert f"{small / 'areas'}: unreadable: not a directory" in printed


def test_an_item_that_only_its_area_could_cite_is_found(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "evidence.md").read_text(encoding="utf-8")
    example = page.split("```yaml\n")[1].split("```")[0]
    path = tmp_path / "voice-clones.yaml"
    path.write_text(example.replace("[scams-with-ai-common]", "[no-country-immune-from-deepfakes]"))

    checked = check_paths([str(path)], DEFAULT_PACK)
    assert checked.problems == []  # while there are questions without an answer
    assert any("no rating cites scams-with-ai-common yet." in note for note in checked.notes)

    text = path.read_text()
    rated = [name for name in IDS if f"  {name}:\n" not in text]
    answers = "".join(
        f"  {name}:\n    - missing: No source.\n      known: 2024\n" for name in rated
    )
    path.write_text(text.replace("ratings:\n", f"ratings:\n{answers}"))
    (problem,) = check_paths([str(path)], DEFAULT_PACK).problems
    assert (problem.code, "scams-with-ai-common" in problem.message) == (
        "evidence-never-cited",
        True,
    )


def test_an_area_that_cannot_be_read_is_one_problem(small: Path) -> None:
    # It alone cites an item, and the rubric names it as a reference.
    (small / "areas" / "fish-counting.yaml").write_text("id: [", encoding="utf-8")

    (problem,) = check_paths([str(small)]).problems

    assert (problem.code, problem.where.path.endswith("fish-counting.yaml")) == ("not-yaml", True)


def test_area_files_of_a_folder_may_cite_what_they_bring_along(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "evidence.md").read_text(encoding="utf-8")
    example = page.split("```yaml\n")[1].split("```")[0]
    for name in ("voice-clones.yaml", "in/again.yml"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(example.replace("id: voice-clones", f"id: {path.stem}"), encoding="utf-8")

    found = check_paths([str(tmp_path)])

    assert found.problems == []
    assert [Path(name).name for name in found.files] == ["voice-clones.yaml", "again.yml"]


def test_two_files_of_a_pack_with_one_area_id_are_shown(small: Path) -> None:
    # Each is named like the area, so that no other rule speaks up.
    shutil.copy(small / "areas" / "fish-counting.yaml", small / "areas" / "fish-counting.yml")

    (problem,) = check_paths([str(small)]).problems

    assert (problem.code, problem.where.line) == ("repeated-area", 1)
    assert problem.where.path.endswith("fish-counting.yml")
    assert "fish-counting.yaml already" in problem.message


def test_two_area_files_with_one_id_are_shown_in_one_folder_and_as_two_names(small: Path) -> None:
    loose = small.parent / "loose"
    loose.mkdir()
    for name in ("a.yaml", "b.yaml"):
        shutil.copy(small / "areas" / "fish-counting.yaml", loose / name)

    for paths in ([str(loose)], [str(loose / "a.yaml"), str(loose / "b.yaml")]):
        found = check_paths(paths, str(small)).problems
        assert [problem.code for problem in found] == ["repeated-area"]


def test_a_path_spelled_in_three_ways_is_checked_once(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small.parent)
    once = check_paths(["pack"])

    assert check_paths(["pack", "./pack", str(small), "pack/areas/../areas"]) == once
    assert len(once.files) == len(set(once.files)) == 7


# Looking passages up, in texts made from the list of sources.


@pytest.fixture
def texts(shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A text for each source, with as many paragraphs under a heading as its evidence needs."""
    for path in (shipped / "evidence.yaml", *shipped.glob("areas/*.yaml")):
        whole = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"\n    passage-digest: .*", "", whole), encoding="utf-8")
    pack = open_pack(str(shipped))
    for source in pack.rubric.sources.values():
        lines: list[str] = ["A title and other front matter", ""]
        for section in source.sections:
            cited = [
                item.passage.paragraph or 1
                for item in pack.ledger.values()
                if (item.passage.source, item.passage.section) == (source.id, section.heading)
            ]
            lines += [f"{section.after} and so on", ""] if section.untitled else []
            lines += [] if section.untitled else [section.heading]  # no blank line below it
            count = max(cited, default=1) - section.untitled
            lines += [f"Paragraph {number}\nof two lines.\n" for number in range(count)]
        (tmp_path / source.text).write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setenv(TEXTS, str(tmp_path))
    return tmp_path


def test_passages_that_are_there_are_found(shipped: Path, texts: Path) -> None:
    assert texts.is_dir()
    checked = check_paths([str(shipped)], "")

    unlooked = [note for note in checked.notes if " supports " not in note]
    assert (checked.problems, unlooked) == ([], [])


def test_a_heading_that_the_text_does_not_have_is_found(shipped: Path, texts: Path) -> None:
    path = texts / "000-cheng-zeng-2022.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("Challenges Ahead", "Outlook"))

    found = [(p.code, p.message) for p in check_paths([str(shipped)], "").problems]
    assert found == [
        ("heading-not-found", f"{path.name} has no passage under 'Challenges Ahead'"),
    ]


def test_a_paragraph_beyond_the_last_is_found(shipped: Path, texts: Path) -> None:
    assert texts.is_dir()
    item = "id: china-outside-western-forums\n"
    whole = (shipped / "evidence.yaml").read_text(encoding="utf-8")
    entry = item + whole.split(item)[1].split("\n  - id:")[0]
    paragraph = next(line for line in entry.splitlines() if "paragraph:" in line)
    wrong = entry.replace(paragraph, "    paragraph: 99")

    found = list(Broken(shipped, "evidence.yaml", entry, wrong).problems())
    assert [(file, code) for file, code, _ in found] == [("evidence.yaml", "paragraph-not-found")]
    assert "not 99" in found[0][2]


def test_a_text_that_is_not_there_is_shown(shipped: Path, texts: Path) -> None:
    (texts / "003-lim-2024.txt").unlink()

    assert [p.code for p in check_paths([str(shipped)], "").problems] == ["unreadable"]


RIVER = """\
A title

**What divides**
First, and
more of it.

Second.

Third.
# What joins
One.

Two.

Three.

Four.
"""


@pytest.mark.parametrize(
    ("name", "text", "printed"),
    [
        ("river.txt", RIVER, []),
        # A heading ends a paragraph without a blank line, and begins one.
        (
            "river.txt",
            RIVER.replace("Second.\n\n", ""),
            # The rubric cites the third one, and so does the ledger.
            ["paragraph-not-found: 'What divides' has 2 paragraphs, not 3"] * 2,
        ),
        (
            "river.txt",
            RIVER.replace("# What joins", "What joins us"),
            ["heading-not-found: river.txt has no passage under 'What joins'"],
        ),
        (
            "../river.txt",
            RIVER,
            [f"not-a-name: the name of a file in {TEXTS} is needed, not '../river.txt'"],
        ),
    ],
)
def test_passages_are_counted_in_a_text(
    small: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str, printed: list[str]
) -> None:
    sources = small / "sources.yaml"
    whole = sources.read_text(encoding="utf-8")
    dated = "    date: 2024-06-30\n"
    sources.write_text(whole.replace(dated, f"{dated}    text: {name}\n"), encoding="utf-8")
    texts = small.parent / "texts"
    texts.mkdir()
    (texts / "river.txt").write_text(text, encoding="utf-8")
    (small.parent / "river.txt").write_text(text, encoding="utf-8")
    monkeypatch.setenv(TEXTS, str(texts))

    found = check_paths([str(small)]).problems

    assert [f"{problem.code}: {problem.message}" for problem in found] == printed


def test_a_passage_of_an_areas_own_evidence_is_counted_too(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources, area = small / "sources.yaml", small / "areas" / "fish-counting.yaml"
    dated = "    date: 2024-06-30\n"
    whole = sources.read_text(encoding="utf-8")
    sources.write_text(whole.replace(dated, f"{dated}    text: river.txt\n"), encoding="utf-8")
    own = (
        "evidence:\n  - {id: seen-here, summary: Seen., known: 2024-06-30, source: river-2024,\n"
        "     section: What joins, paragraph: 5, kind: practice, lowers: [words]}\n"
    )
    area.write_text(area.read_text(encoding="utf-8") + own, encoding="utf-8")
    (small.parent / "river.txt").write_text(RIVER, encoding="utf-8")
    monkeypatch.setenv(TEXTS, str(small.parent))

    found = [problem.message for problem in check_paths([str(small)]).problems]

    assert "'What joins' has 4 paragraphs, not 5" in found


def test_a_reported_law_in_an_area_file_is_found_with_its_place(small: Path) -> None:
    area = small / "areas" / "fish-counting.yaml"
    whole = area.read_text(encoding="utf-8")
    own = (
        "evidence:\n  - {id: seen-here, summary: Seen., known: 2024-06-30, source: river-2024,\n"
        "     section: What joins, kind: legal-text, lowers: [words]}\n"
    )
    area.write_text(whole + own, encoding="utf-8")

    found = [p for p in check_paths([str(small)]).problems if p.code == "reported-missing"]

    assert [(p.where.path, p.where.line) for p in found] == [(str(area), whole.count("\n") + 3)]


def test_a_passage_that_has_changed_is_found_with_its_place(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, old, new in (
        ("sources.yaml", "    date: 2024-06-30\n", "    date: 2024-06-30\n    text: river.txt\n"),
        (
            "evidence.yaml",
            "    paragraph: 3\n",
            f'    paragraph: 3\n    passage-digest: "{digest("Third.")}"\n',
        ),
    ):
        path = small / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    monkeypatch.setenv(TEXTS, str(small.parent))
    text = small.parent / "river.txt"

    text.write_text(RIVER.replace("Third.", "\n  Third. \n"), encoding="utf-8")
    assert check_paths([str(small)]).problems == []

    text.write_text(RIVER.replace("Third.", "The third."), encoding="utf-8")
    (problem,) = check_paths([str(small)]).problems
    ledger = (small / "evidence.yaml").read_text(encoding="utf-8").splitlines()
    assert problem.code == "passage-changed"
    assert digest("The third.") in problem.message
    assert "passage-digest" in ledger[problem.where.line - 1]


OWN = """\
evidence:
  - id: seen-here
    summary: Fishers count alike.
    known: 2024-06-30
    source: {source}
    section: {section}
    paragraph: {paragraph}
    kind: practice
    lowers: [words]
sources:
  - id: field-notes
    title: Notes from the weir
    authors: [Eli Fox]
    date: 2024-06-30
    kind: report
    text: weir.txt
    sections:
      - heading: At the weir
"""


class Cited:
    """A pack over texts, an area of which cites what the test wants, in the pack and apart."""

    def __init__(self, small: Path) -> None:
        self.folder = small.parent / "folder"
        self.folder.mkdir()
        self.pack = small.rename(self.folder / "pack")
        self.area = self.pack / "areas" / "fish-counting.yaml"
        self.apart = small.parent / "fish-counting.yaml"
        texts = small.parent / "texts"
        texts.mkdir()
        (texts / "river.txt").write_text(RIVER, encoding="utf-8")
        (texts / "weir.txt").write_text("At the weir\n\nOne.\n", encoding="utf-8")
        self.change("sources.yaml", "    date: 2024-06-30\n", "    text: river.txt\n", keep=True)
        self.own("field-notes", "At the weir", 1)

    def change(self, name: str, old: str, new: str, *, keep: bool = False) -> None:
        path = self.pack / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, old + new if keep else new, 1), encoding="utf-8")

    def own(self, source: str, section: str, paragraph: int) -> None:
        """Lets the area cite a passage in an item that only it has."""
        text = self.area.read_text(encoding="utf-8").split("evidence:\n  - id:")[0]
        text = text.replace("[towns-read-alike]", "[seen-here, towns-read-alike]", 1)
        text = text.replace("[seen-here, seen-here", "[seen-here")
        own = OWN.format(source=source, section=section, paragraph=paragraph)
        self.area.write_text(text + own, encoding="utf-8")
        self.apart.write_text(text + own, encoding="utf-8")

    def problems(self, way: str) -> list[tuple[str, str]]:
        paths = {"pack": self.pack, "folder": self.folder, "area": self.area}
        path = paths.get(way, self.apart)
        found = check_paths([str(path)], str(self.pack) if path == self.apart else "")
        named = [(Path(p.where.path).name, p.code) for p in found.problems if p.where.line]
        assert len(named) == len(found.problems)
        return sorted(set(named))


WAYS = ("pack", "folder", "area", "apart")


@pytest.fixture
def cited(small: Path, monkeypatch: pytest.MonkeyPatch) -> Cited:
    made = Cited(small)
    monkeypatch.setenv(TEXTS, str(small.parent / "texts"))
    return made


@pytest.mark.parametrize("way", WAYS)
def test_sound_citations_pass_however_they_are_checked(cited: Cited, way: str) -> None:
    assert cited.problems(way) == []


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("source", "section"), [("field-notes", "At the weir"), ("river-2024", "What joins")]
)
def test_a_paragraph_that_is_not_there_is_found_in_an_area(
    cited: Cited, way: str, source: str, section: str
) -> None:
    cited.own(source, section, 99)

    assert cited.problems(way) == [("fish-counting.yaml", "paragraph-not-found")]


@pytest.mark.parametrize("way", WAYS)
def test_a_heading_that_an_areas_own_source_lacks_is_found(cited: Cited, way: str) -> None:
    cited.own("field-notes", "At the weir", 1)
    for path in (cited.area, cited.apart):
        text = path.read_text(encoding="utf-8").replace("At the weir", "At the dam")
        path.write_text(text, encoding="utf-8")

    assert cited.problems(way) == [("fish-counting.yaml", "heading-not-found")]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["../weir.txt", "weir-2.txt"])
def test_a_text_that_cannot_be_read_is_shown_where_it_is_named(
    cited: Cited, way: str, name: str
) -> None:
    for path in (cited.area, cited.apart):
        text = path.read_text(encoding="utf-8").replace("weir.txt", name)
        path.write_text(text, encoding="utf-8")

    code = "not-a-name" if "/" in name else "unreadable"
    assert cited.problems(way) == [("fish-counting.yaml", code)]


@pytest.mark.parametrize("way", WAYS)
def test_a_passage_of_the_ledger_that_an_area_rests_on_is_looked_up(cited: Cited, way: str) -> None:
    cited.change(
        "evidence.yaml",
        "section: What divides\n    paragraph: 3",
        "section: What divides\n    paragraph: 99",
    )

    assert cited.problems(way) == [("evidence.yaml", "paragraph-not-found")]


@pytest.mark.parametrize("way", ["pack", "folder"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("source: {document: river-2024, section: What divides, paragraph: 1}", "paragraph: 1}"),
        ("sources: [{document: river-2024, section: What divides, paragraph: 3}]", "paragraph: 3}"),
        ("source: {document: river-2024, section: What joins, paragraph: 2}", "paragraph: 2}"),
        ("source: {document: river-2024, section: What joins, paragraph: 4}", "paragraph: 4}"),
    ],
)
def test_a_passage_of_the_rubric_is_looked_up(cited: Cited, way: str, old: str, new: str) -> None:
    cited.change("rubric.yaml", old, old.replace(new, "paragraph: 99}"))

    assert cited.problems(way) == [("rubric.yaml", "paragraph-not-found")]


@pytest.mark.parametrize("way", WAYS)
def test_a_folder_of_texts_that_does_not_exist_is_refused(
    cited: Cited, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TEXTS, str(cited.pack / "no-such-folder"))

    with pytest.raises(InvalidInput, match="no-folder"):
        cited.problems(way)


@pytest.mark.parametrize("folder", ["texts", ""])
def test_a_source_without_a_text_and_a_folder_that_is_not_named_are_noted(
    cited: Cited, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    monkeypatch.setenv(TEXTS, folder and str(cited.apart.parent / folder))

    for path in (cited.pack, cited.area):
        found = check_paths([str(path)]).notes
        (note,) = [note for note in found if " supports " not in note]
        assert (
            "talk-2022" in note
            if folder and path == cited.pack
            else ("looked up" if folder else "compared") in note
        )

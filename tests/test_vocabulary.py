"""The words of a rubric: forms of cooperation, kinds of evidence and of documents, and parties."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from coopcli.model import FIRST_VOCABULARY, Confidence, Ground, Kind
from coopcli.packs.library import open_area, open_pack
from coopcli.problems import InvalidInput
from tests.examples import ROOT, SMALL_PACK, run, the_pack

OWN = """\
vocabulary:
  forms: [barter, dialogue, standards, joint-research]
  evidence:
    - {id: charter, official: true}
    - {id: promise, official: true, declaration: true}
    - {id: gossip, opinion: true}
    - talks
    - practice
    - research
    - {id: legal-text, official: true}
    - {id: official-statement, official: true, declaration: true}
    - commentary
  sources:
    - book
    - {id: archive, official: true}
    - {id: legal-text, official: true}
    - report
    - interview
"""


def change(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """The small pack with words of its own."""
    folder = tmp_path / "pack"
    shutil.copytree(ROOT / SMALL_PACK, folder)
    change(folder / "rubric.yaml", ("rule:\n", f"{OWN}rule:\n"))
    return folder


def problems(folder: Path) -> list[str]:
    """What is wrong with the pack, or else with its first area."""

    def opened() -> None:
        open_area(open_pack(str(folder)), "fish-counting")

    with pytest.raises(InvalidInput) as caught:
        opened()
    return [f"{problem.code}: {problem.message}" for problem in caught.value.problems]


def test_a_rubric_that_names_no_words_has_those_of_the_first() -> None:
    assert the_pack().rubric.vocabulary == FIRST_VOCABULARY
    official = [kind.id for kind in FIRST_VOCABULARY.kinds if kind.official]
    assert official == ["legal-text", "official-statement"]


def test_own_words_are_those_of_all_files_of_the_pack(pack: Path) -> None:
    change(pack / "areas/fish-counting.yaml", ("[dialogue, joint-research]", "[barter]"))
    change(pack / "sources.yaml", ("kind: report", "kind: book"))

    opened = open_pack(str(pack))

    assert open_area(opened, "fish-counting").form == ("barter",)
    assert "book" in {source.kind for source in opened.rubric.sources.values()}
    assert run("check", str(pack)).returncode == 0


def test_a_word_of_nobody_is_refused_with_the_nearest(pack: Path) -> None:
    change(pack / "areas/fish-counting.yaml", ("[dialogue, joint-research]", "[bartar]"))

    (found,) = problems(pack)

    assert (
        "not-a-choice: barter or dialogue or standards or joint-research is needed, not 'bartar'"
        in found
    )
    assert "did you mean 'barter'?" in found


@pytest.mark.parametrize(
    ("kind", "grade", "ground"),
    [
        ("charter", Confidence.HIGH, Ground.OFFICIAL),
        ("practice", Confidence.MODERATE, None),
        ("gossip", Confidence.LOW, Ground.ONE_VOICE),
    ],
)
def test_what_a_kind_means_decides_how_far_evidence_is_relied_on(
    pack: Path, kind: str, grade: Confidence, ground: Ground | None
) -> None:
    evidence = (pack / "evidence.yaml").read_text(encoding="utf-8")
    own = """\
  - id: own
    summary: Somebody counted.
    known: 2024-06-30
    source: river-2024
    section: What joins
    kind: KIND
    lowers: [words]
""".replace("KIND", kind)
    (pack / "evidence.yaml").write_text(evidence + own, encoding="utf-8")
    change(pack / "areas/fish-counting.yaml", ("[towns-read-alike]", "[own]"))
    opened = open_pack(str(pack))

    words = opened.assess(open_area(opened, "fish-counting")).answers[0]

    assert words.grade is not None
    assert words.grade.before_age is grade
    assert (ground in words.grade.grounds) is (ground is not None)


def test_a_declaration_of_ones_own_is_seen_as_one(pack: Path) -> None:
    change(pack / "evidence.yaml", ("kind: official-statement", "kind: promise"))
    plain = open_pack(str(ROOT / SMALL_PACK))
    opened = open_pack(str(pack))

    before, after = (
        [a.declared_only for a in one.assess(open_area(one, "fish-counting")).answers]
        for one in (plain, opened)
    )
    assert before == after
    assert any(after)


def test_half_lives_are_of_the_words_of_the_rubric(pack: Path) -> None:
    change(pack / "rubric.yaml", ("legal-text: 48, talks: 12", "gossip: 3"))

    months = open_pack(str(pack)).rubric.certainty.half_life

    assert months[Kind("gossip", opinion=True)] == 3
    assert months[Kind("talks")] == 24


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("- talks\n", "- talks\n    - talks\n", "repeated-item: 'talks' stands twice"),
        ("- talks\n", "- default\n", "repeated-item: 'default' names what every other kind has"),
        (
            "opinion: true",
            "opinon: true",
            "a kind of evidence has no 'opinon'; did you mean 'opinion'?",
        ),
        (
            "official: true}\n    - {id: promise",
            "official: maybe}\n    - {id: promise",
            "not-a-choice: true or false is needed, not 'maybe'",
        ),
        (
            "forms: [barter, dialogue, standards, joint-research]",
            "forms: []",
            "at least one item is needed, not none",
        ),
        (
            "legal-text: 48",
            "leagl-text: 48",
            "a set of half-lives has no 'leagl-text'; did you mean 'legal-text'?",
        ),
    ],
)
def test_bad_words_are_refused(pack: Path, old: str, new: str, message: str) -> None:
    change(pack / "rubric.yaml", (old, new))

    assert any(message in found for found in problems(pack))


def test_the_words_show_in_no_digest_of_a_rubric_that_names_none(pack: Path) -> None:
    named = open_pack(str(pack)).rubric.digest
    first = open_pack(str(ROOT / SMALL_PACK)).rubric.digest

    assert named.split(":")[1] == first.split(":")[1]
    assert named != first


# Parties.


def four_parties(pack: Path) -> None:
    change(
        pack / "rubric.yaml",
        (
            "    name: Hill\n",
            "    name: Hill\n  - {id: mill, name: Mill}\n  - {id: ford, name: Ford}\n",
        ),
    )


@pytest.mark.parametrize("side", ["harbour", "[mill, ford]", "[harbour]", "all", "unstated"])
def test_evidence_may_speak_of_any_of_the_parties(pack: Path, side: str) -> None:
    four_parties(pack)
    change(pack / "evidence.yaml", ("    side: hill\n", f"    side: {side}\n"))

    found = open_pack(str(pack)).ledger
    words = side.strip("[]").split(", ")

    assert next(iter(found.values())).side == tuple(words)


@pytest.mark.parametrize(
    ("side", "message"),
    [
        (
            "mll",
            "unknown-party: harbour, hill, mill, ford, both or unstated is needed, not 'mll'",
        ),
        ("[mill, mill]", "repeated-item: 'mill' stands twice"),
        ("[mill, all]", "all-and-one: 'all' says all parties; name each, or it alone"),
        (
            "[unstated, mill]",
            "all-and-one: 'unstated' says that no party is known",
        ),
        ("[]", "wrong-length: at least one item is needed, not none"),
    ],
)
def test_a_party_of_nobody_is_refused(pack: Path, side: str, message: str) -> None:
    four_parties(pack)
    change(pack / "evidence.yaml", ("    side: hill\n", f"    side: {side}\n"))

    assert any(message in found for found in problems(pack))


def test_results_name_the_parties_of_an_item(pack: Path) -> None:
    four_parties(pack)
    text = (pack / "evidence.yaml").read_text(encoding="utf-8")
    bare = text.replace("    side: hill\n", "")
    sided = bare.replace("    kind:", "    side: [mill, ford]\n    kind:")
    (pack / "evidence.yaml").write_text(sided, encoding="utf-8")

    ran = run("assess", "-r", str(pack), "fish-counting", "-f", "json")
    items = json.loads(ran.stdout)["evidence"]

    assert {item["side"] for item in items} == {"several"}
    assert all(item["sides"] == ["mill", "ford"] for item in items)

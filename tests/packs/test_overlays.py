"""A rubric that extends another: what it changes, adds and drops, and what stays."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from coopcli.identity import question_digest
from coopcli.packs.library import areas_of, open_area, open_pack
from coopcli.problems import InvalidInput
from tests.examples import ROOT, SMALL_PACK, run, the_pack

BASE = ROOT / SMALL_PACK


def overlay(folder: Path, text: str, base: Path = BASE) -> Path:
    """A folder that extends the small pack, found from there."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(base, folder / "base", dirs_exist_ok=True)
    own = folder / "own"
    own.mkdir(exist_ok=True)
    (own / "rubric.yaml").write_text(f"extends: ../base\nid: own\n{text}", encoding="utf-8")
    return own


def problems(folder: Path) -> list[str]:
    with pytest.raises(InvalidInput) as caught:
        open_pack(str(folder))
    return [
        f"{p.where.line}:{p.where.column}: {p.code}: {p.message}" for p in caught.value.problems
    ]


def test_an_overlay_that_changes_nothing_judges_as_the_rubric_below(tmp_path: Path) -> None:
    own, base = open_pack(str(overlay(tmp_path, ""))), open_pack(str(BASE))

    assert [area.id for area in areas_of(own)] == [area.id for area in areas_of(base)]
    for area in areas_of(base):
        assert own.assess(area).light == base.assess(area).light
    assert (own.rubric.id, own.rubric.version) == ("own", "0.1.0")
    assert own.rubric.digest.split(":")[1] == base.rubric.digest.split(":")[1]


def test_the_shipped_rubric_can_be_extended_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "rubric.yaml").write_text("extends: asia-society\nid: mine\n", encoding="utf-8")

    pack = open_pack(str(tmp_path))

    assert pack.rubric.criteria == the_pack().rubric.criteria
    assert (
        pack.assess(open_area(pack, "ai-safety")).light
        == the_pack().assess(open_area(the_pack(), "ai-safety")).light
    )


def test_weights_majorities_and_texts_are_changed(tmp_path: Path) -> None:
    text = """\
title: Our view
rule:
  majority: {more-than: 1/2}
dimensions:
  - id: minds
    criteria:
      - id: words
        weight: 7
        question: Do they mean the same?
"""
    own, base = open_pack(str(overlay(tmp_path, text))).rubric, open_pack(str(BASE)).rubric

    words, before = own.criteria["words"], base.criteria["words"]
    assert (words.weight, words.question) == (7, "Do they mean the same?")
    assert (words.anchors, words.sources, words.reach) == (
        *(before.anchors, before.sources, before.reach),
    )
    assert own.title == "Our view"
    assert all(majority.over for majority in own.majorities.values())
    assert list(own.criteria) == list(base.criteria)


def test_questions_are_added_and_dropped_with_all_that_names_them(tmp_path: Path) -> None:
    text = """\
drop: [words, joint-stall]
dimensions:
  - id: minds
    criteria:
      - id: trust
        question: Do they trust each other?
        anchors: [Fully., Mostly., Partly., Hardly., Not at all.]
        beyond: Nobody.
  - id: law
    criteria: [{id: charter, question: Is there one?, anchors: [a, b, c, d, e], beyond: Nobody.}]
"""
    folder = overlay(tmp_path, text.replace("- id: law\n", "- id: rules\n"))
    pack = open_pack(str(folder))

    assert list(pack.rubric.criteria) == ["fear", "trust", "law", "channel", "gain", "charter"]
    # One offer moved nothing but what is gone, the other is dropped itself.
    assert [avenue.offers for avenue in pack.rubric.avenues] == [(), ()]
    assert all("words" not in item.lowers for item in pack.ledger.values())
    area = open_area(pack, "fish-counting")
    assert "words" not in area.ratings
    assert [a.criterion.id for a in pack.assess(area).answers] == list(pack.rubric.criteria)


VETOES = "criteria: [{id: law, veto: %s}]"


@pytest.mark.parametrize(
    ("own", "found"),
    [
        ("{long-swell: 5}", {"calm": 3, "long-swell": 5, "rough": 6}),
        ("{}", {}),
        ("{calm: 4, long-swell: 4}", {"calm": 4, "long-swell": 4, "rough": 6}),
    ],
)
def test_a_veto_of_one_light_leaves_the_others(
    tmp_path: Path, own: str, found: dict[str, int]
) -> None:
    text = f"dimensions: [{{id: matters, {VETOES % own}}}]\n"
    folder = overlay(tmp_path, text, ROOT / "tests/tides")

    assert open_pack(str(folder)).rubric.criteria["law"].veto == found


def test_a_veto_under_its_older_name_is_changed_by_lights_too(tmp_path: Path) -> None:
    folder = overlay(tmp_path, f"dimensions: [{{id: matters, {VETOES % '{yellow: 3}'}}}]\n")

    assert open_pack(str(folder)).rubric.criteria["law"].veto == {"green": 3, "yellow": 3}


@pytest.mark.parametrize(
    ("below", "own", "found"),
    [
        ("2/3", "{green: 3/4}", ["3/4", "2/3"]),
        ("{at-least: 4/5}", "{yellow: {more-than: 1/2}}", ["4/5", ">1/2"]),
        ("{green: 4/5, yellow: 3/5}", "{yellow: 2/3}", ["4/5", "2/3"]),
        ("{green: 4/5, yellow: 3/5}", "3/4", ["3/4", "3/4"]),
        ("{green: 4/5, yellow: {at-least: 3/5}}", "{yellow: {more-than: 1/2}}", ["4/5", ">1/2"]),
        ("{green: {more-than: 4/5}, yellow: 3/5}", "{green: {at-least: 3/4}}", ["3/4", "3/5"]),
        ("{green: {more-than: 4/5}, yellow: 3/5}", "{green: 3/4}", ["3/4", "3/5"]),
    ],
)
def test_a_majority_of_one_light_leaves_the_others(
    tmp_path: Path, below: str, own: str, found: list[str]
) -> None:
    folder = overlay(tmp_path, f"rule: {{majority: {own}}}\n")
    path = tmp_path / "base/rubric.yaml"
    text = path.read_text("utf-8").replace("majority: 2/3", f"majority: {below}")
    path.write_text(text, encoding="utf-8")

    own_ones = open_pack(str(folder)).rubric.majorities.values()

    assert [f"{'>' if one.over else ''}{one.share}" for one in own_ones] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("title: Our view\n", "Five soundings tell how hard it is to cross."),
        ("drop: [words]\n", ""),
        ("drop: [words]\nintroduction: Four soundings tell it.\n", "Four soundings tell it."),
    ],
)
def test_a_sentence_on_the_questions_below_is_not_taken_over_for_others(
    tmp_path: Path, text: str, found: str
) -> None:
    own = overlay(tmp_path, text, ROOT / "tests/tides")

    assert open_pack(str(own)).rubric.introduction == found


def test_areas_evidence_and_sources_are_added_and_take_the_place_of_others(
    tmp_path: Path,
) -> None:
    folder = overlay(tmp_path, "")
    (folder / "areas").mkdir()
    for name, area in (("weaving", "weaving"), ("fish-counting", "fish-counting")):
        text = (
            f"id: {area}\nname: Ours\nscope: Looms.\nform: [dialogue]\nratings:\n  law:\n"
            "    - {known: 2025, level: 0, basis: area, because: So., evidence: [seen]}\n"
        )
        (folder / "areas" / f"{name}.yaml").write_text(text, encoding="utf-8")
    (folder / "evidence.yaml").write_text(
        "evidence:\n  - {id: seen, summary: Seen., known: 2024, source: memo, section: One, "
        "kind: practice, lowers: [law]}\n",
        encoding="utf-8",
    )
    (folder / "sources.yaml").write_text(
        "sources:\n  - {id: memo, title: Memo, authors: [A], date: 2024, kind: report, "
        "sections: [{heading: One}]}\n",
        encoding="utf-8",
    )

    pack = open_pack(str(folder))
    names = {area.id: area.name for area in areas_of(pack)}

    assert names["weaving"] == names["fish-counting"] == "Ours"
    assert len(names) == 4
    assert pack.ledger.keys() - open_pack(str(BASE)).ledger.keys() == {"seen"}
    assert run("check", str(folder)).returncode == 0


def test_every_value_names_the_file_that_it_comes_from(tmp_path: Path) -> None:
    folder = overlay(tmp_path, "rule: {majority: 3/4}\n")
    ran = run("rubric", "show", "--resolved", "-r", str(folder), "-f", "json")
    values = {one["key"]: one for one in json.loads(ran.stdout)["values"]}

    assert values["rule.majority"]["file"].endswith("own/rubric.yaml")
    assert values["rule.majority"]["line"] == 3
    assert values["rule.horizon-months"]["file"].endswith("base/rubric.yaml")
    assert values["version"]["file"] == ""


def test_questions_without_dimensions_are_merged_as_well(tmp_path: Path) -> None:
    a, b, c = (f"  - {ASKED.format(name)}\n" for name in "abc")
    own = "extends: ../flat\nid: own\ndrop: [b]\ncriteria:\n  - {id: a, weight: 5}\n"
    for name, text in (
        ("flat", f"id: flat\ntitle: Flat\ncriteria:\n{a}{b}"),
        ("own", f"{own}{c}"),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / "rubric.yaml").write_text(text, encoding="utf-8")

    found = open_pack(str(tmp_path / "own")).rubric

    assert [(c.id, c.weight) for c in found.criteria.values()] == [("a", 5), ("c", 1)]
    assert len(found.dimensions) == 1


ASKED = "{{id: {}, question: Is it so?, anchors: [Yes., Nearly., Partly., Hardly., No.]}}"


# What cannot be.


def test_a_circle_is_refused_and_its_chain_named(tmp_path: Path) -> None:
    for name, other in (("one", "two"), ("two", "three"), ("three", "one")):
        (tmp_path / name).mkdir()
        text = f"extends: ../{other}\nid: {name}\n"
        (tmp_path / name / "rubric.yaml").write_text(text, encoding="utf-8")

    assert problems(tmp_path / "one")[0] == (
        "1:10: extends-itself: a rubric cannot extend itself: one extends two extends three "
        "extends one"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "drop: [wrods]\n",
            "3:8: nothing-to-drop: the rubric below has no 'wrods'; did you mean 'words'?",
        ),
        (
            "dimensions:\n  - id: minds\n    criteria: [{id: words, weight: 0}]\n",
            "5:36: wrong-form: a whole number from 1 to 1000 is needed, not '0'",
        ),
        (
            "dimensions:\n  - id: minds\n    criteria: [{id: new}]\n",
            "5:16: missing-key: a criterion needs 'question'",
        ),
        ("extends: ../base\n", "3:1: repeated-key: 'extends' stands on line 1 already"),
    ],
)
def test_what_is_wrong_with_an_overlay_has_its_place(
    tmp_path: Path, text: str, message: str
) -> None:
    assert message in problems(overlay(tmp_path, text))


def test_an_unknown_rubric_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rubric.yaml").write_text("extends: asia-socety\nid: mine\n", encoding="utf-8")

    assert problems(tmp_path)[0].startswith("1:10: unknown-rubric: no rubric pack 'asia-socety'")


def test_an_overlay_needs_an_id_of_its_own(tmp_path: Path) -> None:
    folder = overlay(tmp_path, "")
    (folder / "rubric.yaml").write_text("extends: ../base\n", encoding="utf-8")

    assert "1:1: missing-key: a rubric needs 'id'" in problems(folder)


# When the rubric below has changed.


def checked(folder: Path) -> str:
    return " ".join(run("check", str(folder)).stdout.decode().split())


def test_a_changed_base_is_named_question_by_question(tmp_path: Path) -> None:
    below = open_pack(str(BASE)).rubric
    digests = {name: question_digest(one) for name, one in below.criteria.items()}
    folder = overlay(tmp_path, "")
    pinned = json.dumps({"rubric": "../base", "questions": digests})
    (folder / "rubric.yaml").write_text(f"extends: {pinned}\nid: own\n", encoding="utf-8")
    assert run("check", str(folder)).returncode == 0

    path = tmp_path / "base/rubric.yaml"
    changed = path.read_text(encoding="utf-8").replace("Do the towns talk?", "Do they write?")
    path.write_text(changed, encoding="utf-8")

    assert (
        "base-changed: two-towns has other questions than this was written for: channel"
        in checked(folder)
    )


def test_a_base_of_another_version_says_what_it_can(tmp_path: Path) -> None:
    folder = overlay(tmp_path, "")
    pinned = "extends: {rubric: ../base, version: 0.3.0}\nid: own\n"
    (folder / "rubric.yaml").write_text(pinned, encoding="utf-8")

    assert "written for two-towns 0.3.0; it is 0.3.1 now and does not say what changed" in checked(
        folder
    )

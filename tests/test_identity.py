"""What is the same file, the same area and the same rubric, however it is written down."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopcli import identity
from coopcli.identity import (
    Claims,
    Digests,
    RubricChange,
    Version,
    digest_word,
    digests_from,
    digests_of,
    file_key,
    question_digest,
    version_of,
)
from coopcli.model import Anchor, Rubric
from coopcli.packs import library
from coopcli.problems import file_from, file_text, visible
from tests.examples import ROOT, SMALL_PACK, a_rubric, the_pack

# Files.


def test_a_file_has_one_key_however_it_is_spelled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "areas").mkdir()
    file = tmp_path / "areas" / "x.yaml"
    file.touch()
    (tmp_path / "y.yaml").touch()
    (tmp_path / "link").symlink_to("areas")

    keys = {file_key(n) for n in ("areas/x.yaml", "./areas/../areas/x.yaml", str(file))}
    assert keys == {file_key("link/x.yaml")}
    assert file_key("y.yaml") not in keys
    assert file_key("none/../gone.yaml") == file_key(str(tmp_path / "gone.yaml"))
    assert file_key("gone.yaml") != file_key("other.yaml") != file_key("a\0b")


@given(st.text(st.sampled_from("\\xuU01b/a\x1b\u202e\udcff\n\U000e0001")))
def test_no_two_files_are_written_alike(name: str) -> None:
    written = file_text(name)

    assert written == visible(written)
    assert file_from(written) == name


def test_a_file_name_without_backslash_is_only_made_visible() -> None:
    assert file_text("areas/Zürich.yaml") == "areas/Zürich.yaml"
    assert file_text("a\x1b.yaml") == r"a\x1b.yaml"
    assert file_text(r"a\x1b.yaml") == r"a\\x1b.yaml"
    assert file_text(r"a\b.yaml") == r"a\b.yaml"
    assert file_from(r"\Uffffffff") == r"\Uffffffff"  # no character


# Areas.


def test_the_first_file_with_an_area_id_has_it() -> None:
    claims = Claims()

    assert claims.clash("fish", "a.yaml") == claims.clash("bird", "b.yaml") == ""
    assert claims.clash("fish", "c\x1b.yaml") == (
        "the id 'fish' is that of a.yaml already; give each file its own"
    )


# Rubrics.


def changed(old: str, new: str, folder: Path) -> set[str]:
    """The digests that a change of the first such text in the rubric changes."""
    before = (ROOT / SMALL_PACK / "rubric.yaml").read_text(encoding="utf-8")
    assert old in before
    for name in ("sources.yaml", "evidence.yaml"):
        (folder / name).write_bytes((ROOT / SMALL_PACK / name).read_bytes())
    (folder / "rubric.yaml").write_text(before.replace(old, new, 1), encoding="utf-8")
    first, second = (
        digests_of(library.open_pack(str(pack)).rubric) for pack in (ROOT / SMALL_PACK, folder)
    )
    return {name for name in Digests._fields if getattr(first, name) != getattr(second, name)}


@pytest.mark.parametrize(
    ("old", "new", "digests"),
    [
        ("title: Two towns", "title: Two villages", {"text"}),
        ("name: Harbour", "name: Haven", {"text"}),
        ("small joint step.", "big joint step.", {"text"}),
        ("id: harbour", "id: haven", {"rest"}),
        ("majority: 2/3", "majority: {more-than: 2/3}", {"rule"}),
        ("majority: 2/3", "majority: 3/4", {"rule"}),
        ("lines: {green: 1, yellow: 2}", "lines: {green: 0, yellow: 2}", {"rule"}),
        ("overall: 2/3", "overall: 3/4", {"rule"}),
        ("horizon-months: 24", "horizon-months: 12", {"rule"}),
        ("green: 1.43", "green: 1.4", {"rest"}),
        ("default: 24", "default: 25", {"rest"}),
        ("concentration: ", "concentration: 1", {"rest"}),
        ("weight: 1", "weight: 2", {"rule"}),
        ("gate: {green: 3, yellow: 4}", "gate: {green: 4, yellow: 4}", {"rule"}),
        ("version: 0.3.1", "version: 0.3.2", set()),
        ("id: two-towns\n", "# A comment.\nid:    'two-towns'\n\n", set()),
    ],
)
def test_a_change_enters_the_digest_that_it_belongs_to(
    old: str, new: str, digests: set[str], tmp_path: Path
) -> None:
    assert changed(old, new, tmp_path) == digests


def test_the_digest_of_a_rule_stays_for_ever() -> None:
    # Saved baselines carry it: one that changes makes every regression undecided. The names of
    # fields are part of it.
    assert (
        digests_of(a_rubric()).rule
        == "e7465f3e5c750d12b578cc36f17612c3a8304a1e5d3b5c9c6e4b2a9f9193e0cb"
    )


def leaves(value: object, path: str = "") -> Iterator[str]:
    """The paths of all single values of the shipped rubric, by an independent walk."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, f"{path}.{key}")
    elif isinstance(value, tuple) and not hasattr(value, "first"):  # a date is one value
        for position, item in enumerate(value):
            yield from leaves(item, f"{path}.{position}")
    elif hasattr(value, "__dataclass_fields__"):
        for key, field in value.__dataclass_fields__.items():
            if field.init:  # the others follow from these
                yield from leaves(getattr(value, key), f"{path}.{key}")
    else:
        yield path


def test_every_value_of_a_rubric_is_in_exactly_one_digest() -> None:
    parts: dict[str, list[str]] = {part: [] for part in Digests._fields}
    identity._sort(the_pack().rubric, "rest", "", parts)
    found = [leaf.partition("=")[0] for part in parts.values() for leaf in part]
    # What says nothing is left out where older rubrics do not have it.
    silent = "minimum_questions|vocabulary.*|.*\\.(applies_to|may_be_not_applicable)"
    listed = r"(sources|earlier)\..*|lights\.\d+\.[01]"
    apart = re.compile(rf"\.(id|version|digest|{silent}|{listed})")

    assert len(found) == len(set(found))
    values = [path for path in leaves(the_pack().rubric) if not apart.fullmatch(path)]
    # One majority for all lights stands for the share of each, and for whether more is needed.
    shares = sum(".majorities." in path for path in values)
    offers = [offer for avenue in the_pack().rubric.avenues for offer in avenue.offers]
    silent_offers = sum(not offer.begins for offer in offers)
    assert len(found) == len(values) - shares + 1 - silent_offers


def test_the_digest_of_a_question_is_what_a_rater_reads() -> None:
    question = next(iter(the_pack().rubric.criteria.values()))
    anchors = question.anchors
    unlabelled = {level: Anchor(anchor.text) for level, anchor in anchors.items()}
    same = replace(question, weight=7, veto=None, name="Another", sources=(), anchors=unlabelled)

    assert question_digest(same) == question_digest(question)
    for other in (
        replace(question, anchors={**anchors, 4: Anchor("Something else.")}),
        replace(question, anchors={4 - level: anchor for level, anchor in anchors.items()}),
        replace(question, question="What else?"),
        replace(question, substance="Deeds."),
        replace(question, id="another"),
    ):
        assert question_digest(other) != question_digest(question)


def test_a_digest_word_is_read_back_and_nothing_else_is() -> None:
    digests = digests_of(the_pack().rubric)

    assert the_pack().rubric.digest == digest_word(digests)
    assert digests_from(digest_word(digests)) == digests
    assert digests_from("sha256:0") is None
    assert digests_from("") is None


def test_a_rubric_without_a_digest_is_the_same_state() -> None:
    rubric: Rubric = the_pack().rubric
    assert version_of(replace(rubric, digest="")) == version_of(rubric)


@pytest.mark.parametrize(
    ("old", "new"), list(product([Digests("1", "1", "1"), Digests("1", "", "")], repeat=2))
)
def test_what_is_not_known_is_no_difference(old: Digests, new: Digests) -> None:
    assert Version("a", "1", old).change_to(Version("a", "2", new)) is RubricChange.NONE


def test_the_gravest_change_counts() -> None:
    def change(digests: str, name: str = "a") -> RubricChange:
        old = Version("a", "1", Digests("1", "1", "1"))
        return old.change_to(Version(name, "1", Digests(*digests)))

    assert change("211") is change("222") is change("111", "b") is RubricChange.RULE
    assert change("112") is change("122") is RubricChange.REST
    assert change("121") is RubricChange.TEXT
    assert change("111") is RubricChange.NONE


@pytest.mark.skipif(not hasattr(os, "link"), reason="this system has no hard links")
def test_two_names_of_one_file_are_one_file(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    os.link(tmp_path / "a", tmp_path / "b")

    assert file_key(str(tmp_path / "a")) == file_key(str(tmp_path / "b"))

"""The schemas for editors and the reader say the same of every fixture, sound and bad.

A file that is sound must be valid, and what the reader refuses must be marked, but for what no
schema can see: whatever depends on another value of the file, or on another file.
"""

from __future__ import annotations

import copy
import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from coopcli.packs.frameworks import framework_in
from coopcli.packs.library import Pack, open_pack
from coopcli.problems import InvalidInput, Problem
from coopcli.reading import source
from coopcli.reading.area import read_area
from coopcli.reading.editing import area_schema
from coopcli.reading.schemas import SCHEMAS
from coopcli.reading.shapes import check_shape
from tests.examples import ROOT
from tests.reading.test_pack import DEFECTS
from tests.reading.test_schemas import VALIDATORS, loaded_text, validator

PAGE = ROOT / "docs/how-to/write-a-rubric.md"
PACKS = [*sorted((ROOT / "rubrics").iterdir()), ROOT / "tests/pack", ROOT / "tests/tides"]

BEYOND = (
    # What other values of the file say: its lights, its levels, its words.
    r"(missing-key|unknown-key): a (set of lines|set of cuts|veto|majority for each light) ",
    r"unknown-key: a set of anchors has no '[1-8]'",
    r"not-a-choice: .* or undetermined is needed",
    r"wrong-form: (a level, )?a whole number from [01] to \d",
    r"wrong-form: a fraction such as 2/3 from 0 to ",
    r"wrong-form: a majority, as a fraction",
    r"wrong-length: (exactly \d items|an anchor for each)",
    r"unknown-key: a set of half-lives has no",
    r"not-a-choice: .*(binding-rule|building|commentary|official-statement) is needed",
    r"repeated-item: .* names what every other kind has",
    # What follows from numbers.
    *("kernel-sum", "range-order", "lines-order", "cuts-order", "gate-order", "words-order"),
    *("majority-range", "veto-order", "veto-line", "too-many-votes", "too-few-questions"),
    # Dates against each other, and days that no month has.
    *("known-after-source", "known-before-event", "supersedes-later", "wrong-date"),
    *("dates-out-of-order", "evidence-newer"),
    # Ids that must lead to something, here or in another file, or stand once.
    *("unknown-[a-z]+: no ", "unknown-source", "unknown-section", "unknown-party", "repeated-id"),
    *("unknown-criterion", "unknown-evidence", "out-of-reach", "raises-and-lowers"),
    *("points-to-itself", "reported-not-official", "veto-left-out", "evidence-off-topic"),
    *("missing-key: no avenue reaches", "no-such-level", "unknown-rubric", "nothing-to-drop: the"),
    *("repeated-key", "must-apply", "repeated-source", "repeated-evidence"),
    # What an argument says.
    *("argument", "no-question", "no-evidence", "veto-without-evidence", "mark-not-cited"),
    "headline",
)
"""The beginnings of what no schema can see."""


def fixtures() -> Iterator[tuple[str, str, str]]:
    """Each sound file of the tests and of the packs: what it is called, its kind and its text."""
    page = PAGE.read_text(encoding="utf-8")
    for name, text in re.findall(r"<!-- file: (\S+) -->\n```yaml\n(.*?)```", page, re.DOTALL):
        yield name, "area" if "/areas/" in name else Path(name).stem, text
    for pack in PACKS:
        for path in sorted(pack.rglob("*.yaml")):
            kind = "area" if path.parent.name == "areas" else path.stem
            yield str(path.relative_to(ROOT)), kind, path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "tests/tide-sheets").rglob("*.yaml")):
        yield str(path.relative_to(ROOT)), "sheet", path.read_text(encoding="utf-8")


SOUND = {name: (kind, text) for name, kind, text in fixtures()}


def refused(kind: str, text: str, folder: Path, pack: Pack) -> list[str]:
    """What the reader says of a text, of the pack or of a rubric in the folder that extends it."""
    try:
        document = source.parse("x.yaml", text.encode())
        if isinstance(document.root, dict) and "extends" in document.root:
            (folder / "view").mkdir(exist_ok=True)
            (folder / "view/rubric.yaml").write_text(text, encoding="utf-8")
            document = framework_in(folder / "view", lambda _: None).document
        if kind == "area":  # what an answer needs is looked at beside its rubric
            read_area(document, pack.rubric, pack.ledger)
        check_shape(document, SCHEMAS[kind][1])
    except InvalidInput as error:
        return [said(problem) for problem in error.problems]
    return []


def said(problem: Problem) -> str:
    return f"{problem.code}: {problem.message}"


NEW = r"missing-key: a (criterion|dimension) needs "
"""What an overlay leaves out of a thing that the rubric below does not have."""


def beyond(problems: list[str], *more: str) -> bool:
    return all(any(re.match(one, problem) for one in (*BEYOND, *more)) for problem in problems)


@pytest.mark.parametrize("name", SOUND)
def test_what_is_sound_is_valid(name: str) -> None:
    kind, text = SOUND[name]

    assert [error.message for error in VALIDATORS[kind].iter_errors(loaded_text(text))] == []


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_areas_are_valid_by_the_schema_of_their_rubric(pack: Path) -> None:
    opened = open_pack(str(pack))
    schema = validator(area_schema(opened.rubric, opened.ledger))

    for path in sorted(pack.glob("areas/*.yaml")):
        found = schema.iter_errors(loaded_text(path.read_text(encoding="utf-8")))
        assert [error.message for error in found] == [], path


def test_every_bad_area_is_marked_but_for_what_no_schema_sees() -> None:
    for path in sorted((ROOT / "tests/bad").glob("*.yaml")):
        lines = path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
        problems = [line.split(": ", 1)[1] for line in lines]
        valid = VALIDATORS["area"].is_valid(loaded_text(path.read_text(encoding="utf-8")))
        assert not valid or beyond(problems), f"{path.name}: {problems}"


@pytest.mark.parametrize("name", DEFECTS)
def test_every_defect_is_marked_but_for_what_no_schema_sees(name: str) -> None:
    file, before, after, lines = DEFECTS[name]
    text = (ROOT / "tests/pack" / file).read_text(encoding="utf-8").replace(before, after, 1)
    try:
        data = loaded_text(text)
    except yaml.YAMLError:
        return
    problems = [line.split(": ", 1)[1] for line in lines]

    assert not VALIDATORS[Path(file).stem].is_valid(data) or beyond(problems)


# One change each, made by program.

MUTATED = (
    *("four/rubric.yaml", "grown/rubric.yaml", "view/rubric.yaml", "tests/tides/rubric.yaml"),
    *("grown/areas/hall.yaml", "grown/areas/books.yaml", "grown/evidence.yaml"),
    *("grown/sources.yaml", "tests/pack/cases.yaml", "tests/tide-sheets/fox-1.yaml"),
)

OTHERS: tuple[Any, ...] = (
    *(None, "", [], {}, "Two words.", "one", 7, 1.5, True, ["a", "a"], {"a": 1}, -1, [1, 2], 0),
    *("x\ny", 99999, "2/3", "1/0", "2020-13", "2020", "true"),
)
"""What is put in the place of each value."""

EVERY = 1 if os.environ.get("COOPCLI_EXAMPLES") else 24


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    inner = value.items() if isinstance(value, dict) else ()
    for key, one in enumerate(value) if isinstance(value, list) else inner:
        yield from paths(one, (*path, key))


def changed(text: str) -> Iterator[tuple[str, str]]:
    """The text with one value left out, added, repeated or replaced, and what was changed."""
    data = loaded_text(text)
    for path in list(paths(data))[1:]:
        for other in ("left out", "repeated", "with more", *OTHERS):
            again = copy.deepcopy(data)
            within = again
            for key in path[:-1]:
                within = within[key]
            if other == "left out":
                del within[path[-1]]
            elif other == "repeated" and isinstance(within, list):
                within.append(copy.deepcopy(within[path[-1]]))
            elif other == "with more" and isinstance(within[path[-1]], dict):
                within[path[-1]]["more"] = 1
            elif other in ("repeated", "with more"):
                continue
            else:
                within[path[-1]] = other
            # JSON is YAML, and quotes all text: what a key holds stays of its kind.
            yield f"{'.'.join(map(str, path))}: {other!r}", json.dumps(again, indent=1)


@pytest.mark.parametrize("name", MUTATED)
def test_both_say_the_same_of_a_changed_file(name: str, tmp_path: Path) -> None:
    kind, text = SOUND[name]
    (tmp_path / "grown").mkdir()
    for file in ("rubric", "evidence", "sources"):
        text_below = SOUND[f"grown/{file}.yaml"][1]
        (tmp_path / f"grown/{file}.yaml").write_text(text_below, encoding="utf-8")
    pack, wrong = open_pack(str(tmp_path / "grown")), []
    for number, (what, other) in enumerate(changed(text)):
        if number % EVERY:
            continue
        problems = refused(kind, other, tmp_path, pack)
        if VALIDATORS[kind].is_valid(loaded_text(other)):
            more = [NEW] if '"extends"' in other else []
            wrong += [] if beyond(problems, *more) else [f"{what}: passes, but {problems}"]
        elif not problems:
            errors = [error.message for error in VALIDATORS[kind].iter_errors(loaded_text(other))]
            wrong.append(f"{what}: marked, but sound: {errors}")

    assert wrong == []
    shutil.rmtree(tmp_path)

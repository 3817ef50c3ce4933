"""From a rubric to the file of a new area: every question as a comment, nothing rated yet."""

from __future__ import annotations

import os
import re
import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import quote

from coopcli.model import (
    ALL_PARTIES,
    FIRST_VOCABULARY,
    FORMS_MEAN,
    TO_BE_WRITTEN,
    UNSTATED,
    Criterion,
    Rubric,
)
from coopcli.packs.library import SUFFIXES, Pack
from coopcli.problems import quoted, refuse
from coopcli.reading import splicing
from coopcli.reading.area import AREA
from coopcli.reading.rating import RATING
from coopcli.reading.records import Record
from coopcli.reading.writing import entry

WIDTH = 96
_SIDES = (UNSTATED, ALL_PARTIES[0])


class NewArea(NamedTuple):
    """What a new file begins with; ``scope`` and ``excludes`` may still be empty."""

    id: str
    name: str
    scope: str = ""
    excludes: str = ""
    form: tuple[str, ...] = ()


def names_of(word: str) -> tuple[str, str]:
    """The id and the name that a word, a name or the path of a file stands for.

    Raises: InvalidInput where no letter or digit is left for an id.
    """
    stem = os.path.basename(word)
    for suffix in SUFFIXES:
        stem = stem.removesuffix(suffix)
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().casefold()
    name = "-".join(re.findall("[a-z0-9]+", plain))[:80].strip("-")
    if not name:
        refuse("no-id", f"a name with letters or digits is needed, not {quoted(word)}")
    return name, stem if stem != name else name.replace("-", " ").capitalize()


def choices(record: Record, key: str) -> list[str]:
    """The words that a key of a file may hold."""
    shape = record.fields[key].shape.describe()
    return [str(word) for word in shape.get("items", shape).get("enum", [])]


def either(words: Sequence[str]) -> str:
    """Words as a sentence offers them: "one, two or three"."""
    *rest, last = words
    return f"{', '.join(rest)} or {last}" if rest else last


def area_text(pack: Pack, new: NewArea, path: str, schema: str) -> str:
    """The text of a file for an area that nobody has rated yet.

    ``schema``: the path of the schema for editors, as seen from the file.
    """
    lines = [
        f"# yaml-language-server: $schema={quote(schema, safe='/.')}",
        *_head(pack.rubric, path),
        "",
        *entry("id:", new.id, 0),
        *entry("name:", new.name, 0),
        "aliases: []  # other names that people would type",
        "",
        "# What is judged, in a sentence or two; below it, what is not.",
        *entry("scope:", new.scope or TO_BE_WRITTEN, 0),
        *(entry("excludes:", new.excludes, 0) if new.excludes else ["# excludes: What is not."]),
        "",
        *_forms(pack.rubric, new.form),
        *_example(pack.rubric),
        "ratings:",
        *_questions(pack.rubric),
        *_own(pack.rubric),
    ]
    return "\n".join(lines) + "\n"


def copied(content: bytes, path: str, new: NewArea, schema: str) -> bytes:
    """The content of an area file as the beginning of another area.

    Scope, answers, comments and own evidence stay. What speaks of the old area by name, its
    aliases, headlines and expected lights, is left out.
    """
    found = splicing.put(path, content, ("id",), new.id)
    for key in ("aliases", "headlines", "expect"):
        found = splicing.drop(path, found, (key,))
    own = {"name": new.name, "scope": new.scope, "excludes": new.excludes, "form": [*new.form]}
    for key, value in own.items():
        if value:
            found = splicing.put(path, found, (key,), value, tuple(AREA.fields))
    end = b"\r\n" if b"\r\n" in found else b"\n"
    line = f"# yaml-language-server: $schema={quote(schema, safe='/.')}".encode()
    rest = re.sub(rb"\A# yaml-language-server:[^\n]*\n", b"", found.removeprefix(b"\xef\xbb\xbf"))
    return line + end + rest


def _head(rubric: Rubric, path: str) -> Iterator[str]:
    yield "#"
    yield from _comment(
        f"An area for {rubric.title!r} ({rubric.id} {rubric.version}), not rated yet. A line that "
        "begins with # is a comment and changes nothing."
    )
    if rubric.about:
        yield "#"
        yield from _comment(rubric.about)
        yield "#"
    yield f"# To rate it:   coopcli rate {path}"
    yield f"# To check it:  coopcli check {path}"


def _forms(rubric: Rubric, given: Sequence[str]) -> Iterator[str]:
    """The forms of the area; nothing where none is given and the rubric makes no use of any."""
    forms = [*rubric.vocabulary.forms]
    asked = any(criterion.applies_to for criterion in rubric.criteria.values())
    used = asked or any(offer.forms for avenue in rubric.avenues for offer in avenue.offers)
    usual = rubric.vocabulary.forms == FIRST_VOCABULARY.forms
    if usual and not used and not given:
        return
    deciding = "; they decide which questions are asked" if asked else ""
    what = f"The forms that are judged, the main one first{deciding}"
    if set(forms) <= FORMS_MEAN.keys():
        yield from _comment(f"{what}:")
        for form in forms:
            yield from _comment(f"  {form}: {FORMS_MEAN[form]}", hang="    ")
    else:
        yield from _comment(f"{what}: {either(forms)}.")
    yield from entry("form:", list(given) or forms[:1], 0)
    yield ""


def _example(rubric: Rubric) -> Iterator[str]:
    question = next(iter(rubric.criteria.values()))
    levels = sorted(question.anchors)
    low, high = levels[len(levels) // 2 - 1 :][:2]
    yield from _comment("Answers by question, oldest first. An answer looks like one of these:")
    yield from (
        "#",
        f"#   {question.id}:",
        "#     - known: 2025-11        # when it could first be given: 2025, 2025-11, 2025-11-30",
        f"#       level: {low}              # or a range: [{low}, {high}]",
        f"#       basis: area           # {_words(RATING, 'basis')}; the last is without a fact",
        "#       because: >-           # why this level and not its neighbour; [id] marks a fact",
        "#         The memo reports two meetings [meetings-in-march], so not lower.",
        "#       evidence: [meetings-in-march]",
        f"#     - known: 2026           # trend: {_words(RATING, 'trend')}",
        "#       missing: No source speaks of it.",
        "#",
    )


def _questions(rubric: Rubric) -> Iterator[str]:
    for dimension in rubric.dimensions:
        yield f"  # {dimension.name}"
        yield ""
        for criterion in dimension.criteria:
            yield from _question(criterion)
            yield ""


def _question(criterion: Criterion) -> Iterator[str]:
    yield from _comment(f"{criterion.id}: {criterion.question}", "  ")
    for level, anchor in sorted(criterion.anchors.items()):
        text = anchor.label or anchor.text
        yield from _comment(f"  {level}  {text}", "  ", hang="     ")
    if criterion.applies_to:
        forms = ", ".join(criterion.applies_to.forms)
        yield from _comment(f"  Asked only where one of these forms is judged: {forms}.", "  ")
    if criterion.may_be_not_applicable:
        yield from _comment("  May be answered by 'not-applicable: REASON'.", "  ")


def _own(rubric: Rubric) -> Iterator[str]:
    question = next(iter(rubric.criteria))
    yield from _comment(
        "Documents and facts of your own: 'coopcli new AREA --evidence ID' adds them, or write "
        "them as in these two comments."
    )
    yield ""
    yield from (
        "# sources:",
        "#   - id: march-memo",
        "#     title: Notes of the meetings in March",
        "#     authors: [A. Writer]",
        "#     date: 2025-03-31        # when it was published",
        f"#     kind: report            # {either([*rubric.vocabulary.sources])}",
        "#     sections:               # the headings or places that can be cited",
        "#       - heading: Meetings",
        "",
        "# evidence:",
        "#   - id: meetings-in-march",
        "#     summary: Officials of both sides met twice in March.",
        "#     known: 2025-03-31       # when it became public",
        "#     source: march-memo",
        "#     section: Meetings",
        "#     paragraph: 2            # a block of text between blank lines, from 1",
        f"#     kind: talks             # {either([kind.id for kind in rubric.vocabulary.kinds])}",
        f"#     side: both              # {either([*(p.id for p in rubric.parties), *_SIDES])}",
        f"#     lowers: [{question}]",
        "#     raises: []              # questions whose level it raises",
    )


def _words(record: Record, key: str) -> str:
    return either(choices(record, key))


def _comment(text: str, indent: str = "", hang: str = "") -> list[str]:
    lead = f"{indent}# {text[: len(text) - len(text.lstrip())]}"
    return textwrap.wrap(
        text.strip(), WIDTH, initial_indent=lead, subsequent_indent=f"{indent}# {hang}"
    )


def schema_name(pack: Pack, *, inside: bool) -> str:
    """The file name of the schema for editors, beside an area or in the folder of its pack."""
    return "area.schema.json" if inside else f"{pack.rubric.id}.schema.json"

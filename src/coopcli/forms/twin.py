"""The form as YAML, for those whose mail blocks pages: filled in with any editor."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from coopcli.model import IssueArea
from coopcli.problems import legible, one_line
from coopcli.studies.questionnaire import Asked, Questionnaire, asked_forms, judged_for

_HEAD = (
    "An answer sheet. Fill in your name (a pseudonym will do), the date, and your answers. Each "
    "question stands with its levels above its answer. After 'given:' write one level, a range "
    "such as [1, 2], unknown, or not-applicable. Unknown also says that no report speaks of it; "
    "leave it empty where you do not answer. After "
    "'reason:' say in your own words why this level and not its neighbour. Put quotation marks "
    "around a reason with a colon or a number sign in it. In 'evidence:' list the facts that you "
    "lean on, by the names in brackets."
)
_NONCE = (
    "For a receipt that you can send before this sheet: 32 random digits of 0-9 and a-f, within "
    "the quotation marks. The receipt is the first 32 digits of the SHA-256 of this file."
)


def sheet_to_fill(asked: Questionnaire) -> str:
    """The whole sheet, ready to be filled in."""
    return "\n".join(_lines(asked)) + "\n"


def _lines(asked: Questionnaire) -> Iterator[str]:
    yield from _comment(f"{asked.rubric.title}, {asked.rubric.version}")
    if asked.rubric.about:
        yield from _comment(asked.rubric.about)
        yield "#"
    yield from _comment(_HEAD)
    yield from ("answer-sheet: 1", f"rubric: {asked.rubric.id}", "rater:", "date:")
    yield f"round: {asked.round}"
    yield from _comment(_NONCE)
    yield from ("nonce: ''", "areas:")
    for area, questions, day in asked.areas:
        yield f"  {area.id}:"
        yield from _comment(f"{area.name}. {area.scope}", 4)
        if area.excludes:
            yield from _comment(f"Not judged: {area.excludes}", 4)
        if area.form:
            yield from _comment(f"Form: {asked_forms(area)}", 4)
        if day:
            yield from _comment(f"Judge as of: {day}", 4)
        for question in questions:
            yield from _question(area, question)


def _question(area: IssueArea, asked: Asked) -> Iterator[str]:
    criterion = asked.criterion
    yield ""
    yield from _comment(f"{criterion.name}: {criterion.question}", 4)
    if only := judged_for(area, criterion):
        yield from _comment(f"Judge it for {only}.", 4)
    for level, anchor in sorted(criterion.anchors.items()):
        label = f"{anchor.label}: " if anchor.label else ""
        yield from _comment(f"{level}  {label}{anchor.text}", 4)
    if criterion.substance:
        yield from _comment(f"Practice rather than paper: {criterion.substance}", 4)
    if not asked.facts:
        yield from _comment("No facts are listed for this question.", 4)
    for item, source in asked.facts:
        yield from _comment(f"[{item.id}] {item.known}: {item.summary} ({source.title})", 4)
    yield f"    {criterion.id}:"
    yield f"      digest: {asked.digest}"
    yield from ("      given:", "      reason:", "      evidence: []")


def _comment(text: str, column: int = 0) -> list[str]:
    """Text that the reader skips, in lines of at most a hundred columns."""
    start = " " * column + "# "
    words = one_line(legible(text)).replace("\n", " ")
    return textwrap.wrap(
        words, 100, initial_indent=start, subsequent_indent=start, break_long_words=False
    )

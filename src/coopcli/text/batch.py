"""From the result of many areas to one line an area, the gates over them, and the counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from coopcli.results.gating import Outcome
from coopcli.results.values import name_of
from coopcli.studies.batch import Batch, BatchGating, BatchSummary
from coopcli.studies.rows import Row, Unread
from coopcli.text.blocks import (
    Block,
    Code,
    Items,
    Line,
    Mark,
    Paragraph,
    Places,
    Strong,
    Table,
)
from coopcli.text.check import problem_words
from coopcli.text.gates import verdict_lines
from coopcli.text.words import capital, counted, inner, listed, outlook_cell, percent


def batch_blocks(result: Batch, *, detail: int = 0) -> list[Block]:
    """The table of areas, what the gates say, what could not be read, and the counts.

    ``detail`` -1 leaves the table out; 1 names passed gates as well.
    """
    blocks: list[Block] = []
    if result.results and detail >= 0:
        asked = (question.criterion for question in result.questions)
        names = {criterion.id: inner(criterion.name) for criterion in asked}
        blocks.append(_table(result.results, names, gated=bool(result.gates.asked)))
    lines = [
        line for row in result.results for line in verdict_lines(row.area.id, row.gates, detail)
    ]
    lines += [
        (Code(name), ": ", Strong("gate regression failed"), ": this area of the baseline is gone")
        for name in result.gates.vanished
    ]
    if lines:
        blocks.append(Items(tuple(lines)))
    if result.problems:
        blocks.append(Places(tuple(problem_words(entry.problem) for entry in result.problems)))
    if result.unmatched:
        blocks.append(Paragraph((f"Nothing to assess in {listed(result.unmatched)}.",)))
    return [*blocks, *_closing(result)]


def row_blocks(result: Row, *, detail: int = 0) -> list[Block]:
    """One line of JSON Lines that is the row of an area."""
    lines = tuple(verdict_lines(result.area.id, result.gates, detail))
    return [_table([result], {}, gated=bool(lines)), *([Items(lines)] if lines else [])]


def unread_blocks(result: Unread, *, detail: int = 0) -> list[Block]:
    """One line of JSON Lines that is an input that could not be read; ``detail`` -1 counts."""
    if detail < 0:
        return [Paragraph((f"{counted(len(result.problems), 'problem')} in {result.file}.",))]
    return [Places(tuple(map(problem_words, result.problems)))]


def _table(results: Sequence[Row], names: Mapping[str, str], *, gated: bool) -> Table:
    columns: tuple[str, ...] = ("light", "area", "outlook", "answered", "decided by", "newest")
    rows: list[tuple[Line, ...]] = [
        (
            (Mark(row.standing.light),),
            (Code(row.area.id),),
            (outlook_cell(row.standing.outlook, row.standing.turning),),
            (percent(row.standing.coverage),),
            (_decider(row, names),),
            (str(row.newest_evidence or "none"),),
        )
        for row in results
    ]
    if gated:
        columns = (*columns, "gates")
        rows = [
            (*cells, (row.gates.outcome.value,)) for cells, row in zip(rows, results, strict=True)
        ]
    return Table(columns, tuple(rows), joined=True)


def _decider(row: Row, names: Mapping[str, str]) -> str:
    """The criterion that decided first, and how many more did; the best light is carried by all."""
    if row.standing.light == row.rubric.light_ids[0] or not row.standing.decided_by:
        return "–"
    first, *others = row.standing.decided_by
    return names.get(first, first) + (f" +{len(others)}" if others else "")


def gate_words(gates: BatchGating, unread: int, unmatched: int) -> str:
    """What became of the gates of a batch, in one sentence; nothing where none was asked for.

    Where an input matched nothing, the gates did not pass as a whole.
    """
    if not gates.asked:
        return ""
    found = {"failed": gates.failed, "undecided": gates.undecided, "passed": gates.passed}
    counts = ", ".join(f"{count} {name}" for name, count in found.items() if count)
    if unread:
        counts += f"{'; ' if counts else ''}{counted(unread, 'input')} could not be read"
    outcome = ": nothing was judged" if gates.outcome is Outcome.NONE else f" {gates.outcome}"
    if unmatched and gates.outcome is Outcome.PASSED:
        outcome = f" not passed: {counted(unmatched, 'input')} matched nothing"
    enforced = "" if gates.enforced else "; not enforced"
    asked = ", ".join(gates.asked)
    return f"Gates ({asked}){outcome}{f' ({counts})' if counts else ''}{enforced}."


def summary_words(summary: BatchSummary) -> str:
    """The count of each light, and of what could not be read, in one sentence."""
    counts = ", ".join(
        f"{count} {name_of(light)}" for light, count in summary.lights.items() if count
    )
    unread = f"; {counted(summary.unread, 'input')} could not be read"
    return (
        capital(counted(summary.areas, "area"))
        + (f": {counts}" if counts else "")
        + (unread if summary.unread else "")
        + "."
    )


def _more_words(result: Batch) -> str:
    """What a number beside the answer that decided stands for, where there is one."""
    best = result.results[0].rubric.light_ids[0] if result.results else None
    many = any(r.standing.light != best and len(r.standing.decided_by) > 1 for r in result.results)
    return " In the table +2 means that two more answers decided." if many else ""


def _closing(result: Batch) -> Iterator[Block]:
    yield Paragraph((summary_words(result.summary) + _more_words(result),))
    if words := gate_words(result.gates, result.summary.unread, len(result.unmatched)):
        yield Paragraph((Strong(words),))

"""From a report to CSV: a row an area, a criterion or a rater's answer; no cell is a formula.

Each row is one line: breaks within a text become spaces.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO

from coopcli.formats import Style
from coopcli.problems import inert, legible
from coopcli.results.codec import word_of
from coopcli.results.gating import Outcome
from coopcli.results.parts import Result, RubricResult
from coopcli.results.values import MISSING, AnswerLight, LightId
from coopcli.studies.areas import Areas, ListedArea
from coopcli.studies.batch import records_of
from coopcli.studies.panel import PanelResult
from coopcli.studies.rows import Record, Unread
from coopcli.text import Report
from coopcli.text.check import problem_words

Cells = Mapping[str, object]
"""The cells of a row by column."""

_BEFORE_LIGHTS = (
    *("file", "area", "name", "as_of", "light", "best", "worst", "outlook", "coverage"),
    *("decided_by", "newest_evidence"),
)
_AFTER_LIGHTS = (
    *("missing", "gates", "gates_failed", "gates_undecided", "rubric", "rubric_version"),
    "problems",
    "not_applicable",
)
CRITERION = (
    *("file", "line", "area", "as_of", "area_light", "criterion", "light", "low", "high"),
    *("basis", "confidence", "age_months", "trend", "known", "missing", "evidence", "rationale"),
    *("rubric", "rubric_version", "problems", "not_applicable"),
)
PANEL = (
    *("area", "round", "criterion", "rater", "low", "high", "no_level", "reason", "evidence"),
    *("panel_low", "panel_high", "spread", "light", "contested", "flips", "ways", "why"),
    *("rubric", "rubric_version"),
)
LISTED = ("area", "name", "as_of", "light", "best", "worst", "outlook", "coverage", "newest")

# A line feed in a cell would be right for a spreadsheet, and wrong for every tool that reads lines.
_BREAK = re.compile(r"[ \t]*[\n\t]\s*")

# A spreadsheet takes a cell that begins with one of these, in plain or full-width form and after
# blanks of any kind, for a formula.
_FORMULA = re.compile(r"\A\s*[=+\-@\t\r＝＋－＠]")


def render(report: Report, style: Style) -> str:
    """The result as CSV with a header line."""
    result = report.result
    if isinstance(result, Areas):
        return _table(LISTED, map(_listed, result.areas))
    if isinstance(result, PanelResult):
        return _table(PANEL, _panel(result))
    records = records_of(result)
    if style.long:
        return _table(CRITERION, (row for record in records for row in _long(record)))
    lights = [_column(light) for light in _lights(result)]
    header = (*_BEFORE_LIGHTS, *lights, *_AFTER_LIGHTS)
    return _table(header, (_area(record) for record in records))


def _lights(result: Result) -> tuple[LightId, ...]:
    return result.rubric.light_ids if isinstance(result, RubricResult) else ()


def _column(light: AnswerLight) -> str:
    """The column of the answers at a light: its id, if no other column is called so."""
    taken = light in (*_BEFORE_LIGHTS, *_AFTER_LIGHTS) and light is not MISSING
    return f"{light}_answers" if taken else str(light)


def guarded(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def _table(header: tuple[str, ...], rows: Iterable[Cells]) -> str:
    out = StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        cells = ("" if row.get(name) is None else str(row[name]) for name in header)
        writer.writerow([guarded(inert(legible(_BREAK.sub(" ", cell)))) for cell in cells])
    return out.getvalue()


def _listed(area: ListedArea) -> Cells:
    brief = area.brief
    return {
        "area": area.id,
        "name": area.name,
        "as_of": area.as_of,
        "light": brief.light,
        "best": brief.best,
        "worst": brief.worst,
        "outlook": brief.outlook.value,
        "coverage": brief.coverage,
        "newest": area.newest_evidence,
    }


def _panel(result: PanelResult) -> Iterator[Cells]:
    for question in result.questions:
        for answer in question.answers:
            yield {
                "area": result.area.id,
                "round": result.round,
                "criterion": question.criterion.id,
                "rater": answer.rater,
                "low": answer.level[0] if answer.level else None,
                "high": answer.level[1] if answer.level else None,
                "no_level": None if answer.no_level is None else word_of(answer.no_level),
                "reason": answer.reason,
                "evidence": " ".join(answer.evidence),
                "panel_low": question.level[0] if question.level else None,
                "panel_high": question.level[1] if question.level else None,
                "spread": question.spread,
                "light": question.light,
                "contested": "yes" if question.contested else "no",
                "flips": question.flips,
                "ways": result.left_out.ways,
                "why": None if question.why is None else word_of(question.why),
                "rubric": result.rubric.id,
                "rubric_version": result.rubric.version,
            }


def _area(record: Record) -> Cells:
    if isinstance(record, Unread):
        return _unread(record)
    gates: dict[Outcome, list[str]] = {outcome: [] for outcome in Outcome}
    for verdict in record.gates.verdicts:
        gates[verdict.outcome].append(verdict.gate)
    standing = record.standing
    return {
        **{_column(light): count for light, count in standing.tally.items()},
        "file": record.file,
        "area": record.area.id,
        "name": record.area.name,
        "as_of": record.as_of,
        "light": standing.light,
        "best": standing.best,
        "worst": standing.worst,
        "outlook": standing.outlook.value,
        "coverage": standing.coverage,
        "decided_by": " ".join(standing.decided_by),
        "newest_evidence": record.newest_evidence,
        "gates": record.gates.outcome,
        "gates_failed": "; ".join(gates[Outcome.FAILED]),
        "gates_undecided": "; ".join(gates[Outcome.UNDECIDED]),
        "rubric": record.rubric.id,
        "rubric_version": record.rubric.version,
        "not_applicable": len(record.criteria) - len(record.answers),
    }


def _long(record: Record) -> Iterable[Cells]:
    if isinstance(record, Unread):
        return [_unread(record)]
    return [
        {
            "file": record.file,
            "line": answer.line or None,
            "area": record.area.id,
            "as_of": record.as_of,
            "area_light": record.standing.light,
            "criterion": answer.id,
            "light": answer.light,
            "low": answer.level[0] if answer.level else None,
            "high": answer.level[1] if answer.level else None,
            "basis": answer.basis and word_of(answer.basis),
            "confidence": None if answer.confidence is None else word_of(answer.confidence),
            "age_months": answer.age_months,
            "trend": word_of(answer.trend),
            "known": answer.known,
            "missing": answer.missing,
            "evidence": " ".join(answer.evidence),
            "rationale": answer.rationale,
            "rubric": record.rubric.id,
            "rubric_version": record.rubric.version,
            "not_applicable": answer.not_applicable,
        }
        for answer in record.criteria
    ]


def _unread(record: Unread) -> Cells:
    problems = "; ".join(problem_words(problem) for problem in record.problems)
    return {"file": record.file, "light": "unread", "problems": problems}

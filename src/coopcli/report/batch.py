"""From many areas to one line an area, the gates over them, and what could not be read.

A row is the lean result of one area: what was answered and what came of it, without the texts of
the rubric and of the evidence, which are the same for every area. The same row is made from an
assessment and from the full result of one.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from coopcli import __version__, argument
from coopcli.analysis.changes import Range, Snapshot
from coopcli.analysis.support import inferred
from coopcli.files import shown
from coopcli.gates import Gates, Verdict, worst
from coopcli.model import Assessment, CriterionAnswer, Missing, Rubric
from coopcli.problems import Problem, visible
from coopcli.report.blocks import Block, Code, Items, Line, Mark, Paragraph, Places, Strong, Table
from coopcli.report.check import problem_data, problem_words
from coopcli.report.result import (
    SCHEMA_VERSION,
    cited_evidence,
    criterion_data,
    envelope,
    light_word,
    newest,
    rule_data,
    share,
    verdict_data,
    word,
)
from coopcli.report.words import capital, counted, listed, outlook_words, percent

Data = dict[str, Any]

LIGHTS = ("green", "yellow", "red", "undetermined")

ANSWER_KEYS = (
    *("id", "light", "level", "missing", "known", "line", "basis", "confidence"),
    *("confidence_before_age", "age_months", "trend", "trend_lapsed", "likelihood", "closes"),
    *("rationale", "evidence"),
)
"""What a row keeps of an answer of a full result."""

_AREA_KEYS = (
    *("as_of", "light", "outlook", "turning", "best", "worst", "undetermined_because"),
    *("decided_by", "tally", "coverage", "newest_evidence", "gates"),
)


def gates_data(gates: Gates, verdicts: tuple[Verdict, ...], *, enforced: bool = True) -> Data:
    """The gates of one area in results; the exit code and every format read this and nothing else.

    ``enforced`` is false where a run only reports.
    """
    return {
        "asked": list(gates.asked()),
        "enforced": enforced,
        "outcome": worst(verdicts).name.lower() if verdicts else "none",
        "verdicts": [_verdict(verdict) for verdict in verdicts],
    }


def _verdict(verdict: Verdict) -> Data:
    return {
        "gate": verdict.gate,
        "outcome": verdict.outcome.name.lower(),
        "because": verdict.because,
        "criteria": list(verdict.criteria),
        "unknowns": list(verdict.unknowns),
    }


def row_of(assessment: Assessment, gates: Data) -> Data:
    """The row of an area."""
    rubric, area = assessment.rubric, assessment.area
    evidence = newest(cited_evidence(assessment))
    return envelope("row", rubric) | {
        "area": {
            "id": area.id,
            "name": area.name,
            "file": visible(shown(area.path)),
            "digest": area.digest,
        },
        "as_of": assessment.as_of.text,
        **verdict_data(assessment),
        "newest_evidence": evidence,
        "gates": gates,
        "inferred": list(inferred(assessment)),
        "criteria": [_answer(answer) for part in assessment.dimensions for answer in part.answers],
    }


def _answer(answer: CriterionAnswer) -> Data:
    rating, grade = answer.rating, answer.grade
    if isinstance(rating, Missing) or grade is None:
        return {
            "id": answer.criterion.id,
            "light": "missing",
            "level": None,
            "missing": rating.reason if isinstance(rating, Missing) else None,
            "known": None if rating.known is None else rating.known.text,
            "line": rating.line,
            "basis": None,
            "confidence": None,
            "confidence_before_age": None,
            "age_months": None,
            "trend": "none",
            "trend_lapsed": False,
            "likelihood": None,
            "closes": [],
            "rationale": "",
            "evidence": [],
        }
    return {
        "id": answer.criterion.id,
        "light": light_word(answer.light),
        "level": [rating.low, rating.high],
        "missing": None,
        "known": rating.known.text,
        "line": rating.line,
        "basis": rating.basis.value,
        "confidence": word(grade.confidence),
        "confidence_before_age": word(grade.before_age),
        "age_months": grade.age_months,
        "trend": word(answer.trend),
        "trend_lapsed": rating.trend is not answer.trend,
        "likelihood": rating.likelihood.value if rating.likelihood else None,
        "closes": [light_word(light) for light in answer.closes],
        "rationale": argument.of(rating),
        "evidence": list(rating.evidence),
    }


def row_from(data: Data) -> Data:
    """The row in the full result of one area."""
    area = data["area"]
    answers = [answer for part in data["dimensions"] for answer in part["criteria"]]
    return {
        "schema_version": data["schema_version"],
        "kind": "row",
        "engine_version": data["engine_version"],
        "rubric": data["rubric"],
        "area": {key: area[key] for key in ("id", "name", "file", "digest")},
        **{key: data[key] for key in _AREA_KEYS},
        "inferred": data["support"]["inferred"],
        "criteria": [{key: answer[key] for key in ANSWER_KEYS} for answer in answers],
    }


def unread_of(file: str, problems: Iterable[Problem]) -> Data:
    """What stands in the place of a row for an input that could not be read."""
    return unread_data(visible(shown(file)), [problem_data(problem) for problem in problems])


def unread_data(file: str, problems: list[Data]) -> Data:
    """As :func:`unread_of`, from problems of a result."""
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": "unread",
        "engine_version": __version__,
        "file": file,
        "problems": problems,
    }


class Summary:
    """Counts over the rows of a batch, so that rows need not be held."""

    def __init__(self) -> None:
        self.lights = dict.fromkeys(LIGHTS, 0)
        self.outcomes = dict.fromkeys(("passed", "undecided", "failed"), 0)
        self.unread = 0
        self.lowest: Fraction | None = None

    def add(self, row: Data) -> None:
        """Counts a row, or an input that could not be read."""
        if row["kind"] == "unread":
            self.unread += 1
            return
        self.lights[row["light"]] += 1
        if row["gates"]["outcome"] != "none":
            self.outcomes[row["gates"]["outcome"]] += 1
        coverage = Fraction(row["coverage"])
        self.lowest = coverage if self.lowest is None else min(coverage, self.lowest)

    def data(self) -> Data:
        """The summary in results."""
        return {
            "areas": sum(self.lights.values()),
            **self.lights,
            "unread": self.unread,
            "lowest_coverage": None if self.lowest is None else share(self.lowest),
        }

    def gates(self, gates: Gates, vanished: list[str], *, enforced: bool) -> Data:
        """The gates over all areas; an area that vanished from the baseline is a regression."""
        gone = vanished if "regression" in gates.fail_on else []
        outcome = next(
            (name for name in ("failed", "undecided", "passed") if self.outcomes[name]), "none"
        )
        return {
            "asked": list(gates.asked()),
            "enforced": enforced,
            "outcome": "failed" if gone else outcome,
            **self.outcomes,
            "vanished": gone,
        }


def batch_result(
    rubric: Rubric,
    records: Iterable[Data],
    *,
    summary: Summary,
    gates: Data,
    baseline: str,
    unmatched: list[str],
) -> Data:
    """The result of a batch: ``records`` are rows and unread inputs in the order of the input."""
    records = list(records)
    return envelope("batch", rubric) | {
        "rule": rule_data(rubric),
        "questions": [
            {"dimension": part.id, **criterion_data(criterion)}
            for part in rubric.dimensions
            for criterion in part.criteria
        ],
        "baseline": visible(shown(baseline)),
        "inputs": [file_of(record) for record in records],
        "unmatched": [shown(name) for name in unmatched],
        "summary": summary.data(),
        "gates": gates,
        "results": [record for record in records if record["kind"] == "row"],
        "problems": [
            {"input": record["file"], **problem}
            for record in records
            if record["kind"] == "unread"
            for problem in record["problems"]
        ],
    }


def file_of(record: Data) -> str:
    """The input of a row or of an unread input."""
    name: str = record["area"]["file"] if record["kind"] == "row" else record["file"]
    return name


def records_of(data: Data) -> Iterator[Data]:
    """The rows and unread inputs of a batch, or the row of a single result, in order."""
    if data["kind"] == "assessment":
        yield row_from(data)
        return
    rows = {row["area"]["file"]: row for row in data["results"]}
    problems: dict[str, list[Data]] = {}
    for problem in data["problems"]:
        rest = {key: value for key, value in problem.items() if key != "input"}
        problems.setdefault(problem["input"], []).append(rest)
    for name in data["inputs"]:
        yield rows[name] if name in rows else unread_data(name, problems[name])


def snapshots_from(data: Data) -> dict[str, Snapshot]:
    """What a saved result says of each area, for comparison."""
    found = {}
    for record in records_of(data):
        if record["kind"] == "row":
            found[record["area"]["id"]] = _snapshot(record)
    return found


def _snapshot(row: Data) -> Snapshot:
    rubric = row["rubric"]
    levels: Mapping[str, Range] = {
        answer["id"]: tuple(answer["level"]) if answer["level"] else None
        for answer in row["criteria"]
    }
    version = (rubric["id"], rubric["version"], rubric["digest"])
    return Snapshot(row["area"]["id"], version, levels, row["area"]["file"])


def vanished(
    baseline: Mapping[str, Snapshot], seen: set[str], folders: list[str], *, everything: bool
) -> list[str]:
    """The areas of a baseline that were not found although a search covered where they stood.

    A run over single files says nothing of the others; one over a folder, or over all areas of the
    rubric, does.
    """
    roots = tuple(os.path.join(os.path.normpath(shown(folder)), "") for folder in folders)
    return [
        name
        for name, before in baseline.items()
        if name not in seen and (everything or os.path.normpath(before.file).startswith(roots))
    ]


# The report.


def batch_blocks(data: Data, *, detail: int = 0) -> list[Block]:
    """The table of areas, what the gates say, what could not be read, and the counts.

    ``detail`` -1 leaves the table out; 1 tells of passed gates as well.
    """
    blocks: list[Block] = []
    if data["results"] and detail >= 0:
        names = {question["id"]: question["name"].lower() for question in data["questions"]}
        blocks.append(_table(data["results"], names, gated=bool(data["gates"]["asked"])))
    told = [line for row in data["results"] for line in verdict_lines(row, detail)]
    told += [
        (Code(name), ": ", Strong("gate regression failed"), ": the area vanished")
        for name in data["gates"]["vanished"]
    ]
    if told:
        blocks.append(Items(tuple(told)))
    if data["problems"]:
        blocks.append(Places(tuple(map(problem_words, data["problems"]))))
    if data["unmatched"]:
        blocks.append(Paragraph((f"Nothing to assess in {listed(data['unmatched'])}.",)))
    return [*blocks, *_closing(data)]


def row_blocks(data: Data, *, detail: int = 0) -> list[Block]:
    """One line of JSON Lines that is the row of an area."""
    told = tuple(verdict_lines(data, detail))
    return [_table([data], {}, gated=bool(told)), *([Items(told)] if told else [])]


def unread_blocks(data: Data, *, detail: int = 0) -> list[Block]:
    """One line of JSON Lines that is an input that could not be read; ``detail`` -1 counts."""
    if detail < 0:
        return [Paragraph((f"{counted(len(data['problems']), 'problem')} in {data['file']}.",))]
    return [Places(tuple(map(problem_words, data["problems"])))]


def _table(results: list[Data], names: Mapping[str, str], *, gated: bool) -> Table:
    columns = ("light", "area", "outlook", "rated", "decided by", "newest")
    rows = tuple(
        (
            (Mark(row["light"]),),
            (Code(row["area"]["id"]),),
            (outlook_words(row).removeprefix("outlook ").removeprefix("possibly "),),
            (percent(row["coverage"]),),
            (_decider(row, names),),
            (row["newest_evidence"] or "none",),
            *([(row["gates"]["outcome"],)] if gated else []),
        )
        for row in results
    )
    return Table((*columns, "gates") if gated else columns, rows, joined=True)


def _decider(row: Data, names: Mapping[str, str]) -> str:
    """The criterion that decided first, and how many more did; Green is carried by all of them."""
    if row["light"] == "green" or not row["decided_by"]:
        return "–"
    first, *others = list[str](row["decided_by"])
    return names.get(first, first) + (f" +{len(others)}" if others else "")


def verdict_lines(row: Data, detail: int = 0) -> Iterator[Line]:
    """The gates of a row that did not pass, with reasons and with what would settle them."""
    for verdict in row["gates"]["verdicts"]:
        if verdict["outcome"] == "passed" and detail < 1:
            continue
        line: list[Any] = [
            Code(row["area"]["id"]),
            ": ",
            Strong(f"gate {verdict['gate']} {verdict['outcome']}"),
        ]
        if verdict["because"]:
            line.append(f": {verdict['because']}")
        if verdict["outcome"] == "undecided" and verdict["unknowns"]:
            line.append(f"; to settle it, answer {listed(verdict['unknowns'], 'or')}")
        yield tuple(line)


def gate_words(gates: Data) -> str:
    """What became of the gates of a batch, in one sentence; nothing where none was asked for."""
    if not gates["asked"]:
        return ""
    counts = ", ".join(
        f"{gates[name]} {name}" for name in ("failed", "undecided", "passed") if gates[name]
    )
    told = f"Gates ({', '.join(gates['asked'])}) {gates['outcome']}"
    told = told.replace(" none", ": nothing was judged")
    enforced = "" if gates["enforced"] else "; not enforced"
    return f"{told}{f' ({counts})' if counts else ''}{enforced}."


def summary_words(data: Data) -> str:
    """The count of each light, and of what could not be read, in one sentence."""
    summary = data["summary"]
    counts = ", ".join(f"{summary[light]} {light}" for light in LIGHTS if summary[light])
    unread = f"; {counted(summary['unread'], 'input')} could not be read"
    return (
        capital(counted(summary["areas"], "area"))
        + (f": {counts}" if counts else "")
        + (unread if summary["unread"] else "")
        + "."
    )


def _closing(data: Data) -> Iterator[Block]:
    yield Paragraph((summary_words(data),))
    if words := gate_words(data["gates"]):
        yield Paragraph((Strong(words),))

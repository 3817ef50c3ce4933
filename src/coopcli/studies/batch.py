"""``batch``: one line an area, the gates over them, and what could not be read."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, ClassVar, NamedTuple

from coopcli.analysis.gates import Gates
from coopcli.model import Count, Id, Rubric
from coopcli.problems import quoted
from coopcli.results.answers import Criterion
from coopcli.results.consistency import Contradictions, distinct, known, same
from coopcli.results.gating import GateName, Outcome
from coopcli.results.parts import FileProblem, Result, RubricResult
from coopcli.results.rule import Rule
from coopcli.results.shapes import Fault
from coopcli.results.values import (
    UNDETERMINED,
    AreaLight,
    Inline,
    LightId,
    Share,
    Undetermined,
)
from coopcli.studies.assess import AssessmentResult
from coopcli.studies.parts import (
    criterion_of,
    file_name,
    rubric_ref,
    rule_of,
)
from coopcli.studies.rows import Record, Row, Unread, row_from


class Question(NamedTuple):
    """A criterion that all areas of a batch answer."""

    dimension: Id
    criterion: Annotated[Criterion, Inline()]


class BatchSummary(NamedTuple):
    """Counts over all inputs."""

    areas: Count
    lights: Mapping[LightId | Undetermined, Count]
    unread: Count
    lowest_coverage: Share | None


class BatchGating(NamedTuple):
    """The gates over all areas; an area that vanished from the baseline is a regression."""

    asked: tuple[GateName, ...]
    enforced: bool
    outcome: Outcome
    passed: Count
    undecided: Count
    failed: Count
    vanished: tuple[Id, ...]


class InputProblem(NamedTuple):
    """A problem and the input that has it."""

    input: str
    problem: Annotated[FileProblem, Inline()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch(RubricResult):
    """The result of many areas; ``inputs`` gives the order of rows and unread inputs."""

    kind: ClassVar[str] = "batch"
    rule: Rule
    questions: tuple[Question, ...]
    baseline: str
    inputs: tuple[str, ...]
    unmatched: tuple[str, ...]
    summary: BatchSummary
    gates: BatchGating
    results: tuple[Row, ...]
    problems: tuple[InputProblem, ...]

    def contradictions(self) -> Contradictions:
        read = Counter(row.file for row in self.results)
        given, unread = Counter(self.inputs), {one.input for one in self.problems}
        yield from known("/results", read, given, "input")
        yield from known("/problems", unread, given, "input")
        for name, times in given.items():  # names of different files can look the same
            if times > read[name] and name not in unread:
                message = f"the input {quoted(name)} has neither a result nor a problem"
                yield Fault("/inputs", message)
            elif times < read[name] or (times == read[name] and name in unread):
                yield Fault("/inputs", f"the input {quoted(name)} stands here too rarely")
        yield from self._of_questions()
        yield from self._of_counts()

    def _of_questions(self) -> Contradictions:
        asked = [question.criterion for question in self.questions]
        names = tuple(criterion.id for criterion in asked)
        yield from distinct("/questions", (*names, *{each.dimension for each in self.questions}))
        yield from same("/rule/questions", self.rule.questions, len(asked))
        yield from same("/rule/votes", self.rule.votes, sum(each.weight for each in asked))
        vetoes = {criterion.id: criterion.veto for criterion in asked if criterion.veto}
        yield from same("/rule/vetoes", dict(self.rule.vetoes), vetoes)
        for place, row in enumerate(self.results):
            found = tuple(answer.id for answer in row.criteria)
            yield from same(f"/results/{place}/criteria", found, names)
            yield from same(f"/results/{place}/rubric", row.rubric.id, self.rubric.id)

    def _of_counts(self) -> Contradictions:
        summary = Summary(self.rubric.light_ids)
        for row in self.results:
            summary.add(counted(row))
        summary.unread = len(self.inputs) - len(self.results)
        yield from same("/summary", self.summary, summary.counts())
        for name in (Outcome.PASSED, Outcome.UNDECIDED, Outcome.FAILED):
            pointer = f"/gates/{name}"
            yield from same(pointer, getattr(self.gates, name), summary.outcomes[name])
        outcome = summary.outcome(self.gates.asked, self.gates.vanished)
        yield from same("/gates/outcome", self.gates.outcome, outcome)


Judged = AssessmentResult | Batch


class Counted(NamedTuple):
    """The little of a row that is counted."""

    area: str
    light: AreaLight
    coverage: Share
    outcome: Outcome


def counted(record: Record) -> Counted | Unread:
    """What of a record is counted."""
    if isinstance(record, Unread):
        return record
    standing = record.standing
    return Counted(record.area.id, standing.light, standing.coverage, record.gates.outcome)


class Summary:
    """Counts over the records of a batch, so that records need not be held."""

    def __init__(self, lights: Iterable[LightId]) -> None:
        self.lights: dict[AreaLight, int] = dict.fromkeys((*lights, UNDETERMINED), 0)
        self.outcomes = dict.fromkeys(Outcome, 0)
        self.unread = 0
        self.lowest: Fraction | None = None

    def add(self, record: Counted | Unread) -> None:
        """Counts a row, or an input that could not be read."""
        if isinstance(record, Unread):
            self.unread += 1
            return
        self.lights[record.light] += 1
        self.outcomes[record.outcome] += 1
        self.lowest = min(record.coverage, record.coverage if self.lowest is None else self.lowest)

    def counts(self) -> BatchSummary:
        """The counts in results."""
        return BatchSummary(sum(self.lights.values()), self.lights, self.unread, self.lowest)

    def outcome(self, asked: Collection[str], vanished: Collection[str]) -> Outcome:
        """What became of the gates over all areas."""
        seen = [outcome for outcome, count in self.outcomes.items() if count]
        if vanished:
            seen.append(Outcome.FAILED)
        if self.unread and asked:
            # What could not be read could still fail: nothing passes as a whole without it.
            seen.append(Outcome.UNDECIDED)
        order = (Outcome.FAILED, Outcome.UNDECIDED, Outcome.PASSED)
        return next((outcome for outcome in order if outcome in seen), Outcome.NONE)

    def gating(self, gates: Gates, vanished: Iterable[str], *, enforced: bool) -> BatchGating:
        """The gates over all areas."""
        gone = tuple(vanished) if "regression" in gates.fail_on else ()
        return BatchGating(
            asked=gates.asked(),
            enforced=enforced,
            outcome=self.outcome(gates.asked(), gone),
            passed=self.outcomes[Outcome.PASSED],
            undecided=self.outcomes[Outcome.UNDECIDED],
            failed=self.outcomes[Outcome.FAILED],
            vanished=gone,
        )


def batch_result(
    rubric: Rubric,
    records: Iterable[Record],
    *,
    summary: Summary,
    gates: BatchGating,
    baseline: str,
    unmatched: Iterable[str],
) -> Batch:
    """The result of a batch: ``records`` are rows and unread inputs in the order of the input."""
    records = list(records)
    return Batch(
        rubric=rubric_ref(rubric),
        rule=rule_of(rubric),
        questions=questions_of(rubric),
        baseline=file_name(baseline),
        inputs=tuple(record.file for record in records),
        unmatched=tuple(map(file_name, unmatched)),
        summary=summary.counts(),
        gates=gates,
        results=tuple(record for record in records if isinstance(record, Row)),
        problems=tuple(
            InputProblem(record.file, problem)
            for record in records
            if isinstance(record, Unread)
            for problem in record.problems
        ),
    )


def questions_of(rubric: Rubric) -> tuple[Question, ...]:
    """All questions of a rubric, with their families."""
    return tuple(
        Question(part.id, criterion_of(criterion, rubric))
        for part in rubric.dimensions
        for criterion in part.criteria
    )


def records_of(result: Result) -> Iterator[Record]:
    """The rows and unread inputs of a batch, or the row of a single result, in order.

    Other results have none.
    """
    if isinstance(result, AssessmentResult):
        yield row_from(result)
    elif isinstance(result, Batch):
        yield from _records_of(result)


def _records_of(result: Batch) -> Iterator[Record]:
    rows: dict[str, list[Row]] = {}
    for row in result.results:
        rows.setdefault(row.file, []).append(row)
    problems: dict[str, list[FileProblem]] = {}
    for entry in result.problems:
        problems.setdefault(entry.input, []).append(entry.problem)
    for name in result.inputs:
        if rows.get(name):
            yield rows[name].pop(0)
        else:
            yield Unread(file=name, problems=tuple(problems[name]))

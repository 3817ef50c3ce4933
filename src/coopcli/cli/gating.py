"""The gates that a command line and its configuration ask for, and how they end a run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

import typer

from coopcli.cli.exits import Exit
from coopcli.cli.messages import print_message
from coopcli.identity import REPEATED_AREA, Claims, RubricChange, version_of
from coopcli.problems import (
    InvalidInput,
    Location,
    Problem,
    file_from,
    file_text,
    hint,
    quoted,
    refuse,
    visible,
)

if TYPE_CHECKING:  # most runs have no gates, and need not wait for what judges them
    from coopcli.analysis.changes import Snapshot
    from coopcli.analysis.gates import Gates
    from coopcli.cli.config import Setting
    from coopcli.model import Rubric
    from coopcli.studies.batch import Judged

FailOnOption = Annotated[
    list[str] | None,
    typer.Option(
        "--fail-on",
        metavar="WHAT",
        help="Gate on a light of the rubric or a worse one, undetermined, regression, stale or "
        "unsupported; repeatable, or a list with commas.",
        show_default=False,
    ),
]
MinCoverageOption = Annotated[
    str | None,
    typer.Option(
        "--min-coverage",
        metavar="SHARE",
        help="Gate on the share of weight that is answered: 2/3, 0.9 or 1.",
        show_default=False,
    ),
]
OutlookGateOption = Annotated[
    list[str] | None,
    typer.Option(
        "--fail-on-outlook",
        metavar="OUTLOOK",
        help="Gate on the outlook: negative or developing; repeatable.",
        show_default=False,
    ),
]
ExitZeroOption = Annotated[
    bool | None,
    typer.Option(
        "--exit-zero",
        help="Report gates, never end with 1 or 4 for them.",
        show_default=False,
    ),
]
BaselineOption = Annotated[
    str | None,
    typer.Option(
        "--baseline",
        metavar="FILE",
        help="A saved JSON result to compare with, for --fail-on regression.",
        show_default=False,
    ),
]


def gates_from(found: Mapping[str, Setting], rubric: Rubric) -> Gates | None:
    """The gates that the settings of a run ask for, under a rubric; ``None`` where there is none.

    Raises: InvalidInput for a word that is no gate, with the nearest ones.
    """
    if not any(found[key].value for key in ("fail-on", "min-coverage", "fail-on-outlook")):
        return None
    from coopcli.analysis.gates import OUTLOOKS, Gates, gate_words

    known = {outlook.value: outlook for outlook in OUTLOOKS}
    known_gates = gate_words(rubric)
    asked = _words("--fail-on", found["fail-on"].value, known_gates)
    outlooks, min_coverage = found["fail-on-outlook"].value, found["min-coverage"].value
    return Gates(
        tuple(word for word in known_gates if word in asked),
        None if min_coverage is None else share_from(min_coverage),
        frozenset(known[word] for word in _words("--fail-on-outlook", outlooks, tuple(known))),
    )


def _words(option: str, given: Iterable[str], known: tuple[str, ...]) -> list[str]:
    words = [word.strip() for part in given for word in part.split(",")]
    for word in words:
        if word not in known:
            suggestion = hint(word, list(known))
            refuse(
                "unknown-gate", f"{option} takes {', '.join(known)}, not {quoted(word)}{suggestion}"
            )
    return words


def share_from(text: str) -> Fraction:
    """The share of an option, exact, from 0 to 1.

    Raises: InvalidInput when it is none.
    """
    from coopcli.reading.shapes import fraction

    try:
        share: Fraction = fraction(0, 1).parse(text)
    except ValueError:
        what = "a share from 0 to 1 such as 2/3 or 0.9"
        refuse("wrong-share", f"{what} is needed, not {quoted(text)}")
    return share


def baseline_from(name: str | None, gates: Gates | None) -> dict[str, Snapshot] | None:
    """What a saved result says of each area, or ``None`` where there is no baseline.

    Raises: InvalidInput when it is no result of areas, or is needed and was not given.
    """
    if name is None:
        if gates and "regression" in gates.fail_on:
            refuse("no-baseline", "--fail-on regression needs --baseline FILE")
        return None
    from coopcli.studies.restored import snapshots_from

    try:
        return snapshots_from(judged_result(name))
    except ValueError as error:
        message = f"its parts contradict each other: {visible(str(error))}"
        raise InvalidInput([Problem(Location(name), "not-a-result", message)]) from None


def judged_result(name: str) -> Judged:
    """A saved result of judged areas.

    Raises: InvalidInput when it cannot be read or is a result of another kind.
    """
    from coopcli.packs.library import read_input
    from coopcli.results.saved import MAX_BYTES, result_from
    from coopcli.studies.assess import AssessmentResult
    from coopcli.studies.batch import Batch
    from coopcli.studies.report import ReportResult, batch_of

    result = result_from(*read_input(name, MAX_BYTES))
    if isinstance(result, ReportResult):
        return batch_of(result)
    if not isinstance(result, AssessmentResult | Batch):
        message = f"a result of assess, batch or report is needed, not of {result.kind}"
        raise InvalidInput([Problem(Location(name), "other-result", message)])
    if clashes := _clashes(result):
        raise InvalidInput([Problem(Location(name), REPEATED_AREA, clash) for clash in clashes])
    return result


def _clashes(result: Judged) -> list[str]:
    """What is wrong with the areas of a result: of two with one id, one would hide the other."""
    from coopcli.studies.batch import records_of
    from coopcli.studies.rows import Row

    claims = Claims()
    rows = [record for record in records_of(result) if isinstance(record, Row)]
    found = ((row.file, claims.clash(row.area.id, file_from(row.file))) for row in rows)
    return [f"{file}: {clash}" for file, clash in found if clash]


def note_change(before: Mapping[str, Snapshot] | None, name: str, rubric: Rubric) -> None:
    """Says what became of the rubric since a baseline, where answers can still be compared."""
    if not before:
        return
    from coopcli.studies.wording import rubric_change

    for snapshot in list(before.values())[:1]:
        change = snapshot.rubric.change_to(version_of(rubric))
        if change not in (RubricChange.NONE, RubricChange.RULE):
            print_message(f"{file_text(name)}: {rubric_change(change)} since this baseline")


def end(outcome: str, *, enforced: bool) -> Exit:
    """How the outcome of the gates of a result ends a run."""
    if not enforced:
        return Exit.OK
    return {"failed": Exit.GATE_FAILED, "undecided": Exit.UNDECIDED}.get(outcome, Exit.OK)


_PRECEDENCE = (Exit.BUG, Exit.INVALID, Exit.GATE_FAILED, Exit.UNDECIDED, Exit.NOTHING, Exit.OK)


def worst(*codes: Exit) -> Exit:
    """The exit code of a run in which several things happened."""
    return min(codes, key=_PRECEDENCE.index)

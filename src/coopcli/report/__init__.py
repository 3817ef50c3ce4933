"""From results to reports: what is said, in which order and words; knows no format."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from coopcli.problems import InvalidInput, Location, Problem, quoted
from coopcli.results.kinds import text_of
from coopcli.results.parts import Result
from coopcli.results.saved import result_from

if TYPE_CHECKING:
    from coopcli.report.blocks import Block  # machine formats never need it


class Report(NamedTuple):
    """A result, and how much of it is told: -1 the verdict alone, 0 all, 1 all with grounds."""

    result: Result
    detail: int = 0

    @property
    def kind(self) -> str:
        """The kind of the result."""
        return self.result.kind

    def blocks(self) -> list[Block]:
        """The blocks for people; machine formats only use the result."""
        return text_of(self.kind)(self.result, detail=self.detail)


def report_from(path: str, content: bytes, detail: int) -> Report:
    """The report of a saved result that can be told.

    Raises: InvalidInput as :func:`result_from` does, and when parts of the result contradict each
    other, such as a deciding answer that is not among the answers.
    """
    report = Report(result_from(path, content), detail)
    try:
        report.blocks()
    except (LookupError, ValueError, ArithmeticError) as error:
        # Every part has its shape, so that only a reference that leads nowhere is left.
        message = f"its parts contradict each other: {quoted(error)}"
        raise InvalidInput([Problem(Location(path), "not-a-result", message)]) from None
    return report

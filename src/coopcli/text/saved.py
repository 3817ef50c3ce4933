"""From the bytes of a saved result to its report."""

from __future__ import annotations

from coopcli.results.saved import result_from
from coopcli.text import Report


def report_from(path: str, content: bytes, detail: int) -> Report:
    """The report of a saved result.

    Raises: InvalidInput as :func:`result_from` does.
    """
    return Report(result_from(path, content), detail)

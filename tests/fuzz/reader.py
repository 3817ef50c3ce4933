"""A coverage-guided fuzz target: any bytes as a file of a pack or as a saved result.

Runs outside the test suite, since it needs atheris::

    pip install atheris && pip install .
    cd tests/fuzz && python reader.py -max_total_time=1800 -dict=words.txt /tmp/found corpus

New inputs go to the first folder; ``tests/fuzz/corpus`` holds the seeds. A crash is written to
``crash-…`` and belongs into the hostile corpus of the tests before it is mended.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import atheris

with atheris.instrument_imports():
    from coopcli import library, schema, source
    from coopcli.assessment import assess
    from coopcli.formats import FORMATS, Style, render
    from coopcli.model import PartialDate
    from coopcli.problems import InvalidInput, acting
    from coopcli.report import Report
    from coopcli.report.result import assessment_result
    from coopcli.report.saved import report_from, result_from

SECONDS = 5
"""Longest time for one input; far more than the longest file of a pack takes."""

PACK = library.open_pack(str(Path(__file__).parents[1] / "hostile" / "pack"))


def one_input(content: bytes) -> None:
    """Reads the bytes as every kind of input; only InvalidInput may come out.

    Raises: AssertionError when a promise is broken.
    """
    began = time.monotonic()
    if content[:1] == b"{":
        _refused(lambda: _told(report_from("fuzz", content, 1).data))
    else:
        _refused(lambda: _files(source.parse("fuzz", content)))
    assert time.monotonic() - began < SECONDS, "it takes too long"


def _refused(read: object) -> None:
    try:
        read()  # type: ignore[operator]
    except InvalidInput as error:
        assert error.problems, "refused without a reason"
        for problem in error.problems:
            assert str(problem).isprintable(), "a problem acts on the terminal"
            assert problem.code, "a problem without a code"


def _files(document: source.Document) -> None:
    _refused(lambda: schema.read_sources(document))
    _refused(lambda: schema.read_rubric(document, PACK.rubric.sources))
    _refused(lambda: schema.read_evidence(document, PACK.rubric))
    _refused(lambda: _assessed(document))


def _assessed(document: source.Document) -> None:
    area = library.read_area(PACK, document)
    for day in (area.newest(), PartialDate.parse("2023")):
        result = assessment_result(assess(PACK.rubric, area, day))
        texts = _told(result)
        saved = result_from("saved", texts["json"].encode())
        assert saved == result, "a saved result does not come back"


def _told(result: dict[str, object]) -> dict[str, str]:
    report = Report(result, 1)
    texts = {name: render(report, name, Style(40)) for name in FORMATS}
    for name, text in texts.items():
        found = acting(text)
        assert not found, f"{name} lets {found!r} through"
    return texts


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()

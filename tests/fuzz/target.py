"""What must hold of any bytes as a file of a pack or as a saved result.

The coverage-guided search of ``reader.py`` looks for bytes of which it does not hold; the tests
run those that the search kept.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from coopcli.formats import TEXT_FORMATS, Style, render
from coopcli.model import PartialDate
from coopcli.packs import library
from coopcli.problems import InvalidInput, acting
from coopcli.reading import pack_files, source
from coopcli.results.parts import Result
from coopcli.results.saved import result_from
from coopcli.rule.assessment import assess
from coopcli.studies.assess import assessment_result
from coopcli.text import Report
from coopcli.text.saved import report_from

PACK = library.open_pack(str(Path(__file__).parents[1] / "hostile" / "pack"))


def try_bytes(content: bytes) -> None:
    """Reads the bytes as every kind of input; only InvalidInput may come out.

    Raises: AssertionError when a promise is broken.
    """
    if content[:1] == b"{":
        _refused(lambda: _told(report_from("found", content, 1).result))
    else:
        _refused(lambda: _files(source.parse("found", content)))


def _refused(read: Callable[[], object]) -> None:
    try:
        read()
    except InvalidInput as error:
        assert error.problems, "refused without a reason"
        for problem in error.problems:
            assert str(problem).isprintable(), "a problem acts on the terminal"
            assert problem.code, "a problem without a code"


def _files(document: source.Document) -> None:
    _refused(lambda: pack_files.read_sources(document))
    _refused(lambda: pack_files.read_rubric(document, PACK.rubric.sources))
    _refused(lambda: pack_files.read_evidence(document, PACK.rubric))
    _refused(lambda: _assessed(document))


def _assessed(document: source.Document) -> None:
    area = library.read_area(PACK, document)
    for day in (area.newest() or PACK.newest(), PartialDate.parse("2023")):
        result = assessment_result(assess(PACK.rubric, area, day))
        texts = _told(result)
        saved = result_from("saved", texts["json"].encode())
        assert saved == result, "a saved result does not come back"


def _told(result: Result) -> dict[str, str]:
    report = Report(result, 1)
    texts = {name: render(report, name, Style(40)) for name in TEXT_FORMATS}
    for name, text in texts.items():
        found = acting(text)
        assert not found, f"{name} lets {found!r} through"
    return texts

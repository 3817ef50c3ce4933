"""From a report to one format: a module each, imported only when it is asked for."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import NamedTuple, NoReturn

from coopcli.problems import InvalidInput, Location, Problem
from coopcli.text import Report


class Format(NamedTuple):
    """The module that renders a format, and the kinds of result that it can say; none means all.

    ``points`` where it points into files; ``encoding`` of its files, where stdout is UTF-8.
    ``extra`` names the extra of this package that brings its ``libraries``; such a format is bytes
    and no text.
    """

    module: str
    kinds: tuple[str, ...] = ()
    points: bool = False
    encoding: str = "utf-8"
    extra: str = ""
    libraries: tuple[str, ...] = ()

    def takes(self, kind: str) -> bool:
        """Whether the format can say a kind of result."""
        return not self.kinds or kind in self.kinds


_JUDGED = ("assessment", "batch")

FORMATS = {
    "text": Format("coopcli.formats.text"),
    "markdown": Format("coopcli.formats.markdown"),
    "html": Format("coopcli.formats.html"),
    "json": Format("coopcli.formats.json"),
    "jsonl": Format("coopcli.formats.jsonl"),
    # A spreadsheet takes a file without a byte order mark for one of its own old encodings.
    "csv": Format("coopcli.formats.csv", (*_JUDGED, "areas", "panel"), encoding="utf-8-sig"),
    "junit": Format("coopcli.formats.junit", (*_JUDGED, "check")),
    "sarif": Format("coopcli.formats.sarif", (*_JUDGED, "check"), points=True),
    "github": Format("coopcli.formats.github", (*_JUDGED, "check"), points=True),
    "bibtex": Format("coopcli.formats.bibtex", ("assessment", "sources")),
    "csl": Format("coopcli.formats.csl", ("assessment", "sources")),
    "docx": Format("coopcli.formats.docx", extra="word", libraries=("docx", "PIL")),
    "pdf": Format("coopcli.formats.pdf", extra="pdf", libraries=("typst",)),
    "light": Format("coopcli.formats.light", (*_JUDGED, "areas")),
}

TEXT_FORMATS = {name: form for name, form in FORMATS.items() if not form.extra}
"""Those that are text, which need no extra."""

SUFFIXES = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".xml": "junit",
    ".sarif": "sarif",
    ".bib": "bibtex",
    ".txt": "text",
    ".docx": "docx",
    ".pdf": "pdf",
}


class Style(NamedTuple):
    """How text is set: columns, whether in colour, whether in ASCII signs only.

    ``long`` asks a table for machines for a row a criterion in place of a row an area. ``root`` is
    the folder from which a format that points into files names them; without one they keep their
    names.
    """

    width: int = 80
    colour: bool = False
    ascii: bool = False
    long: bool = False
    root: str = ""


def require(name: str, kind: str) -> None:
    """Raises: InvalidInput when a format cannot say a kind of result, or lacks a library.

    The message names the formats that can, or the extra that brings the library.
    """
    form = FORMATS[name]
    if not form.takes(kind):
        others = ", ".join(other for other, known in FORMATS.items() if known.takes(kind))
        _refuse("format-cannot-say", f"{name} cannot say a result of kind {kind!r}; {others} can")
    if any(find_spec(library) is None for library in form.libraries):
        install = f"pip install 'coopcli[{form.extra}]'"
        _refuse("missing-extra", f"{name} needs the extra {form.extra!r}: {install}")


def _refuse(code: str, message: str) -> NoReturn:
    raise InvalidInput([Problem(Location("command line"), code, message)])


def render(report: Report, name: str, style: Style) -> str:
    """The report in a format that is text, ending with a line feed.

    Raises: InvalidInput when the format cannot say this kind of result, or is no text.
    """
    require(name, report.kind)
    if FORMATS[name].extra:
        _refuse("not-text", f"{name} is no text; it can be written to a file")
    text: str = import_module(FORMATS[name].module).render(report, style)
    return text


def content(report: Report, name: str, style: Style) -> bytes:
    """The report in any format, as the bytes of a file.

    Raises: InvalidInput when the format cannot say this kind of result, or lacks a library.
    """
    form = FORMATS[name]
    if not form.extra:
        return encoded(render(report, name, style), name)
    require(name, report.kind)
    made: bytes = import_module(form.module).content(report, style)
    return made


def encoded(text: str, name: str) -> bytes:
    """The text of a report as the bytes of a file."""
    return text.encode(FORMATS[name].encoding, "backslashreplace")

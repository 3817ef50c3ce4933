"""From a report to one format: a module each, imported only when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple

from coopcli.problems import InvalidInput, Location, Problem
from coopcli.text import Report


class Format(NamedTuple):
    """The module that renders a format, and the kinds of result that it can say; none means all.

    ``points`` where it points into files; ``encoding`` of its files, where stdout is UTF-8.
    """

    module: str
    kinds: tuple[str, ...] = ()
    points: bool = False
    encoding: str = "utf-8"

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
    "light": Format("coopcli.formats.light", (*_JUDGED, "areas")),
}

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
    """Raises: InvalidInput when a format cannot say a kind of result; it names those that can."""
    if FORMATS[name].takes(kind):
        return
    others = ", ".join(other for other, known in FORMATS.items() if known.takes(kind))
    message = f"{name} cannot say a result of kind {kind!r}; {others} can"
    raise InvalidInput([Problem(Location("command line"), "format-cannot-say", message)])


def render(report: Report, name: str, style: Style) -> str:
    """The report in a format, ending with a line feed.

    Raises: InvalidInput when the format cannot say this kind of result.
    """
    require(name, report.kind)
    text: str = import_module(FORMATS[name].module).render(report, style)
    return text


def encoded(text: str, name: str) -> bytes:
    """The text of a report as the bytes of a file."""
    return text.encode(FORMATS[name].encoding, "backslashreplace")

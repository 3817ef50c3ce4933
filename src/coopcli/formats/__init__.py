"""From a report to one format: a module each, imported only when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple

from coopcli.problems import InvalidInput, Location, Problem
from coopcli.report import Report
from coopcli.report.words import listed

_MODULES = {
    "text": "coopcli.formats.text",
    "markdown": "coopcli.formats.markdown",
    "json": "coopcli.formats.json",
    "bibtex": "coopcli.formats.bibtex",
    "csl": "coopcli.formats.csl",
}

FORMATS = tuple(_MODULES)

SUFFIXES = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".json": "json",
    ".txt": "text",
    ".bib": "bibtex",
}


class Style(NamedTuple):
    """How text is set: columns, whether in colour, whether in ASCII signs only."""

    width: int = 80
    colour: bool = False
    ascii: bool = False


def render(report: Report, name: str, style: Style) -> str:
    """The report in a format, ending with a line feed.

    A format that can only say some kinds of results names them in ``KINDS``.

    Raises: InvalidInput when the format cannot say this kind.
    """
    module, kind = import_module(_MODULES[name]), report.data["kind"]
    if kind not in getattr(module, "KINDS", (kind,)):
        told = f"{name} says results of the kind {listed(module.KINDS, 'or')}, not {kind}"
        raise InvalidInput([Problem(Location("command line"), "format-cannot-say", told)])
    text: str = module.render(report, style)
    return text

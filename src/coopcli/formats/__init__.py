"""From a report to one format: a module each, imported only when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple, NoReturn

from coopcli.report import Report

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
        _refuse(name, module.KINDS, kind)
    text: str = module.render(report, style)
    return text


def _refuse(name: str, kinds: tuple[str, ...], kind: str) -> NoReturn:
    from coopcli.problems import InvalidInput, Location, Problem

    told = f"{name} says results of the kind {' or '.join(kinds)}, not {kind}"
    raise InvalidInput([Problem(Location("command line"), "format-cannot-say", told)])

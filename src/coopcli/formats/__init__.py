"""From a report to one format: a module each, imported only when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple

from coopcli.report import Report

_MODULES = {
    "text": "coopcli.formats.text",
    "markdown": "coopcli.formats.markdown",
    "json": "coopcli.formats.json",
}

FORMATS = tuple(_MODULES)

SUFFIXES = {".md": "markdown", ".markdown": "markdown", ".json": "json", ".txt": "text"}


class Style(NamedTuple):
    """How text is set: columns, whether in colour, whether in ASCII signs only."""

    width: int = 80
    colour: bool = False
    ascii: bool = False


def render(report: Report, name: str, style: Style) -> str:
    """The report in a format, ending with a line feed."""
    text: str = import_module(_MODULES[name]).render(report, style)
    return text

"""From the options of a command to the pack, the date and the settings, and on to the output."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from coopcli.cli.config import Setting, rubrics, settings
from coopcli.cli.options import Colour, date_from, detail_from
from coopcli.cli.output import emit
from coopcli.model import PartialDate
from coopcli.packs import library
from coopcli.packs.library import Pack
from coopcli.results.parts import Result
from coopcli.text import Report


class Request(NamedTuple):
    """What a command line and a configuration ask for; without ``as_of`` each area's own date."""

    pack: Pack
    as_of: PartialDate | None
    found: dict[str, Setting]

    def show(
        self,
        result: Result,
        output: Sequence[str] | None,
        color: Colour,
        *,
        quiet: bool = False,
        verbose: bool = False,
        full: bool = False,
    ) -> None:
        """Writes a result as the settings say."""
        report = Report(result, detail_from(quiet=quiet, verbose=verbose, full=full))
        emit(report, self.found, output=output, colour=color.value)


def request(areas: Iterable[str], **options: Any) -> Request:
    """The request of some options; ``areas`` are those that the pack is found by.

    Raises: InvalidInput for a wrong setting or date, and for everything that is wrong in a pack.
    """
    return request_of(
        areas, settings({name.replace("_", "-"): value for name, value in options.items()})
    )


def request_of(areas: Iterable[str], found: dict[str, Setting]) -> Request:
    """As :func:`request`, from settings."""
    as_of = date_from(found["as-of"].value)
    return Request(library.pack_for(areas, *rubrics(found)), as_of, found)

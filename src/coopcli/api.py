"""The Python API: open a pack, ask it, and show what it answers. See docs/api.md."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Generic, NoReturn, TypeVar

from coopcli import formats
from coopcli.formats import Style
from coopcli.model import PartialDate
from coopcli.packs import library
from coopcli.packs.library import rubric_name
from coopcli.problems import InvalidInput, Location, Problem
from coopcli.results.codec import encode
from coopcli.results.parts import Asked
from coopcli.results.parts import Result as AnyResult
from coopcli.results.saved import MAX_BYTES, result_from
from coopcli.studies import (
    areas,
    assess,
    audit,
    calibration,
    compare,
    diff,
    explain,
    panel,
    pathways,
    report,
    resolved,
    robustness,
    rubric,
    sources,
    timeline,
    what_if,
)
from coopcli.text import Report
from coopcli.text.summary import light_of, summary

__all__ = ["InvalidInput", "Pack", "Problem", "Result", "load", "open_pack"]

R = TypeVar("R", bound=AnyResult, covariant=True)

Date = str | datetime.date | None
"""``2020``, ``2020-10``, ``2020-10-31`` or a date; none where each area has its own."""


class Result(Generic[R]):
    """What a study found: ``value`` holds all of it, in fields that say what they are.

    It has no truth value: whether an area is green is a question of its light.
    """

    __slots__ = ("value",)

    def __init__(self, value: R) -> None:
        self.value = value

    @property
    def light(self) -> str:
        """The id of the light of the area, or ``undetermined``.

        Raises: AttributeError for a result that is not about the light of one area.
        """
        light = light_of(self.value)
        if not light:
            raise AttributeError(f"a result of kind {self.value.kind!r} has no light of its own")
        return light

    def render(
        self, format: str = "text", *, detail: int = 0, width: int = 80, long: bool = False
    ) -> str:
        """The result in a format, as the command line prints it.

        ``detail``: -1 for one line, 1 for a full report, 2 for that with questions and anchors.
        ``long``: in CSV a row a criterion.

        Raises: InvalidInput when there is no such format, or it cannot say this kind of result.
        """
        return formats.render(Report(self.value, detail), format, Style(width=width, long=long))

    def content(self, format: str, *, detail: int = 0) -> bytes:
        """The result as the bytes of a file, also in formats that are no text: docx and pdf.

        Raises: InvalidInput as :meth:`render` does, and when the library of a format is missing.
        """
        return formats.content(Report(self.value, detail), format, Style())

    def to_dict(self) -> dict[str, Any]:
        """The result as plain data, as its JSON has it."""
        data: dict[str, Any] = encode(self.value)
        return data

    def __repr__(self) -> str:
        return f"<{summary(self.value)}>"

    def __str__(self) -> str:
        return self.render()

    def _repr_html_(self) -> str:
        from coopcli.formats.html import fragment
        from coopcli.formats.signs import signs_of

        return fragment(Report(self.value).blocks(), signs_of(self.value))

    def __bool__(self) -> NoReturn:
        raise TypeError("a result has no truth value; compare its light")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Result) and self.value == other.value

    __hash__ = None  # type: ignore[assignment]  # results hold mappings


class Pack:
    """A rubric with its evidence and its areas, opened by :func:`open_pack`.

    An area is named by its id, by an alias in any spelling, or by the path of a file. Without
    ``as_of`` it is judged on the date of its newest rating. Every method raises InvalidInput, with
    all problems, for an unknown name and for a file that cannot be read.
    """

    __slots__ = ("_pack",)

    def __init__(self, pack: library.Pack) -> None:
        self._pack = pack

    def __repr__(self) -> str:
        about = self._pack.rubric
        return f"<Pack {about.id} {about.version}: {len(self._pack.area_files())} areas>"

    def area_ids(self) -> list[str]:
        """The ids of all areas, in the order of their files."""
        return [area.id for area in library.areas_of(self._pack)]

    def areas(self, as_of: Date = None) -> Result[areas.Areas]:
        """Every area with its light, outlook and coverage."""
        return Result(areas.study(self._pack, _date(as_of)))

    def assess(self, area: str, as_of: Date = None) -> Result[assess.AssessmentResult]:
        """The light of an area, why, how firm it is, and on what it rests."""
        asked = Asked(area, rubric_name(self._pack), str(as_of or ""))
        return Result(assess.study(self._pack, area, _date(as_of), asked=asked))

    def timeline(self, area: str, until: Date = None) -> Result[timeline.Timeline]:
        """The light of an area at every date at which it could have changed."""
        return Result(timeline.study(self._pack, area, _date(until)))

    def compare(self, *names: str, as_of: Date = None) -> Result[compare.Comparison]:
        """Two areas or more side by side."""
        return Result(compare.study(self._pack, names, _date(as_of)))

    def robustness(
        self, area: str, as_of: Date = None, *, draws: int = 0, seed: int = 0
    ) -> Result[robustness.RobustnessResult]:
        """How firm a light is; ``draws`` above 0 take a sample of all assumptions as well."""
        found = robustness.study(self._pack, area, _date(as_of), draws=draws, seed=seed)
        return Result(found)

    def pathways(
        self, area: str, as_of: Date = None, *, to: str = "", spare: int = 0
    ) -> Result[pathways.Pathways]:
        """The cheapest sets of barrier reductions that reach a better light, or the one named."""
        return Result(pathways.study(self._pack, area, _date(as_of), to=to, spare=spare))

    def what_if(
        self, area: str, settings: Iterable[str], as_of: Date = None
    ) -> Result[what_if.WhatIfResult]:
        """An area under settings such as ``legal-restrictions=2`` or ``majority=3/4``."""
        return Result(what_if.study(self._pack, area, settings, _date(as_of)))

    def report(
        self, *names: str, as_of: Date = None, since: Date = None, title: str = ""
    ) -> Result[report.ReportResult]:
        """Some areas, or without names all, as one document; ``since`` adds what changed."""
        labels = report.labels_of(title, "", ())
        found = report.study(self._pack, names, _date(as_of), since=_date(since), labels=labels)
        return Result(found)

    def diff(self, area: str, since: Date, until: Date) -> Result[diff.Diff]:
        """What changed in an area between two dates, and through what."""
        first, last = _date(since), _date(until)
        if first is None or last is None:
            raise TypeError("two dates are needed")
        return Result(diff.study(self._pack, area, first, last))

    def panel(self, area: str, *sheets: str | Path) -> Result[panel.PanelResult]:
        """What the raters of some answer sheets make of an area; no sheet may be of tomorrow."""
        today = datetime.date.today()
        return Result(panel.study(self._pack, area, list(map(str, sheets)), today))

    def sources(self, area: str = "", as_of: Date = None) -> Result[sources.Sources]:
        """The documents behind an area, or behind the whole pack."""
        return Result(sources.study(self._pack, area, _date(as_of)))

    def explain(self, id: str) -> Result[explain.Explanation]:
        """What a criterion, dimension, light, avenue, item of evidence or document means."""
        return Result(explain.study(self._pack, id))

    def rubric(self) -> Result[rubric.Framework]:
        """The framework: rule, lights, questions, avenues and published lights."""
        return Result(rubric.framework_result(self._pack.rubric))

    def resolved(self) -> Result[resolved.Resolved]:
        """Every value of the rubric in force, and the file that it comes from."""
        return Result(resolved.study(self._pack))

    def test(self, *names: str) -> Result[calibration.Calibration]:
        """Whether the published lights come out, and those that area files expect."""
        return Result(calibration.study(self._pack, names))

    def audit(self, as_of: Date = None) -> Result[audit.Audit]:
        """What the rule does with its questions, and how much each one weighs."""
        return Result(audit.study(self._pack, _date(as_of)))


def open_pack(name: str | Path = library.DEFAULT_PACK) -> Pack:
    """The pack of a name, or in a folder.

    Raises: InvalidInput for an unknown name and for everything that is wrong with the pack's files.
    """
    return Pack(library.open_pack(str(name)))


def load(path: str | Path) -> Result[AnyResult]:
    """A result that was saved as JSON.

    Raises: InvalidInput when the file cannot be read or holds no result.
    """
    return Result(result_from(*library.read_input(str(path), MAX_BYTES)))


def _date(given: Date) -> PartialDate | None:
    if given is None:
        return None
    try:
        return PartialDate.parse(str(given))
    except ValueError:
        message = f"a date such as 2020, 2020-10 or 2020-10-31 is needed, not {str(given)!r}"
        raise InvalidInput([Problem(Location("as_of"), "wrong-date", message)]) from None

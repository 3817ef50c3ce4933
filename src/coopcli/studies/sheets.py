"""The answer sheets of a panel: read together, held against the rubric and against each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from coopcli.identity import name_key
from coopcli.model import Criterion, Fault, Given, IssueArea, NoLevel, Rubric, Sheet, SheetAnswer
from coopcli.packs.library import Pack, located
from coopcli.paths import shown
from coopcli.problems import InvalidInput, Problem, file_text, one_line, quoted, refuse
from coopcli.reading import source
from coopcli.reading.given import MOST_RATERS
from coopcli.reading.sheet import digests_of, faults_under, read_sheet, stale

MOST_SHEETS = 200
"""Most sheets of one run."""


class Refused(NamedTuple):
    """An answer that is not used, since its question reads otherwise now, and why."""

    rater: str
    round: int
    question: str
    why: str


class Sheets:
    """The sheets of a panel on one area, oldest round first."""

    def __init__(self, pack: Pack, area: IssueArea, sheets: Iterable[Sheet]) -> None:
        self.rubric: Rubric = pack.rubric
        self.area = area
        self.criteria = asked_of(self.rubric, area)
        self.sheets = sorted(sheets, key=lambda sheet: (sheet.round, sheet.rater.casefold()))
        self._digests = digests_of(self.rubric)
        self._answers: dict[tuple[int, str], dict[str, SheetAnswer]] = {}

    @property
    def rounds(self) -> list[int]:
        """The numbers of the rounds."""
        return sorted({sheet.round for sheet in self.sheets})

    def of(self, number: int) -> list[Sheet]:
        """The sheets of a round, in the order of the raters' names."""
        return [sheet for sheet in self.sheets if sheet.round == number]

    def stale(self, name: str, answer: SheetAnswer) -> str:
        """Why an answer on the area is not used; nothing where it is."""
        if name in self.rubric.criteria and name not in self.criteria:
            return "the rubric does not ask this of the area"
        return stale(name, answer, self._digests)

    def answers(self, sheet: Sheet, area: str = "") -> dict[str, SheetAnswer]:
        """The answers of a sheet that can be used, in the order of the rubric."""
        key = (id(sheet), area or self.area.id)
        if key not in self._answers:
            own = sheet.areas.get(key[1], {})
            self._answers[key] = {
                name: own[name]
                for name in self.criteria
                if name in own and not self.stale(name, own[name])
            }
        return self._answers[key]

    def given(self, sheet: Sheet) -> dict[str, Given]:
        """An answer to every question of the rubric, blank where the sheet has none to use."""
        answers = self.answers(sheet)
        return {
            name: answers[name].given if name in answers else NoLevel.BLANK
            for name in self.criteria
        }

    def units(
        self, number: int, area: str = "", names: Iterable[str] = ()
    ) -> list[list[int | None]]:
        """The levels of a round by question; a range counts with its upper end, as in the rule."""
        answers = [self.answers(sheet, area) for sheet in self.of(number)]
        return [[_upper(own.get(name)) for own in answers] for name in names or self.criteria]

    def areas(self, number: int) -> list[str]:
        """The areas on which two raters of a round or more have answers to use."""
        found: dict[str, int] = {}
        for sheet in self.of(number):
            for area in sheet.areas:
                found[area] = found.get(area, 0) + bool(self.answers(sheet, area))
        return [area for area, raters in found.items() if raters > 1]

    def refused(self) -> Iterator[Refused]:
        """The answers that are not used."""
        for sheet in self.sheets:
            for name, answer in sheet.areas[self.area.id].items():
                if why := self.stale(name, answer):
                    yield Refused(sheet.rater, sheet.round, name, why)


def asked_of(rubric: Rubric, area: IssueArea) -> dict[str, Criterion]:
    """The questions that a rubric asks of an area, by the forms of cooperation that it has."""
    return {name: c for name, c in rubric.criteria.items() if c.asked_of(area.form)}


def _upper(answer: SheetAnswer | None) -> int | None:
    return answer.given[1] if answer and isinstance(answer.given, tuple) else None


def read_sheets(
    pack: Pack,
    area: IssueArea,
    paths: Sequence[str],
    today: date,
    receipts: Mapping[str, str] | None = None,
) -> Sheets:
    """The sheets in some files; ``receipts`` are those that raters sent before, by rater.

    Raises: InvalidInput with everything that is wrong with any of them.
    """
    if len(paths) > MOST_SHEETS:
        refuse("too-many-sheets", f"at most {MOST_SHEETS} sheets are read")
    problems: list[Problem] = []
    sheets: list[Sheet] = []
    for path in paths:
        try:
            sheet = read_sheet(source.read(path), today)
        except InvalidInput as error:
            problems += error.problems
            continue
        sheets.append(sheet)
        faults = [*faults_under(sheet, area.id, pack.rubric, area.evidence)]
        problems += located(path, [*faults, *_faults_among(sheet, sheets[:-1])])
    problems += _receipt_problems(sheets, receipts or {})
    for number in {sheet.round for sheet in sheets}:
        if sum(sheet.round == number for sheet in sheets) > MOST_RATERS:
            refuse("too-many-raters", f"at most {MOST_RATERS} raters answer in a round")
    if problems:
        raise InvalidInput(problems)
    return Sheets(pack, area, sheets)


def rater_key(name: str) -> str:
    """What all spellings of the name of one rater have in common."""
    return name_key(one_line(name))


def _faults_among(sheet: Sheet, others: Iterable[Sheet]) -> Iterator[Fault]:
    for other in others:
        where = file_text(shown(other.path))
        if rater_key(other.rater) != rater_key(sheet.rater):
            if sheet.nonce and sheet.nonce == other.nonce:
                message = f"{where} has the same nonce; each rater needs an own one"
                yield Fault(("nonce",), "repeated-nonce", message)
        elif other.round == sheet.round:
            message = f"{sheet.rater!r} has a sheet of round {sheet.round} already, {where}"
            yield Fault(("rater",), "repeated-rater", f"{message}; name one of the two")
        elif (other.round < sheet.round) != (other.date.first <= sheet.date.first):
            message = f"round {sheet.round} of {sheet.date} and round {other.round} of {other.date}"
            yield Fault(("date",), "dates-out-of-order", f"{message} ({where}) are in no order")


def _receipt_problems(sheets: Sequence[Sheet], receipts: Mapping[str, str]) -> Iterator[Problem]:
    for name, receipt in receipts.items():
        own = [sheet for sheet in sheets if rater_key(sheet.rater) == rater_key(name)]
        if not own:
            refuse("unknown-rater", f"no sheet is from {quoted(name)}")
        sent = "".join(receipt.lower().split())
        if sent not in [sheet.receipt.replace(" ", "") for sheet in own]:
            sheet = max(own, key=lambda one: one.round)
            found = sheet.receipt or "none, since it has no nonce"
            message = f"the receipt of this sheet is {found}, not {quoted(receipt)}"
            message += ": the file was changed after the receipt was sent"
            yield from located(sheet.path, [Fault(("rater",), "other-receipt", message)])

"""The kinds of value that the domain knows: lights, grades, trends, dates, and faults in them."""

from datetime import date, timedelta
from enum import Enum, IntEnum
from functools import lru_cache
from typing import Annotated, NamedTuple


class Between(NamedTuple):
    """Bounds of a whole number, both inclusive."""

    low: int
    high: int


class Spelling(NamedTuple):
    """The regular expression that all of a text matches."""

    pattern: str


Id = Annotated[str, Spelling("[a-z0-9]+(-[a-z0-9]+)*")]
"""An id, as the files of a pack hold it."""

Count = Annotated[int, Between(0, 1_000_000)]

MOST_LEVELS = 9
"""Most levels of a scale: the lowest is 0, and the strongest barrier has the highest."""

NEVER = MOST_LEVELS
"""A bound that no level reaches."""

Level = Annotated[int, Between(0, MOST_LEVELS - 1)]


class Outlook(Enum):
    """Where the trends already under way would take a light within the horizon."""

    STABLE = "stable"
    NEGATIVE = "negative"
    POSITIVE = "positive"
    DEVELOPING = "developing"

    @classmethod
    def under(cls, *, hardening: bool, easing: bool) -> "Outlook":
        """The outlook, by whether hardening and whether easing trends alone move the light."""
        if hardening:
            return cls.DEVELOPING if easing else cls.NEGATIVE
        return cls.POSITIVE if easing else cls.STABLE


class Confidence(IntEnum):
    """How well the evidence carries a level, in the four grades of GRADE."""

    VERY_LOW = 0
    LOW = 1
    MODERATE = 2
    HIGH = 3


class Trend(IntEnum):
    """Which way a barrier moves, one level within the horizon."""

    EASING = -1
    NONE = 0
    HARDENING = 1


class Basis(Enum):
    """What a rating's passages speak of; an assumed rating is set for one run, in no file."""

    AREA = "area"
    GENERAL = "general"
    INFERRED = "inferred"
    ASSUMED = "assumed"


class Law(Enum):
    """How weightings are spread: evenly, close to the rubric's weights, or not at all."""

    UNIFORM = "uniform"
    CONCENTRATED = "concentrated"
    FIXED = "fixed"


class Firmness(Enum):
    """The word for the share of weightings that give a light."""

    FIRM = "firm"
    LIKELY = "likely"
    CONTESTED = "contested"
    FRAGILE = "fragile"


class Likelihood(Enum):
    """The seven likelihood words of ICD 203, each a band of probability in percent."""

    ALMOST_NO_CHANCE = "almost-no-chance"
    VERY_UNLIKELY = "very-unlikely"
    UNLIKELY = "unlikely"
    EVEN_CHANCE = "even-chance"
    LIKELY = "likely"
    VERY_LIKELY = "very-likely"
    ALMOST_CERTAIN = "almost-certain"


class Unasked(Enum):
    """In the place of levels, where a question does not apply."""

    NOT_APPLICABLE = "not-applicable"


NOT_APPLICABLE = Unasked.NOT_APPLICABLE


class PartialDate(NamedTuple):
    """A date known to the day, the month or the year; it counts as its last day.

    ``text`` is the date as written: ``2020``, ``2020-10`` or ``2020-10-31``.
    """

    text: str
    first: date
    last: date

    def __str__(self) -> str:
        return self.text

    @staticmethod
    @lru_cache(maxsize=4096)
    def parse(text: str) -> "PartialDate":
        """The date written as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.

        Raises: ValueError when the text has another form or names a day that does not exist.
        """
        parts = text.split("-")
        if [len(part) for part in parts] not in ([4], [4, 2], [4, 2, 2]) or not (
            text.isascii() and all(part.isdigit() for part in parts)
        ):
            raise ValueError(text)
        first = date(*([int(part) for part in parts] + [1, 1])[:3])
        match len(parts):
            case 1:
                last = first.replace(month=12, day=31)
            case 2:
                last = first.replace(day=_last_day(first.year, first.month))
            case _:
                last = first
        return PartialDate(text, first, last)


def months_later(day: date, months: int) -> date:
    """The day that lies whole months later; the last of its month where that has no such day.

    The last day that a date can name where the calendar ends before.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, _last_day(year, month + 1)))


def months_between(earlier: date, later: date) -> int:
    """Whole months from one day to a later one, as ``months_later`` counts; 0 when not later."""
    months = 12 * (later.year - earlier.year) + later.month - earlier.month
    # Only a day that comes too early in its month may be short of a whole month.
    if later.day < earlier.day and months_later(earlier, months) > later:
        months -= 1
    return max(0, months)


def _last_day(year: int, month: int) -> int:
    # Down from the 31st, since the month after 9999-12 is no date.
    last = date(year, month, 1) + timedelta(days=30)
    return last.day if last.month == month else 31 - last.day


Path = tuple[str | int, ...]
"""Keys and positions that lead from the root of a file to a field."""


class Fault(NamedTuple):
    """One rule across fields that an object breaks; ``path`` leads to the field to blame."""

    path: Path
    code: str
    message: str


class Inconsistent(ValueError):
    """Raised by a constructor whose arguments break a rule that spans several fields."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(fault.message for fault in faults))
        self.faults = faults

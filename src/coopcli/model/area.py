"""What is known of an issue area: its dated ratings, and lights that others gave it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from coopcli.model.documents import Evidence, Passage, Source
from coopcli.model.sheet import PanelVote
from coopcli.model.values import Basis, Likelihood, Outlook, PartialDate, Trend

TO_BE_WRITTEN = "To be written."
"""The scope of an area whose author has given none yet."""


class Reference(NamedTuple):
    """A light, by its id, that somebody published or expects; ``None``: that it is undetermined."""

    area: str
    as_of: PartialDate
    light: str | None
    outlook: Outlook
    source: Passage | None = None


class Rating(NamedTuple):
    """One dated answer: the barrier lies between ``low`` and ``high``, both inclusive.

    ``because`` argues from the anchor and the cited items alone why it is this level and not its
    neighbour; a mark ``[id]`` in it binds the clause before it to an item. ``rationale`` is the
    older form, which tells the facts as well. A rating has one of the two; one of a
    ``panel`` has the reasons of its raters.
    """

    known: PartialDate
    low: int
    high: int
    basis: Basis
    rationale: str = ""
    evidence: tuple[str, ...] = ()
    trend: Trend = Trend.NONE
    likelihood: Likelihood | None = None
    because: str = ""
    panel: PanelVote | None = None
    line: int = 0


class Missing(NamedTuple):
    """No answer, and why. A missing answer is never a number."""

    reason: str
    known: PartialDate | None = None
    line: int = 0


class NotApplicable(NamedTuple):
    """The question makes no sense here, and why: it is left out of every count.

    ``by_rubric``: the rubric says so, by the forms of cooperation that it asks the question of;
    else an answer does.
    """

    reason: str
    known: PartialDate | None = None
    line: int = 0
    by_rubric: bool = False


Entry = Rating | Missing | NotApplicable
"""What stands at a date in the place of an answer."""


class Headline(NamedTuple):
    """One sentence on an area as it stood at a date, and the items that it rests on."""

    known: PartialDate
    text: str
    evidence: tuple[str, ...]


class OpenQuestion(NamedTuple):
    """What nobody has answered: since when it is open, and ``until`` when it was, if it was."""

    known: PartialDate
    criterion: str
    question: str
    until: PartialDate | None = None

    def is_open(self, as_of: PartialDate) -> bool:
        """Whether nobody had answered it by a date."""
        closed = self.until is not None and self.until.last <= as_of.last
        return self.known.last <= as_of.last and not closed


@dataclass(frozen=True, slots=True)
class IssueArea:
    """An AI issue area with its dated ratings by criterion, oldest first.

    ``evidence`` and ``sources`` hold at least what the ratings cite. ``fixed`` names criteria that
    no avenue can move here, with the reason. ``headlines`` are in the order of their dates.
    ``apart``: whether its file belongs to another pack than its rubric, or to none.
    """

    id: str
    name: str
    scope: str
    ratings: Mapping[str, tuple[Entry, ...]]
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    excludes: str = ""
    form: tuple[str, ...] = ()
    fixed: Mapping[str, str] = field(default_factory=dict)
    headlines: tuple[Headline, ...] = ()
    open_questions: tuple[OpenQuestion, ...] = ()
    expect: tuple[Reference, ...] = ()
    path: str = ""
    digest: str = ""
    apart: bool = False

    def dates(self) -> list[PartialDate]:
        """Every date at which an answer became known, oldest first, each once."""
        known = {r.known for ratings in self.ratings.values() for r in ratings if r.known}
        return sorted(known, key=lambda day: (day.last, day.text))

    def headline(self, as_of: PartialDate) -> Headline | None:
        """The newest headline known by a date, if there is one."""
        known = [line for line in self.headlines if line.known.last <= as_of.last]
        return known[-1] if known else None

    def newest(self) -> PartialDate | None:
        """The date of the newest answer, if there is one."""
        return max(self.dates(), key=lambda day: day.last, default=None)

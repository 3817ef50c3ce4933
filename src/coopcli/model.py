"""The nouns of the domain: what a rubric asks, what is known of an area, and what was answered.

Most are named tuples, and dataclasses only where one is often changed in a copy or checks itself:
making a frozen dataclass takes six times as long, and forty of them were a seventh of a start.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum, IntEnum
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

LEVELS = range(5)
"""Strength of a barrier: 0 none, 1 minor, 2 arrangements needed, 3 must be lowered, 4 blocks."""

HIGHEST = LEVELS[-1]


class Light(IntEnum):
    """The light of an area or an answer; a better light is larger."""

    RED = 0
    YELLOW = 1
    GREEN = 2


class Outlook(Enum):
    """Where the trends already under way would take a light within the horizon."""

    STABLE = "stable"
    NEGATIVE = "negative"
    POSITIVE = "positive"
    DEVELOPING = "developing"


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


class Kind(Enum):
    """What sort of evidence an item is."""

    LEGAL_TEXT = "legal-text"
    OFFICIAL_STATEMENT = "official-statement"
    TALKS = "talks"
    PRACTICE = "practice"
    RESEARCH = "research"
    COMMENTARY = "commentary"


class Likelihood(Enum):
    """The seven likelihood words of ICD 203, each a band of probability in percent."""

    ALMOST_NO_CHANCE = "almost-no-chance"
    VERY_UNLIKELY = "very-unlikely"
    UNLIKELY = "unlikely"
    EVEN_CHANCE = "even-chance"
    LIKELY = "likely"
    VERY_LIKELY = "very-likely"
    ALMOST_CERTAIN = "almost-certain"


class Form(Enum):
    """A form that cooperation in an area can take."""

    DIALOGUE = "dialogue"
    SHARED_TEXT = "shared-text"
    JOINT_RESEARCH = "joint-research"
    STANDARDS = "standards"
    BINDING_RULE = "binding-rule"


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
    def parse(text: str) -> PartialDate:
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
                # Down from the 31st, since the month after 9999-12 is no date.
                last = first + timedelta(days=30)
                last -= timedelta(days=last.day if last.month != first.month else 0)
            case _:
                last = first
        return PartialDate(text, first, last)


def months_between(earlier: date, later: date) -> int:
    """Whole months from one day to a later one; 0 when it is not later."""
    months = 12 * (later.year - earlier.year) + later.month - earlier.month
    return max(0, months - (later.day < earlier.day))


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


# What the rubric asks.


class Passage(NamedTuple):
    """Where to look a thing up: a source, a section heading, and a paragraph in it from 1."""

    source: str
    section: str
    paragraph: int | None = None


class Source(NamedTuple):
    """A document that evidence is drawn from, with the headings that can be cited."""

    id: str
    title: str
    authors: tuple[str, ...]
    publisher: str
    date: PartialDate
    kind: str
    sections: tuple[Section, ...]
    text: str = ""
    note: str = ""


class Section(NamedTuple):
    """A citable part of a source; an untitled one begins with the words ``after``."""

    heading: str
    within: str = ""
    untitled: bool = False
    after: str = ""


class Party(NamedTuple):
    """One of the sides whose cooperation is judged."""

    id: str
    name: str


class Meaning(NamedTuple):
    """What a light says and what must happen next; ``ours`` when no source words it so."""

    meaning: str
    next: str
    ours: bool
    source: Passage


class Gate(NamedTuple):
    """Levels of one answer that close a light whatever the other answers are."""

    green: int
    yellow: int

    def closes(self, level: int, light: Light) -> bool:
        """Whether an answer at ``level`` closes ``light``; Red is never closed."""
        return light > Light.RED and level >= (self.green if light is Light.GREEN else self.yellow)


class Reach(NamedTuple):
    """How far an avenue can lower a barrier within the horizon.

    ``steps`` in levels, 1-4; ``effort`` per step in planning units, 1-5.
    """

    steps: int
    effort: int


@dataclass(frozen=True, slots=True)
class Criterion:
    """One question about a barrier, with five anchors and its voting power."""

    id: str
    name: str
    question: str
    weight: int
    anchors: tuple[str, ...]
    gate: Gate | None = None
    substance: str = ""
    sources: tuple[Passage, ...] = ()
    reach: Mapping[str, Reach] = field(default_factory=dict)
    beyond: str = ""

    def closes(self, level: int, light: Light) -> bool:
        """Whether an answer at ``level`` closes ``light`` by its gate."""
        return self.gate is not None and self.gate.closes(level, light)


@dataclass(frozen=True, slots=True)
class Dimension:
    """A family of barriers."""

    id: str
    name: str
    criteria: tuple[Criterion, ...]
    about: str = ""
    source: Passage | None = None


class Offer(NamedTuple):
    """A concrete mechanism of an avenue that a source names.

    ``areas``: the areas that it belongs to; none where it could serve any.
    """

    id: str
    what: str
    moves: tuple[str, ...]
    source: Passage
    forum: str = ""
    areas: tuple[str, ...] = ()


class Avenue(NamedTuple):
    """A way to lower barriers; it never enters a light."""

    id: str
    name: str
    about: str = ""
    offers: tuple[Offer, ...] = ()
    source: Passage | None = None

    def offers_for(self, area: IssueArea, as_of: PartialDate) -> tuple[Offer, ...]:
        """The offers that fit an area and whose source was published by a date."""
        return tuple(
            offer
            for offer in self.offers
            if area.sources[offer.source.source].date.last <= as_of.last
            and (not offer.areas or area.id in offer.areas)
        )


class Lines(NamedTuple):
    """The highest levels that still count as a green and as a yellow answer."""

    green: int
    yellow: int

    def light(self, level: int) -> Light:
        """The light of a single answer."""
        if level <= self.green:
            return Light.GREEN
        return Light.YELLOW if level <= self.yellow else Light.RED

    def at(self, light: Light) -> int:
        """The highest level that supports a light."""
        return (HIGHEST, self.yellow, self.green)[light]


class Coverage(NamedTuple):
    """Shares of the weight that must be rated, overall and in each dimension."""

    overall: Fraction
    dimension: Fraction


class Cuts(NamedTuple):
    """Bounds of the mean level for the additive second opinion; inclusive."""

    green: Fraction
    yellow: Fraction


class Certainty(NamedTuple):
    """How evidence ages and how far a rating of each grade may be off.

    ``half_life`` in months by kind of evidence; ``kernels`` give for each grade the chances that
    the true level lies 0, 1 and 2 steps away, the latter two on each side.
    """

    half_life: Mapping[Kind, int]
    kernels: Mapping[Confidence, tuple[Fraction, Fraction, Fraction]]


class Weighing(NamedTuple):
    """How weightings are varied and which share earns which word."""

    concentration: int
    firm: Fraction
    likely: Fraction
    contested: Fraction


class Reference(NamedTuple):
    """A light that somebody published or expects."""

    area: str
    as_of: PartialDate
    light: Light | None
    outlook: Outlook
    source: Passage | None = None


@dataclass(frozen=True, slots=True)
class Rubric:
    """A framework as data: its questions, its rule, its avenues and its published lights.

    Raises: Inconsistent when lines, gates, majority or ids contradict each other.
    """

    id: str
    title: str
    version: str
    parties: tuple[Party, ...]
    dimensions: tuple[Dimension, ...]
    lines: Lines
    majority: Fraction
    coverage: Coverage
    horizon_months: int
    cuts: Cuts
    certainty: Certainty
    weighing: Weighing
    meanings: Mapping[Light, Meaning]
    about: str = ""
    source: Passage | None = None
    avenues: tuple[Avenue, ...] = ()
    references: tuple[Reference, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    digest: str = ""
    criteria: Mapping[str, Criterion] = field(init=False)
    total_weight: int = field(init=False)

    def __post_init__(self) -> None:
        criteria = [c for dimension in self.dimensions for c in dimension.criteria]
        object.__setattr__(self, "criteria", {c.id: c for c in criteria})
        object.__setattr__(self, "total_weight", sum(c.weight for c in criteria))
        if faults := list(self._faults()):
            raise Inconsistent(faults)

    def _faults(self) -> Iterator[Fault]:
        lines, rule = self.lines, ("rule",)
        if not lines.green < lines.yellow:
            yield Fault(
                (*rule, "lines"), "lines-order", "the green line must lie below the yellow line"
            )
        if not Fraction(1, 2) < self.majority <= 1:
            yield Fault(
                (*rule, "majority"),
                "majority-range",
                f"a majority lies above 1/2 and at most at 1, not at {self.majority}",
            )
        if not self.cuts.green < self.cuts.yellow:
            yield Fault(
                (*rule, "cross-check"), "cuts-order", "the green cut must lie below the yellow cut"
            )
        seen: set[str] = set()
        avenues = {avenue.id for avenue in self.avenues}
        for d, dimension in enumerate(self.dimensions):
            if dimension.id in seen:
                yield Fault(
                    ("dimensions", d, "id"), "repeated-id", f"{dimension.id!r} stands twice"
                )
            seen.add(dimension.id)
            for c, criterion in enumerate(dimension.criteria):
                path = ("dimensions", d, "criteria", c)
                if criterion.id in seen:
                    yield Fault((*path, "id"), "repeated-id", f"{criterion.id!r} stands twice")
                seen.add(criterion.id)
                yield from _gate_faults(criterion.gate, lines, (*path, "gate"))
                for avenue in criterion.reach:
                    if avenue not in avenues:
                        yield Fault(
                            (*path, "reach", avenue), "unknown-avenue", f"no avenue {avenue!r}"
                        )
        for a, way in enumerate(self.avenues):
            for o, offer in enumerate(way.offers):
                for m, moved in enumerate(offer.moves):
                    at = ("avenues", a, "offers", o, "moves", m)
                    if moved not in self.criteria:
                        yield Fault(at, "unknown-criterion", f"no criterion {moved!r}")
                    elif way.id not in self.criteria[moved].reach:
                        message = f"{moved!r} does not name {way.id!r} in its reach"
                        yield Fault(at, "out-of-reach", message)


def _gate_faults(gate: Gate | None, lines: Lines, path: Path) -> Iterator[Fault]:
    if gate is None:
        return
    if gate.green > gate.yellow:
        yield Fault(path, "gate-order", "a gate must close Green no later than Yellow")
    if gate.green <= lines.green or gate.yellow <= lines.yellow:
        yield Fault(path, "gate-line", "a gate must close a light above the line of that light")


# What is known of an area.


class Evidence(NamedTuple):
    """A dated event or fact, once, in our own words.

    ``event``: when it happened, if dated. ``known``: when it became public. ``voice``: who speaks,
    where that is not the source's authors. ``raises`` and ``lowers``: criteria whose barrier the
    item speaks for and against.
    """

    id: str
    summary: str
    known: PartialDate
    passage: Passage
    kind: Kind
    raises: tuple[str, ...] = ()
    lowers: tuple[str, ...] = ()
    event: PartialDate | None = None
    voice: tuple[str, ...] = ()
    side: str = "both"
    conflicts: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()
    note: str = ""
    line: int = 0

    def __hash__(self) -> int:
        return hash(self.id)  # all fields would take longer than what a cache saves


@dataclass(frozen=True, slots=True)
class Rating:
    """One dated answer: the barrier lies between ``low`` and ``high``, both 0-4, inclusive."""

    known: PartialDate
    low: int
    high: int
    basis: Basis
    rationale: str
    evidence: tuple[str, ...] = ()
    trend: Trend = Trend.NONE
    likelihood: Likelihood | None = None
    line: int = field(default=0, compare=False)


class Missing(NamedTuple):
    """No answer, and why. A missing answer is never a number."""

    reason: str
    known: PartialDate | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class IssueArea:
    """An AI issue area with its dated ratings by criterion, oldest first.

    ``evidence`` and ``sources`` hold at least what the ratings cite. ``fixed`` names criteria that
    no avenue can move here, with the reason.
    """

    id: str
    name: str
    scope: str
    ratings: Mapping[str, tuple[Rating | Missing, ...]]
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    excludes: str = ""
    form: tuple[Form, ...] = ()
    fixed: Mapping[str, str] = field(default_factory=dict)
    expect: tuple[Reference, ...] = ()
    path: str = ""
    digest: str = ""

    def dates(self) -> list[PartialDate]:
        """Every date at which an answer became known, oldest first, each once."""
        known = {r.known for ratings in self.ratings.values() for r in ratings if r.known}
        return sorted(known, key=lambda day: (day.last, day.text))

    def newest(self) -> PartialDate | None:
        """The date of the newest answer, if there is one."""
        return max(self.dates(), key=lambda day: day.last, default=None)


# What was answered.


class Grade(NamedTuple):
    """Confidence in a rating: the grade at a date, before ageing, and the grounds for it.

    ``age_months``: since the newest evidence became known; ``aged``: grades lost to age.
    """

    confidence: Confidence
    before_age: Confidence
    grounds: tuple[str, ...]
    age_months: int
    aged: int


class CriterionAnswer(NamedTuple):
    """The rating that counted for one criterion, and what it is worth.

    ``light`` is ``None`` for a missing answer; a range has the light of its upper end. ``closes``
    lists the lights that the answer's gate closes. ``trend`` is none once its horizon has passed.
    """

    criterion: Criterion
    rating: Rating | Missing
    light: Light | None
    grade: Grade | None
    trend: Trend
    closes: tuple[Light, ...]
    declared_only: bool

    @property
    def low(self) -> int:
        """The lowest level that the answer allows."""
        return self.rating.low if isinstance(self.rating, Rating) else LEVELS[0]

    @property
    def high(self) -> int:
        """The highest level that the answer allows."""
        return self.rating.high if isinstance(self.rating, Rating) else HIGHEST


class DimensionAnswer(NamedTuple):
    """The answers of one dimension, their count at each light, and the share of weight rated."""

    dimension: Dimension
    answers: tuple[CriterionAnswer, ...]
    tally: Mapping[Light | None, int]
    coverage: Fraction


class Margin(NamedTuple):
    """How far a light is from its neighbour ``to``.

    ``answers``: the fewest answers that must cross the line, ``weight``: the share of weight that
    lies between today's support and the majority. ``gates``: towards a worse light, by how many
    levels each gate question may rise before it decides alone; towards a better one, by how many
    levels each closed gate must fall.
    """

    to: Light
    answers: int
    weight: Fraction
    gates: Mapping[str, int]


class CrossCheck(NamedTuple):
    """The additive second opinion: the lights that the mean level gives at either end.

    ``agrees`` is ``None`` where there is no light to agree with.
    """

    best: Light
    worst: Light
    agrees: bool | None


class Assessment(NamedTuple):
    """One area under one rubric, as of one date.

    ``light`` is ``None`` when it is undetermined. ``worst`` and ``best`` are the lights over all
    levels that the answers allow. ``turning`` lists the lights that trends would lead to.
    """

    rubric: Rubric
    area: IssueArea
    as_of: PartialDate
    light: Light | None
    best: Light
    worst: Light
    outlook: Outlook
    turning: tuple[Light, ...]
    dimensions: tuple[DimensionAnswer, ...]
    tally: Mapping[Light | None, int]
    coverage: Fraction
    undetermined_because: tuple[str, ...]
    decided_by: tuple[str, ...]
    margins: tuple[Margin, ...]
    cross_check: CrossCheck

    @property
    def answers(self) -> tuple[CriterionAnswer, ...]:
        """All answers in the order of the rubric."""
        return tuple(answer for part in self.dimensions for answer in part.answers)

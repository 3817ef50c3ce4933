"""What a rubric asks: questions with anchors, the rule, the avenues and the published lights."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import NamedTuple

from coopcli.model.area import IssueArea, Reference
from coopcli.model.documents import Passage, Source
from coopcli.model.profile import NEVER, Boundary, Majority, Profile
from coopcli.model.values import (
    HIGHEST,
    Confidence,
    Fault,
    Form,
    Inconsistent,
    Kind,
    Light,
    PartialDate,
    Path,
)


class Party(NamedTuple):
    """One of the sides whose cooperation is judged; ``also`` are other words for it."""

    id: str
    name: str
    also: tuple[str, ...] = ()


class Meaning(NamedTuple):
    """What a light says and what must happen next; ``ours`` when no source words it so."""

    meaning: str
    next: str
    ours: bool
    source: Passage


class Veto(NamedTuple):
    """Levels of one answer that veto a light whatever the other answers are."""

    green: int
    yellow: int

    def at(self, light: Light) -> int:
        """The lowest level that vetoes a light; Red is never vetoed."""
        return (NEVER, self.yellow, self.green)[light]


class Reach(NamedTuple):
    """How far an avenue can lower a barrier within the horizon.

    ``steps`` in levels, 1-4; ``effort`` per step in planning units, 1-5.
    """

    steps: int
    effort: int


class Anchor(NamedTuple):
    """What must be true to claim a level; ``label`` says it in at most six words."""

    text: str
    label: str = ""


class AppliesTo(NamedTuple):
    """The forms of cooperation that a question is asked of, and why of no other."""

    forms: tuple[Form, ...]
    because: str = ""

    @property
    def reason(self) -> str:
        """Why a question does not apply to an area of other forms."""
        words = [form.value.replace("-", " ") for form in self.forms]
        return self.because or f"asked only of the form of cooperation {' or '.join(words)}"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One question about a barrier, with an anchor for each level that occurs, and its weight.

    It is asked of all forms of cooperation unless ``applies_to`` names some. An answer may call it
    not applicable only where it ``may_be_not_applicable``.
    """

    id: str
    name: str
    question: str
    weight: int
    anchors: Mapping[int, Anchor]
    veto: Veto | None = None
    substance: str = ""
    sources: tuple[Passage, ...] = ()
    reach: Mapping[str, Reach] = field(default_factory=dict)
    beyond: str = ""
    applies_to: AppliesTo | None = None
    may_be_not_applicable: bool = False

    def asked_of(self, forms: Collection[Form]) -> bool:
        """Whether it is asked of an area of some forms; where none is known, it is."""
        return (
            self.applies_to is None or not forms or any(f in self.applies_to.forms for f in forms)
        )


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


class Before(NamedTuple):
    """A question as an earlier version asked it: its digest, and what has changed since then."""

    digest: str
    change: str = ""


class Earlier(NamedTuple):
    """An earlier version of a rubric, whose ratings some areas may still hold."""

    version: str
    questions: Mapping[str, Before]


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


@dataclass(frozen=True, slots=True)
class Rubric:
    """A framework as data: its questions, its rule, its avenues and its published lights.

    ``majorities``: the majority of every light but the worst. ``profiles``: what each light asks of
    the answers; every answer supports the worst. A light is reached where all its ``conditions``
    are met: its own profile, and those of worse lights that do not follow from it. An area to which
    fewer than ``minimum_questions`` apply has no light.

    Raises: Inconsistent when lines, vetoes, majority or ids contradict each other.
    """

    id: str
    title: str
    version: str
    parties: tuple[Party, ...]
    dimensions: tuple[Dimension, ...]
    lines: Lines
    majorities: Mapping[Light, Majority]
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
    earlier: tuple[Earlier, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    digest: str = ""
    minimum_questions: int = 1
    criteria: Mapping[str, Criterion] = field(init=False)
    total_weight: int = field(init=False)
    profiles: Mapping[Light, Profile] = field(init=False)
    conditions: Mapping[Light, tuple[Profile, ...]] = field(init=False)
    _narrowed: dict[frozenset[str], Rubric] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        criteria = [c for dimension in self.dimensions for c in dimension.criteria]
        object.__setattr__(self, "criteria", {c.id: c for c in criteria})
        object.__setattr__(self, "total_weight", sum(c.weight for c in criteria))
        # Twelve times 1/15 added in binary floats stays below 12/15: votes are whole numbers.
        object.__setattr__(self, "profiles", {light: self._profile(light) for light in Light})
        object.__setattr__(self, "conditions", {light: self._conditions(light) for light in Light})
        if faults := list(self._faults()):
            raise Inconsistent(faults)

    def _profile(self, light: Light) -> Profile:
        line = self.lines.at(light)
        boundaries = {
            c.id: Boundary(c.weight, line, c.veto.at(light) if c.veto else NEVER)
            for c in self.criteria.values()
        }
        majority = self.majorities[light] if light else _ANY
        return Profile(light, majority, majority.votes_of(self.total_weight), boundaries)

    def _conditions(self, light: Light) -> tuple[Profile, ...]:
        """What must hold for a light, its own profile first.

        A worse light supports more levels and vetoes fewer, so that it follows from a better one
        unless it asks for a larger majority.
        """
        found = [self.profiles[light]]
        for worse in reversed(Light):
            if worse < light and self.profiles[worse].majority > found[-1].majority:
                found.append(self.profiles[worse])
        return tuple(found)

    def without(self, questions: Set[str]) -> Rubric:
        """The rubric as if it did not ask some questions, nor had offers for them alone.

        A dimension without questions goes. The digest stays that of the whole rubric.
        """
        left_out = frozenset(questions)
        if not left_out:
            return self
        if left_out not in self._narrowed:
            self._narrowed[left_out] = _without(self, left_out)
        return self._narrowed[left_out]

    @property
    def majority(self) -> Fraction | None:
        """The share that is at least asked for by every light; ``None`` where they differ."""
        (first, *others) = self.majorities.values()
        return None if first.over or any(other != first for other in others) else first.share

    @property
    def aims(self) -> tuple[Light, ...]:
        """The lights that ask something of the answers, best first: all but the worst."""
        return tuple(light for light in reversed(Light) if light)

    def _faults(self) -> Iterator[Fault]:
        lines, rule = self.lines, ("rule",)
        if not lines.green < lines.yellow:
            yield Fault(
                (*rule, "lines"), "lines-order", "the green line must lie below the yellow line"
            )
        for majority in dict.fromkeys(self.majorities.values()):
            light = next(one for one, own in self.majorities.items() if own == majority)
            yield from _majority_faults(majority, (*rule, "majority", light.name.lower()))
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
                yield from _veto_faults(criterion.veto, lines, (*path, "veto"))
                if criterion.veto and criterion.may_be_not_applicable:
                    message = "a question with a veto can be left out only by 'applies-to'"
                    yield Fault((*path, "may-be-not-applicable"), "veto-left-out", message)
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


_ANY = Majority(Fraction(0))


def _without(rubric: Rubric, left_out: frozenset[str]) -> Rubric:
    parts = (
        replace(part, criteria=tuple([c for c in part.criteria if c.id not in left_out]))
        for part in rubric.dimensions
    )
    return replace(
        rubric,
        dimensions=tuple([part for part in parts if part.criteria]),
        avenues=tuple([_for_others(avenue, left_out) for avenue in rubric.avenues]),
    )


def _for_others(avenue: Avenue, left_out: frozenset[str]) -> Avenue:
    offers = (
        offer._replace(moves=tuple([name for name in offer.moves if name not in left_out]))
        for offer in avenue.offers
    )
    return avenue._replace(offers=tuple([offer for offer in offers if offer.moves]))


def _majority_faults(majority: Majority, path: Path) -> Iterator[Fault]:
    share, over = majority
    half = Fraction(1, 2)
    if over and not half <= share < 1:
        message = f"more than a share from 1/2 to below 1 is a majority, not {majority}"
        yield Fault(path, "majority-range", message)
    elif not over and not half < share <= 1:
        message = f"a majority lies above 1/2 and at most at 1, not at {share}"
        yield Fault(path, "majority-range", message)


def _veto_faults(veto: Veto | None, lines: Lines, path: Path) -> Iterator[Fault]:
    if veto is None:
        return
    if veto.green > veto.yellow:
        yield Fault(path, "veto-order", "a veto must close Green no later than Yellow")
    if veto.green <= lines.green or veto.yellow <= lines.yellow:
        yield Fault(path, "veto-line", "a veto must close a light above the line of that light")

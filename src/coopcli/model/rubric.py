"""What a rubric asks: questions with anchors, the rule, the avenues and the published lights."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from coopcli.model.area import Reference
from coopcli.model.avenues import Avenue
from coopcli.model.documents import ALL_PARTIES, UNSTATED, Passage, Source
from coopcli.model.lights import Degree, Light, light_faults, scale_faults
from coopcli.model.profile import Boundary, Majority, Profile
from coopcli.model.questions import ByLight, Criterion, Dimension, vetoed_from
from coopcli.model.sureness import Certainty, Coverage, Weighing
from coopcli.model.values import (
    NEVER,
    Fault,
    Inconsistent,
    Path,
)
from coopcli.model.vocabulary import FIRST_VOCABULARY, Vocabulary


class Party(NamedTuple):
    """One of the sides whose cooperation is judged; ``also`` are other words for it.

    ``short``: its name in a title, if that is another.
    """

    id: str
    name: str
    also: tuple[str, ...] = ()
    short: str = ""


class Meaning(NamedTuple):
    """What a light says and what must happen next; ``ours`` when no source words it so."""

    meaning: str
    next: str
    ours: bool
    source: Passage | None = None


class Before(NamedTuple):
    """A question as an earlier version asked it: its digest, and what has changed since then."""

    digest: str
    change: str = ""


class Earlier(NamedTuple):
    """An earlier version of a rubric, whose ratings some areas may still hold."""

    version: str
    questions: Mapping[str, Before]


@dataclass(frozen=True, slots=True)
class Rubric:
    """A framework as data: its questions, its rule, its avenues and its published lights.

    ``scale``: the levels, best first; ``lights``: best first. ``lines``: the highest level that
    still supports each light but the worst; ``majorities``: the majority of each; ``cuts``: the
    highest mean level of each for the additive second opinion. ``introduction``: a sentence that
    begins the description of the rule. ``subject``: the words before the name of an area in a
    title. ``profiles``: what each light asks of the answers; every answer supports the worst. A
    light is reached where all its ``conditions`` are met: its own profile, and those of worse
    lights that do not follow from it. An area to which fewer than ``minimum_questions`` apply has
    no light.

    Raises: Inconsistent when lines, vetoes, majority or ids contradict each other.
    """

    id: str
    title: str
    version: str
    parties: tuple[Party, ...]
    scale: tuple[Degree, ...]
    lights: tuple[Light, ...]
    dimensions: tuple[Dimension, ...]
    lines: ByLight[int]
    majorities: ByLight[Majority]
    coverage: Coverage
    horizon_months: int
    cuts: ByLight[Fraction]
    certainty: Certainty
    weighing: Weighing
    meanings: Mapping[str, Meaning]
    about: str = ""
    introduction: str = ""
    subject: str = ""
    source: Passage | None = None
    avenues: tuple[Avenue, ...] = ()
    references: tuple[Reference, ...] = ()
    earlier: tuple[Earlier, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    digest: str = ""
    minimum_questions: int = 1
    vocabulary: Vocabulary = FIRST_VOCABULARY
    criteria: Mapping[str, Criterion] = field(init=False)
    total_weight: int = field(init=False)
    aims: tuple[Light, ...] = field(init=False)
    lights_at: tuple[Light, ...] = field(init=False)
    profiles: Mapping[Light, Profile] = field(init=False)
    conditions: Mapping[Light, tuple[Profile, ...]] = field(init=False)
    _narrowed: dict[frozenset[str], "Rubric"] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        criteria = [c for dimension in self.dimensions for c in dimension.criteria]
        object.__setattr__(self, "criteria", {c.id: c for c in criteria})
        object.__setattr__(self, "total_weight", sum(c.weight for c in criteria))
        object.__setattr__(self, "aims", self.lights[:-1])
        if faults := list(self._faults_of_words()):
            raise Inconsistent(faults)
        for name in ("lines", "majorities", "cuts"):
            found = getattr(self, name)
            object.__setattr__(self, name, {light.id: found[light.id] for light in self.aims})
        object.__setattr__(self, "lights_at", tuple(map(self._light_at, self.levels)))
        # Twelve times 1/15 added in binary floats stays below 12/15: votes are whole numbers.
        object.__setattr__(self, "profiles", {one: self._profile(one) for one in self.lights})
        object.__setattr__(self, "conditions", {one: self._conditions(one) for one in self.lights})
        if faults := list(self._faults()):
            raise Inconsistent(faults)

    @property
    def levels(self) -> range:
        """The levels of the scale; 0 is the best."""
        return range(len(self.scale))

    @property
    def highest(self) -> int:
        """The highest level, which is the strongest barrier."""
        return len(self.scale) - 1

    @property
    def best(self) -> Light:
        """The best light."""
        return self.lights[0]

    @property
    def worst(self) -> Light:
        """The worst light, which asks nothing."""
        return self.lights[-1]

    def ranked(self, rank: int) -> Light:
        """The light of a rank; 0 is the worst."""
        return self.lights[-1 - rank]

    def next_better(self, light: Light) -> Light:
        """The light above one; the best has none and stays."""
        return self.ranked(min(light.rank + 1, self.best.rank))

    def light_at(self, level: int) -> Light:
        """The light of a single answer at a level of the scale."""
        return self.lights_at[level]

    def _light_at(self, level: int) -> Light:
        return next((one for one in self.aims if level <= self.lines[one.id]), self.worst)

    def veto_at(self, criterion: Criterion, light: Light) -> int:
        """The lowest level at which an answer vetoes a light; the worst is never vetoed."""
        return NEVER if criterion.veto is None else vetoed_from(criterion.veto, self.aims, light)

    def _profile(self, light: Light) -> Profile:
        line, highest = self.lines.get(light.id, self.highest), self.highest
        boundaries = {
            c.id: Boundary(c.weight, line, self.veto_at(c, light), highest)
            for c in self.criteria.values()
        }
        majority = self.majorities.get(light.id, _ANY)
        return Profile(light, majority, majority.votes_of(self.total_weight), boundaries)

    def _conditions(self, light: Light) -> tuple[Profile, ...]:
        """What must hold for a light, its own profile first.

        A worse light supports no fewer levels and vetoes no more, so that it follows from a better
        one unless it asks for a larger majority.
        """
        found = [self.profiles[light]]
        for worse in self.aims:
            if worse < light and self.profiles[worse].majority > found[-1].majority:
                found.append(self.profiles[worse])
        return tuple(found)

    def without(self, questions: Set[str]) -> "Rubric":
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

    def _faults_of_words(self) -> Iterator[Fault]:
        """What is wrong with the levels and the lights, and with what stands for each light."""
        yield from scale_faults(self.scale)
        if of_lights := list(light_faults(self.lights)):
            yield from of_lights
            return
        ids, rule = [light.id for light in self.aims], ("rule",)
        for key, found in (
            ("lines", self.lines),
            ("majority", self.majorities),
            ("cross-check", self.cuts),
        ):
            if sorted(found) != sorted(ids):
                message = f"{' and '.join(ids)} are needed here, not {', '.join(found)}"
                yield Fault((*rule, key), "other-lights", message)

    def _faults(self) -> Iterator[Fault]:
        yield from self._rule_faults()
        parties = [party.id for party in self.parties]
        for p, party in enumerate(parties):
            if party in parties[:p]:
                yield Fault(("parties", p, "id"), "repeated-id", f"{party!r} stands twice")
            if party in (*ALL_PARTIES, UNSTATED):
                what = "a party that is not known" if party == UNSTATED else "all parties"
                message = f"{party!r} stands for {what} in 'side'; choose another id"
                yield Fault(("parties", p, "id"), "reserved-word", message)
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
                yield from self._veto_faults(criterion, (*path, "veto"))
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

    def _rule_faults(self) -> Iterator[Fault]:
        rule = ("rule",)
        for name, line in self.lines.items():
            if line not in self.levels:
                message = f"the scale has the levels 0 to {self.highest}, not {line}"
                yield Fault((*rule, "lines", name), "beyond-the-scale", message)
        for (better, line), (worse, lower) in pairwise(self.lines.items()):
            if line > lower or (line == lower and not self._asks_more(better, worse)):
                message = (
                    f"the line of {better!r} must lie below that of {worse!r}, or at it with a "
                    f"larger majority; they are {line} and {lower}"
                )
                yield Fault((*rule, "lines"), "lines-order", message)
        for majority in dict.fromkeys(self.majorities.values()):
            light = next(one for one, own in self.majorities.items() if own == majority)
            yield from _majority_faults(majority, (*rule, "majority", light))
        for (better, cut), (worse, other) in pairwise(self.cuts.items()):
            if cut >= other:
                message = f"the cut of {better!r} must lie below that of {worse!r}; they are "
                message += f"{float(cut):g} and {float(other):g}"
                yield Fault((*rule, "cross-check"), "cuts-order", message)

    def _asks_more(self, better: str, worse: str) -> bool:
        return self.majorities[better] > self.majorities[worse]

    def _veto_faults(self, criterion: Criterion, path: Path) -> Iterator[Fault]:
        veto = criterion.veto or {}
        ids = [light.id for light in self.aims]
        own = {name: veto[name] for name in ids if name in veto}
        for name, level in veto.items():
            if name not in ids:
                yield Fault((*path, name), "unknown-light", f"no light {name!r} can be vetoed")
            elif level not in self.levels:
                message = f"the scale has the levels 0 to {self.highest}, not {level}"
                yield Fault((*path, name), "beyond-the-scale", message)
            elif criterion.anchors and level not in criterion.anchors:  # a saved result has none
                some = ", ".join(map(str, sorted(criterion.anchors)))
                message = f"a veto must stand at a level with an anchor, {some}, not at {level}"
                yield Fault((*path, name), "no-such-level", message)
        for (better, level), (worse, other) in pairwise(own.items()):
            if level > other:
                message = f"a veto must close {better!r} no later than {worse!r}; it closes them "
                message += f"from {level} and {other}"
                yield Fault(path, "veto-order", message)
        for name, level in own.items():
            if level <= self.lines[name]:
                message = f"a veto must close {name!r} above its line, which is {self.lines[name]}"
                yield Fault((*path, name), "veto-line", f"{message}, not from {level}")


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
        message = f"'more-than' takes a share from 1/2 to below 1, not {share}"
        yield Fault(path, "majority-range", message)
    elif not over and not half < share <= 1:
        message = (
            f"a majority is a share above 1/2, up to 1, not {share}; for more than half of the "
            "weight write {more-than: 1/2}"
        )
        yield Fault(path, "majority-range", message)

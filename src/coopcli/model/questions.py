"""What a rubric asks: questions with anchors, weights and vetoes, in families of barriers."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from coopcli.model.documents import Passage
from coopcli.model.lights import Light
from coopcli.model.values import (
    NEVER,
)

T = TypeVar("T")

ByLight = Mapping[str, T]
"""Something for each light but the worst, by its id, the best light first."""


Veto = ByLight[int]
"""Levels from which one answer vetoes lights whatever the other answers are.

A light without a level is vetoed from where a worse one is.
"""


class Reach(NamedTuple):
    """How far an avenue can lower a barrier within the horizon.

    ``steps`` in levels, at least 1; ``effort`` per step in planning units, 1-5.
    """

    steps: int
    effort: int


MOST_WORDS = 6
"""Most words of a label."""


_SMALL = frozenset(
    {
        *("A", "An", "The", "No", "Not", "Some", "Many", "Most", "Few", "All", "Both", "One"),
        *("Each", "Neither", "Either", "It", "They", "There"),
    }
)
"""First words that are small inside a sentence; others may be names."""


class Anchor(NamedTuple):
    """What must be true to claim a level; ``label`` says it in at most six words."""

    text: str
    label: str = ""

    @property
    def words(self) -> str:
        """The label; without one the first sentence of the text, where that is as short."""
        first = self.text.split(". ", 1)[0].removesuffix(".")
        short = first if len(first.split()) <= MOST_WORDS else ""
        start, _, rest = short.partition(" ")
        return self.label or (f"{start.lower()} {rest}" if start in _SMALL else short)


class AppliesTo(NamedTuple):
    """The forms of cooperation that a question is asked of, and why of no other."""

    forms: tuple[str, ...]
    because: str = ""

    @property
    def reason(self) -> str:
        """Why a question does not apply to an area of other forms."""
        words = [form.replace("-", " ") for form in self.forms]
        return self.because or f"asked only of the form {' or '.join(words)}"


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

    def asked_of(self, forms: Collection[str]) -> bool:
        """Whether it is asked of an area of some forms; where none is known, it is."""
        return (
            self.applies_to is None or not forms or any(f in self.applies_to.forms for f in forms)
        )


@dataclass(frozen=True, slots=True)
class Dimension:
    """A family of questions; ``label``: its name where there is little room, if that is another."""

    id: str
    name: str
    criteria: tuple[Criterion, ...]
    about: str = ""
    source: Passage | None = None
    label: str = ""


def vetoed_from(veto: Veto, aims: Iterable[Light], light: Light) -> int:
    """The lowest level at which a veto closes a light, itself or a worse one; the worst never."""
    return min([veto.get(one.id, NEVER) for one in aims if one <= light], default=NEVER)

"""``rubric show --resolved``: every value in force, and the file or default that it comes from."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from coopcli.packs.frameworks import values_of
from coopcli.packs.library import Pack, framework_of
from coopcli.results.parts import RubricResult
from coopcli.results.values import Position
from coopcli.studies.parts import file_name, rubric_ref


class Value(NamedTuple):
    """One value: the keys that lead to it, joined by dots; ``file`` is empty for a default."""

    key: str
    value: str
    file: str
    line: Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved(RubricResult):
    """A rubric with everything that its file leaves out."""

    kind: ClassVar[str] = "resolved"
    values: tuple[Value, ...]


def study(pack: Pack) -> Resolved:
    """Every value of the rubric of a pack, with its origin."""
    return Resolved(
        rubric=rubric_ref(pack.rubric),
        values=tuple(
            Value(".".join(one.keys), one.value, file_name(one.path) if one.path else "", one.line)
            for one in values_of(framework_of(pack))
        ),
    )

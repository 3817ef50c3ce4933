"""From words such as ``legal-restrictions=2`` to overrides, with everything that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from coopcli.analysis.what_if import (
    Override,
    SetAnswer,
    SetLine,
    SetMajority,
    SetVeto,
    SetWeight,
    with_rule,
)
from coopcli.model import (
    NEVER,
    NOT_APPLICABLE,
    Criterion,
    Fault,
    Inconsistent,
    Rubric,
    Unasked,
    Veto,
    vetoed_from,
)
from coopcli.problems import InvalidInput, Location, Problem, hint, quoted
from coopcli.reading.questions import CRITERION
from coopcli.reading.rule import MAJORITY
from coopcli.reading.scale import level_up_to
from coopcli.reading.shapes import Meant

_WHERE = Location("command line")


def overrides_from(words: Iterable[str], rubric: Rubric) -> tuple[Override, ...]:
    """The overrides that some words of the form KEY=VALUE stand for.

    Raises: InvalidInput with all problems of all words, and with those between them.
    """
    problems: list[Problem] = []
    found: dict[str, Override] = {}
    for word in words:
        key, equals, value = word.partition("=")
        name = key.strip().casefold().replace("_", "-")
        try:
            if not equals:
                raise _Wrong("no-value", f"KEY=VALUE is needed, not {quoted(word)}")
            if name in found:
                raise _Wrong("repeated-key", f"{quoted(name)} is set twice")
            found[name] = _override(name, value.strip().casefold(), rubric)
        except _Wrong as wrong:
            problems.append(Problem(_WHERE, wrong.code, f"--set {wrong}"))
    overrides = tuple(found.values())
    problems += [] if problems else _contradictions(rubric, overrides)
    if problems:
        raise InvalidInput(problems)
    return overrides


def override_word(override: Override, rubric: Rubric) -> str:
    """An override as it would be typed, in one form only."""
    match override:
        case SetAnswer(name, None):
            return f"{name}=missing"
        case SetAnswer(name, Unasked()):
            return f"{name}=not-applicable"
        case SetAnswer(name, (low, high)):
            return f"{name}={low}" if low == high else f"{name}={low}-{high}"
        case SetWeight(name, weight):
            return f"weight.{name}={weight}"
        case SetVeto(name, veto):
            return f"veto.{name}={veto_word(veto, rubric)}"
        case SetLine(light, level):
            return f"lines.{light}={level}"
        case SetMajority(share):
            return f"majority={share}"
    raise AssertionError(override)


def veto_word(veto: Veto | None, rubric: Rubric) -> str:
    """From which level each light is vetoed, best first, ``-`` for never; ``off`` without one."""
    if veto is None:
        return "off"
    levels = [vetoed_from(veto, rubric.aims, light) for light in rubric.aims]
    return ",".join("-" if level == NEVER else str(level) for level in levels)


class _Wrong(Exception):
    """One thing that is wrong with a word."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def _override(key: str, value: str, rubric: Rubric) -> Override:
    known = _keys(rubric)
    if key not in known:
        lines = ", ".join(f"lines.{light.id}" for light in rubric.aims)
        told = hint(key, list(known)) or (
            f"; what can be set is a criterion, weight.CRITERION, veto.CRITERION, {lines} or "
            "majority"
        )
        raise _Wrong("unknown-key", f"{rubric.id} has no {quoted(key)} to set{told}")
    what, read = known[key]
    try:
        return read(value)
    except ValueError as error:
        why = f": {error}" if isinstance(error, Meant) else ""
    raise _Wrong("wrong-value", f"{key} takes {what}, not {quoted(value)}{why}")


_Reader = Callable[[str], Override]


def _keys(rubric: Rubric) -> dict[str, tuple[str, _Reader]]:
    """Everything that can be set: what it takes, and how that is read."""
    keys: dict[str, tuple[str, _Reader]] = {}
    level = level_up_to(rubric.highest).parse
    closed = " and ".join(light.name for light in rubric.aims)
    firsts = (min(rubric.lines[light.id] + 2, rubric.highest) for light in rubric.aims)
    example = ",".join(map(str, firsts))
    for name, criterion in rubric.criteria.items():
        keys[name] = (
            _what_answer(criterion, rubric.highest),
            lambda value, asked=criterion: SetAnswer(asked.id, _answer(value, asked, level)),  # type: ignore[misc]
        )
        keys[f"weight.{name}"] = (
            "a whole number from 1 to 1000",
            lambda value, name=name: SetWeight(name, _weight(value)),  # type: ignore[misc]
        )
        keys[f"veto.{name}"] = (
            f"'off', or the levels that close {closed}, such as {example}",
            lambda value, name=name: SetVeto(name, _veto(value, rubric)),  # type: ignore[misc]
        )
    for light in rubric.aims:
        keys[f"lines.{light.id}"] = (
            f"a level from 0 to {rubric.highest}",
            lambda value, name=light.id: SetLine(name, level(value)),  # type: ignore[misc]
        )
    keys["majority"] = (
        "an exact share such as 2/3, above 1/2 and at most 1",
        lambda value: SetMajority(MAJORITY.parse(value)),
    )
    return keys


def _what_answer(criterion: Criterion, highest: int) -> str:
    levels = f"a level from 0 to {highest}, a range such as 0-1"
    if criterion.may_be_not_applicable:
        return f"{levels}, 'missing' or 'not-applicable'"
    return f"{levels}, or 'missing'"


def _answer(
    value: str, criterion: Criterion, level: Callable[[str], int]
) -> tuple[int, int] | Unasked | None:
    if value == "missing":
        return None
    if value == "not-applicable":
        if criterion.may_be_not_applicable:
            return NOT_APPLICABLE
        raise Meant("the rubric does not let an answer to it say so")
    low, dash, high = value.partition("-")
    ends: tuple[int, int] = (level(low), level(high if dash else low))
    if ends[0] > ends[1]:
        raise ValueError(value)
    if not criterion.anchors.keys() >= set(ends):
        raise Meant(f"its anchors are {', '.join(map(str, sorted(criterion.anchors)))}")
    return ends


def _weight(value: str) -> int:
    weight: int = CRITERION.fields["weight"].shape.parse(value)  # type: ignore[attr-defined]
    return weight


def _veto(value: str, rubric: Rubric) -> Veto | None:
    if value == "off":
        return None
    words, level = value.split(","), level_up_to(rubric.highest).parse
    if len(words) != len(rubric.aims) or set(words) == {"-"}:
        raise ValueError(value)
    pairs = zip(rubric.aims, words, strict=True)
    return {light.id: level(word) for light, word in pairs if word != "-"}


def _contradictions(rubric: Rubric, overrides: Iterable[Override]) -> list[Problem]:
    try:
        with_rule(rubric, overrides)
    except Inconsistent as error:
        return [
            Problem(_WHERE, fault.code, f"--set {_place(fault, rubric)}: {fault.message}")
            for fault in error.faults
        ]
    return []


def _place(fault: Fault, rubric: Rubric) -> str:
    match fault.path:
        case ("dimensions", int(d), "criteria", int(c), *_):
            return f"veto.{rubric.dimensions[d].criteria[c].id}"
        case _:
            return str(fault.path[1])

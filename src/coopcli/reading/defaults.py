"""What a framework file leaves out: its lights, its numbers, and the names of its questions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from coopcli.model import (
    FEWEST_LEVELS,
    FIRST_LIGHTS,
    FIRST_SCALE,
    FIRST_VOCABULARY,
    MOST_LEVELS,
    MOST_LIGHTS,
    Colour,
)
from coopcli.reading.joined import Place, id_of, is_whole, over
from coopcli.reading.source import Mapping, Node, Scalar, Sequence

NOWHERE = Place(0, 0, "")
"""The place of what no file says."""

_CERTAINTY = {
    # An error one level off every tenth, fifth, … time is what raters of such agreement make.
    "kernels": {
        "high": ["0.90", "0.05", "0"],
        "moderate": ["0.80", "0.10", "0"],
        "low": ["0.60", "0.20", "0"],
        "very-low": ["0.40", "0.20", "0.10"],
    },
    "half-life-months": {"default": "24"},
}
_HALF_LIVES = {"legal-text": "48", "talks": "12"}
"""Half-lives of the kinds of evidence that age more slowly and faster than others."""

_UNCERTAINTY = {
    "concentration": "4",
    "words": {"firm": "0.90", "likely": "2/3", "contested": "1/2"},
}
_RULE = {
    "majority": "2/3",
    "coverage": {"overall": "2/3", "dimension": "1/2"},
    "minimum-questions": "1",
    "horizon-months": "24",
}
_MEANINGS = (
    ("Nothing that is known stands in the way.", "Begin, and look again when something changes."),
    ("Some things must be settled first.", "Settle what holds it back, then look again."),
    ("Much must change before this can work.", "Lower what stands in the way before all else."),
)
"""What the best light says, one between, and the worst, and what must happen next."""

_BETWEEN = ((Colour.YELLOW, "▲"), (Colour.ORANGE, "◆"), (Colour.BLUE, "▼"), (Colour.VIOLET, "★"))
_FIFTH = (Colour.BROWN, "◐")


def with_defaults(root: Node) -> Node:
    """The nodes of a framework file with those of everything that it leaves out."""
    if not isinstance(root, Mapping):
        return root
    own = in_dimensions(root)
    return _filled(for_each_light(over(node_of(_defaults(own)), own), node_of(_RULE["majority"])))


def for_each_light(root: Node, majority: Node) -> Node:
    """The nodes of a framework file; lights for which it names no majority of their own have one.

    Only where it names majorities by their lights: one for all lights is for all of them.
    """
    rule = root.get("rule") if isinstance(root, Mapping) else None
    own = rule.get("majority") if isinstance(rule, Mapping) else None
    if isinstance(root, Mapping) and isinstance(own, Mapping) and not is_whole("majority", own):
        for aim in _lights(root)[:-1]:
            if aim not in own:
                own[aim], own.keys_at[aim] = majority, majority.mark
    return root


def node_of(value: Any) -> Node:
    """A value of plain data as a node that stands nowhere."""
    if isinstance(value, dict):
        found = Mapping(NOWHERE)
        found |= {key: node_of(item) for key, item in value.items()}
        found.keys_at |= dict.fromkeys(value, NOWHERE)
        return found
    if isinstance(value, list):
        items = Sequence(NOWHERE)
        items.extend(map(node_of, value))
        return items
    return Scalar(str(value), True, NOWHERE)


def _defaults(root: Mapping) -> dict[str, Any]:
    lights = _lights(root)
    scale = root.get("scale")
    count = len(scale) if isinstance(scale, Sequence) else len(FIRST_SCALE)
    # How many there are is not checked yet. Where that is wrong, lines are not what is missing.
    if FEWEST_LEVELS <= count <= MOST_LEVELS and len(lights) <= MOST_LIGHTS:
        lines = _lines(lights[:-1], count, _given(root))
    else:
        lines = dict.fromkeys(("lines", "cross-check"), dict.fromkeys(lights[:-1], 0))
    kinds = _kinds(root)
    months = {"default": "24"} | {k: own for k, own in _HALF_LIVES.items() if k in kinds}
    found: dict[str, Any] = {
        "version": "0.1.0",
        "parties": [],
        "wording": "ours",
        "rule": {**lines, **_RULE},
        "confidence": _CERTAINTY | {"half-life-months": months},
        "uncertainty": _UNCERTAINTY,
    }
    if not isinstance(root.get("lights"), Sequence):
        found["lights"] = {
            light.id: {"meaning": says, "next": then, "wording": "ours"}
            for light, (says, then) in zip(FIRST_LIGHTS, _MEANINGS, strict=True)
        }
    return found


def _lines(aims: list[str], levels: int, given: dict[str, int]) -> dict[str, Any]:
    """The lines that spread levels evenly over lights, none where levels are too few, and cuts.

    A cut of the mean level lies half a level above the line; those of lights at one line share the
    level above it evenly, and where no lines can hold the cuts spread over the scale.
    """
    aims = list(dict.fromkeys(aims))  # whose ids are not checked yet
    parts = len(aims) + 1
    even = [round(Fraction(place * levels, parts)) - 1 for place in range(1, parts)]
    own = {aim: line for aim, line in given.items() if aim in aims}
    lines = dict(zip(aims, even, strict=True)) | own
    found, highest = list(lines.values()), levels - 1
    cuts = [min(Fraction(highest), cut) for cut in _cuts(found)]
    if sorted(set(cuts)) != cuts:
        cuts = [Fraction(place * highest, parts) for place in range(1, parts)]
    spread = sorted(set(found)) == found and found[:1] != [-1]
    return ({"lines": lines} if own or spread else {}) | {
        "cross-check": dict(zip(aims, cuts, strict=True))
    }


def _cuts(lines: list[int]) -> Iterator[Fraction]:
    for place, line in enumerate(lines):
        yield line + Fraction(place - lines.index(line) + 1, lines.count(line) + 1)


def _given(root: Mapping) -> dict[str, int]:
    """The lines that a file has, as far as can be seen."""
    rule = root.get("rule")
    lines = rule.get("lines") if isinstance(rule, Mapping) else None
    known = lines.items() if isinstance(lines, Mapping) else ()
    return {
        aim: int(node.text)
        for aim, node in known
        if isinstance(node, Scalar) and re.fullmatch("[0-9]{1,2}", node.text, re.ASCII)
    }


def _ids(node: Node | None) -> list[str]:
    return [name for name in map(id_of, node) if name] if isinstance(node, Sequence) else []


def _lights(root: Mapping) -> list[str]:
    """The ids of the lights of a file, best first, as far as can be seen."""
    return _ids(root.get("lights")) or [light.id for light in FIRST_LIGHTS]


def _kinds(root: Mapping) -> list[str]:
    """The kinds of evidence that a file names, as far as can be seen."""
    words = root.get("vocabulary")
    kinds = words.get("evidence") if isinstance(words, Mapping) else None
    if not isinstance(kinds, Sequence):
        return [kind.id for kind in FIRST_VOCABULARY.kinds]
    return [kind.text if isinstance(kind, Scalar) else id_of(kind) for kind in kinds]


def in_dimensions(root: Mapping) -> Mapping:
    """A file that lists its questions without dimensions has one dimension of them."""
    if "criteria" not in root or "dimensions" in root:
        return root
    found = Mapping(root.mark)
    for key, child in root.items():
        at = root.keys_at[key]
        if key == "criteria":
            only = Mapping(child.mark)
            _add(only, {"id": "questions", "name": "Questions"})
            only["criteria"], only.keys_at["criteria"] = child, at
            parts = Sequence(child.mark)
            parts.append(only)
            found["dimensions"], found.keys_at["dimensions"] = parts, at
        else:
            found[key], found.keys_at[key] = child, at
    return found


# What each thing in a list leaves out.


def _filled(root: Node) -> Node:
    if not isinstance(root, Mapping):
        return root
    parties, lights = root.get("parties"), root.get("lights")
    if isinstance(parties, Sequence):
        root["parties"] = _each(parties, _party)
    if isinstance(lights, Sequence):
        root["lights"] = _each_of(lights, [{**one} for one in _looks(_ids(lights))])
    for part in _things(root.get("dimensions")):
        _add(part, {"name": _name(id_of(part))})
        for question in _things(part.get("criteria")):
            _add(question, {"name": _name(id_of(question)), "weight": "1"})
    return root


def _things(node: Node | None) -> Iterator[Mapping]:
    items = node if isinstance(node, Sequence) else ()
    yield from (item for item in items if isinstance(item, Mapping))


def _add(node: Mapping, values: dict[str, Any]) -> None:
    for key, value in values.items():
        if key not in node and value:
            node[key], node.keys_at[key] = node_of(value), NOWHERE


def _name(word: str) -> str:
    return word.replace("-", " ").capitalize()


def _each(items: Sequence, change: Any) -> Sequence:
    found = Sequence(items.mark)
    found.extend(change(item) for item in items)
    return found


def _each_of(items: Sequence, values: list[dict[str, Any]]) -> Sequence:
    for item, more in zip(items, values, strict=False):
        if isinstance(item, Mapping):
            _add(item, more)
    return items


def _party(node: Node) -> Node:
    """A party that is named alone, without an id."""
    if not isinstance(node, Scalar):
        return node
    word = "-".join(re.findall("[a-z0-9]+", node.text.casefold())) or node.text
    found = Mapping(node.mark)
    for key, text in (("id", word), ("name", node.text)):
        found[key], found.keys_at[key] = Scalar(text, True, node.mark), node.mark
    return found


def _looks(ids: list[str]) -> Iterator[dict[str, Any]]:
    """How lights look and what they say, best first, where a file does not say."""
    between = [*_BETWEEN, _FIFTH]
    letters = list(_letters(ids))
    for place, name in enumerate(ids):
        if place == 0:
            colour, symbol, kind = Colour.GREEN, "●", 0
        elif place == len(ids) - 1:
            colour, symbol, kind = Colour.RED, "■", 2
        else:
            (colour, symbol), kind = between[(place - 1) % len(between)], 1
        says, then = _MEANINGS[kind]
        yield {
            "name": _name(name),
            "symbol": symbol,
            "ascii": letters[place],
            "colour": colour.value,
            "meaning": says,
            "next": then,
            "wording": "ours",
        }


def _letters(ids: Iterable[str]) -> Iterator[str]:
    """A letter of each word that no earlier one has, else a digit."""
    taken: set[str] = set()
    for name in ids:
        known = [*name.upper().replace("-", ""), *"123456789"]
        letter = next((one for one in known if one not in taken), "")
        taken.add(letter)
        yield letter

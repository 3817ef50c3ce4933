"""Small packs of any sound rule, as files: what every command has to take and to read back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from tests.examples import ROOT, SMALL_PACK

SOURCE = {"document": "river-2024", "section": "What joins"}


class Shape(NamedTuple):
    """What a rubric asks: the weights of its questions, how many are vetoes, and its majority."""

    weights: tuple[int, ...]
    vetoes: int
    majority: Fraction
    levels: tuple[int | tuple[int, int] | None, ...]


REFUSED_ONCE = (
    Shape((1,) * 24, 0, Fraction(2, 3), (1,) * 24),
    Shape((1,) * 100, 0, Fraction(1), (1,) * 100),
    Shape(tuple(range(1, 10)), 2, Fraction(2, 3), ((0, 2), 1, None, 2, 3, 1, 0, 4, 2)),
    Shape((1, 1000, 7), 1, Fraction(7, 8), ((0, 4), 1, 2)),
)
"""Rubrics whose results the program once refused to read back."""


def shapes(seed: int, count: int) -> Iterator[Shape]:
    """Random shapes."""
    random = Random(seed)
    for _ in range(count):
        questions = random.randint(1, 12)
        heaviest = random.choice([1, 3, 9, 1000])
        levels: list[Any] = [0, 1, 2, 3, 4, (0, 4), (1, 2), (2, 3), None]
        bottom = random.randint(2, 12)
        yield Shape(
            tuple(random.randint(1, heaviest) for _ in range(questions)),
            random.randint(0, questions),
            Fraction(random.randint(bottom // 2 + 1, bottom), bottom),
            tuple(random.choice(levels) for _ in range(questions)),
        )


def written(shape: Shape, folder: Path) -> Path:
    """A pack of a shape: the small pack with other questions, and two areas that answer them."""
    pack = folder / "pack"
    shutil.copytree(ROOT / SMALL_PACK, pack)
    shutil.rmtree(pack / "areas")
    (pack / "areas").mkdir()
    text = (pack / "rubric.yaml").read_text(encoding="utf-8")
    before, rest = text.split("dimensions:\n", 1)
    _, after = rest.split("avenues:\n", 1)
    after, _ = after.split("references:\n", 1)
    middle = json.dumps(_dimensions(shape))
    offers = after.replace("moves: [words]", "moves: [q0]").replace("[gain, fear]", "[q0]")
    rule = before.replace("majority: 2/3", f"majority: {shape.majority}")
    whole = f"{rule}dimensions: {middle}\navenues:\n{offers}"
    (pack / "rubric.yaml").write_text(whole, encoding="utf-8")
    (pack / "evidence.yaml").write_text(_evidence(shape), encoding="utf-8")
    for name, levels in (("fish-counting", shape.levels), ("cloud-naming", shape.levels[::-1])):
        area = json.dumps(_area(name, levels))
        (pack / "areas" / f"{name}.yaml").write_text(area, encoding="utf-8")
    return pack


def _dimensions(shape: Shape) -> list[dict[str, Any]]:
    asked = [_question(shape, number) for number in range(len(shape.weights))]
    half = (len(asked) + 1) // 2
    parts = [part for part in (asked[:half], asked[half:]) if part]
    return [
        {"id": f"d{n}", "name": f"Part {n}", "source": SOURCE, "criteria": part}
        for n, part in enumerate(parts)
    ]


def _question(shape: Shape, number: int) -> dict[str, Any]:
    veto = {"veto": {"green": 3, "yellow": 4}} if number < shape.vetoes else {}
    reach = {"letters": {"steps": 2, "effort": 1}, "market": {"steps": 1, "effort": 4}}
    return {
        "id": f"q{number}",
        "name": f"Question {number}",
        "question": "How strong is it?",
        "weight": shape.weights[number],
        "anchors": ["None.", "Little.", "Some.", "Much.", "All."],
        "sources": [SOURCE],
        "reach": reach if number % 3 == 0 else {},
        **({} if number % 3 == 0 else {"beyond": "Nobody can."}),
        **veto,
    }


def _evidence(shape: Shape) -> str:
    items = [
        {
            "id": f"e{number}",
            "summary": "It was so.",
            "known": "2024-06-30",
            "source": "river-2024",
            "section": "What joins",
            "kind": "practice",
            "raises": [f"q{number}"],
        }
        for number in range(len(shape.weights))
    ]
    return json.dumps({"evidence": items})


def _area(name: str, levels: tuple[Any, ...]) -> dict[str, Any]:
    ratings = {f"q{number}": [_rating(number, level)] for number, level in enumerate(levels)}
    return {"id": name, "name": name, "scope": "S", "form": ["dialogue"], "ratings": ratings}


def _rating(number: int, level: Any) -> dict[str, Any]:
    if level is None:
        return {"known": 2023, "missing": "Nobody looked."}
    return {
        "known": "2024-06-30",
        "level": list(level) if isinstance(level, tuple) else level,
        "basis": "area",
        "rationale": "So it is.",
        "evidence": [f"e{number}"],
        **({"trend": "easing"} if number % 2 else {"trend": "hardening"}),
    }

"""Objects built in code for the tests, and ways to run the program as a user would."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path

from coopcli.model import (
    COMMENTARY,
    FIRST_KINDS,
    FIRST_LIGHTS,
    FIRST_SCALE,
    LEGAL_TEXT,
    TALKS,
    Anchor,
    Basis,
    Certainty,
    Colour,
    Confidence,
    Coverage,
    Criterion,
    Degree,
    Dimension,
    Evidence,
    IssueArea,
    Kind,
    Light,
    Majority,
    Meaning,
    Missing,
    PartialDate,
    Party,
    Passage,
    Rating,
    Rubric,
    Section,
    Source,
    Trend,
    Veto,
    Weighing,
)
from coopcli.packs.library import DEFAULT_PACK, Pack, open_pack
from coopcli.results.values import light_id

LIGHTS = FIRST_LIGHTS
GREEN, YELLOW, RED = LIGHTS
MajorityOrMore = Fraction | Majority | Mapping[Light, Majority] | Mapping[str, Majority]

LIGHT_IDS = GREEN_ID, YELLOW_ID, RED_ID = tuple(map(light_id, LIGHTS))

ROOT = Path(__file__).parents[1]
PACK_FOLDER = ROOT / "rubrics" / DEFAULT_PACK
GOLDEN = Path(__file__).parent / "golden"

MISSED = {"drug-discovery": "yellow", "affect-recognition": "yellow"}
"""The published lights that do not come out; the notes of the pack give the reasons."""

SMALL_PACK = "tests/pack"
"""A small framework of other parties, from the top of the repository: no shipped text in it."""

TEXTS_OF_SOURCES = os.environ.get("COOPCLI_SOURCES", "")
"""The folder with the texts that the shipped pack cites, where this run has one."""

OWN_ENVIRONMENT = (
    *("COLUMNS", "FORCE_COLOR", "NO_COLOR", "COOPCLI_RUBRIC", "COOPCLI_SOURCES"),
    *("GITHUB_ACTIONS", "GITHUB_WORKSPACE"),
)
"""The variables that change what the program prints."""

CRITERIA = {
    "cultural": (
        "value-conflict",
        "missing-common-text",
        "politicised-values",
        "acceptance-gap",
        "missing-shared-meaning",
    ),
    "political": (
        "security-distrust",
        "legal-restrictions",
        "governance-divergence",
        "split-forums",
        "channel-gap",
    ),
    "economic": (
        "zero-sum-race",
        "state-steering",
        "supply-decoupling",
        "blocked-exchange",
        "missing-mutual-gain",
    ),
}
IDS = [name for names in CRITERIA.values() for name in names]
VETOES = ("value-conflict", "security-distrust", "legal-restrictions")

PASSAGE = Passage("a-source", "A heading", 1)
SOURCE = Source(
    "a-source",
    "A title",
    ("An Author",),
    "A publisher",
    PartialDate.parse("2020"),
    "report",
    (Section("A heading"),),
)


def a_rubric(
    *,
    criteria: Mapping[str, tuple[str, ...]] = CRITERIA,
    weights: Mapping[str, int] | None = None,
    vetoes: tuple[str, ...] = VETOES,
    veto: Veto | None = None,
    majority: MajorityOrMore = Fraction(2, 3),
    lines: Mapping[str, int] | None = None,
    coverage: Coverage = Coverage(Fraction(2, 3), Fraction(1, 2)),
    levels: int = len(FIRST_SCALE),
    lights: tuple[Light, ...] = LIGHTS,
) -> Rubric:
    """The standard rule over questions without text."""
    weights, veto = weights or {}, veto or a_veto(3, 4)
    dimensions = tuple(
        Dimension(
            name,
            f"{name.capitalize()} barriers",
            tuple(
                Criterion(
                    id=criterion,
                    name=criterion.replace("-", " ").capitalize(),
                    question=f"How strong is {criterion}?",
                    weight=weights.get(criterion, 1),
                    anchors={level: Anchor(f"{criterion} at {level}") for level in range(levels)},
                    veto=veto if criterion in vetoes else None,
                    sources=(PASSAGE,),
                )
                for criterion in names
            ),
        )
        for name, names in criteria.items()
    )
    return Rubric(
        id="a-rubric",
        title="A rubric",
        version="1.0.0",
        parties=(Party("us", "United States"), Party("china", "China")),
        scale=FIRST_SCALE if levels == 5 else a_scale(levels),
        lights=lights,
        dimensions=dimensions,
        lines=lines or lines_at(1, 2),
        majorities=by_light(majority),
        coverage=coverage,
        horizon_months=24,
        cuts=the_cuts(Fraction(143, 100), Fraction(217, 100))
        if lights == LIGHTS
        else even_cuts(levels, lights),
        certainty=Certainty(
            {kind: {LEGAL_TEXT: 48, TALKS: 12}.get(kind, 24) for kind in FIRST_KINDS},
            {
                Confidence.HIGH: (Fraction(9, 10), Fraction(1, 20), Fraction(0)),
                Confidence.MODERATE: (Fraction(4, 5), Fraction(1, 10), Fraction(0)),
                Confidence.LOW: (Fraction(3, 5), Fraction(1, 5), Fraction(0)),
                Confidence.VERY_LOW: (Fraction(2, 5), Fraction(1, 5), Fraction(1, 10)),
            },
        ),
        weighing=Weighing(4, Fraction(9, 10), Fraction(2, 3), Fraction(1, 2)),
        meanings={
            light.id: Meaning(f"It is {light.name}.", "Go on.", ours=True, source=PASSAGE)
            for light in lights
        },
        source=PASSAGE,
        sources={SOURCE.id: SOURCE},
    )


def by_light(
    majority: MajorityOrMore,
) -> dict[str, Majority]:
    """The same majority for Green and Yellow, or those given."""
    if isinstance(majority, Fraction):
        majority = Majority(majority)
    if isinstance(majority, Majority):
        return {"green": majority, "yellow": majority}
    return {key.id if isinstance(key, Light) else key: own for key, own in majority.items()}


def a_scale(levels: int) -> tuple[Degree, ...]:
    """Levels that are called by their numbers."""
    return tuple(Degree(f"level {level}", f"It is {level}.") for level in range(levels))


def some_lights(count: int) -> tuple[Light, ...]:
    """Lights of no rubric, best first."""
    colours = list(Colour)
    return tuple(
        Light(count - 1 - n, f"light-{n}", f"Light {n}", "ABCDEFG"[n], "1234567"[n], colours[n])
        for n in range(count)
    )


def even_cuts(levels: int, lights: tuple[Light, ...]) -> dict[str, Fraction]:
    """Highest mean levels at even distances."""
    step = Fraction(levels - 1, len(lights))
    return {light.id: step * n for n, light in enumerate(lights[:-1], start=1)}


def a_veto(green: int, yellow: int) -> Veto:
    """A veto of both lights."""
    return {"green": green, "yellow": yellow}


def lines_at(green: int, yellow: int) -> dict[str, int]:
    """The highest levels of both lights."""
    return {"green": green, "yellow": yellow}


def the_cuts(green: Fraction, yellow: Fraction) -> dict[str, Fraction]:
    """The highest mean levels of both lights."""
    return {"green": green, "yellow": yellow}


def line_of(rubric: Rubric, light: Light) -> int:
    """The highest level that still supports a light; every level supports the worst."""
    return rubric.lines.get(light.id, rubric.highest)


def vetoes(rubric: Rubric, criterion: Criterion, level: int, light: Light) -> bool:
    """Whether an answer to a question vetoes a light, or a worse one, without which it is not."""
    ranks = {one.id: one.rank for one in rubric.lights}
    closed = [ranks[name] for name, least in (criterion.veto or {}).items() if level >= least]
    return any(rank <= light.rank for rank in closed)


def a_rating(
    level: int | tuple[int, int],
    *,
    known: str = "2020",
    basis: Basis = Basis.INFERRED,
    trend: Trend = Trend.NONE,
    evidence: tuple[str, ...] = (),
) -> Rating:
    """A rating; a pair of levels is a range."""
    low, high = level if isinstance(level, tuple) else (level, level)
    return Rating(PartialDate.parse(known), low, high, basis, "Because.", evidence, trend)


def an_item(name: str = "an-item", kind: Kind = COMMENTARY, **changes: object) -> Evidence:
    """An evidence item of 2020 in the one source."""
    given = {"id": name, "summary": "It was so.", "known": PartialDate.parse("2020")} | changes
    return Evidence(**{"passage": PASSAGE, "kind": kind, **given})  # type: ignore[arg-type]


def an_area(
    levels: Mapping[str, int | tuple[int, int] | None] | None = None,
    *,
    others: int | None = 0,
    trends: Mapping[str, Trend] | None = None,
    ids: list[str] = IDS,
) -> IssueArea:
    """An area with the given levels; the other questions are at ``others``, or not rated."""
    levels, trends = levels or {}, trends or {}
    ratings: dict[str, tuple[Rating | Missing, ...]] = {}
    for name in ids:
        level = levels.get(name, others)
        if level is not None:
            ratings[name] = (a_rating(level, trend=trends.get(name, Trend.NONE)),)
    return IssueArea("an-area", "An area", "What is judged.", ratings, sources={SOURCE.id: SOURCE})


def day(text: str) -> PartialDate:
    return PartialDate.parse(text)


@cache
def the_pack() -> Pack:
    """The shipped pack, read once."""
    return open_pack(str(PACK_FOLDER))


def run(
    *arguments: str,
    stdin: bytes = b"",
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Runs the program in a process of its own, with nothing of this terminal's environment."""
    clean = {key: value for key, value in os.environ.items() if key not in OWN_ENVIRONMENT}
    return subprocess.run(
        [sys.executable, "-m", "coopcli", *arguments],
        input=stdin,
        capture_output=True,
        env=clean | {"LC_ALL": "C.UTF-8"} | dict(env or {}),
        cwd=cwd,
        check=False,
        timeout=120,
    )


def golden(name: str, text: str) -> None:
    """Compares text with a whole file; COOPCLI_UPDATE_GOLDEN=1 rewrites it, to be read."""
    path = GOLDEN / name
    if os.environ.get("COOPCLI_UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8"), f"{name} differs; see docs/development.md"

"""Exact shares of weightings and levels beside a simulation of 100,000 draws, for all areas.

    pip install -r requirements/bench.txt
    python benchmarks/acceptability.py

Prints both times, their ratio, and the largest difference in standard errors. Times are those of
the processor, the best of five runs and of three: the wall clock of a busy machine says little.
Ends with 1 where the exact shares are less than 20 times as fast or a difference exceeds four
standard errors.
"""

from __future__ import annotations

import sys
from time import process_time

import numpy as np
from tests.examples import GREEN, LIGHTS, RED, YELLOW

from coopcli.analysis import acceptability, tails
from coopcli.analysis.acceptability import Shares, level_chances, share_of_weightings_and_levels
from coopcli.model import Assessment, Law, Light
from coopcli.packs.library import DEFAULT_PACK, areas_of, open_pack
from coopcli.rule.assessment import assess

DRAWS = 100_000
SEED = 20201001
LEAST_RATIO = 20
MOST_ERRORS = 4
REPEATS = 5
SIMULATIONS = 3


def main() -> int:
    """Runs the comparison; 0 where it holds."""
    pack = open_pack(DEFAULT_PACK)
    found = [assess(pack.rubric, area, area.newest() or pack.newest()) for area in areas_of(pack)]
    exact_time = min(timed_exactly(found)[0] for _ in range(REPEATS))
    exact = timed_exactly(found)[1]
    timed = [timed_simulation(found) for _ in range(SIMULATIONS)]
    simulated_time, drawn = min(time for time, _ in timed), timed[0][1]
    errors = [
        abs(float(shares[light]) - sample[light])
        / max(float(shares[light] * (1 - shares[light]) / DRAWS) ** 0.5, 1e-300)
        for shares, sample in zip(exact, drawn, strict=True)
        for light in reversed(LIGHTS)
        if 0 < shares[light] < 1
    ]
    ratio = simulated_time / exact_time
    print(f"{len(found)} areas; exact {exact_time * 1000:.1f} ms with empty caches")
    print(f"simulation of {DRAWS} draws each: {simulated_time * 1000:.0f} ms; ratio {ratio:.0f}")
    print(f"largest of {len(errors)} differences: {max(errors):.2f} standard errors")
    return int(ratio < LEAST_RATIO or max(errors) > MOST_ERRORS)


def timed_exactly(found: list[Assessment]) -> tuple[float, list[Shares]]:
    """Seconds for all areas, from empty caches, and the shares."""
    tails._beta_tails.cache_clear()
    acceptability._kernelled.cache_clear()
    started = process_time()
    shares = [share_of_weightings_and_levels(assessment, Law.UNIFORM) for assessment in found]
    return process_time() - started, shares


def timed_simulation(found: list[Assessment]) -> tuple[float, list[dict[Light, float]]]:
    """Seconds for all areas, and the shares, the same in each run."""
    started = process_time()
    generator = np.random.default_rng(SEED)
    drawn = [simulated(assessment, generator) for assessment in found]
    return process_time() - started, drawn


def simulated(assessment: Assessment, generator: np.random.Generator) -> dict[Light, float]:
    """The share of draws at each light."""
    rubric = assessment.rubric
    weights = generator.dirichlet(np.ones(len(rubric.criteria)), DRAWS)
    levels = np.empty(weights.shape, dtype=np.int8)
    for column, answer in enumerate(assessment.answers):
        chances = [float(chance) for chance in level_chances(answer, rubric.certainty)]
        drawn = generator.random(DRAWS)
        levels[:, column] = np.searchsorted(np.cumsum(chances)[:-1], drawn, side="right")
    reached = []
    for light in (GREEN, YELLOW):
        support = (weights * (levels <= rubric.lines[light.id])).sum(axis=1)
        reaches = support >= float(rubric.majorities[light.id].share) - 1e-9
        for column, criterion in enumerate(rubric.criteria.values()):
            if criterion.veto:
                closing = rubric.veto_at(criterion, light)
                reaches &= levels[:, column] < closing
        reached.append(float(reaches.mean()))
    green, yellow = reached
    return {RED: 1 - yellow, YELLOW: yellow - green, GREEN: green}


if __name__ == "__main__":
    sys.exit(main())

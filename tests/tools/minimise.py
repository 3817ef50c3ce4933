"""Keeps the inputs of the fuzzing search that run what no other does, and deletes the rest.

::

    python tests/tools/minimise.py             # says which files of tests/fuzz/corpus/found may go
    python tests/tools/minimise.py --delete    # and deletes them

The *arcs* of a file, the jumps from line to line of the program that reading it makes, are measured
in a process of its own for each, so that no cache hides any. The seeds beside ``found`` are kept.
Of the others the one that adds most arcs comes first, of two that add alike the shorter, until none
adds any. An input that stands for a fault that was found is no file here but a recipe in
``tests/hostile/recipes.py``.

Needs nothing beyond the development set, and a system with fork.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from coverage import Coverage

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "tests" / "fuzz" / "corpus"

Arcs = frozenset[tuple[str, int, int]]


def measured(path: Path) -> Arcs:
    """The arcs of the program that run when the file is read as every kind of input."""
    ours, its = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        try:
            with os.fdopen(its, "w") as pipe:
                json.dump(sorted(_arcs(path.read_bytes())), pipe)
        finally:
            os._exit(0)
    os.close(its)
    with os.fdopen(ours) as pipe:
        written = pipe.read()
    os.waitpid(child, 0)
    if not written:
        raise SystemExit(f"{path}: breaks a promise of tests/fuzz/target.py")
    return frozenset((name, start, end) for name, start, end in json.loads(written))


def _arcs(content: bytes) -> set[tuple[str, int, int]]:
    from tests.fuzz.target import try_bytes

    coverage = Coverage(branch=True, data_file=None, source=[str(ROOT / "src" / "coopcli")])
    coverage.start()
    try_bytes(content)
    coverage.stop()
    data = coverage.get_data()
    return {(name, *arc) for name in data.measured_files() for arc in data.arcs(name) or ()}


def kept(arcs: dict[Path, Arcs], covered: Arcs) -> list[Path]:
    """The files that together cover every arc, each of which some arc needs.

    A greedy choice first; then, from the last to the first, each whose arcs the others cover goes.
    """
    chosen: list[Path] = []
    left = frozenset[tuple[str, int, int]]().union(*arcs.values()) - covered
    while left:
        best = min(arcs, key=lambda path: (-len(arcs[path] & left), path.stat().st_size, path.name))
        chosen.append(best)
        left -= arcs[best]
    for path in reversed(chosen[:]):
        others = covered.union(*(arcs[other] for other in chosen if other != path))
        if arcs[path] <= others:
            chosen.remove(path)
    return chosen


def main() -> None:
    """Prints the files that add nothing, and how many arcs are covered by how many files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--delete", action="store_true", help="delete them, too")
    wanted = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    import tests.fuzz.target  # noqa: F401  (once, before the forks)

    seeds = [path for path in sorted(CORPUS.iterdir()) if path.is_file()]
    found = {path: measured(path) for path in sorted((CORPUS / "found").iterdir())}
    seeded = frozenset[tuple[str, int, int]]().union(*map(measured, seeds))
    keep = kept(found, seeded)
    for path in found:
        if path not in keep:
            print(path.relative_to(ROOT))
            if wanted.delete:
                path.unlink()
    covered = len(seeded.union(*found.values()))
    print(
        f"{len(seeds)} seeds and {len(keep)} of {len(found)} files cover all {covered} arcs",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()

"""Measures a batch over generated area files, as ratios, in one run.

    python benchmarks/batch.py [--files 2000] [--many 20000] [--tools]
    python benchmarks/batch.py --beside OTHER/src --rubric OTHER/rubrics/asia-society

Compared are PyYAML's ``CSafeLoader`` alone on the same bytes, one worker, two workers, ten times
as many files, and with ``--tools`` what ``yamllint`` and ``check-jsonschema`` need only to
validate the same files. With ``--beside`` the program of another commit runs in turn with this one,
over files of a pack that both can read. Whole processes are measured: by the processor, so that a
busy machine changes little, and two workers by the clock.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

from coopcli.packs import library
from coopcli.reading.schemas import published

WORDS = (
    *("both", "sides", "talk", "of", "rules", "while", "firms", "wait", "and", "officials"),
    *("weigh", "what", "a", "shared", "text", "would", "bind", "them", "to", "since", "forum"),
)


def area_text(number: int, pack: library.Pack) -> str:
    """One area file of about 4 KB: an answer to every question, on evidence of the pack."""
    draw = random.Random(number)
    lines = [
        f"id: area-{number}",
        f"name: Area {number}",
        f"aliases: [a{number}, the {number}th]",
        f"scope: {prose(draw, 20)}",
        "form: [dialogue, standards]",
        "ratings:",
    ]
    for criterion in pack.rubric.criteria.values():
        items = [
            item
            for item in pack.ledger.values()
            if criterion.id in item.raises or criterion.id in item.lowers
        ]
        cited = draw.sample(items, min(2, len(items)))
        level = draw.choice((0, 1, 1, 2, 2, 3))
        lines += [
            f"  {criterion.id}:",
            "    - known: 2025",
            f"      level: {level}",
            f"      basis: {'general' if cited else 'inferred'}",
            f"      rationale: {prose(draw, 18)}",
        ]
        if cited:
            lines.append(f"      evidence: [{', '.join(item.id for item in cited)}]")
    return "\n".join(lines) + "\n"


def prose(draw: random.Random, count: int) -> str:
    """Some words without a meaning."""
    return " ".join(draw.choices(WORDS, k=count))


def generate(folder: Path, count: int, pack: library.Pack) -> None:
    """Writes area files into a folder."""
    for number in range(count):
        (folder / f"area-{number}.yaml").write_text(area_text(number, pack), encoding="utf-8")


def seconds(*command: str, source: str = "") -> tuple[float, float]:
    """Processor and wall time of a command whose output goes nowhere."""
    place = {"PYTHONPATH": source} if source else {}
    used, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    nowhere = subprocess.DEVNULL
    subprocess.run(
        command, stdout=nowhere, stderr=nowhere, env={**os.environ, **place}, check=False
    )
    wall, now = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    return now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime, wall


def loader_seconds(folder: Path) -> float:
    """Processor time of ``yaml.load`` with ``CSafeLoader`` over the files."""
    begin = time.process_time()
    for path in sorted(folder.iterdir()):
        yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    return time.process_time() - begin


def batch(folder: Path, rubric: str, workers: int = 1, source: str = "") -> tuple[float, float]:
    """Processor and wall time of a batch that writes JSON Lines, by the program in a folder."""
    program = (sys.executable, "-m", "coopcli", "batch", str(folder), "-f", "jsonl")
    return seconds(*program, "--workers", str(workers), "-r", rubric, source=source)


def peak_kilobytes(folder: Path, rubric: str) -> int:
    """The most memory that a batch of one worker held."""
    code = (
        "import resource, subprocess, sys;"
        "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    command = (sys.executable, "-m", "coopcli", "batch", str(folder), "-f", "jsonl", "-r", rubric)
    told = subprocess.run(
        [sys.executable, "-c", code, *command, "--workers", "1"],
        stdout=subprocess.PIPE,
        check=True,
    )
    return int(told.stdout)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--many", type=int, default=0, help="also measure this many files")
    parser.add_argument("--tools", action="store_true", help="also measure two validators")
    parser.add_argument("--runs", type=int, default=5, help="of which the shortest counts")
    parser.add_argument("--rubric", default=library.DEFAULT_PACK, help="the pack of the files")
    parser.add_argument("--beside", default="", help="the sources of another commit")
    wanted = parser.parse_args()
    pack = library.open_pack(wanted.rubric)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "areas")
        folder.mkdir()
        generate(folder, wanted.files, pack)
        size = sum(path.stat().st_size for path in folder.iterdir()) / wanted.files
        print(f"{wanted.files} files of {size:.0f} bytes, {os.cpu_count()} cores")
        rounds = [
            (
                loader_seconds(folder),
                *batch(folder, wanted.rubric),
                batch(folder, wanted.rubric, 2)[1],
                batch(folder, wanted.rubric, 1, wanted.beside)[0],
            )
            for _ in range(wanted.runs)
        ]
        loader, used, one, two, other = map(min, zip(*rounds, strict=True))
        print(f"CSafeLoader alone          {1000 * loader / wanted.files:.3f} ms a file")
        print(f"one worker / CSafeLoader   {used / loader:.2f}")
        if wanted.beside:
            print(f"the other / CSafeLoader    {other / loader:.2f}")
        print(f"two workers / one worker   {two / one:.2f}")
        few = peak_kilobytes(folder, wanted.rubric)
        print(f"peak memory                {few // 1024} MiB")
        if wanted.tools:
            tools(folder, used)
        if wanted.many:
            generate(folder, wanted.many, pack)
            many, _ = batch(folder, wanted.rubric)
            ratio = (many / wanted.many) / (used / wanted.files)
            print(f"a file of {wanted.many} / of {wanted.files}   {ratio:.2f}")
            peak = peak_kilobytes(folder, wanted.rubric) // 1024
            print(f"peak memory of {wanted.many}      {peak} MiB")


def tools(folder: Path, one: float) -> None:
    """Measures two validators against the processor time of one worker."""
    bin_folder = Path(sys.executable).parent
    schema = folder.parent / "area.schema.json"
    schema.write_text(json.dumps(published("area")), encoding="utf-8")
    lint, _ = seconds(str(bin_folder / "yamllint"), "-d", "relaxed", str(folder))
    print(f"yamllint / one worker      {lint / one:.1f}")
    files = [str(path) for path in sorted(folder.iterdir())]
    check, _ = seconds(str(bin_folder / "check-jsonschema"), "--schemafile", str(schema), *files)
    print(f"check-jsonschema / one     {check / one:.1f}")


if __name__ == "__main__":
    main()

"""How long a run takes from the shell, against bare programs that load the same files.

    .venv/bin/python benchmarks/startup.py [--runs 31] [--typer-venvs OLD NEW]

The bare programs are written to a temporary folder: Typer, PyYAML's C loader, one line printed,
or one table by rich. All programs run in turn, so that a busy machine slows all of them alike.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACK = ROOT / "rubrics" / "asia-society"
AREA = "facial-recognition"
TWO = [str(PACK / "rubric.yaml"), str(PACK / "areas" / f"{AREA}.yaml")]
FOUR = [*TWO, str(PACK / "evidence.yaml"), str(PACK / "sources.yaml")]

LINE = """\
import typer
import yaml

def main(files: list[str]):
    loaded = [yaml.load(open(path, "rb"), Loader=yaml.CSafeLoader) for path in files]
    print(loaded[1]["name"], len(loaded[1]["ratings"]))

app = typer.Typer(add_completion=False, rich_markup_mode=None)
app.command()(main)
app()
"""

TABLE = LINE.replace(
    '    print(loaded[1]["name"], len(loaded[1]["ratings"]))\n',
    """\
    from rich.console import Console
    from rich.table import Table
    table = Table(title=loaded[1]["name"])
    for column in ("criterion", "level", "rationale"):
        table.add_column(column)
    for name, ratings in loaded[1]["ratings"].items():
        newest = ratings[-1]
        table.add_row(name, str(newest.get("level")), newest.get("rationale"))
    Console().print(table)
""",
)

HELLO = "import typer\napp = typer.Typer(add_completion=False, rich_markup_mode=None)\n" + (
    "@app.command()\ndef main():\n    print('hello')\napp()\n"
)


def measured(commands: dict[str, list[str]], runs: int) -> dict[str, tuple[float, float]]:
    """Median wall time and median processor time of each command in ms, run in turn."""
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            before, began = _busy(), time.perf_counter()
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
            wall, busy = time.perf_counter() - began, _busy() - before
            if turn:  # the first turn warms the caches of the file system
                times[name].append((1000 * wall, 1000 * busy))
    return {
        name: (statistics.median(t[0] for t in all_), statistics.median(t[1] for t in all_))
        for name, all_ in times.items()
    }


def _busy() -> float:
    """Seconds of processor time that all programs that were started have taken."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=31)
    options.add_argument("--typer-venvs", nargs=2, metavar=("OLD", "NEW"), default=())
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("line", LINE), ("table", TABLE), ("hello", HELLO)):
            Path(folder, f"{name}.py").write_text(text, encoding="utf-8")
        python, program = sys.executable, str(Path(sys.executable).parent / "coopcli")
        commands = {
            "python -c pass": [python, "-c", "pass"],
            "bare, two files, a line": [python, f"{folder}/line.py", *TWO],
            "bare, four files, a line": [python, f"{folder}/line.py", *FOUR],
            "bare, two files, a table": [python, f"{folder}/table.py", *TWO],
            "bare, four files, a table": [python, f"{folder}/table.py", *FOUR],
            "coopcli --version": [program, "--version"],
            "coopcli assess -f json": [program, "assess", AREA, "-f", "json"],
            "coopcli assess": [program, "assess", AREA],
        }
        for name, venv in zip(("old", "new"), given.typer_venvs, strict=False):
            commands[f"bare Typer, {name}"] = [f"{venv}/bin/python", f"{folder}/hello.py"]
        times = measured(commands, given.runs)
    tell(times, given.runs)


def tell(times: dict[str, tuple[float, float]], runs: int) -> None:
    """Print the times and the ratios as tables."""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("typer", "rich", "pyyaml"))
    print(f"{platform.machine()}, {os.cpu_count()} processors; Python {platform.python_version()}")
    print(f"{libraries}; medians of {runs} runs in turn\n")
    print("| program | wall ms | processor ms |\n| --- | ---: | ---: |")
    for name, (wall, busy) in times.items():
        print(f"| `{name}` | {wall:.0f} | {busy:.0f} |")
    print("\n| ratio of processor time | two files | four files |\n| --- | ---: | ---: |")
    for what, bare in (("coopcli assess -f json", "a line"), ("coopcli assess", "a table")):
        ratios = [times[what][1] / times[f"bare, {n} files, {bare}"][1] for n in ("two", "four")]
        print(f"| `{what}` / bare with {bare} | {ratios[0]:.2f} | {ratios[1]:.2f} |")


if __name__ == "__main__":
    main()

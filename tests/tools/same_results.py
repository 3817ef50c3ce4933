"""Whether two commits print the same bytes, for every kind of result and every area.

    python tests/tools/same_results.py BASE OTHER [COMMAND...]

Runs a long list of command lines on the shipped pack, the small pack and the bad files of the first
commit, with the programs of both: as JSON, text, Markdown, HTML and every other format of a kind,
from the run itself and from its saved JSON. ``COMMAND`` keeps to some commands, such as ``assess``.
Exits with 1 and names what differs. What a commit prints is kept among the system's temporary files
and used again. All of it takes some minutes.
"""

from __future__ import annotations

import difflib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]

MOST = 20
"""Most names, and most lines of a difference, that are printed."""

EVERYWHERE = ("json", "text", "text -q", "text -v", "markdown", "html", "jsonl")
JUDGED = ("csv", "junit", "sarif", "github", "light")
MORE = {
    "assess": (*JUDGED, "csv --long", "bibtex", "csl"),
    "batch": (*JUDGED, "csv --long"),
    "areas": ("csv", "light"),
    "check": ("junit", "sarif", "github"),
    "sources": ("bibtex", "csl"),
}
GATES = (
    "--fail-on yellow,undetermined,stale,unsupported,regression --min-coverage 9/10 "
    "--fail-on-outlook negative,developing"
)


def commands(pack: str) -> Iterator[str]:
    """The command lines on a pack, without format."""
    areas = sorted(path.stem for path in Path(pack, "areas").glob("*.yaml"))
    criteria = _ids(Path(pack, "rubric.yaml"), r"^ {6,}- id: ([a-z0-9-]+)")
    where, base = f"-r {pack}", f"--baseline base-{pack}.json"
    for position, area in enumerate(areas):
        first, second, third = (criteria[(position + n) % len(criteria)] for n in range(3))
        yield f"assess {area} {where}"
        yield f"assess {area} {where} --as-of 2021-06"
        yield f"assess {area} {where} {GATES} {base}"
        yield f"timeline {area} {where}"
        yield f"robustness {area} {where}"
        yield f"pathways {area} {where}"
        yield f"pathways {area} {where} --to green --spare 1"
        yield f"what-if {area} {where} --set {first}=4"
        yield f"what-if {area} {where} --set {second}=0-1 --set weight.{third}=3 --set majority=3/4"
        yield f"what-if {area} {where} --set {third}=missing --set lines.green=0"
        yield f"sources {area} {where}"
        yield f"diff {area} {where} --from 2021 --to 2025"
        other = areas[(position + 1) % len(areas)]
        yield f"compare {area} {other} {where}"
    yield f"compare {' '.join(areas[:4])} {where}"
    yield f"robustness --all {where}"
    yield f"robustness {areas[0]} {where} --sensitivity --draws 100"
    yield f"areas {where}"
    yield f"sources {where}"
    yield f"batch --all {where}"
    yield f"batch --all {where} --as-of 2022 {GATES} {base}"
    yield f"batch {pack}/areas bad {areas[0]} nowhere {where} {GATES} --exit-zero {base}"
    yield f"batch bad {where}"
    yield f"check {pack}"
    yield f"check {pack} bad"
    yield f"rubric show {where}"
    yield f"rubric test {where}"
    yield f"rubric audit {where}"
    ids = [name for file in ("rubric", "evidence", "sources") for name in _named(pack, file)]
    for name in dict.fromkeys(["rule", "green", "yellow", "red", *ids]):
        yield f"explain {name} {where}"


def _ids(path: Path, pattern: str) -> list[str]:
    return re.findall(pattern, path.read_text(encoding="utf-8"), re.MULTILINE)


def _named(pack: str, file: str) -> list[str]:
    found = _ids(Path(pack, f"{file}.yaml"), r"^ *(?:- )?id: ([a-z0-9-]+)$")
    return found[:: 1 if len(found) < 100 else 10]


def record(out: Path, words: list[str]) -> None:
    """Runs every command line and writes what each prints, in the process that knows the commit."""
    number = 0
    for pack in ("small", "shipped"):
        run(f"batch --all -r {pack} --as-of 2021 -f json -o base-{pack}.json")
        for command in commands(pack):
            number += 1
            if words and command.split()[0] not in words:
                continue
            name = re.sub(r"[^a-z0-9]+", "-", command)[:90]
            kind = command.split()[0]
            forms = ("json", "text", "markdown -v") if kind == "explain" else EVERYWHERE
            for form in (*forms, *MORE.get(kind, ())):
                if "--long" in form and kind == "assess":
                    continue
                printed = run(f"{command} -f {form}")
                path = out / f"{number:04}-{name}.{form.replace(' ', '')}"
                path.write_text(printed, encoding="utf-8")
                if form == "json":
                    Path("saved.json").write_text(printed.partition("\n--\n")[2], encoding="utf-8")
                else:
                    path = path.with_name(f"{path.name}.rendered")
                    path.write_text(run(f"render saved.json -f {form}"), encoding="utf-8")
    (out / "schema").write_text(run("rubric schema result"), encoding="utf-8")


def run(command: str) -> str:
    """What a command line prints: exit code and messages, a line of dashes, and the report."""
    from coopcli import __version__
    from coopcli.cli.main import run as run_program

    kept = sys.stdout, sys.stderr
    sys.stdout = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    sys.stderr = io.StringIO()
    try:
        code = run_program(command.split())
        sys.stdout.flush()
        printed = sys.stdout.buffer.getvalue().decode()
        said = sys.stderr.getvalue()
    finally:
        sys.stdout, sys.stderr = kept
    printed = re.sub(r'(version": ?")' + re.escape(__version__), r"\1x", printed)
    return f"{code}\n{said}\n--\n{printed}"


def recorded(program: str, packs: str, words: list[str]) -> Path:
    """The folder with what the program of a commit prints on the packs of a commit."""
    name = "-".join(["coopcli-results", program, "on", packs, *words])
    out = Path(tempfile.gettempdir(), name)
    if out.exists():
        return out
    with tempfile.TemporaryDirectory() as folder:
        _export(program, ["src"], folder)
        _export(packs, ["tests/pack", "tests/bad", "rubrics/asia-society"], folder)
        for old, new in (("tests/pack", "small"), ("tests/bad", "bad"), ("rubrics", "rubrics")):
            shutil.move(Path(folder, old), Path(folder, new))
        shutil.move(Path(folder, "rubrics/asia-society"), Path(folder, "shipped"))
        made = Path(folder, "out")
        made.mkdir()
        subprocess.run(
            [sys.executable, __file__, "--record", made, *words],
            cwd=folder,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": f"{folder}/src", "LC_ALL": "C.UTF-8"},
            check=True,
        )
        shutil.move(made, out)
    return out


def _export(commit: str, paths: list[str], folder: str) -> None:
    archive = subprocess.check_output(["git", "-C", str(ROOT), "archive", commit, *paths])
    subprocess.run(["tar", "x", "-C", folder], input=archive, check=True)


def _commit(name: str) -> str:
    command = ["git", "-C", str(ROOT), "rev-parse", "--short", name]
    return subprocess.check_output(command, text=True).strip()


def main(arguments: list[str]) -> int:
    """Compares two commits, or records one."""
    if arguments[0] == "--record":
        record(Path(arguments[1]), arguments[2:])
        return 0
    base, other = map(_commit, arguments[:2])
    before, after = (recorded(program, base, arguments[2:]) for program in (base, other))
    names = sorted({path.name for folder in (before, after) for path in folder.iterdir()})
    differing = [name for name in names if _read(before / name) != _read(after / name)]
    for name in differing[:MOST]:
        print(f"differs: {name}")
    for name in differing[:3]:
        old, new = (_read(folder / name).splitlines() for folder in (before, after))
        found = difflib.unified_diff(old, new, name, name, n=0, lineterm="")
        print(*[line[:160] for line in found][:MOST], sep="\n")
    print(f"{len(names)} outputs compared, {len(differing)} differ: {before} and {after}")
    return 1 if differing else 0


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The program without what only POSIX systems have, as far as another system can show it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.registry import commands
from tests.examples import ROOT, SMALL_PACK
from tests.panels import SHEETS

WITHOUT = f"""
PACK = {str(ROOT / SMALL_PACK)!r}
import importlib, os, pkgutil, signal, sys
import coopcli.cli.main

# What others import is there already: only the program itself meets a system without it.
names = ["coopcli", *(m.name for m in pkgutil.walk_packages(coopcli.__path__, "coopcli."))]
names = [name for name in names if not name.endswith("__main__")]
for name in names:
    importlib.import_module(name)
coopcli.cli.main.run(["assess", "fish-counting", "-r", PACK, "-o", "first.html"])
os.unlink("first.html")
for name in [n for n in sys.modules if n.split(".")[0] == "coopcli"]:
    del sys.modules[name]

POSIX = ("fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "syslog", "posix")

class Nothing:
    def find_spec(self, name, path=None, target=None):
        if name in POSIX:
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Nothing())
for name in POSIX:
    sys.modules.pop(name, None)
GONE = (
    "fork forkpty getuid geteuid getgid getegid getgroups setuid setgid setgroups setsid getpgid "
    "getpgrp killpg wait wait3 wait4 WIFEXITED WNOHANG uname getloadavg nice sysconf "
    "O_NONBLOCK O_CLOEXEC O_NOFOLLOW O_DIRECTORY O_SYNC chown lchown fchown fchmod chroot mkfifo "
    "mknod pread pwrite readv writev sendfile sched_getaffinity posix_spawn fdatasync sync statvfs"
)
for name in GONE.split():
    if hasattr(os, name):
        delattr(os, name)
for name in dir(signal):
    kept = ("SIGINT", "SIGTERM", "SIGABRT", "SIGFPE", "SIGILL", "SIGSEGV", "SIG_DFL", "SIG_IGN")
    if name.startswith(("SIG", "pthread", "sig", "alarm", "setitimer", "pause")):
        if name not in kept and name != "signal":
            delattr(signal, name)
sys.platform = "win32"
"""

IMPORTS = """
for name in names:
    importlib.import_module(name)
print(len(names))
"""

RUNS = """
from coopcli.cli.main import run
from coopcli.cli import signals
signals.listen()
codes = [run(words) for words in COMMANDS]
sys.stdout.flush()
print(codes, file=sys.stderr)
"""


def without_posix(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WITHOUT + code],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="stands in for that system")
def test_every_module_is_imported_without_what_only_posix_has(tmp_path: Path) -> None:
    done = without_posix(IMPORTS, tmp_path)

    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[-1]) > 100


@pytest.mark.skipif(sys.platform == "win32", reason="stands in for that system")
def test_commands_run_without_what_only_posix_has(tmp_path: Path) -> None:
    pack = str(ROOT / SMALL_PACK)
    area = (ROOT / SMALL_PACK / "areas" / "fish-counting.yaml").read_text(encoding="utf-8")
    (tmp_path / "many").mkdir()
    for number in range(130):  # enough for several workers where there may be any
        text = area.replace("id: fish-counting", f"id: area-{number}")
        (tmp_path / "many" / f"area-{number}.yaml").write_text(text, encoding="utf-8")
    commands = [
        ["areas", "-r", pack],
        ["check", pack],
        ["explain", "rule", "-r", pack],
        ["batch", "many", "-r", pack, "--workers", "4", "-f", "jsonl", "-o", "many.jsonl"],
        ["batch", "--all", "-r", pack, "-f", "json", "-o", "lights.json"],
        ["render", "lights.json", "-f", "markdown"],
        ["assess", "fish-counting", "-r", pack, "-f", "html", "-o", "fish.html"],
        ["batch", f"{pack}/areas", "--baseline", "lights.json", "--fail-on", "regression"],
    ]

    done = without_posix(f"COMMANDS = {commands!r}\n{RUNS}", tmp_path)

    assert done.stderr.splitlines()[-1:] == [str([0] * len(commands))], done.stderr
    assert {path.name for path in tmp_path.iterdir()} == {
        *("lights.json", "fish.html", "many", "many.jsonl")
    }


RATE = (
    "rate boat.yaml -r pack --only words --known 2025 --no-input --level 1 --basis inferred "
    "--because Known."
)


@pytest.mark.skipif(sys.platform == "win32", reason="stands in for that system")
def test_every_command_runs_without_what_only_posix_has(tmp_path: Path) -> None:
    shutil.copytree(ROOT / SMALL_PACK, tmp_path / "pack")
    shutil.copytree(SHEETS, tmp_path / "sheets")
    saved = [
        ["assess", "fish-counting", "-r", "pack", "-o", name]
        for name in ("result.json", "later.json")
    ]
    every = [
        [*command.words, *(["-r", "pack"] if "rubric" in command.options else [])]
        for command in commands()
        if command.words[0] not in ("new", "rate", "table", "form", "export")
    ]
    writing = [
        ["form", "fish-counting", "-r", "pack", "-o", "form.html"],
        ["export", "--all", "-r", "pack", "-o", "tables.csv"],
        ["new", "boat-naming", "-r", "pack", "-o", "boat.yaml"],
        RATE.split(),
        ["check", "boat.yaml", "-r", "pack"],
    ]

    done = without_posix(f"COMMANDS = {[*saved, *every, *writing]!r}\n{RUNS}", tmp_path)

    assert done.stderr.splitlines()[-1] == str([0] * len([*saved, *every, *writing])), done.stderr

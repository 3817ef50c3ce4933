"""What the world around the program does to it: nothing is lost, half written or left behind."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO

import pytest

import coopcli
from coopcli.cli import signals
from coopcli.cli.exits import Exit
from coopcli.cli.main import run
from tests.hostile.recipes import PACK

pytestmark = pytest.mark.skipif(os.name != "posix", reason="faults of POSIX systems")

OLD = "the old report\n"
ASSESS = ("assess", "-r", str(PACK), "an-area")

Ran = subprocess.CompletedProcess[bytes]


def program(
    *arguments: str,
    setup: str = "",
    env: dict[str, str] | None = None,
    stdin: IO[bytes] | None = None,
    stdout: int | IO[bytes] = subprocess.PIPE,
    stderr: int | IO[bytes] = subprocess.PIPE,
) -> Ran:
    """A run in a process of its own; ``setup`` is Python that is run before the program.

    The modules are imported before ``setup``, so that only the program itself meets the fault.
    """
    code = (
        "import sys, os, resource, signal; from coopcli.cli import main\n"
        f"import coopcli.cli.main, coopcli.cli.output\n{setup}\nmain()"
    )
    kept = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=kept | (env or {}),
        check=False,
        timeout=60,
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
    )


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "report.json"
    path.write_text(OLD, encoding="utf-8")
    return path


# Takes the rights of root away, after a few runs have imported what is only imported on the way.
NOBODY = """
import importlib, pkgutil, coopcli, coopcli.cli.main
for found in pkgutil.walk_packages(coopcli.__path__, "coopcli."):
    if "__main__" not in found.name:
        importlib.import_module(found.name)
from contextlib import redirect_stderr, redirect_stdout
import io
for words in (["check", "x.yaml", "-f", "json"], ["assess", "-", "-o", "/x/x.json"], ["areas"]):
    with redirect_stdout(io.TextIOWrapper(io.BytesIO())), redirect_stderr(io.StringIO()):
        coopcli.cli.main.run(words)
if os.getuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
"""


@contextmanager
def open_copy(of: Path, name: str) -> Iterator[Path]:
    """A folder that every user may look into, with a copy of another folder in it."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        folder.chmod(0o755)
        shutil.copytree(of, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        for path in folder.rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)
        yield folder


@pytest.fixture(scope="module")
def as_anybody() -> Iterator[Callable[..., Ran]]:
    """A run as a user without rights, of a copy: the checkout may lie where only root may look."""
    with open_copy(Path(coopcli.__file__).parent, "coopcli") as folder:
        yield partial(program, setup=NOBODY, env={"PYTHONPATH": str(folder)})


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may look into, with the sound pack in it."""
    with open_copy(PACK, "pack") as folder:
        yield folder


def whole(path: Path) -> bool:
    """Whether a file holds a report from its beginning to its end."""
    return bool(json.loads(path.read_text(encoding="utf-8"))["kind"] == "assessment")


def left_behind(folder: Path) -> list[str]:
    return [name for name in os.listdir(folder) if name.startswith(".coopcli")]


# Streams.


@pytest.mark.parametrize("words", [ASSESS, ("--help",), ("--version",), ("check", str(PACK))])
def test_a_closed_stdout_is_an_error(words: tuple[str, ...]) -> None:
    ran = subprocess.run(
        ["sh", "-c", 'exec "$@" >&-', "sh", sys.executable, "-m", "coopcli", *words],
        stderr=subprocess.PIPE,
        check=False,
    )
    assert ran.returncode == 2
    assert ran.stderr.strip()
    assert b"Traceback" not in ran.stderr


@pytest.mark.parametrize("words", [ASSESS, ("--help",), ("--version",), ("check", str(PACK))])
def test_a_full_disk_behind_stdout_is_an_error(words: tuple[str, ...]) -> None:
    with open("/dev/full", "wb") as full:
        ran = program(*words, stdout=full)
    assert ran.returncode == 2
    assert b"no space left on device" in ran.stderr
    assert b"Traceback" not in ran.stderr


@pytest.mark.parametrize("words", [ASSESS, ("--help",), ("areas",)])
def test_a_reader_that_goes_away_is_no_error(words: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ran = program(*words, stdout=writing)
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_a_closed_stdin_is_an_error() -> None:
    ran = subprocess.run(
        ["sh", "-c", 'exec "$@" <&-', "sh", sys.executable, "-m", "coopcli", "assess", "-"],
        capture_output=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr == b"command line: no-stdin: standard input is closed\n"


def test_problems_do_not_land_on_stdout_when_stderr_is_closed() -> None:
    ran = subprocess.run(
        ["sh", "-c", 'exec "$@" 2>&-', "sh", sys.executable, "-m", "coopcli", "assess", "zzz"],
        stdout=subprocess.PIPE,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (2, b"")


def test_a_full_disk_behind_stderr_changes_no_exit_code() -> None:
    with open("/dev/full", "wb") as full:
        ran = program("assess", "zzz", stdout=subprocess.PIPE, stderr=full)
    assert (ran.returncode, ran.stdout) == (2, b"")


# Writing.


LIMIT = "resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0}))"


@pytest.mark.parametrize("size", [0, 1, 4096])
def test_a_full_disk_leaves_the_old_report(target: Path, size: int) -> None:
    ran = program(*ASSESS, "-o", str(target), setup=LIMIT.format(size))

    assert ran.returncode == 2
    assert b"unwritable: cannot be written: file too large" in ran.stderr
    assert target.read_text(encoding="utf-8") == OLD
    assert not left_behind(target.parent)


def test_killed_at_a_byte_the_old_report_stays(target: Path) -> None:
    length = len(program(*ASSESS, "-f", "json").stdout)
    for size in (0, 1, length // 2, length - 1):
        # The kernel ends the process at this byte; nothing of Python runs any more.
        kill = f"signal.signal(signal.SIGXFSZ, signal.SIG_DFL); {LIMIT.format(size)}"
        ran = program(*ASSESS, "-o", str(target), setup=kill)

        assert ran.returncode == -signal.SIGXFSZ
        assert target.read_text(encoding="utf-8") == OLD


@pytest.mark.parametrize("step", ["open", "fsync", "chmod", "replace"])
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_killed_at_a_step_the_report_is_old_or_new(target: Path, step: str, number: int) -> None:
    # Before and after each system call of the writer.
    for when in ("before", "after"):
        target.write_text(OLD, encoding="utf-8")
        setup = (
            f"real = os.{step}\n"
            f"def {step}(*a, **k):\n"
            f"    mine = {step!r} != 'open' or '.coopcli-' in str(a[0])\n"
            f"    mine and {when == 'before'} and os.kill(os.getpid(), {int(number)})\n"
            f"    done = real(*a, **k)\n"
            f"    mine and {when == 'after'} and os.kill(os.getpid(), {int(number)})\n"
            f"    return done\n"
            f"os.{step} = {step}"
        )
        ran = program(*ASSESS, "-o", str(target), setup=setup)

        replaced = (step, when) == ("replace", "after")
        if number == signal.SIGKILL:
            assert ran.returncode == -signal.SIGKILL
        else:
            assert ran.returncode == 128 + number
            assert not left_behind(target.parent)
        assert b"Traceback" not in ran.stderr
        if replaced or target.read_text(encoding="utf-8") != OLD:
            assert whole(target)


def test_two_writers_at_once_leave_one_whole_report(target: Path) -> None:
    command = [sys.executable, "-m", "coopcli", *ASSESS, "-o", str(target)]
    both = [subprocess.Popen(command) for _ in range(4)]
    assert [one.wait(60) for one in both] == [0] * 4
    assert whole(target)
    assert not left_behind(target.parent)


def test_a_folder_that_must_not_be_written_to(
    open_folder: Path, as_anybody: Callable[..., Ran]
) -> None:
    pack = open_folder / "pack"
    open_folder.chmod(0o555)
    ran = as_anybody("assess", "-r", str(pack), "an-area", "-o", str(open_folder / "new.json"))
    open_folder.chmod(0o755)

    assert ran.returncode == 2
    assert b"cannot be written: permission denied" in ran.stderr
    assert os.listdir(open_folder) == ["pack"]


def test_a_link_is_not_written_through(target: Path) -> None:
    link = target.with_name("link.json")
    link.symlink_to(target)
    ran = program(*ASSESS, "-o", str(link))

    assert ran.returncode == 2
    assert b"it is a symbolic link; name the file that it points to" in ran.stderr
    assert target.read_text(encoding="utf-8") == OLD


def test_a_device_a_pipe_and_a_folder_are_not_written_to(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in ("/dev/null", str(tmp_path / "pipe"), str(tmp_path)):
        ran = program(*ASSESS, "-o", path)
        assert ran.returncode == 2
        assert b"it is no regular file" in ran.stderr


def test_an_input_is_not_overwritten(tmp_path: Path) -> None:
    area = tmp_path / "an-area.yaml"
    shutil.copy(PACK / "areas" / "an-area.yaml", area)
    before = area.read_bytes()
    for name in (str(area), f"{tmp_path}/./an-area.yaml"):
        ran = program("assess", "-r", str(PACK), str(area), "-f", "text", "-o", name)
        assert ran.returncode == 2
        assert b"it was read or written in this run and is not overwritten" in ran.stderr
    assert area.read_bytes() == before


def test_the_permissions_of_the_old_report_stay(target: Path) -> None:
    target.chmod(0o640)
    assert program(*ASSESS, "-o", str(target)).returncode == 0
    assert target.stat().st_mode & 0o777 == 0o640


# Reading.


def refusal(*words: str, by: Callable[..., Ran] = program) -> str:
    """What is said of an input that cannot be read."""
    ran = by(*words)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"Traceback" not in ran.stderr
    return ran.stderr.decode()


def test_a_file_that_is_not_there_or_leads_in_a_circle(tmp_path: Path) -> None:
    loop = tmp_path / "loop.yaml"
    loop.symlink_to(loop)
    missing = tmp_path / "missing.yaml"
    assert refusal("assess", str(missing)) == f"{missing}: unreadable: no such file or directory\n"
    assert "too many levels of symbolic links" in refusal("assess", str(loop))
    assert "file name too long" in refusal("assess", f"{'x' * 5000}.yaml")


def test_a_device_a_pipe_and_a_folder_are_no_input(tmp_path: Path) -> None:
    for name, make in {"pipe.yaml": os.mkfifo, "folder.yaml": os.mkdir}.items():
        make(tmp_path / name)
        assert (
            "unreadable" in (printed := refusal("assess", str(tmp_path / name)))
            or "not-a" in printed
        )
    (tmp_path / "zero.yaml").symlink_to("/dev/zero")
    assert "not-a-file: a regular file is needed" in refusal("assess", str(tmp_path / "zero.yaml"))


def test_a_file_that_must_not_be_read(open_folder: Path, as_anybody: Callable[..., Ran]) -> None:
    pack = open_folder / "pack"
    area = pack / "areas" / "an-area.yaml"
    area.chmod(0)
    printed = refusal("assess", "-r", str(pack), "an-area", by=as_anybody)
    assert printed == f"{area}: unreadable: permission denied\n"
    area.chmod(0o644)

    # A folder that cannot be listed is no empty folder.
    area.parent.chmod(0)
    assert "permission denied" in refusal("areas", "-r", str(pack), by=as_anybody)
    ran = as_anybody("check", "-r", str(pack), str(area.parent), "-f", "json")
    assert ran.returncode == 1
    assert json.loads(ran.stdout)["problems"][0]["message"] == "permission denied"
    area.parent.chmod(0o755)


@pytest.mark.parametrize(
    ("accident", "printed"),
    [("os.unlink(p)", "no such file or directory"), ("os.truncate(p, 100)", "missing-key")],
)
def test_a_file_that_vanishes_or_changes_on_the_way(
    tmp_path: Path, accident: str, printed: str
) -> None:
    shutil.copytree(PACK, tmp_path / "pack")
    # It happens after the folder was listed and before the file is read.
    setup = (
        "import coopcli.reading.source as s; real = s.read\n"
        f"s.read = lambda p: (p.endswith('an-area.yaml') and {accident}, real(p))[1]"
    )
    ran = program("assess", "-r", str(tmp_path / "pack"), "an-area", setup=setup)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert printed in ran.stderr.decode()


def test_a_file_of_100_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    huge = tmp_path / "huge.yaml"
    huge.touch()
    os.truncate(huge, 100 << 20)
    # With 64 MB of memory beyond what is taken, it cannot have been read.
    room = (
        "used = int(open('/proc/self/statm').read().split()[0]) * resource.getpagesize()\n"
        "resource.setrlimit(resource.RLIMIT_AS, (used + (64 << 20),) * 2)"
    )
    ran = program("assess", str(huge), setup=room if sys.platform == "linux" else "")
    assert ran.returncode == 2
    assert ran.stderr.decode() == f"{huge}: too-long: at most 1048576 bytes are read\n"
    with open(huge, "rb") as stream:
        ran = program("assess", "-", stdin=stream, stdout=subprocess.PIPE)
    assert ran.stderr == b"<stdin>: too-long: at most 1048576 bytes are read\n"


def test_deep_nesting_ends_neither_the_reader_nor_the_process(tmp_path: Path) -> None:
    for name, text in {"list.yaml": "[" * 1_000_000, "map.yaml": "{a: " * 250_000}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert "too-deep" in refusal("assess", str(tmp_path / name))
    (tmp_path / "deep.json").write_text("[" * 1_000_000, encoding="utf-8")
    assert "not-json: it nests too deep" in refusal("render", str(tmp_path / "deep.json"))


# Signals.


def test_a_signal_within_a_class_body_is_a_signal(monkeypatch: pytest.MonkeyPatch) -> None:
    class Struck:
        def __set_name__(self, owner: type, name: str) -> None:
            raise signals.Interrupted(signal.SIGTERM)

    def import_it(*_: object, **__: object) -> None:
        type("Imported", (), {"struck": Struck()})

    monkeypatch.setattr("typer.main.get_command", import_it)

    assert run(["areas"]) == Exit.TERMINATED


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("delay", [0.0, 0.03, 0.08, 0.15])
def test_a_signal_ends_a_run_quietly(tmp_path: Path, number: signal.Signals, delay: float) -> None:
    # The program reads from a pipe that never ends, so that it is still there when told to go.
    # It says when it listens: on a busy machine a signal could come before.
    command = (
        "import coopcli.cli as cli; opened = cli._open_streams;"
        "cli._open_streams = lambda: (opened(), print(flush=True)); cli.main()"
    )
    running = subprocess.Popen(
        [sys.executable, "-c", command, "assess", "-", "-o", str(tmp_path / "x.json")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert running.stdout is not None
    running.stdout.readline()
    time.sleep(delay)
    running.send_signal(number)
    running.send_signal(number)
    _, printed = running.communicate(timeout=30)

    assert running.returncode == 128 + number
    assert printed == b""
    assert os.listdir(tmp_path) == []


# Surroundings.


@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "cp1252"},
        {"HOME": "/nonexistent"},
        {"TERM": "dumb", "NO_COLOR": "1"},
        {"GITHUB_ACTIONS": "true", "CI": "true"},
        {"FORCE_COLOR": "", "PY_COLORS": "1"},
        {"TZ": "Nowhere/Nothing"},
    ],
    ids=str,
)
def test_the_light_is_readable_wherever_it_is_asked_for(env: dict[str, str]) -> None:
    ran = program(*ASSESS, env=env)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"YELLOW" in ran.stdout
    assert b"\x1b" not in ran.stdout
    ran = program("assess", "-r", str(PACK), "ān-arēa", env=env)
    assert ran.returncode == 2
    assert b"unknown-area" in ran.stderr


def test_help_is_readable_in_ascii() -> None:
    for words in (["--help"], ["assess", "--help"]):
        ran = program(*words, env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"})
        assert (ran.returncode, ran.stderr) == (0, b"")
        assert ran.stdout.isascii()


@pytest.mark.parametrize("columns", ["0", "1", "20", "-5", "x", "9" * 30, "", "２０"])
def test_no_width_hides_the_light(
    columns: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    for words in (ASSESS, ("areas", "-r", str(PACK))):
        assert run(list(words)) == 0
        out, printed = capsys.readouterr()
        assert "YELLOW" in out
        assert printed == ""


def test_twenty_columns_are_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    for words in (ASSESS, ("areas", "-r", str(PACK)), ("explain", "trust", "-r", str(PACK))):
        assert run(list(words)) == 0
        assert max(map(len, capsys.readouterr().out.splitlines())) <= 20


def test_json_is_the_same_bytes_wherever_it_is_made() -> None:
    made = {
        program(*ASSESS, "-f", "json", env=env).stdout
        for env in (
            {"PYTHONHASHSEED": "0"},
            {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"},
            {"LC_ALL": "C", "PYTHONUTF8": "0", "COLUMNS": "20"},
        )
    }
    assert len(made) == 1


def test_no_module_is_taken_from_the_working_folder(tmp_path: Path) -> None:
    for name in ("yaml", "typer", "rich", "json", "re"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(99)", encoding="utf-8")
    script = Path(sys.executable).with_name("coopcli")
    if not script.exists():
        pytest.skip("the program is not installed beside this interpreter")
    ran = subprocess.run([script, "--version"], cwd=tmp_path, capture_output=True, check=False)
    assert ran.returncode == 0


def test_nothing_is_asked_of_the_network() -> None:
    refuse = (
        "import socket\n"
        "def never(*a, **k): os._exit(99)\n"
        "socket.socket.connect = never; socket.getaddrinfo = never"
    )
    for words in (ASSESS, ("areas",), ("check", str(PACK)), ("explain", "rule")):
        assert program(*words, setup=refuse).returncode == 0

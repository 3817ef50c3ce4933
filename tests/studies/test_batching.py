"""What happens to a batch on the way: files that vanish, workers that die, signals, many files.

``COOPCLI_TEST_LARGE=1`` has the last one judge 100,000 files.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.hostile.recipes import PACK

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="workers need fork")

OLD = "the old report\n"
FILES = 300
LARGE = os.environ.get("COOPCLI_TEST_LARGE") == "1"


def fill(folder: Path, count: int) -> Path:
    """A folder of sound area files."""
    folder.mkdir()
    _, _, rest = (PACK / "areas" / "an-area.yaml").read_text(encoding="utf-8").partition("\n")
    for number in range(count):
        (folder / f"a{number}.yaml").write_text(f"id: a{number}\n{rest}", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("batch") / "areas", FILES)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "report.jsonl"
    path.write_text(OLD, encoding="utf-8")
    return path


def on_the_way(path: str, accident: str) -> str:
    """Python that has an accident happen, in a worker, before a file is read."""
    return (
        "import coopcli.studies.batching as b, time; real = b.record\n"
        f"def record(task, given):\n    if given.path.endswith({path!r}):\n        {accident}\n"
        "    return real(task, given)\n"
        "b.record = record"
    )


def start(folder: Path, *words: str, setup: str = "") -> subprocess.Popen[bytes]:
    """A batch of two workers, in a process group of its own."""
    code = f"import os, signal; from coopcli.cli import main\n{setup}\nmain()"
    command = ("batch", str(folder), "-r", str(PACK), "--workers", "2", *words)
    return subprocess.Popen(
        [sys.executable, "-c", code, *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def left_behind(folder: Path) -> list[str]:
    return [name for name in os.listdir(folder) if name.startswith(".coopcli")]


@pytest.mark.parametrize("name", ["text", "json", "jsonl"])
def test_a_worker_that_dies_is_shown_and_nothing_passes(
    folder: Path, target: Path, name: str
) -> None:
    setup = on_the_way("a150.yaml", "os.kill(os.getpid(), signal.SIGKILL)")
    running = start(folder, "-f", name, "--fail-on", "red", "-o", str(target), setup=setup)
    out, printed = running.communicate(timeout=60)

    assert (running.returncode, out) == (2, b"")
    assert printed == (
        b"--workers: worker-lost: a worker process was killed, or memory ran out; "
        b"not all areas were judged\n"
    )
    assert target.read_text(encoding="utf-8") == OLD
    assert not left_behind(target.parent)


def test_what_was_streamed_before_a_worker_died_is_whole(folder: Path) -> None:
    setup = on_the_way("a99.yaml", "os.kill(os.getpid(), signal.SIGKILL)")  # the last by name
    running = start(folder, "-f", "jsonl", setup=setup)
    out, printed = running.communicate(timeout=60)

    assert running.returncode == 2
    assert printed.count(b"\n") == 1
    assert 0 < len([json.loads(line) for line in out.splitlines()]) < FILES


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("everybody", [True, False])
def test_a_signal_ends_a_batch_quietly(
    folder: Path, target: Path, number: signal.Signals, everybody: bool
) -> None:
    # Ctrl-C and `timeout --foreground` reach all processes or the first alone.
    setup = on_the_way("a150.yaml", "print('here', flush=True); time.sleep(0.3)")
    running = start(folder, "-f", "jsonl", "-o", str(target), setup=setup)
    assert running.stdout is not None
    running.stdout.readline()
    (os.killpg if everybody else os.kill)(running.pid, number)
    # The pipes end only when the last process that holds them has ended.
    _, printed = running.communicate(timeout=60)

    assert running.returncode == 128 + number
    assert printed == b""
    assert target.read_text(encoding="utf-8") == OLD
    assert not left_behind(target.parent)


def test_workers_end_with_a_parent_that_is_killed(folder: Path) -> None:
    setup = on_the_way("a150.yaml", "print('here', flush=True)")
    running = start(folder, "-f", "json", setup=setup)
    assert running.stdout is not None
    running.stdout.readline()
    running.kill()
    _, printed = running.communicate(timeout=60)

    assert b"Traceback" not in printed


def test_a_signal_that_meets_a_new_worker_leaves_no_trace(folder: Path) -> None:
    # Before a worker has its own ways with signals, it has those of its parent.
    setup = "os.register_at_fork(after_in_child=lambda: os.kill(os.getpid(), signal.SIGINT))"
    running = start(folder, "-f", "light", setup=setup)
    out, printed = running.communicate(timeout=60)

    assert (running.returncode, printed) == (0, b"")
    assert out == b"yellow\n" * FILES


def test_files_that_vanish_and_change_on_the_way_are_shown(tmp_path: Path) -> None:
    folder = fill(tmp_path / "areas", FILES)
    gone, cut = str(folder / "a97.yaml"), str(folder / "a98.yaml")
    accidents = f"os.unlink({gone!r}); os.truncate({cut!r}, 20)"
    running = start(folder, "-f", "jsonl", setup=on_the_way("a96.yaml", accidents))
    out, printed = running.communicate(timeout=60)

    kinds = Counter(json.loads(line)["kind"] for line in out.splitlines())
    assert running.returncode == 2
    assert kinds == {"row": FILES - 2, "unread": 2}
    assert (
        f"{os.path.relpath(gone)}: unreadable: no such file or directory"
        in printed.decode().splitlines()
    )
    assert f"{os.path.relpath(cut)}:1:1: missing-key" in printed.decode()


# What every process may take beyond what it has at the start.
ROOM = 96 << 20

# Told on stdout, since a parent's memory counts as that of the process it starts, up to there.
MEASURED = f"""
import atexit, resource
data = int(open("/proc/self/statm").read().split()[5]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_DATA, (data + {ROOM},) * 2)
def told():
    peak = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")]
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(int(peak[0]) >> 10, "MiB,", round(sum(u.ru_utime + u.ru_stime for u in used)), "s")
first = os.getpid()
atexit.register(lambda: os.getpid() == first and told())
"""


def test_many_files_are_judged_in_little_memory(tmp_path: Path) -> None:
    count = 100_000 if LARGE else 1_000
    folder, target = fill(tmp_path / "areas", count), tmp_path / "rows.jsonl"
    setup = MEASURED if sys.platform == "linux" else ""
    running = start(folder, "-f", "jsonl", "-o", str(target), setup=setup)
    out, printed = running.communicate(timeout=600)

    assert (running.returncode, printed) == (0, b"")
    with open(target, encoding="utf-8") as lines:
        assert sum(json.loads(line)["kind"] == "row" for line in lines) == count
    if LARGE:
        print(out.decode())

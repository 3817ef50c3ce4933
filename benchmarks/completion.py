"""Times an answer of completion as bash and zsh ask for it: the fastest of some runs, in ms.

    python benchmarks/completion.py

The fastest, because other programs of the machine only ever make a run slower.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ASKED = {
    "a bare Tab": ["coopcli", ""],
    "options": ["coopcli", "assess", "--"],
    "areas": ["coopcli", "assess", ""],
    "questions": ["coopcli", "what-if", "ai-ethics", "--set", ""],
    "evidence": ["coopcli", "explain", ""],
}
RUNS = 30


def script(shell: str, words: list[str]) -> str:
    """What times one answer within a shell that has the script loaded, in a line of seconds."""
    quoted = " ".join(f"'{word}'" for word in words)
    if shell == "bash":
        call = f"COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; _coopcli coopcli"
        clock = "$EPOCHREALTIME"
    else:
        call = f"words=({quoted}); CURRENT={len(words)}; _coopcli"
        clock = "$EPOCHREALTIME"
    load = {
        "bash": "source <(coopcli completion bash)",
        "zsh": "zmodload zsh/datetime; compdef() {}; compadd() {}; _files() {}; "
        "source <(coopcli completion zsh)",
    }[shell]
    return f"{load}; for i in {{1..{RUNS}}}; do a={clock}; {call}; echo $a {clock}; done"


def main() -> None:
    """Prints a table of shells and questions."""
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "coopcli"
        program.write_text(f'#!/bin/sh\nexec {sys.executable} -m coopcli "$@"\n')
        program.chmod(0o755)
        real = shutil.which("coopcli", path=str(Path(sys.executable).parent))
        if real:
            program.unlink()
            os.symlink(real, program)
        env = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}
        bare = min(timed([sys.executable, "-c", "pass"]) for _ in range(RUNS))
        print(f"python -c pass: {bare * 1000:.0f} ms")
        for shell in ("bash", "zsh"):
            found = shutil.which(shell)
            if not found:
                print(f"{shell}: not installed")
                continue
            for name, words in ASKED.items():
                options = ["-f"] if shell == "zsh" else []
                done = subprocess.run(
                    [found, *options, "-c", script(shell, words)],
                    env=env,
                    capture_output=True,
                    text=True,
                    check=True,
                )
                pairs = [line.split() for line in done.stdout.splitlines()]
                best = min(float(end) - float(start) for start, end in pairs)
                print(f"{shell}, {name}: {best * 1000:.0f} ms")


def timed(command: list[str]) -> float:
    """Seconds of one run."""
    start = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()

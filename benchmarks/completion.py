"""Times an answer of completion as bash and zsh ask for it, in milliseconds.

    python benchmarks/completion.py

Prints the time of the processor, which other programs of the machine hardly change, and the fastest
and the median time by the clock. The script of the shell is loaded once and is not counted.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median

ASKED = {
    "a bare Tab": ["coopcli", ""],
    "options": ["coopcli", "assess", "--"],
    "areas": ["coopcli", "assess", ""],
    "questions": ["coopcli", "what-if", "ai-ethics", "--set", ""],
    "evidence": ["coopcli", "explain", ""],
}
RUNS = 20


def script(shell: str, words: list[str], runs: int) -> str:
    """What asks some times within a shell, and prints when each answer began and ended."""
    quoted = " ".join(f"'{word}'" for word in words)
    if shell == "bash":
        load = "source <(coopcli completion bash)"
        call = f"COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; _coopcli coopcli"
    else:
        load = "zmodload zsh/datetime; compdef() {}; compadd() {}; _files() {}; "
        load += "source <(coopcli completion zsh)"
        call = f"words=({quoted}); CURRENT={len(words)}; _coopcli"
    clock = "$EPOCHREALTIME"
    return f"{load}; for i in {{1..{runs}}}; do a={clock}; {call}; echo $a {clock}; done"


def measured(command: list[str]) -> tuple[float, list[float]]:
    """The milliseconds of the processor that a command takes, and those that it prints itself."""
    env = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    pairs = [line.split() for line in done.stdout.splitlines()]
    return 1000 * used, [1000 * (float(end) - float(start)) for start, end in pairs]


def main() -> None:
    """Prints a line for each shell and question."""
    bare = min(measured([sys.executable, "-c", "pass"])[0] for _ in range(RUNS))
    print(f"python -c pass: {bare:.0f} ms of the processor")
    for shell in ("bash", "zsh"):
        found = shutil.which(shell)
        if not found:
            print(f"{shell}: not installed")
            continue
        start = [found, "-f", "-c"] if shell == "zsh" else [found, "--norc", "-c"]
        for name, words in ASKED.items():
            once, _ = measured([*start, script(shell, words, 1)])
            many, times = measured([*start, script(shell, words, RUNS + 1)])
            used = (many - once) / RUNS
            clock = f"{min(times):.0f} to {median(times):.0f} by the clock"
            print(f"{shell}, {name}: {used:.0f} ms of the processor, {clock}")


if __name__ == "__main__":
    main()

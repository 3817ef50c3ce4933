"""The time that the line on firmness adds to ``coopcli assess``.

    python benchmarks/assess_line.py

Runs the command as it is and with the line left out, in turn, and compares the medians of the
processor time of whole processes. Ends with 1 where the line costs more than a tenth.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from statistics import median

RUNS = 40
MOST_RATIO = 1.1

WITHOUT = """
import sys
from types import ModuleType
# Neither the analyses behind the line nor the line itself are loaded or run.
for name in ("acceptability", "moves"):
    module = ModuleType(f"coopcli.analysis.{name}")
    module.__getattr__ = lambda _: None
    sys.modules[module.__name__] = module
from coopcli.text import result, assessment
result.firmness_data = lambda _: {}
assessment.firmness_words = lambda _: ""
from coopcli.cli import main
main()
"""
WITH = "from coopcli.text import result, assessment; from coopcli.cli import main; main()"


def timed(program: str) -> float:
    """Seconds of processor time of one whole process."""
    started = _spent()
    subprocess.run(
        [sys.executable, "-c", program, "assess", "deepfakes"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return _spent() - started


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> int:
    """Runs the comparison; 0 where it holds."""
    pairs = [(timed(WITH), timed(WITHOUT)) for _ in range(RUNS)]
    told, bare = (median(times) for times in zip(*pairs, strict=True))
    print(f"with {told * 1000:.0f} ms, without {bare * 1000:.0f} ms, ratio {told / bare:.3f}")
    return int(told / bare > MOST_RATIO)


if __name__ == "__main__":
    sys.exit(main())

"""What the tests of tables need: whether Spark is here, and many rows."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from tests.examples import ROOT

WHY_NO_SPARK = (
    "PySpark comes with the extra coopcli[spark]"
    if find_spec("pyspark") is None
    else "Spark needs Java; Debian has it as openjdk-17-jre-headless"
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME")
    else ""
)
"""Why nothing can run on Spark here; empty where it can."""


def write_many(path: Path, rows: int) -> None:
    """Writes some of the ratings of the benchmark, a fifth of them later than others."""
    line = [sys.executable, str(ROOT / "benchmarks" / "table_rows.py"), str(rows), str(path)]
    subprocess.run([*line, "--again", "2"], check=True)

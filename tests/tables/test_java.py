"""Java beneath Spark: what it prints as it starts, and what it has against a run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from coopcli.problems import InvalidInput
from coopcli.tables.java import about_run, about_start, require_java

CHILD = """
import os, sys
os.write(1, b'one, ')
os.write(2, b'two')
open(sys.argv[1], 'w').close()
sys.stdin.read()
os.write(1, b'a bar, ')
os.write(2, b'and its end')
"""

PARENT = """
import subprocess, sys, time
from pathlib import Path
from coopcli.tables.java import listening

child, mark = sys.argv[1:]
with listening() as heard:
    java = subprocess.Popen([sys.executable, "-c", child, mark], stdin=subprocess.PIPE)
    while not Path(mark).exists():
        time.sleep(0.01)
java.communicate()
time.sleep(0.2)
print("heard:", *heard)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the outputs of a process are those of Unix")
def test_what_is_printed_at_the_start_is_kept_and_what_follows_is_shown(tmp_path: Path) -> None:
    line = [sys.executable, "-c", PARENT, CHILD, str(tmp_path / "mark")]
    done = subprocess.run(line, capture_output=True, text=True, check=True)
    assert done.stdout == "heard: one, two\n"
    assert done.stderr == "a bar, and its end"


GONE = "[JAVA_GATEWAY_EXITED] Java gateway process exited before sending its port number."
NOISE = "WARNING: Using incubator modules\nUsing Spark's default log4j profile: x\n"
CALL = "An error occurred while calling None.org.apache.spark.api.java.JavaSparkContext.\n"

STARTS = {
    "no-spark: Spark does not start: Master must either be yarn or start with spark": (
        GONE,
        f'{NOISE}Exception in thread "main" org.apache.spark.SparkException: Master must either be '
        "yarn or start with spark\n\tat org.apache.spark.deploy.SparkSubmit.error(Spark.scala:1)\n",
    ),
    "no-spark: Spark does not start: Error occurred during initialization of VM: Could not reserve "
    "enough space": (
        GONE,
        f"{NOISE}Error occurred during initialization of VM\nCould not reserve enough space\n",
    ),
    f"no-spark: Spark does not start: {GONE}": (GONE, NOISE),
    "no-spark: Spark does not start: Could not parse Master URL: 'local[x]'": (
        f"{CALL}: org.apache.spark.SparkException: Could not parse Master URL: 'local[x]'\n"
        "\tat org.apache.spark.SparkContext$.x(SparkContext.scala:3319)\n",
        NOISE,
    ),
    "no-spark: no cluster answers at 'spark://far', or it takes no job": (
        f"{CALL}: java.lang.IllegalStateException: Cannot call methods on a stopped SparkContext.",
        NOISE,
    ),
    "no-memory: --memory 100MB is too little for Spark, which needs 450MB": (
        f"{CALL}: org.apache.spark.SparkIllegalArgumentException: [INVALID_DRIVER_MEMORY.SYSTEM_"
        "MEMORY] Insufficient driver memory: System memory 104857600 must be at least 471859200.",
        NOISE,
    ),
    "no-java: this Java is too old; Spark needs Java 17 or newer; Debian has it as "
    "openjdk-17-jre-headless": (GONE, "java.lang.UnsupportedClassVersionError: org/apache/spark/X"),
}


@pytest.mark.parametrize("problem", STARTS)
def test_why_spark_does_not_start(problem: str) -> None:
    error, heard = STARTS[problem]
    found = about_start(RuntimeError(error), heard, "spark://far", "100MB")
    assert str(found) == f"command line: {problem}"


LOST = "An error occurred while calling o65.collectToPython.\n: org.apache.spark.SparkException: "

RUNS = {
    "command line: no-memory: --memory 1GB is too little for these files; try twice as much, or "
    "fewer files; nothing was written": LOST + "Not enough memory to build and broadcast",
    "command line: no-room: the disk is too full for what does not fit in memory; "
    "SPARK_LOCAL_DIRS names another folder": LOST + "java.io.IOException: No space left on device",
    "/in/b.parquet: unreadable-table: this is no Parquet file, or a part of one": LOST
    + "[X] Encountered error while reading file file:///in/b.parquet. SQLSTATE: KD001\n"
    "Caused by: java.lang.RuntimeException: file:/in/b.parquet is not a Parquet file. Expected",
    "/in/a.parquet: unreadable-table: no such file": "[PATH_NOT_FOUND] Path does not exist: x. "
    "SQLSTATE: 42K03\n",
    "/in/a.parquet: unreadable-table: this Spark lacks the package for such addresses": LOST
    + "java.lang.ClassNotFoundException: Class org.apache.hadoop.fs.s3a.S3AFileSystem not found",
    "/in/a.parquet: unreadable-table: it is so": "[SOME_CODE.OF_SPARK] it is so SQLSTATE: 42K03",
    "/in/a.parquet: unreadable-table: the cause of it": f"{LOST}Job aborted\n"
    "Caused by: java.lang.Error: java.io.IOException: the cause of it\n\t... 9 more",
}


@pytest.mark.parametrize("problem", RUNS)
def test_what_spark_has_against_a_run(problem: str) -> None:
    found = about_run(RuntimeError(RUNS[problem]), ["/in/a.parquet", "/in/b.parquet"], "1GB", "")
    assert str(found) == problem


def test_what_it_cannot_write_is_no_fault_of_what_it_reads() -> None:
    text = "[PATH_ALREADY_EXISTS] Path file:/out already exists."
    found = about_run(RuntimeError(text), ["/in/a.csv"], "", "file:///out.csv")
    assert str(found) == (
        "file:///out.csv: unwritable: cannot be written: it is there already; remove it, or name "
        "another"
    )


def test_a_java_that_ended_is_named() -> None:
    for error in (
        ConnectionRefusedError(111, "refused"),
        RuntimeError("Answer from Java side is empty"),
    ):
        found = about_run(error, ["/in/a.csv"], "", "")
        assert found.code == "no-spark"
        assert found.message.startswith("Spark ended before the run did")


def test_a_place_without_java_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(InvalidInput, match=r"JAVA_HOME is .* which has no bin/java; Spark needs"):
        require_java()
    monkeypatch.delenv("JAVA_HOME")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InvalidInput, match="Spark needs Java 17 or newer"):
        require_java()

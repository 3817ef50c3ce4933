"""What the name of a file says of it."""

from __future__ import annotations


def is_csv(path: str) -> bool:
    """Whether a file is read and written as CSV, else as Parquet."""
    return path.lower().endswith(".csv")


def is_remote(path: str) -> bool:
    """Whether a path names a place that an engine reaches by itself, as s3a:// or hdfs://."""
    return "://" in path

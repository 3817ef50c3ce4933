"""From arguments to exit codes: the only place that knows Typer, streams and signals."""

import gc

# Importing and reading make many objects and few cycles: searching for cycles more rarely, from
# before the first import on, takes a twentieth off every run.
gc.set_threshold(50_000, 20, 100)

from coopcli.cli.main import main  # noqa: E402 - after what has to come before it

__all__ = ["main"]

"""From arguments to exit codes: the only place that knows Typer, streams and signals."""

from coopcli.cli.main import main

__all__ = ["main"]

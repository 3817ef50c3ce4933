"""Ways to run the program in this process, where a process of its own is not the point."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coopcli.cli.main import run


@pytest.fixture
def told(capsysbinary: pytest.CaptureFixture[bytes]) -> Callable[..., bytes]:
    """Runs the program and gives its stdout; the exit code must be 0."""

    def told(*arguments: str) -> bytes:
        code = run(list(arguments))
        captured = capsysbinary.readouterr()
        assert (code, captured.err) == (0, b"")
        return captured.out

    return told


@pytest.fixture
def renders_alike(told: Callable[..., bytes], tmp_path: Path) -> Callable[..., None]:
    """Asserts that the saved result of a command renders to what the command itself prints."""

    def renders_alike(*arguments: str) -> None:
        saved = tmp_path / "saved.json"
        saved.write_bytes(told(*arguments, "-f", "json"))
        full = ("--full",) if "--full" in arguments else ()
        for form in ("text", "markdown", "json"):
            assert told("render", str(saved), *full, "-f", form) == told(*arguments, "-f", form)

    return renders_alike

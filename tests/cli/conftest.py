"""Ways to run the program in this process, where a process of its own is not the point."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from io import TextIOWrapper
from pathlib import Path
from tempfile import TemporaryFile
from typing import NamedTuple, Protocol

import pytest

from coopcli.cli.main import run


@pytest.fixture
def printed(capsysbinary: pytest.CaptureFixture[bytes]) -> Callable[..., bytes]:
    """Runs the program and gives its stdout; the exit code must be 0."""

    def printed(*arguments: str) -> bytes:
        code = run(list(arguments))
        captured = capsysbinary.readouterr()
        assert (code, captured.err) == (0, b"")
        return captured.out

    return printed


@pytest.fixture
def renders_alike(printed: Callable[..., bytes], tmp_path: Path) -> Callable[..., None]:
    """Asserts that the saved result of a command renders to what the command itself prints."""

    def renders_alike(*arguments: str) -> None:
        saved = tmp_path / "saved.json"
        saved.write_bytes(printed(*arguments, "-f", "json"))
        full = ("--full",) if "--full" in arguments else ()
        for form in ("text", "markdown", "json"):
            assert printed("render", str(saved), *full, "-f", form) == printed(
                *arguments, "-f", form
            )

    return renders_alike


class Ran(NamedTuple):
    """What a run in this process ended with."""

    returncode: int
    stdout: bytes
    stderr: bytes


class Here(Protocol):
    """Runs the program in this process, as :func:`tests.examples.run` does in one of its own."""

    def __call__(
        self, *arguments: str, stdin: bytes = b"", env: Mapping[str, str] | None = None
    ) -> Ran: ...


@pytest.fixture
def here(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Here:
    """Runs the program, where neither start-up nor the end of a process is asserted."""

    def here(*arguments: str, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Ran:
        with monkeypatch.context() as patch:
            for name, value in (env or {}).items():
                patch.setenv(name, value)
            with TemporaryFile() as typed:
                typed.write(stdin)
                typed.seek(0)
                patch.setattr(sys, "stdin", TextIOWrapper(typed))
                code = run([*arguments])
        out, err = capsysbinary.readouterr()
        return Ran(code, out, err)

    return here

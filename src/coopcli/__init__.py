"""An assessor of how ready two parties are to cooperate on an AI issue area."""

from __future__ import annotations

__version__ = "0.1.0"

TYPE_CHECKING = False  # the name of typing that type checkers know; importing it takes a while
if TYPE_CHECKING:
    from typing import Any

    from coopcli.api import InvalidInput, Pack, Problem, Result, load, open_pack

__all__ = ["InvalidInput", "Pack", "Problem", "Result", "__version__", "load", "open_pack"]


def __getattr__(name: str) -> Any:
    """The names of the Python API, imported when the first of them is asked for."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module("coopcli.api"), name)


def __dir__() -> list[str]:
    return __all__

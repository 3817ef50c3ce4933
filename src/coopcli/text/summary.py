"""Any result in one line."""

from __future__ import annotations

from typing import Any

from coopcli.results.parts import Result


def summary(result: Result) -> str:
    """The kind of a result and, where it is about one area, the area, its light and its date."""
    about = getattr(result, "area", None)
    name = about.id if about else getattr(result, "id", "")
    words = f"{result.kind} {name}".strip()
    words += f": {light}" if (light := light_of(result)) else ""
    as_of = getattr(_judged(result), "as_of", None) or getattr(result, "as_of", None)
    return f"{words}, as of {as_of}" if as_of else words


def light_of(result: Result) -> str:
    """The light of the area that a result is about; nothing where it is about no light."""
    return str(getattr(_judged(result), "light", ""))


def _judged(result: Result) -> Any:
    """The part of a result that holds its light."""
    parts = (getattr(result, name, None) for name in ("standing", "judged"))
    return next((part for part in parts if part), result)

"""From the data of a result of version 1 to the same in version 2.

Version 2 adds to the result of an area what version 1 could not say: the argument of a rating with
its marks, a headline, open questions, and the date of the newest document. To evidence it adds
whether the cited document only reports it. It adds to a rubric its lights and its levels, which
were the same everywhere, and keeps those counts of a batch apart that are of lights. What version 1
called the gate of a question is its veto there, since gates are the checks of a build.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from coopcli.model import FIRST_LIGHTS

_OF_RUBRIC: dict[str, Any] = {
    "scale": ["none", "minor", "arrangement needed", "must be lowered", "blocks"],
    "lights": [
        {key: str(value) for key, value in light._asdict().items() if key != "rank"}
        for light in FIRST_LIGHTS
    ],
}
_COUNTED = (*(light.id for light in FIRST_LIGHTS), "undetermined")
_VETO = {"gate": "veto"}
_VETOES = {"gates": "vetoes"}
_RENAMED: dict[str, dict[str, str]] = {
    **dict.fromkeys(("criterion", "criteria", "questions", "changes", "steps"), _VETO),
    **dict.fromkeys(("rule", "margins"), _VETOES),
    "tipping": {"without_gates": "without_vetoes"},
}
"""Keys with new names, by the key under which their object or list of objects stands."""

_OF_ASSESSMENT: dict[str, Any] = {"headline": None, "open_questions": [], "read_until": None}


def upgraded(data: Any) -> Any:
    """The data of a result, in version 2 if it was in version 1, with the results inside it.

    Data of any other form is left as it is, to be refused where it is read.
    """
    version = data.get("schema_version") if isinstance(data, dict) else None
    if type(version) is not int or version != 1:
        return data
    inner = {key: _each(_vetoed(item, key), upgraded) for key, item in data.items()}
    for key in ("rubric", "old_rubric", "new_rubric"):
        if isinstance(inner.get(key), dict):
            inner[key] = inner[key] | _OF_RUBRIC
    if data.get("kind") == "batch" and isinstance(inner.get("summary"), dict):
        inner["summary"] = _counted_apart(inner["summary"])
    if "evidence" in inner:
        inner["evidence"] = _each(inner["evidence"], _not_reported)
    if data.get("kind") == "assessment":
        inner = _OF_ASSESSMENT | inner
        if "dimensions" in inner:
            inner["dimensions"] = _each(inner["dimensions"], _with_arguments)
    if "closed_gates" in inner:
        inner["vetoed_by"] = inner.pop("closed_gates")
    if "opinions" in inner:
        inner["opinions"] = _each(inner["opinions"], _of_vetoes)
    if isinstance(inner.get("overrides"), list):
        inner["overrides"] = [_of_veto(one) for one in inner["overrides"]]
    if data.get("kind") == "calibration":
        inner = {"rule_cases": [], "unreached": None} | inner
    return inner | {"schema_version": 2}


def _each(item: Any, change: Callable[[Any], Any]) -> Any:
    """A value changed, or each value of a list."""
    return [change(one) for one in item] if isinstance(item, list) else change(item)


def _vetoed(item: Any, under: str) -> Any:
    """A value with the new names of keys, and all values in it; results in it are left alone."""
    if isinstance(item, list):
        return [_vetoed(one, under) for one in item]
    if not isinstance(item, dict) or "schema_version" in item:
        return item
    names = _RENAMED.get(under, {})
    return {names.get(key, key): _vetoed(one, key) for key, one in item.items()}


def _of_vetoes(opinion: Any) -> Any:
    if isinstance(opinion, dict) and opinion.get("rule") == "no-gates":
        return opinion | {"rule": "no-vetoes"}
    return opinion


def _of_veto(override: Any) -> Any:
    old = isinstance(override, str) and override.startswith("gate.")
    return f"veto.{override.removeprefix('gate.')}" if old else override


def _counted_apart(summary: dict[str, Any]) -> dict[str, Any]:
    lights = {key: summary[key] for key in _COUNTED if key in summary}
    return {key: item for key, item in summary.items() if key not in lights} | {"lights": lights}


def _not_reported(item: Any) -> Any:
    return {"reported": False, **item} if isinstance(item, dict) else item


def _with_arguments(dimension: Any) -> Any:
    if not isinstance(dimension, dict) or "criteria" not in dimension:
        return dimension
    return dimension | {"criteria": _each(dimension["criteria"], _with_argument)}


def _with_argument(answer: Any) -> Any:
    return {"because": "", **answer} if isinstance(answer, dict) else answer

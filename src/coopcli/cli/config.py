"""From ``coopcli.toml`` or ``pyproject.toml`` to the settings that flags did not give.

The nearest folder upward from the working folder that holds a ``coopcli.toml``, or a
``pyproject.toml`` with a table ``[tool.coopcli]``, is the one that counts; the search ends there.
In one folder ``coopcli.toml`` counts. A path in the file is relative to the file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from coopcli.excluding import Excluded
from coopcli.problems import InvalidInput, Location, Problem, hint, quoted, refuse, visible

DEFAULTS: dict[str, Any] = {
    "rubric": "",
    "root": "",
    "exclude": [],
    "format": "",
    "as-of": "",
    "fail-on": [],
    "min-coverage": None,
    "fail-on-outlook": [],
    "baseline": None,
    "exit-zero": False,
    "workers": None,
}
"""The keys that a configuration may hold, with their values where nobody says otherwise."""

MOST_PARTS = 32
"""Most parts of a dotted key; a reader of TOML takes time by the square of them."""

MOST_PROBLEMS = 20
"""Most problems of a configuration that are reported."""

MOST_WORDS = 100
"""Most texts of a list."""

LONGEST_VALUE = 4_096
"""Most characters of a text, as of a path on Linux."""

_LISTS = ("fail-on", "fail-on-outlook", "exclude")


class Setting(NamedTuple):
    """A value and who gave it."""

    value: Any
    origin: str


def settings(flags: Mapping[str, Any], folder: Path | None = None) -> dict[str, Setting]:
    """Every setting: from a flag, the environment, a configuration, or by default.

    ``flags`` holds ``None`` for what was not given; an empty text counts as not given.

    Raises: InvalidInput when the configuration cannot be read or holds an unknown key.
    """
    path, given = _nearest(_folders_up(folder))
    rubric = os.environ.get("COOPCLI_RUBRIC", "")
    found = {}
    for key, default in DEFAULTS.items():
        flag = flags.get(key)
        if key == "rubric" and flag and flag == rubric:
            found[key] = Setting(flag, "COOPCLI_RUBRIC")
        elif flag is not None and flag != "":
            found[key] = Setting(flag, f"--{key}")
        elif key in given:
            found[key] = Setting(given[key], path)
        else:
            found[key] = Setting(default, "default")
    return found


def rubrics(found: Mapping[str, Setting]) -> tuple[str, str]:
    """The rubric that was asked for in this run, and the usual one of a configuration."""
    value, origin = found["rubric"]
    asked = origin in ("--rubric", "COOPCLI_RUBRIC")
    return (value, "") if asked else ("", value)


def excluded_by(setting: Setting) -> Excluded:
    """What a search leaves out; patterns of a configuration are relative to its folder."""
    from_file = setting.origin not in ("default", "--exclude")
    return Excluded(setting.value, os.path.dirname(setting.origin) if from_file else "")


def root_folder(asked: str) -> str:
    """The folder that paths in SARIF and annotations start from, without links in its path.

    As asked for; else where GitHub put the repository; else the nearest folder upward that holds
    ``.git``; else the working folder.

    Raises: InvalidInput when what was asked for is no folder.
    """
    if asked and not os.path.isdir(asked):
        refuse("no-folder", f"--root needs a folder that exists, not {asked!r}")
    workspace = os.environ.get("GITHUB_WORKSPACE", "")
    above = (str(place) for place in _folders_up() if os.path.exists(place / ".git"))
    found = asked or (workspace if os.path.isdir(workspace) else next(above, "."))
    return os.path.realpath(found)


def _folders_up(folder: Path | None = None) -> tuple[Path, ...]:
    """A folder, else the working folder, and those around it; none where it is gone."""
    try:
        here = folder or Path.cwd()
    except FileNotFoundError:
        return ()
    return (here, *here.parents)


def shown(found: Mapping[str, Setting]) -> str:
    """The settings, one a line, each with who gave it."""
    width = max(map(len, found))
    return "".join(
        f"{key:<{width}} = {visible(_word(setting.value))}  # {visible(setting.origin)}\n"
        for key, setting in found.items()
    )


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(map(_word, value))}]"
    return '"' + value + '"' if isinstance(value, str) else "none" if value is None else str(value)


def _nearest(places: tuple[Path, ...]) -> tuple[str, dict[str, Any]]:
    # In a folder that must not be searched nobody can have meant a configuration for this run.
    for place in places:
        own = place / "coopcli.toml"
        if os.path.isfile(own):
            return str(own), _checked(own, _table(own))
        project = place / "pyproject.toml"
        if os.path.isfile(project):
            table = _table(project).get("tool", {})
            if isinstance(table, dict) and "coopcli" in table:
                return str(project), _checked(project, table["coopcli"])
    return "", {}


def _table(path: Path) -> dict[str, Any]:
    import tomllib  # costs start-up time, and most folders hold no configuration

    from coopcli import files
    from coopcli.reading.source import decoded

    text = decoded(str(path), files.read_bytes(str(path)))
    if deep := re.search(_DEEP, text):
        line = text.count("\n", 0, deep.start()) + 1
        column = deep.start() - text.rfind("\n", 0, deep.start())
        _refuse(path, "too-deep", f"a key has at most {MOST_PARTS} parts", line, column)
    try:
        return tomllib.loads(text)
    except RecursionError:
        _refuse(path, "too-deep", "lists and tables nest too deep")
    except ValueError as error:  # in the words of Python, which differ from version to version
        place = re.search(_PLACE, str(error))
        line, column = map(int, place.groups()) if place else (0, 0)
        _refuse(path, "not-toml", "this is no TOML: KEY = VALUE is needed", line, column)


# A part of a dotted key begins where no part goes on; nothing that was taken is given back.
_PART = r"""(?:(?<![\w-])[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+"""
_DEEP = rf"{_PART}(?:\.[ \t]*+{_PART}){{{MOST_PARTS}}}"
_PLACE = r"line ([0-9]{1,9}), column ([0-9]{1,9})"


def _checked(path: Path, given: Any) -> dict[str, Any]:
    if not isinstance(given, dict):
        _refuse(path, "wrong-type", "tool.coopcli must be a table")
    problems: list[Problem] = []
    for key, value in given.items():
        if len(problems) == MOST_PROBLEMS:
            rest = f"after {MOST_PROBLEMS} problems the rest of the file is not looked at"
            problems.append(Problem(Location(str(path)), "too-many-problems", rest))
            break
        if key not in DEFAULTS:
            known = list(DEFAULTS)
            message = f"{', '.join(known)} are known, not {quoted(key)}{hint(key, known)}"
            problems.append(Problem(Location(str(path)), "unknown-key", message))
        elif wrong := _fault(key, value):
            message = f"{key}: {wrong}, not {quoted(value)}"
            problems.append(Problem(Location(str(path)), "wrong-type", message))
    if problems:
        raise InvalidInput(problems)
    return {key: _resolved(path, key, value) for key, value in given.items()}


def _fault(key: str, value: Any) -> str:
    """What a value must be, where it is something else."""
    truth = isinstance(value, bool)
    if key in _LISTS:
        words = value if isinstance(value, list) else [value]
        sound = len(words) <= MOST_WORDS and all(map(_is_text, words))
        return "" if sound else f"a list of at most {MOST_WORDS} texts is needed"
    if key == "exit-zero":
        return "" if truth else "true or false is needed"
    if key == "workers":
        whole = isinstance(value, int) and not truth and 1 <= value <= 64
        return "" if whole else "a whole number from 1 to 64 is needed"
    if key == "min-coverage" and isinstance(value, int | float) and not truth:
        return "" if 0 <= value <= 1 else "a share from 0 to 1 is needed"
    return "" if _is_text(value) else f"a text of 1 to {LONGEST_VALUE} characters is needed"


def _is_text(value: Any) -> bool:
    # An empty one is what a template leaves that was not filled in: it must not mean the folder.
    return isinstance(value, str) and bool(value.strip()) and len(value) <= LONGEST_VALUE


def _resolved(path: Path, key: str, value: Any) -> Any:
    if key in _LISTS:
        return [value] if isinstance(value, str) else value
    if key == "min-coverage":
        return str(value)
    if key in ("baseline", "root") or (key == "rubric" and (path.parent / value).is_dir()):
        return os.path.relpath(path.parent / value)
    return value


def _refuse(path: Path, code: str, message: str, line: int = 0, column: int = 0) -> NoReturn:
    raise InvalidInput([Problem(Location(str(path), line, column), code, message)])

"""The reference pages of the documentation, made from the program itself."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import redirect_stdout
from typing import Any

from coopcli.cli.config import DEFAULTS
from coopcli.cli.main import run
from coopcli.cli.overview import GROUPS
from coopcli.cli.surface import COMMANDS
from coopcli.reading.schemas import SCHEMAS, published
from coopcli.reading.shapes import ID

MADE = (
    "Made from the program, by\n"
    "`COOPCLI_UPDATE_GOLDEN=1 .venv/bin/pytest tests/test_reference_pages.py`."
)

QUOTE = '"'

FILES = {"area": "areas/ID.yaml", "sheet": "a sheet of answers"}
"""What the files of a schema are called, where that is not its name."""


def commands_page() -> str:
    """Every command with its help, by task."""
    lines = ["# Commands", "", f"{MADE} The help of each command, as `-h` prints it.", ""]
    for task, names in GROUPS.items():
        lines += [f"## {task}", ""]
        lines += [f"- [`{name}`](#{_anchor(name)}): {line}" for name, line in names.items()]
        lines += [""]
        for name in names:
            inner = [word for word in COMMANDS if word.split()[0] == name]
            for word in inner:
                lines += [f"### {word}", "", "```text", *_help(word), "```", ""]
            if inner != [name]:
                at = lines.index(f"### {inner[0]}")
                lines[at:at] = [f"### {name}", "", "```text", *_help(name), "```", ""]
    return "\n".join(lines).rstrip() + "\n"


def _anchor(name: str) -> str:
    return name.replace(" ", "-")


def _help(name: str) -> list[str]:
    out = io.StringIO()
    with redirect_stdout(out):
        run([*name.split(), "--help"])
    return [line.rstrip() for line in out.getvalue().strip().splitlines()]


def keys_page() -> str:
    """Every key of every file, and of the configuration."""
    lines = [
        *(
            "# Keys",
            "",
            f"{MADE} An item of a list is written `[]`, a key that you choose `NAME`.",
            "",
        ),
        *(
            "A key in bold must be there. `coopcli rubric schema FILE` has the same for editors.",
            "",
        ),
    ]
    for name in SCHEMAS:
        lines += [f"## {FILES.get(name, f'{name}.yaml')}", "", "| Key | What it is | Value |"]
        lines += ["|---|---|---|", *dict.fromkeys(_rows(published(name), "")), ""]
    lines += ["## coopcli.toml", "", "In `pyproject.toml` the same keys stand in `[tool.coopcli]`."]
    lines += ["[Batches and CI](ci.md) says what they do.", "", "| Key | Where nothing is said |"]
    lines += ["|---|---|"]
    lines += [f"| `{key}` | {_plain(value)} |" for key, value in DEFAULTS.items()]
    return "\n".join(lines) + "\n"


def _plain(value: Any) -> str:
    if value is False:
        return "`false`"
    return "none" if value in ("", None, []) else f"`{value}`"


def _rows(shape: dict[str, Any], path: str) -> Iterator[str]:
    """The keys below a place, each with what it is and what it may hold."""
    for one in (shape, *shape.get("anyOf", ()), *shape.get("oneOf", ())):
        if "else" in one:  # a file that stands for itself has all the keys
            yield from _rows(one["else"], path)
        needed = one.get("required", ())
        levels = [("LEVEL", inner) for inner in one.get("patternProperties", {}).values()]
        for key, inner in (*one.get("properties", {}).items(), *levels):
            name = f"`{path}{key}`"
            about = str(inner.get("description", "")).replace("|", r"\|")
            shown = f"**{name}**" if key in needed else name
            yield f"| {shown} | {about} | {_value(inner)} |"
            yield from _rows(inner, f"{path}{key}.")
        if isinstance(one.get("additionalProperties"), dict):
            yield from _rows(one["additionalProperties"], f"{path}NAME.")
        if isinstance(one.get("items"), dict):
            yield from _rows(one["items"], f"{path.removesuffix('.')}[].")


def _value(shape: dict[str, Any]) -> str:
    """What a key may hold, in a few words."""
    kinds = [_value(one) for one in (*shape.get("anyOf", ()), *shape.get("oneOf", ()))]
    if kinds[:1] in (["a date"], ["a share"]):
        return kinds[0]
    if kinds:
        return ", or ".join(dict.fromkeys(kinds))
    if "examples" in shape:
        return f"a word of the rubric: usually {', '.join(f'`{w}`' for w in shape['examples'])}"
    if "enum" in shape:
        words = [word for word in shape["enum"] if word not in ("", None)]
        left = ["nothing"] if len(words) < len(shape["enum"]) else []
        return ", ".join([*(f"`{json.dumps(word).strip(QUOTE)}`" for word in words), *left])
    kind = shape.get("type")
    kind = "string" if isinstance(kind, list) and "string" in kind else kind
    if kind == "array":
        return f"a list of {_value(shape['items'])}"
    if kind == "integer":
        return f"{shape['minimum']} to {shape['maximum']}"
    if kind == "number":
        return f"a number from {shape['minimum']:g} to {shape['maximum']:g}"
    if kind == "string":
        pattern = shape.get("pattern", "")
        if pattern.startswith("^[0-9]{4}"):
            return "a date"
        if pattern.startswith("^[0-9]{1,6}"):
            return "a share"
        return "an id" if pattern == ID.describe()["pattern"] else "text"
    return "keys"  # which have rows of their own


PAGES = {"commands.md": commands_page, "keys.md": keys_page}

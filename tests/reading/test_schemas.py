"""The schemas for editors take every shipped file and refuse what the program refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from coopcli.reading.schemas import SCHEMAS, published
from tests.examples import PACK_FOLDER, ROOT, SMALL_PACK, golden


def validator(schema: dict[str, Any]) -> Any:
    return jsonschema.Draft7Validator(schema)


VALIDATORS = {name: validator(published(name)) for name in SCHEMAS}

PACKS = (PACK_FOLDER, ROOT / SMALL_PACK)


class Loader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc]
    """Loads as editors do, which follow YAML 1.2: dates and yes stay text."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in pairs if not tag.endswith(left_out)]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    for left_out in [(":timestamp", ":bool") if first in "yYnNoO" else ":timestamp"]
}


def loaded(path: Path) -> Any:
    return loaded_text(path.read_text(encoding="utf-8"))


def loaded_text(text: str) -> Any:
    return _keyed(yaml.load(text, Loader=Loader))


def _keyed(value: Any) -> Any:
    """The value with keys that are text, as JSON has them."""
    if isinstance(value, dict):
        return {str(key): _keyed(inner) for key, inner in value.items()}
    return [_keyed(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schemas_are_schemas(name: str) -> None:
    jsonschema.Draft7Validator.check_schema(published(name))


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_change_of_a_file_format_shows(name: str) -> None:
    # Every field with its bounds, whether it may be left out and what an editor says of it.
    golden(f"schema/{name}.json", json.dumps(published(name), indent=1, ensure_ascii=False) + "\n")


@pytest.mark.parametrize("pack", PACKS, ids=["shipped", "small"])
def test_every_file_of_a_pack_is_valid(pack: Path) -> None:
    files = [(name, pack / f"{name}.yaml") for name in ("rubric", "evidence", "sources")]
    files += [("area", path) for path in sorted(pack.glob("areas/*.yaml"))]

    for name, path in files:
        errors = [error.message for error in VALIDATORS[name].iter_errors(loaded(path))]
        assert not errors, path.name


@pytest.mark.parametrize(
    "name",
    [
        *("missing-key", "unknown-key", "list-for-mapping", "text-for-list", "wrong-id"),
        *("no-form", "repeated-item", "level-beyond-the-scale", "level-as-text"),
        *("range-of-three", "no-ratings", "two-kinds-of-answer", "level-nothing", "level-yes"),
    ],
)
def test_what_the_program_refuses_an_editor_marks(name: str) -> None:
    path = ROOT / "tests/bad" / f"{name}.yaml"

    assert not VALIDATORS["area"].is_valid(loaded(path))

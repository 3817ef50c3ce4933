"""The schema of an area file for one rubric, for editors: its questions, anchors and evidence.

Written for the YAML language server. It shows a text for a key only where the key is named
(``properties``), the chosen value alone where each is a ``const`` of ``oneOf``, and neither where
schemas are put together of others by reference: each question has its own in full.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coopcli.model import Criterion, Evidence, Rubric
from coopcli.reading.schemas import published
from coopcli.reading.shapes import Description

MADE_BY = "made by coopcli"
"""Words of the title of every schema that is written for editors."""


def area_schema(rubric: Rubric, ledger: Mapping[str, Evidence]) -> Description:
    """The schema of the areas of a rubric; ``ledger`` has the evidence that is offered."""
    schema = published("area")
    properties = dict(schema["properties"])
    ratings = properties["ratings"]
    answers = ratings["additionalProperties"]
    rest = {key: value for key, value in ratings.items() if key != "additionalProperties"}
    properties["ratings"] = rest | {
        "properties": {
            name: _question(criterion, answers, ledger)
            for name, criterion in rubric.criteria.items()
        },
        "additionalProperties": False,
    }
    words = {"enum": [*rubric.vocabulary.forms]}
    properties["form"] = properties["form"] | {"items": words}
    fixed = properties["fixed"]
    properties["fixed"] = {
        "description": fixed["description"],
        "type": "object",
        "properties": {
            name: fixed["additionalProperties"] | {"description": criterion.question}
            for name, criterion in rubric.criteria.items()
        },
        "additionalProperties": False,
    }
    title = f"An area of {rubric.id} {rubric.version}, {MADE_BY}"
    return schema | {"title": title, "properties": properties}


def _question(
    criterion: Criterion, answers: Description, ledger: Mapping[str, Evidence]
) -> Description:
    kinds = [
        _kind(kind, criterion, ledger)
        for kind in answers["items"]["anyOf"]
        if criterion.may_be_not_applicable or "not-applicable" not in kind["properties"]
    ]
    anchors = [
        f"{level}: {': '.join(part for part in (anchor.label, anchor.text) if part)}"
        for level, anchor in sorted(criterion.anchors.items())
    ]
    text = "\n\n".join([f"{criterion.name}. {criterion.question}", *anchors])
    return answers | {"description": text, "items": {"anyOf": kinds}}


def _kind(
    kind: Description, criterion: Criterion, ledger: Mapping[str, Evidence]
) -> dict[str, Any]:
    """One kind of answer, with the levels and the evidence of a question."""
    properties = dict(kind["properties"])
    if "level" in properties:
        about = properties["level"]["description"]
        levels = [
            {"const": level, "description": anchor.text, "title": anchor.label or str(level)}
            for level, anchor in sorted(criterion.anchors.items())
        ]
        span = {
            "type": "array",
            "description": "The lowest and the highest level that the answer may have.",
            "items": {"enum": sorted(criterion.anchors)},
            "minItems": 2,
            "maxItems": 2,
        }
        properties["level"] = {"description": about, "oneOf": [*levels, span]}
    if "evidence" in properties:
        cited = properties["evidence"]
        offered = [
            {"const": item.id, "description": f"{item.summary} ({item.known})"}
            for item in ledger.values()
            if criterion.id in item.raises or criterion.id in item.lowers
        ]
        # An item of the file itself is no less good, so that any other id passes.
        others = cited["items"] | {"not": {"enum": [item["const"] for item in offered]}}
        properties["evidence"] = cited | {"items": {"oneOf": [*offered, others]}}
    return kind | {"properties": properties}

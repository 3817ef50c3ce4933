"""CSL-JSON of documents, held against what its published schema asks of an item."""

from __future__ import annotations

import json

import jsonschema

from coopcli.formats import Style, render
from coopcli.studies.sources import sources_result
from coopcli.text import Report
from tests.examples import the_pack

# The parts of https://resource.citationstyles.org/schema/v1.0/input/json/csl-data.json that the
# items use: ids and titles are strings, names have a literal, dates are parts of one to three.
TYPES = ["article", "article-newspaper", "interview", "legislation", "report"]
TEXT = {"type": "string"}
PARTS = {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 3}
DATES = {"type": "array", "items": PARTS, "minItems": 1, "maxItems": 2}
NAME = {"type": "object", "properties": {"literal": TEXT}, "additionalProperties": False}
ITEMS = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "id": TEXT,
            "type": {"enum": TYPES},
            "title": TEXT,
            "author": {"type": "array", "items": NAME},
            "container-title": TEXT,
            "URL": TEXT,
            "publisher": TEXT,
            "issued": {"type": "object", "properties": {"date-parts": DATES}},
            "note": TEXT,
        },
        "required": ["type", "id"],
        "additionalProperties": False,
    },
}


def test_the_documents_of_the_pack_are_csl_items() -> None:
    pack = the_pack()
    report = Report(sources_result(pack.rubric, pack.ledger.values()))

    items = json.loads(render(report, "csl", Style()))

    jsonschema.validate(items, ITEMS)
    assert [item["id"] for item in items] == list(pack.rubric.sources)
    lim = next(item for item in items if item["id"] == "lim-2024")
    assert lim["type"] == "article-newspaper"
    assert lim["container-title"] == "The Straits Times"
    assert lim["issued"] == {"date-parts": [[2024, 2, 19]]}
    assert lim["author"] == [{"literal": "Lim Min Zhang"}]

"""From the documents of a report to CSL-JSON, as citation processors read it."""

from __future__ import annotations

import json
from typing import Any

from coopcli.formats import Style
from coopcli.formats.json import inert
from coopcli.results.parts import Source
from coopcli.studies.sources import documents_of
from coopcli.text import Report

_TYPES = {
    "report": "report",
    "article": "article-newspaper",
    "interview": "interview",
    "legal-text": "legislation",
}


def render(report: Report, style: Style) -> str:
    """The documents as a list of items."""
    items = [_item(source) for source in documents_of(report.result)]
    return inert(json.dumps(items, indent=2)) + "\n"


def _item(source: Source) -> dict[str, Any]:
    kind = _TYPES.get(source.kind, "article")
    item = {
        "id": source.id,
        "type": kind,
        "title": source.title,
        # Names as they are written: which part is the family's is not known here.
        "author": [{"literal": name} for name in source.authors],
        "container-title" if kind == "article-newspaper" else "publisher": source.publisher,
        "issued": {"date-parts": [[int(part) for part in str(source.date).split("-")]]},
        "URL": source.url,
        "note": source.note,
    }
    return {name: value for name, value in item.items() if value}

"""From the evidence of a pack or an area to the documents that it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from coopcli.model import Evidence, IssueArea, PartialDate, Rubric, Source
from coopcli.report.blocks import Block, Code, Heading, Items, Line, Paragraph
from coopcli.report.result import envelope, source_data
from coopcli.report.words import capital, citation, counted
from coopcli.results import parts as results
from coopcli.results.codec import decode

Data = dict[str, Any]


def sources_result(
    rubric: Rubric,
    evidence: Iterable[Evidence],
    *,
    area: IssueArea | None = None,
    as_of: PartialDate | None = None,
) -> Data:
    """The result that lists the documents behind some evidence, with the items drawn from each."""
    drawn: dict[str, list[str]] = {}
    for item in evidence:
        drawn.setdefault(item.passage.source, []).append(item.id)
    known = area.sources if area else rubric.sources
    documents = [_document(source, drawn[name]) for name, source in known.items() if name in drawn]
    return envelope("sources", rubric) | {
        "area": None if area is None else {"id": area.id, "name": area.name},
        "as_of": None if as_of is None else str(as_of),
        "sources": documents,
    }


def _document(source: Source, items: list[str]) -> Data:
    return source_data(source) | {"evidence": items}


def sources_blocks(data: Data, *, detail: int = 0) -> list[Block]:
    """The documents, each with the count of its items; above 0 with their ids."""
    area, documents = data["area"], data["sources"]
    title = f"Sources of {area['name'] if area else data['rubric']['title']}"
    blocks: list[Block] = [Heading(title, 1)]
    if not documents:
        return [*blocks, Paragraph(("No rating known by then cites a document.",))]
    cited = sum(len(source["evidence"]) for source in documents)
    when = f" as of {data['as_of']}" if data["as_of"] else ""
    which = "items of evidence behind its answers" if area else "items of evidence in its ledger"
    counts = f"{counted(len(documents), 'document')} for {cited} {which}{when}."
    blocks.append(Paragraph((capital(counts),)))
    lines: list[Line] = []
    for source in documents:
        count = counted(len(source["evidence"]), "item")
        line: Line = (
            Code(source["id"]),
            f": {citation(_source(source))} {capital(count)}.",
        )
        if detail > 0:
            line = (*line, f" {', '.join(source['evidence'])}.")
        lines.append(line)
    notes = [(Code(s["id"]), f": {s['note']}") for s in documents if s["note"] and detail > 0]
    blocks.append(Items(tuple(lines)))
    return [*blocks, Heading("Notes on them"), Items(tuple(notes))] if notes else blocks


def _source(document: Data) -> results.Source:
    return decode(results.Source, {key: document[key] for key in results.Source._fields})

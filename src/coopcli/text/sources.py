"""From the documents that an area or a pack rests on to a list of them."""

from __future__ import annotations

from coopcli.studies.sources import Sources
from coopcli.text.blocks import Block, Code, Heading, Items, Line, Paragraph
from coopcli.text.notes import address
from coopcli.text.words import capital, citation, counted


def sources_blocks(result: Sources, *, detail: int = 0) -> list[Block]:
    """The documents, each with the count of its items; above 0 with their ids."""
    area, documents = result.area, result.sources
    blocks: list[Block] = [Heading(f"Sources of {area.name if area else result.rubric.title}", 1)]
    if not documents:
        return [*blocks, Paragraph(("No rating known by then cites a document.",))]
    cited = sum(len(document.evidence) for document in documents)
    when = f" as of {result.as_of}" if result.as_of else ""
    which = "items of evidence behind its answers" if area else "items of evidence in its ledger"
    counts = f"{counted(len(documents), 'document')} for {cited} {which}{when}."
    blocks.append(Paragraph((capital(counts),)))
    lines: list[Line] = []
    for source, evidence in documents:
        count = capital(counted(len(evidence), "item"))
        line: Line = (Code(source.id), f": {citation(source)} {count}.", *address(source))
        if detail > 0:
            line = (*line, f" {', '.join(evidence)}.")
        lines.append(line)
    known = [document.source for document in documents]
    notes = [(Code(s.id), f": {s.note}") for s in known if s.note and detail > 0]
    blocks.append(Items(tuple(lines)))
    return [*blocks, Heading("Notes on them"), Items(tuple(notes))] if notes else blocks

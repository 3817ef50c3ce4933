"""What a report cites: numbered notes, the documents that they stand in, and offers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from coopcli.report.blocks import Block, Cite, Code, Heading, Items, Line, Note, Notes
from coopcli.report.words import capital, citation, listed, passage_words
from coopcli.results.parts import Evidence, Offer, Source


class Citations:
    """Numbers evidence in the order in which a report cites it."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def cite(self, names: Iterable[str]) -> Line:
        """Marks for some evidence, with a space before each."""
        line: list[Any] = []
        for name in names:
            line += [" ", Cite(self._numbers.setdefault(name, len(self._numbers) + 1))]
        return tuple(line)

    def notes(self, evidence: Iterable[Evidence]) -> Notes:
        """The notes to everything that was cited."""
        items = {item.id: item for item in evidence}
        return Notes(
            tuple(
                Note(number, name, evidence_note(items[name]))
                for name, number in self._numbers.items()
                if name in items
            )
        )

    def closing(self, evidence: Iterable[Evidence], sources: Iterable[Source]) -> Iterator[Block]:
        """The notes, and the documents that they stand in; nothing where nothing was cited."""
        items = list(evidence)
        notes = self.notes(items)
        if notes.notes:
            cited = {note.id for note in notes.notes}
            standing = {item.passage.source for item in items if item.id in cited}
            yield Heading("Evidence")
            yield notes
            yield from documents(source for source in sources if source.id in standing)


def evidence_note(item: Evidence) -> Line:
    """An evidence item in one line: what, when, who says so, and where it stands."""
    voice = f" according to {listed(item.voice)}" if item.voice else ""
    dates = f"known {item.known}"
    if item.event and item.event != item.known:
        dates = f"{item.event}, {dates}"
    kind = capital(item.kind.replace("-", " ")) + (", reported" if item.reported else "")
    passage = passage_words(item.passage)
    return (f"{item.summary} ", f"({kind}{voice}; {dates}; {passage}) ", Code(item.id))


def documents(sources: Iterable[Source]) -> Iterator[Block]:
    """The documents that a report draws on."""
    yield Heading("Sources")
    yield Items(tuple((Code(source.id), f": {citation(source)}") for source in sources))


def offer_line(offer: Offer) -> Line:
    """What an avenue offers: the step, a forum where both sit, and where it is named."""
    forum = f" Both sit in: {offer.forum}." if offer.forum else ""
    return (f"{offer.what}{forum} ({passage_words(offer.passage)})",)
